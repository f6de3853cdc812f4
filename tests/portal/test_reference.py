"""The shared words: what the files say is what the tables hold, and loading again changes nothing."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from portal.models import (
    LegalForm,
    Material,
    Process,
    ProductGroup,
    Province,
    ProvinceChange,
    Sector,
    Standard,
)
from portal.vocabulary import BEFORE, EARLIER, FOLDER, SINCE, load_words
from readiness.models import Baseline, Framework, Programme, Statistic, Target
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
SHARED = Path(__file__).resolve().parents[3] / "shared"


def places(version):
    return Province.objects.filter(list__key="province", list__version=version)


def test_there_are_34_provinces_and_the_63_before_them():
    assert (places(SINCE).count(), places(BEFORE).count()) == (34, 63)


def test_every_former_province_has_one_successor_of_today():
    edges = ProvinceChange.objects.filter(before__list__version=BEFORE, after__list__version=SINCE)
    assert edges.values("before").distinct().count() == 63
    assert edges.values("after").distinct().count() == 34
    assert set(edges.values_list("effective_on", flat=True)) == {date(2025, 7, 1)}


def test_earlier_provinces_lead_to_what_became_of_them_and_are_marked_as_not_checked():
    edges = ProvinceChange.objects.filter(before__list__version=EARLIER, after__list__version=BEFORE)
    assert edges.values("before").distinct().count() == places(EARLIER).count() == 26
    song_be = edges.filter(before__label_vi="Sông Bé")
    assert set(song_be.values_list("after__label_vi", "kind")) == {
        ("Bình Phước", "divided"),
        ("Bình Dương", "divided"),
    }
    assert set(edges.values_list("confidence", flat=True)) == {"not checked"}
    assert not edges.filter(source="").exists()


def test_binh_duong_is_in_ho_chi_minh_city_now():
    edge = ProvinceChange.objects.get(before__label_vi="Bình Dương")
    assert edge.after.label_vi == "Thành phố Hồ Chí Minh" or "Hồ Chí Minh" in edge.after.label_vi


@pytest.mark.parametrize("code", ["15", "24", "44", "52", "80", "82", "91"])
def test_codes_that_changed_meaning_are_told_apart_by_their_list(code):
    now, then = places(SINCE).get(code=code), places(BEFORE).get(code=code)
    assert now.label_vi != then.label_vi


def test_loading_again_changes_nothing():
    assert set(load_words(TODAY).values()) == {0}


def test_loading_by_command_twice_keeps_one_framework_and_the_same_rows():
    before = [m.objects.count() for m in (Framework, Target, Baseline, Statistic, Programme, Standard)]
    call_command("load_reference", verbosity=0)
    assert [
        m.objects.count() for m in (Framework, Target, Baseline, Statistic, Programme, Standard)
    ] == before


def test_a_word_that_left_the_file_is_retired_and_one_that_came_back_is_current():
    gone = Process.objects.create(
        list=Process.objects.first().list, code="gone", label_vi="đã bỏ", label_en="gone"
    )
    load_words(TODAY)
    gone.refresh_from_db()
    assert gone.valid_to == TODAY
    assert not Process.objects.current().filter(code="gone").exists()


@pytest.mark.parametrize("model", [Process, Material, Standard])
def test_parents_are_words_of_the_same_list(model):
    for word in model.objects.current().exclude(parent=None).select_related("parent"):
        assert word.parent.list_id == word.list_id
        assert word.parent.valid_to is None


@pytest.mark.parametrize("model", [Process, Material, Standard, ProductGroup, Sector])
def test_every_word_has_its_name_in_vietnamese_and_english(model):
    assert not model.objects.current().filter(label_vi="").exists()
    assert not model.objects.current().filter(label_en="").exists()


def test_legal_forms_are_there_to_be_stripped():
    assert LegalForm.objects.filter(folded="cong ty tnhh").exists()


def test_targets_of_resolution_115_are_versioned_definitions():
    by_code = {t.code: t for t in Target.objects.filter(code__startswith="r115")}
    assert by_code, "Resolution 115 is loaded"
    for target in by_code.values():
        assert target.document
        assert target.source
        assert target.confidence


def test_not_checked_facts_say_so():
    assert {t.checked for t in Target.objects.all()} <= {True, False}
    for fact in [*Target.objects.all(), *Baseline.objects.all(), *Statistic.objects.all()]:
        assert fact.checked == ("not checked" not in fact.confidence)


@pytest.mark.skipif(not SHARED.exists(), reason="the facts this was written from are not here")
@pytest.mark.parametrize(
    "shared, ours",
    [
        ("vocabulary/processes.csv", "processes"),
        ("vocabulary/materials.csv", "materials"),
        ("vocabulary/standards.csv", "standards"),
        ("vocabulary/product_groups.csv", "product_groups"),
        ("data/provinces.csv", "provinces"),
    ],
)
def test_our_files_lost_no_word_of_what_they_were_written_from(shared, ours):
    with (SHARED / shared).open(encoding="utf-8-sig", newline="") as file:
        wanted = {row["code"] for row in csv.DictReader(file)}
    with (FOLDER / f"{ours}.csv").open(encoding="utf-8", newline="") as file:
        assert wanted <= {row["code"] for row in csv.DictReader(file)}

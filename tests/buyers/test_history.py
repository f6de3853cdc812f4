"""Who of a buyer changed a requirement or a purchase report: in words, for the buyer's own people."""

import pghistory
import pytest
from django.urls import reverse

from buyers.models import PurchaseReport, PurchaseRow, Requirement, RequirementVersion
from portal.models import Sector
from tests.buyers.requirements.asking import begun
from tests.cast import member, person

pytestmark = pytest.mark.django_db


def words(page) -> str:
    return " ".join(page.select_one("#changes").get_text(" ").split())


@pytest.fixture
def asked(cast) -> Requirement:
    requirement = begun(cast)
    with pghistory.context(user=cast.binh.pk):
        RequirementVersion.objects.filter(requirement=requirement).update(title="Tay nắm nhựa ABS")
    return requirement


@pytest.fixture
def report(cast) -> PurchaseReport:
    with pghistory.context(user=cast.binh.pk):
        report = PurchaseReport.objects.create(organisation=cast.assembler, year=2025)
        row = PurchaseRow.objects.create(
            report=report,
            sector=Sector.objects.current().get(letters=["M"]),
            origin="import",
            amount=5_000_000,
        )
        row.delete()
    return report


def test_a_requirement_says_who_changed_which_words(browse, cast, asked):
    page = browse(
        reverse("buyers:requirement_history", args=[asked.public_id]), user=cast.binh, language="en"
    )
    told = words(page)
    assert cast.binh.name in told
    assert "→ Tay nắm nhựa ABS" in told
    line = next(li for li in page.select("#changes dd") if li.text)
    assert line


def test_codes_of_lines_are_words(browse, cast, asked):
    told = words(
        browse(reverse("buyers:requirement_history", args=[asked.public_id]), user=cast.binh, language="en")
    )
    codes = {code for version in asked.versions.all() for line in version.lines.all() for code in line.codes}
    assert not [code for code in codes if f" {code} " in told and "_" in code]


def test_a_report_says_what_was_taken_out(browse, cast, report):
    told = words(browse(reverse("buyers:purchase_history", args=[report.pk]), user=cast.binh, language="en"))
    assert "Removed: Amount Mechanical" in told
    assert "5,000,000" in told


def test_it_is_for_the_buyer_alone(client, cast, asked, report):
    other = member(
        person("k@other.example", "Kim"), type(cast.assembler).objects.create(kind="buyer", name="Khác")
    )
    for stranger in (cast.duong, cast.mai, cast.chi, other):
        client.force_login(stranger)
        assert client.get(reverse("buyers:requirement_history", args=[asked.public_id])).status_code == 404
        assert client.get(reverse("buyers:purchase_history", args=[report.pk])).status_code == 404

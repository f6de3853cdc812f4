"""Where a firm lies by its address, old or new, and the classes of VSIC 2025 it names."""

import pytest
from django.apps import apps

from suppliers.forms.industries import classes_in
from suppliers.models import Supplier, SupplierIndustry
from tests.suppliers import typing
from tests.suppliers.firms import province

pytestmark = pytest.mark.django_db


def save(firm, status=302, key="company", **values):
    """A section with ``values``, everything else as it was."""
    response = typing.save(firm, key, typing.SOUND[key](**values))
    assert response.status_code == status
    return response.content.decode(), Supplier.objects.get(pk=firm.supplier.pk)


@pytest.mark.parametrize(
    "address, chosen, now, before",
    [
        ("Lô 5, KCN VSIP 1, Thuận An, Bình Dương", "", "TP. Hồ Chí Minh", "Bình Dương"),
        ("12 Trần Phú, Nam Định", "", "Ninh Bình", "Nam Định"),
        ("Lô 12, KCN Nomura, Hải Phòng", "", "Hải Phòng", None),
        ("Lô 5, Bình Dương", "TP. Hồ Chí Minh", "TP. Hồ Chí Minh", "Bình Dương"),
        ("Lô 5, Bình Dương", "Đồng Nai", "Đồng Nai", None),
        ("12 đường Điện Biên Phủ", "", None, None),
        ("Ấp 1, Hà Bắc", "", "Bắc Ninh", None),
        ("Thuận An, Sông Bé", "TP. Hồ Chí Minh", "TP. Hồ Chí Minh", "Bình Dương"),
        ("Thuận An, Sông Bé", "Hà Nội", "Hà Nội", None),
    ],
    ids=[
        "merged",
        "merged, no mark",
        "kept",
        "the old name of the chosen one",
        "the choice wins",
        "a street",
        "an earlier province whose parts are one today",
        "one that was divided, where today's is chosen",
        "one that was divided, elsewhere",
    ],
)
def test_an_address_says_its_province_where_that_is_one(firm, address, chosen, now, before):
    _page, saved = save(firm, key="site", address=address, province=province(chosen) if chosen else "")
    assert (str(saved.province) if saved.province else None, saved.former_province_id) == (
        now, province(before, former=True) if before else None,
    )  # fmt: skip


def test_an_address_that_names_two_places_is_asked_about(firm):
    page, saved = save(firm, 422, "site", address="12 Trần Phú, Hà Nội; Lô 5, Bắc Ninh", province="")
    assert "Hà Nội, Bắc Ninh" in page
    assert (saved.address, saved.province) == ("", None)


def test_a_province_that_was_divided_is_asked_about_and_answered(firm):
    page, saved = save(firm, 422, "site", address="Thuận An, Sông Bé", province="")
    assert "Sông Bé đã được tách: hãy chọn Bình Phước hoặc Bình Dương." in page
    assert (saved.address, saved.province) == ("", None)
    part = province("Bình Dương", former=True)
    _page, saved = save(firm, key="site", address="Thuận An, Sông Bé", province="", former_province=part)
    assert (str(saved.province), saved.former_province_id) == ("TP. Hồ Chí Minh", part)


@pytest.mark.parametrize(
    "text, found, unknown",
    [
        ("2592, 25.91;C2220\n1410", ["2592", "2591", "2220", "1410"], []),
        ("2592 2591", ["2592", "2591"], []),
        ("25920 - Gia công cơ khí, 2592", ["2592"], []),
        ("9999, x", [], ["9999", "x"]),
        ("", [], []),
    ],
)
def test_classes_are_read_as_people_write_them(text, found, unknown):
    assert classes_in(text) == (found, unknown)


def test_a_firm_names_its_classes_and_history_keeps_them(firm):
    save(firm, industries="2592; 25.91")
    held = SupplierIndustry.objects.filter(supplier=firm.supplier)
    assert sorted(held.values_list("industry__code", flat=True)) == ["2591", "2592"]
    assert 'value="2591, 2592"' in firm.client().get(firm.url("section", "company")).content.decode()
    save(firm, industries="2592", version=1)
    assert held.get().industry.code == "2592"
    events = apps.get_model("suppliers", "SupplierIndustryEvent").objects.filter(pgh_label="delete")
    assert events.count() == 1


def test_a_class_that_is_none_is_told_beside_the_field_and_nothing_is_lost(firm):
    page, _saved = save(firm, 422, industries="2592, 0111")
    assert "0111" in page
    assert 'value="2592, 0111"' in page
    assert not SupplierIndustry.objects.exists()

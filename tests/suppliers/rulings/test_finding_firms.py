"""Staff find any firm of their scope, and come to the decisions on it from every page of the firm."""

import pytest
from django.urls import reverse

from portal.models import Province
from suppliers import directory
from suppliers.models import Supplier
from tests.cast import TODAY, firm

pytestmark = pytest.mark.django_db
URL = reverse("suppliers:find_firm")


def found(browse, typed, **more):
    return [a.strong.text for a in browse(f"{URL}?q={typed}", **more).select("main .qlist a")]


@pytest.fixture
def hidden(cast):
    return Supplier.objects.create(name="Cơ khí Đông Triều", tax_code="0100000099")


def test_listed_or_not_by_name_code_and_number(browse, cast, hidden):
    shop = firm("Cơ khí Đông Hà", "0100000098")
    directory.index([shop.pk], today=TODAY)
    assert found(browse, "co+khi+dong", user=cast.mai) == [shop.name, hidden.name]
    assert found(browse, "0100000099") == found(browse, hidden.public_id.lower()) == [hidden.name]
    page = browse(f"{URL}?q=dong+trieu", language="en")
    assert "not in the directory" in page.main.text
    browse(page.select_one("main .qlist a")["href"])


def test_who_is_called_exactly_so_comes_first_listed_or_not(browse, cast):
    shops = [
        firm(name, f"020000000{n}") for n, name in enumerate(("Bao bì Hòa Anh", "Nhựa Hòa An", "An Hòa Phát"))
    ]
    directory.index([shop.pk for shop in shops], today=TODAY)
    unlisted = Supplier.objects.create(name="Sơn Hòa An", tax_code="0200000009")
    assert found(browse, "hoa+an", user=cast.mai) == [
        "Nhựa Hòa An",
        unlisted.name,
        "An Hòa Phát",
        "Bao bì Hòa Anh",
    ]


def test_what_is_outside_the_scope_is_not_found(browse, cast, hidden):
    hanoi = Province.objects.get(code="01", changes_after__isnull=True)
    cast.ministry.scope_provinces.add(hanoi)
    assert found(browse, "dong+trieu", user=cast.mai) == []
    Supplier.objects.filter(pk=hidden.pk).update(province=hanoi)
    assert found(browse, "dong+trieu") == [hidden.name]


def test_nothing_typed_or_too_much_is_said_beside_the_field(browse, cast):
    assert "Type a part" in browse(f"{URL}?q=", user=cast.mai, language="en").select_one(".field.bad").text
    assert "at most 200" in browse(f"{URL}?q={'x' * 201}", language="en").select_one(".field.bad").text


def test_the_pages_of_a_firm_lead_staff_to_the_decisions_and_nobody_else(browse, cast):
    shop = cast.welding_shop
    decisions = f'main a[href="{reverse("suppliers:firm_rulings", args=[shop.public_id])}"]'
    pages = [reverse(name, args=[shop.public_id]) for name in ("suppliers:supplier", "readiness:firm")]
    for page in pages:
        assert len(browse(page, user=cast.mai).select(decisions)) == 1
        assert not browse(page, user=cast.duong).select(decisions)

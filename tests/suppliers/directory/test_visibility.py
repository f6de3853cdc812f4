"""Who may see what: strangers no contact and no capacity, nobody a firm that is not listed, and never the personal
number of a household. How many contacts a buyer opens is in ``test_contacts.py``."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from portal.models import ApiToken, IndustryClass
from suppliers.actions.publishing import publish, unpublish
from suppliers.models import HouseholdNumber, SearchDocument, Supplier, SupplierAlias, SupplierIndustry
from tests.cast import NOW, TODAY
from tests.suppliers.directory.listed import API, URL, address, complete, count_of, index, listed, names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

PERSON = ("Phạm Thị Liên Hệ", "0912345678", "lienhe@firm.example")
PRIVATE = (*PERSON, "123,456", "123.456", "123456", "98765")
NEVER = ("SECRET-SERIAL", "012345678901")


@pytest.fixture
def shop(db):
    firm = complete(listed("Cơ khí Đầy Đủ", {"machining.cnc_turning": ["steel.carbon"]}))
    HouseholdNumber.objects.create(supplier=firm, number="012345678901")
    return firm


def told(client, firm):
    """Everything that the pages and the API say to whoever this client is."""
    urls = [f"{URL}{firm.public_id}/", URL, address(q="cơ khí")]
    urls += [API, f"{API}{firm.public_id}/"]
    return " ".join(client.get(url).content.decode() for url in urls)


def test_a_visitor_sees_neither_contact_nor_capacity(client, shop):
    text = told(client, shop)
    assert "Cơ khí Đầy Đủ" in text
    assert "Lô 12" in text
    assert [each for each in (*PRIVATE, *NEVER) if each in text] == []


@pytest.mark.parametrize("who", ["binh", "mai"])
def test_buyers_and_staff_who_signed_in_see_both(client, cast, shop, who):
    client.force_login(getattr(cast, who))
    text = told(client, shop)
    for each in ("Phạm Thị Liên Hệ", "0912345678", "lienhe@firm.example", "123456"):
        assert each in text
    assert "SECRET-SERIAL" not in text
    # Staff in whose scope the firm lies are shown the number of a household; nobody else is.
    assert ("012345678901" in text) == (who == "mai")


def test_files_lists_and_the_feed_carry_no_contact(client, cast, shop):
    client.force_login(cast.binh)
    urls = [address(q="cơ khí"), f"/compare/?firm={shop.public_id}", f"/readiness/{shop.public_id}/", API, "/api/v1/changes/"]  # fmt: skip
    told = " ".join(client.get(url).content.decode() for url in urls)
    sheet, book = (
        b"".join(client.get(f"/api/v1/exports/suppliers.{kind}", {"q": shop.name}).streaming_content)
        for kind in ("csv", "xlsx")
    )
    with ZipFile(BytesIO(book)) as parts:
        cells = " ".join(parts.read(name).decode() for name in parts.namelist())
    for text in (told, sheet.decode(), cells):
        assert shop.name in text
        assert [each for each in (*PERSON, *NEVER) if each in text] == []


def test_nobody_finds_a_household_by_its_number(browse, shop, cast):
    for user in (cast.binh, cast.mai, cast.duong):
        assert names(browse(address(q="012345678901"), user=user)) == []


def test_a_firm_is_found_by_its_tax_code_and_its_public_number(browse, shop):
    assert names(browse(address(q=shop.tax_code))) == [shop.name]
    assert names(browse(address(q=shop.public_id.lower()))) == [shop.name]


@pytest.mark.parametrize("who", ["duong", "chi"])
def test_other_suppliers_see_what_the_public_sees(client, cast, shop, who):
    client.force_login(getattr(cast, who))
    text = told(client, shop)
    assert [each for each in (*PRIVATE, *NEVER) if each in text] == []


def test_a_firm_sees_its_own_contact(client, cast):
    complete(cast.welding_shop)
    client.force_login(cast.duong)
    assert "0912345678" in client.get(f"{URL}{cast.welding_shop.public_id}/").content.decode()


def test_a_firm_that_is_not_listed_is_404_to_strangers(client, cast, browse):
    firm = listed("Chưa công bố", {"moulding.injection": []}, published=False)
    for user in (None, cast.binh, cast.duong, cast.chi):
        client.logout()
        if user:
            client.force_login(user)
            assert client.get(f"{API}{firm.public_id}/").status_code == 404
        assert client.get(f"{URL}{firm.public_id}/").status_code == 404
        assert "Chưa công bố" not in names(browse(URL))
    assert browse(f"{URL}{firm.public_id}/", user=cast.mai).select_one(".note.warn")


def test_nobody_meets_a_number_that_was_never_given(client, db):
    assert client.get(f"{URL}ZZZZZZZZ/").status_code == 404


def test_who_publishes_is_found_at_once_and_who_leaves_is_gone_at_once(
    browse, cast, django_capture_on_commit_callbacks
):
    shop = complete(cast.welding_shop)
    assert names(browse(URL)) == []
    _decidable(shop)
    with django_capture_on_commit_callbacks(execute=True):
        publish(shop, now=NOW)
    assert names(browse(URL)) == [shop.name]
    with django_capture_on_commit_callbacks(execute=True):
        unpublish(shop)
    assert names(browse(URL)) == []


def _decidable(shop):
    from tests.suppliers.directory.listed import Capability, Material, Process

    Supplier.objects.filter(pk=shop.pk).update(declares_no_certificate=True, ownership="vietnamese")
    row = Capability.objects.create(supplier=shop, process=Process.objects.get(code="joining.mig_mag"))
    row.materials.set(Material.objects.filter(code="steel.carbon"))
    shop.refresh_from_db()


def test_a_row_left_behind_is_found_by_the_sweep(browse, db):
    from suppliers import directory

    behind, gone, new = listed("Tên cũ"), listed("Đã rút"), listed("Chưa ghi")
    Supplier.objects.filter(pk=behind.pk).update(name="Tên mới", facts_version=99)
    Supplier.objects.filter(pk=gone.pk).update(published_at=None)
    SearchDocument.objects.filter(pk=new.pk).delete()
    assert directory.index_behind(TODAY) == 3
    assert set(names(browse(URL))) == {"Tên mới", "Chưa ghi"}
    assert directory.index_behind(TODAY) == 0


@pytest.mark.parametrize("twice", [False, True])
def test_the_number_of_a_merged_firm_leads_to_the_living_one(client, db, twice):
    old, living = listed("Cũ"), listed("Sống")
    if twice:
        between = listed("Giữa")
        Supplier.objects.filter(pk=between.pk).update(merged_into=living)
    Supplier.objects.filter(pk=old.pk).update(merged_into=between if twice else living)
    response = client.get(f"{URL}{old.public_id}/?results=q%3Dabc")
    assert (response.status_code, response["Location"]) == (301, f"{URL}{living.public_id}/?results=q%3Dabc")


def test_an_old_number_and_small_letters_lead_to_the_number_of_today(client, db):
    firm = listed("Sống")
    SupplierAlias.objects.create(public_id="0LDNVMB3", supplier=firm)
    for number in ("0LDNVMB3", "0ldnvmb3", firm.public_id.lower()):
        if number != firm.public_id:
            assert client.get(f"{URL}{number}/")["Location"] == f"{URL}{firm.public_id}/"


def test_an_old_number_tells_nothing_of_a_firm_that_is_not_listed(client, db):
    firm = listed("Chưa", published=False)
    SupplierAlias.objects.create(public_id="0LDNVMB3", supplier=firm)
    assert client.get(f"{URL}0LDNVMB3/").status_code == 404


def test_firms_of_a_list_that_staff_checked_are_found_and_said_to_be_unclaimed(browse, db):
    firm = listed("Nhập từ danh sách", {"moulding.injection": []}, claimed=False)
    page = browse(URL, language="en")
    assert count_of(page) == 1
    assert "not claimed" in page.select_one(".result").text
    assert "not claimed" in browse(f"{URL}{firm.public_id}/", language="en").select_one(".note").text


class TestApi:
    def test_the_list_has_its_shape(self, client, cast, shop):
        client.force_login(cast.binh)
        answer = client.get(API, {"q": "tiện"}).json()
        assert set(answer) == {"count", "facets", "results", "next"}
        assert (answer["count"], answer["next"]) == (1, None)
        assert set(answer["facets"]) == {
            "process", "material", "standard", "sector", "industry", "province", "former_province", "ownership", "level",
        }  # fmt: skip
        for options in answer["facets"].values():
            assert all(set(option) == {"code", "label", "count"} for option in options)
        assert answer["results"][0]["public_id"] == shop.public_id
        assert not {"contact", "monthly_capacity", "load_percent"} & set(answer["results"][0])

    def test_classes_of_industry_are_told_in_the_list_and_of_one_firm(self, client, cast, shop):
        for code in ("2592", "2591"):
            SupplierIndustry.objects.create(supplier=shop, industry=IndustryClass.objects.get(code=code))
        index(shop)
        client.force_login(cast.binh)
        (row,) = client.get(API, {"industry": "25"}).json()["results"]
        assert row["industries"] == ["2591", "2592"]
        assert client.get(f"{API}{shop.public_id}/").json()["industries"] == ["2591", "2592"]

    def test_pages_of_twenty_five_follow_each_other_without_loss(self, client, cast):
        for n in range(53):
            listed(f"Xưởng {n}", level=n % 4)
        client.force_login(cast.binh)
        url, found, sizes = API, [], []
        while url:
            answer = client.get(url).json()
            sizes.append(len(answer["results"]))
            found += [row["public_id"] for row in answer["results"]]
            url = answer["next"]
        assert sizes == [25, 25, 3]
        assert len(set(found)) == answer["count"] == 53

    def test_strangers_get_401(self, client, shop):
        assert client.get(API).status_code == 401
        assert client.get(f"{API}{shop.public_id}/").status_code == 401

    def test_a_key_opens_it_until_it_is_revoked(self, client, cast, shop):
        headers = {"Authorization": f"Bearer {ApiToken.issue(cast.binh)}"}
        assert client.get(API, headers=headers).json()["count"] == 1
        ApiToken.objects.revoke_all(cast.binh)
        assert client.get(API, headers=headers).status_code == 401
        assert client.get(f"{API}{shop.public_id}/", headers=headers).status_code == 401

    def test_what_cannot_be_read_is_400_with_the_field(self, client, cast):
        client.force_login(cast.binh)
        response = client.get(API, {"process": "nonsense"})
        assert response.status_code == 400
        assert list(response.json()) == ["process"]

    def test_an_old_number_leads_to_the_firm(self, client, cast, shop):
        SupplierAlias.objects.create(public_id="0LDNVMB3", supplier=shop)
        client.force_login(cast.binh)
        response = client.get(f"{API}0LDNVMB3/")
        assert json.loads(response.content)["public_id"] == shop.public_id

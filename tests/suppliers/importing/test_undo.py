"""Taking a batch away again, and what stays."""

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management import CommandError
from django.utils import timezone

from buyers.models import PurchaseReport, PurchaseRow
from portal.models import Organisation, PersonalChange, Sector, User
from suppliers.actions import changing
from suppliers.duplicates import merging
from suppliers.models import (
    Contact,
    DuplicatePair,
    Enterprise,
    ImportBatch,
    ImportRow,
    JoinRequest,
    Supplier,
    SupplierMerge,
    SupplierSector,
)
from tests import cast as people
from tests.cast import NOW
from tests.suppliers.importing.lists import HEADER, MILL, SHOP, csv_bytes, run, saved, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(tmp_path):
    rows = [[*SHOP, "0912 345 678"], [*MILL, ""], ["Hàn Sông Lam", "0100686209", "Nghệ An", "Cơ khí", ""]]
    return told(saved(tmp_path, csv_bytes([*HEADER, "Điện thoại"], *rows)))["batch"]


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Supplier, Enterprise, SupplierSector, Contact))


def test_undoing_takes_away_all_that_landed_and_keeps_its_history(cast, tmp_path):
    before = counts()
    batch = told(
        saved(tmp_path, csv_bytes(HEADER, MILL, ["Hàn Sông Lam", "0100686209", "Nghệ An", "Cơ khí"]))
    )["batch"]
    firms = list(Supplier.objects.filter(import_row__batch=batch))
    assert counts() != before
    assert f"Batch {batch}: 2 firms taken away." in run("--undo", batch)
    assert counts() == before
    assert set(ImportRow.objects.filter(batch=batch).values_list("fate", "supplier")) == {("undone", None)}
    gone = apps.get_model("suppliers", "SupplierEvent").objects.filter(pgh_label="delete")
    assert sorted(gone.values_list("pgh_obj_id", flat=True)) == sorted(firm.pk for firm in firms)
    assert {event.pgh_context.metadata["undone_batch"] for event in gone} == {batch}


def test_undoing_twice_is_said(batch):
    run("--undo", batch)
    with pytest.raises(CommandError, match=f"Batch {batch} was undone on"):
        run("--undo", batch)


def test_a_batch_that_is_not_there_is_said():
    with pytest.raises(CommandError, match="There is no batch 77"):
        run("--undo", 77)


def _claim(firm):
    firm.organisation = Organisation.objects.create(kind="supplier", name=firm.name)
    firm.save(update_fields=["organisation"])


def _change(firm):
    with changing(firm):
        firm.workers = 12
        firm.save(update_fields=["workers"])


def _list(firm):
    firm.checked_at = timezone.now()
    firm.save(update_fields=["checked_at"])


def _merge(firm):
    firm.merged_into = Supplier.objects.create(name="Hàn Sông Lam mới")
    firm.save(update_fields=["merged_into"])


def _receive(firm):
    Supplier.objects.create(name="Hàn Sông Lam cũ", merged_into=firm)


def _ask(firm):
    user = User.objects.create(email="chi@example.vn", name="Chị Chi")
    JoinRequest.objects.create(supplier=firm, user=user, words="Tôi là giám đốc")


def _buy(firm):
    buyer = Organisation.objects.create(kind="buyer", name="Assembler")
    report = PurchaseReport.objects.create(organisation=buyer, year=2025)
    sector = Sector.objects.current().first()
    PurchaseRow.objects.create(report=report, sector=sector, origin="vietnamese", amount=1, supplier=firm)


@pytest.mark.parametrize(
    "touch, why",
    [
        (_claim, "an organisation has taken the profile in hand"),
        (_change, "its facts were changed since"),
        (_list, "it was listed since"),
        (_merge, "it was merged into another firm; part the two first, then it can go"),
        (_receive, "another firm was merged into it; part the two first, then it can go"),
        (_ask, "Chị Chi has asked to act for it; answer that first, then it can go"),
        (_buy, "others on the portal refer to it"),
    ],
    ids=["claimed", "changed", "listed", "merged", "merged into", "asked for", "referred to"],
)
def test_a_firm_that_somebody_made_theirs_stays_and_why_is_said(batch, touch, why):
    firm = Supplier.objects.get(tax_code="0100686209")
    touch(firm)
    out = run("--undo", batch)
    assert "2 firms taken away" in out
    assert f"row 4 · Hàn Sông Lam ({firm.public_id}): {why}" in out
    assert Supplier.objects.filter(import_row__batch=batch).get() == firm
    assert ImportRow.objects.get(batch=batch, fate="landed").supplier == firm
    assert Enterprise.objects.get().code == "0100686209"


def test_what_stayed_goes_later_when_nothing_holds_it(batch, browse, mai):
    _ask(Supplier.objects.get(tax_code="0100686209"))
    run("--undo", batch)
    page = browse(f"/lists/{batch}/", user=mai, language="en")
    assert "1 firm stayed" in page.text
    assert "Chị Chi" in page.select_one("#kept").text
    assert "Chị Chi" in browse(f"/lists/{batch}/undo/", user=mai, language="en").select_one("#kept").text
    asked = JoinRequest.objects.get()
    asked.answer(False, by=mai, reason="", now=NOW)
    assert f"Batch {batch}: 1 firm taken away." in run("--undo", batch)
    assert not Supplier.objects.filter(import_row__batch=batch).exists()
    with pytest.raises(CommandError, match=f"Batch {batch} was undone on"):
        run("--undo", batch)


def test_a_trial_of_undoing_changes_nothing(batch):
    before = counts()
    assert "3 firms taken away" in run("--undo", batch, "--dry-run")
    assert counts() == before
    assert ImportBatch.objects.get().undone_at is None


def test_that_personal_rows_went_is_noted_without_their_values(batch):
    ministry = Organisation.objects.create(kind="ministry", name="Cục Công nghiệp")
    mai = people.member(people.person("mai@ministry.example", "Mai"), ministry)
    run("--undo", batch, "--by", mai.email)
    change = PersonalChange.objects.get(action="delete")
    assert (change.model, change.fields, change.by) == ("suppliers.Contact", [], mai)


def test_after_undoing_the_same_file_may_be_taken_in_again(tmp_path):
    path = saved(tmp_path, csv_bytes(HEADER, SHOP))
    run("--undo", told(path)["batch"])
    assert told(path)["counts"]["landed"] == 1


def test_the_enterprise_of_a_firm_we_had_stays(cast, tmp_path):
    branch = ["Chi nhánh Anh Dương", "0100109106-001", "Huế", ""]
    batch = told(saved(tmp_path, csv_bytes(HEADER, branch)))["batch"]
    assert Supplier.objects.get(tax_code="0100109106001").enterprise == cast.welding_shop.enterprise
    run("--undo", batch)
    assert cast.welding_shop.enterprise in Enterprise.objects.all()


@pytest.fixture
def mai():
    ministry = Organisation.objects.create(kind="ministry", name="Cục Công nghiệp")
    mai = people.member(people.person("mai@ministry.example", "Mai"), ministry)
    Authenticator.objects.create(user=mai, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    return mai


@pytest.fixture
def merge(batch, mai):
    """A firm of the batch, merged into one we had."""
    firm = Supplier.objects.get(tax_code="0100686209")
    known = Supplier.objects.create(name="Hàn Sông Lam cũ", synthetic=firm.synthetic)
    return merging.merge(known, firm, by=mai, now=NOW)


def test_a_firm_that_was_parted_again_goes_with_its_list(batch, merge, mai):
    merging.undo(merge, by=mai, now=NOW)
    assert "3 firms taken away" in run("--undo", batch)
    assert list(Supplier.objects.all()) == [merge.kept]
    history = apps.get_model("suppliers", "SupplierMergeEvent").objects
    assert history.filter(merged=merge.merged_id).exists(), "history keeps what was there"


def test_a_firm_that_was_changed_beside_the_merge_stays(batch, merge, mai):
    merging.undo(merge, by=mai, now=NOW)
    _change(merge.merged)
    assert "its facts were changed since" in run("--undo", batch)
    assert SupplierMerge.objects.exists()


def test_the_page_leads_to_where_a_merged_firm_is_parted(batch, merge, mai, browse):
    page = browse(f"/lists/{batch}/undo/", user=mai)
    pair = DuplicatePair.objects.get()
    assert page.select_one(f"#kept a[href='/duplicates/{pair.pk}/']")

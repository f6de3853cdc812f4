"""Two records of one firm: which pairs are proposed, what is judged of them, what a merge moves and gives back."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse

from portal.models import Membership, Process, Standard
from suppliers import directory
from suppliers.duplicates import merging, relations
from suppliers.duplicates.finding import judge, propose, told_apart
from suppliers.duplicates.plan import plan_merge
from suppliers.importing.refusal import Refused
from suppliers.models import (
    Capability,
    Certificate,
    Contact,
    Decision,
    DuplicatePair,
    Evidence,
    Machine,
    SearchDocument,
    SectionVersion,
    Supplier,
    SupplierMerge,
    SupplierSector,
)
from tests import cast as people
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db
ADDRESS = "Lô 5, KCN Thăng Long, Hà Nội"


def imported(name, address="", phone="", **more):
    """A firm out of a list: nobody has claimed it."""
    firm = Supplier.objects.create(name=name, address=address, **more)
    if phone:
        Contact.objects.create(supplier=firm, name="Bà Hà", phone=phone)
    return firm


def proposed():
    propose(now=NOW)
    return {
        (pair.one.name, pair.other.name): set(pair.reasons)
        for pair in DuplicatePair.objects.filter(verdict="").select_related("one", "other")
    }


@pytest.mark.parametrize(
    "one, other, reasons",
    [
        (("Công ty TNHH Minh Phát", ADDRESS), ("Minh Phát JSC", ADDRESS), {"legal_form", "address"}),
        (
            ("Cơ khí Minh Phát", "", "0912 345 678"),
            ("Cơ khí Minh Phat", "", "+84 912 345 678"),
            {"name", "phone"},
        ),
        (("Dệt may Sông Hồng 1", ADDRESS), ("Dệt may Sông Hồng 2", ADDRESS), {"sister", "address"}),
    ],
)
def test_a_pair_is_proposed_with_its_reasons(one, other, reasons):
    imported(*one)
    imported(*other)
    assert proposed() == {(one[0], other[0]): reasons}


def test_a_sample_firm_and_a_real_one_are_never_proposed():
    imported("Cơ khí Minh Phát", ADDRESS, synthetic=True)
    imported("Cơ khí Minh Phát", ADDRESS)
    assert proposed() == {}


@pytest.mark.parametrize(
    "one, other",
    [
        (("Dệt may Sông Hồng 1", "Lô 1, KCN A, Huế"), ("Dệt may Sông Hồng 2", "Lô 9, KCN B, Huế")),
        (("Dệt may Sông Hồng 1", "", "0912 345 678"), ("Dệt may Sông Hồng 2", "", "0912 345 678")),
        (("Cơ khí Minh Phát", "Huế"), ("Cơ khí Minh Phát", "Cà Mau")),
        (("Công ty TNHH Hà An", ADDRESS), ("Công ty TNHH Hà Anh", ADDRESS)),
    ],
    ids=["sisters elsewhere", "sisters with one telephone", "a name alone", "short names"],
)
def test_what_agrees_in_too_little_is_not_proposed(one, other):
    imported(*one)
    imported(*other)
    assert proposed() == {}


def test_two_tax_codes_are_two_firms():
    imported("Cơ khí Minh Phát", ADDRESS, tax_code="0100109106")
    imported("Cơ khí Minh Phát", ADDRESS, tax_code="0100686209")
    assert proposed() == {}


def test_what_was_judged_is_never_proposed_again_and_what_no_longer_agrees_goes():
    one, other = imported("Minh Phát", ADDRESS), imported("Cty Minh Phát", ADDRESS)
    assert len(proposed()) == 1
    judge(DuplicatePair.objects.get(), "different", by=None, now=NOW)
    assert proposed() == {}
    assert DuplicatePair.objects.get().verdict == "different"
    DuplicatePair.objects.all().delete()
    assert len(proposed()) == 1
    Supplier.objects.filter(pk=other.pk).update(name="Hàn Sông Lam")
    assert proposed() == {}
    assert not DuplicatePair.objects.exists()
    told_apart(other, [one.pk], by=None, now=NOW)
    Supplier.objects.filter(pk=other.pk).update(name="Minh Phát")
    assert proposed() == {}


def test_looking_asks_as_much_for_many_firms_as_for_few(same_queries_for_more):
    imported("Minh Phát", ADDRESS)
    imported("Cty Minh Phát", ADDRESS)

    def more():
        for n in range(12):
            imported(f"Hãng {n} Abc Xyz", f"Lô {n}, Huế")
            imported(f"Công ty Hãng {n} Abc Xyz", f"Lô {n}, Huế")

    def look():
        DuplicatePair.objects.all().delete()
        propose(now=NOW)

    same_queries_for_more(look, more)


def test_every_kind_of_record_of_a_firm_is_classified():
    """A new model that belongs to a firm says in ``relations`` (or from its own floor) what a merge does with it."""
    assert relations.unclassified() == []


def test_an_unclassified_kind_stops_every_merge(monkeypatch, cast):
    monkeypatch.delitem(relations._FATES, "suppliers.Machine")
    with pytest.raises(Refused, match=r"suppliers\.Machine"):
        plan_merge(cast.welding_shop, imported("Anh Dương"))


@pytest.fixture
def twin(cast):
    """The welding shop a second time, out of a list, with facts that it has not and a decision."""
    shop = cast.welding_shop
    twin = imported(
        "Hàn Anh Dương",
        ADDRESS,
        phone="0912 345 678",
        workers=40,
        website="https://duong.example",
        synthetic=shop.synthetic,
    )
    process = Process.objects.current().first()
    Capability.objects.create(supplier=shop, process=process)
    Capability.objects.create(supplier=twin, process=process, proven_until=TODAY + timedelta(days=90))
    Capability.objects.create(supplier=twin, process=Process.objects.current().last())
    iso = (
        Standard.objects.current().get(code="iso_9001")
        if Standard.objects.filter(code="iso_9001").exists()
        else Standard.objects.current().first()
    )
    mine = Certificate.objects.create(supplier=shop, standard=iso, number="A-1")
    theirs = Certificate.objects.create(supplier=twin, standard=iso, number="a 1")
    line = Evidence.objects.create(
        supplier=twin, criterion="2.1", kind="certificate", certificate=theirs, level=3, claimed_level=3,
        evidence_class="A2", valid_from=TODAY, queued_at=None,
    )  # fmt: skip
    Decision.objects.create(
        evidence=line, supplier=twin, criterion="2.1", outcome="accepted", evidence_class="A2", source="document",
        reason="Đã xem", decided_by=cast.mai, closed_at=NOW,
    )  # fmt: skip
    for firm in (shop, twin):
        Evidence.objects.create(
            supplier=firm, criterion="4.1", kind="statement", level=1, claimed_level=1, valid_from=TODAY
        )
    Machine.objects.create(supplier=twin, process=process, name="Máy hàn")
    SupplierSector.objects.create(supplier=twin, sector=shop.sectors.get().sector, is_main=True)
    SectionVersion.objects.create(supplier=shop, section="company", version=3)
    twin.mine, twin.theirs, twin.line = mine, theirs, line
    return twin


def snapshot(*firms):
    """Everything that belongs to the firms, whose it is."""
    found = {}
    for model, field in relations._related():
        for row in model._default_manager.filter(**{f"{field}__in": firms}).values():
            row.pop("version", None)
            found[model._meta.label, row.get("id", row.get("supplier_id"))] = row
    for label in ("SearchDocument", "Offer", "DuplicatePair", "SupplierMerge"):
        found = {key: row for key, row in found.items() if key[0] != f"suppliers.{label}"}
    for firm in Supplier.objects.filter(pk__in=[f.pk for f in firms]).values():
        firm.pop("facts_version"), firm.pop("facts_changed_at")
        found["firm", firm["id"]] = firm
    return found


def test_a_merge_takes_what_is_missing_and_moves_what_was_decided(cast, twin):
    shop = cast.welding_shop
    merging.merge(shop, twin, by=cast.mai, now=NOW)
    shop, gone = Supplier.objects.get(pk=shop.pk), Supplier.objects.get(pk=twin.pk)
    assert (shop.name, shop.workers, shop.website, shop.address) == (
        "Cơ khí hàn Anh Dương",
        40,
        "https://duong.example",
        "",
    )
    assert shop.province.code == "01"
    assert shop.contact.phone == "0912 345 678"
    assert [n.name for n in shop.other_names.all()] == ["Hàn Anh Dương"]
    assert gone.merged_into == shop
    line = Evidence.objects.get(pk=twin.line.pk)
    assert (line.supplier, line.certificate, line.decisions.get().supplier) == (shop, twin.mine, shop)
    assert Certificate.objects.get(pk=twin.theirs.pk).supplier == gone
    assert shop.evidence.filter(criterion="4.1").count() == gone.evidence.filter(criterion="4.1").count() == 1
    assert {c.proven_until for c in shop.capabilities.all()} == {TODAY + timedelta(days=90), None}
    assert shop.machines.count() == 1
    assert shop.sectors.filter(is_main=True).count() == 1
    assert shop.section_versions.get().version == 4
    event = apps.get_model("suppliers", "EvidenceEvent").objects.filter(pgh_obj_id=line.pk).latest("pgh_id")
    assert event.pgh_context.metadata["into"] == shop.public_id


def test_undoing_a_merge_gives_everything_back(cast, twin):
    shop = cast.welding_shop
    before = snapshot(shop, twin)
    record = merging.merge(shop, twin, by=cast.mai, now=NOW)
    assert snapshot(shop, twin) != before
    merging.undo(record, by=cast.mai, now=NOW)
    assert snapshot(shop, twin) == before
    assert DuplicatePair.objects.get().verdict == "unsure"
    with pytest.raises(Refused):
        merging.undo(record, by=cast.mai, now=NOW)


def test_undoing_keeps_what_was_changed_since(cast, twin):
    record = merging.merge(cast.welding_shop, twin, by=cast.mai, now=NOW)
    Supplier.objects.filter(pk=cast.welding_shop.pk).update(workers=55)
    merging.undo(record, by=cast.mai, now=NOW)
    assert Supplier.objects.get(pk=cast.welding_shop.pk).workers == 55
    assert Supplier.objects.get(pk=cast.welding_shop.pk).website == ""


def test_a_tax_code_and_its_enterprise_go_to_the_kept_firm_and_come_back(cast):
    kept = imported("Cơ khí hàn Anh Dương", ADDRESS, synthetic=cast.welding_shop.synthetic)
    record = merging.merge(kept, cast.welding_shop, by=cast.mai, now=NOW)
    kept.refresh_from_db()
    assert (kept.tax_code, kept.enterprise.code, kept.organisation, kept.listed) == (
        "0100109106", "0100109106", cast.welding_shop.organisation, True,
    )  # fmt: skip
    merging.undo(record, by=cast.mai, now=NOW)
    kept.refresh_from_db()
    assert (kept.tax_code, kept.enterprise, kept.organisation, kept.listed) == (None, None, None, False)
    assert Supplier.objects.get(tax_code="0100109106") == cast.welding_shop


def test_people_of_both_accounts_look_after_the_kept_firm(cast):
    other = people.firm("Hàn Dương", "0100686209")
    Supplier.objects.filter(pk=other.pk).update(tax_code=None)
    lan = people.member(people.person("lan@han.example", "Lan"), other.organisation)
    record = merging.merge(cast.welding_shop, Supplier.objects.get(pk=other.pk), by=cast.mai, now=NOW)
    roles = dict(cast.welding_shop.organisation.memberships.values_list("user", "role"))
    assert roles == {cast.duong.pk: Membership.Role.OWNER, lan.pk: Membership.Role.EDITOR}
    merging.undo(record, by=cast.mai, now=NOW)
    assert cast.welding_shop.organisation.memberships.count() == 1


def test_scores_and_the_directory_follow(cast, twin, django_capture_on_commit_callbacks):
    shop = cast.welding_shop
    Supplier.objects.filter(pk=twin.pk).update(checked_at=NOW)
    directory.index([shop.pk, twin.pk], TODAY)
    versions = dict(Supplier.objects.values_list("pk", "facts_version"))
    with django_capture_on_commit_callbacks(execute=True):
        merging.merge(shop, twin, by=cast.mai, now=NOW)
    assert set(SearchDocument.objects.values_list("pk", flat=True)) == {shop.pk}
    after = dict(Supplier.objects.values_list("pk", "facts_version"))
    assert all(after[pk] == versions[pk] + 1 for pk in (shop.pk, twin.pk))


@pytest.mark.parametrize("reason", ["codes", "itself", "merged", "synthetic"])
def test_what_cannot_be_one_firm_is_not_merged(cast, twin, reason):
    shop = cast.welding_shop
    if reason == "codes":
        Supplier.objects.filter(pk=twin.pk).update(tax_code="0100686209")
    elif reason == "merged":
        Supplier.objects.filter(pk=twin.pk).update(merged_into=people.firm("Dập", "0101243150"))
    elif reason == "synthetic":
        Supplier.objects.filter(pk=twin.pk).update(synthetic=not shop.synthetic)
    other = shop if reason == "itself" else twin
    before = snapshot(shop, twin)
    with pytest.raises(Refused):
        merging.merge(shop, other, by=cast.mai, now=NOW)
    assert snapshot(shop, twin) == before
    assert not SupplierMerge.objects.exists()


@pytest.fixture
def mai(client, cast, today):
    client.force_login(cast.mai)
    client.cookies.load({"django_language": "en"})
    return client


def url(name, *args):
    return reverse(f"suppliers:{name}", args=args)


def test_a_pair_is_compared_merged_and_parted_on_its_pages(mai, browse, cast, twin):
    shop = cast.welding_shop
    response = mai.post(url("duplicates"), {"one": shop.public_id.lower(), "other": twin.public_id})
    pair = DuplicatePair.objects.get()
    assert response.url == url("duplicate", pair.pk)
    page = browse(response.url)
    assert f"Keep {shop.public_id} and see the plan" in page.select_one("#same .btn.primary").text
    plan = browse(url("merge", pair.pk) + f"?keep={shop.public_id}")
    assert "https://duong.example" in plan.select_one("#values strong, #values").text
    assert "Evidence" in plan.select_one("#moves").text
    mai.post(url("merge", pair.pk), {"keep": shop.public_id})
    merged = browse(url("duplicate", pair.pk)).text
    assert "was merged into" in merged
    assert "agree today" not in merged
    for old in (f"/suppliers/{twin.public_id}/", f"/readiness/{twin.public_id}/"):
        moved = mai.get(old)
        assert (moved.status_code, moved.url) == (301, old.replace(twin.public_id, shop.public_id))
    mai.post(url("undo_merge", pair.pk))
    assert mai.get(f"/suppliers/{twin.public_id}/").status_code == 200


def test_what_the_portal_holds_of_two_records_is_no_agreement(mai, browse, cast):
    one, other = imported("Hàn Hà Tĩnh", ADDRESS), imported("Hàn Hà Tĩnh", ADDRESS)
    pair = DuplicatePair.objects.create(one=one, other=other)
    page = browse(url("duplicate", pair.pk))
    words = {row.th.text: row.select("td")[-1].text.strip() for row in page.select("#beside tbody tr")}
    assert words["Name of the firm"] == "agrees"
    assert words["Pieces of evidence"] == words["In the directory"] == "–"
    assert words["Account that looks after it"] == "–"
    assert [a.text for a in page.select("#beside thead a")] == ["Hàn Hà Tĩnh"] * 2


def test_the_table_agrees_where_the_reasons_do(mai, browse, cast):
    one = imported("Công ty TNHH Minh Phát", "Lô 5, KCN Thăng Long, Hà Nội", "0912345678")
    other = imported("Minh Phát JSC", "Lô 5 khu công nghiệp Thăng Long, Hà Nội", "+84 912 345 678")
    page = browse(url("duplicate", DuplicatePair.objects.create(one=one, other=other).pk))
    words = {row.th.text: row.select("td")[-1].text.strip() for row in page.select("#beside tbody tr")}
    asked = ("Name of the firm", "Address", "Telephone")
    assert {words[each] for each in asked} == {"agrees"}


def test_what_cannot_be_merged_offers_no_plan(mai, browse, cast):
    one = imported("Hàn Hà Tĩnh", ADDRESS, tax_code="0100000001")
    other = imported("Hàn Hà Tĩnh", ADDRESS, tax_code="0100000002")
    page = browse(url("duplicate", DuplicatePair.objects.create(one=one, other=other).pk))
    assert "different tax codes" in page.select_one("#same").text
    assert not page.select("#same a")


def test_the_reasons_are_those_of_today(mai, browse, cast):
    one, other = imported("Hàn Hà Tĩnh", ADDRESS), imported("Hàn Hà Tĩnh", ADDRESS)
    pair = DuplicatePair.objects.create(one=one, other=other, reasons=["similar", "phone"])
    for page in (browse(url("duplicates")), browse(url("duplicate", pair.pk))):
        assert "the same address" in page.main.text
        assert "telephone number" not in page.main.text.replace("a telephone number or", "")
    Supplier.objects.filter(pk=other.pk).update(name="Nhựa Cà Mau", address="")
    assert "a person put the two side by side" in browse(url("duplicate", pair.pk)).text


def test_every_kind_that_may_move_has_a_name():
    plan = plan_merge(imported("Hàn Hà Tĩnh"), imported("Nhựa Cà Mau"))
    assert plan.moves
    assert all(move.label for move in plan.moves)


def test_a_verdict_with_its_reason_is_kept_and_shown(mai, browse, cast, twin):
    pair = DuplicatePair.objects.create(one=cast.welding_shop, other=twin, reasons=["similar"])
    here = url("duplicate", pair.pk)
    assert "Choose one answer" in browse(here, data={"note": "x"}, status=422).text
    mai.post(here, {"verdict": "different", "note": "Hai nhà máy"})
    pair.refresh_from_db()
    assert (pair.verdict, pair.note, pair.judged_by) == ("different", "Hai nhà máy", cast.mai)
    assert "Hai nhà máy" in browse(url("duplicates") + "?show=different").text


def test_numbers_that_name_no_two_firms_are_told_beside_the_field(browse, mai, cast):
    for one, other in (
        ("XXXXXXXX", cast.welding_shop.public_id),
        (cast.welding_shop.public_id,) * 2,
        ("", ""),
    ):
        page = browse(url("duplicates"), data={"one": one, "other": other}, status=422)
        assert page.select(".field.bad")
    assert not DuplicatePair.objects.exists()


def test_nobody_merges_a_firm_of_his_own_and_buyers_see_no_pair(client, mai, cast, twin):
    pair = DuplicatePair.objects.create(one=cast.welding_shop, other=twin)
    people.member(cast.mai, cast.welding_shop.organisation)
    sent = {"keep": cast.welding_shop.public_id}
    assert mai.post(url("merge", pair.pk), sent).status_code == 404
    for person in (cast.binh, cast.duong):
        client.force_login(person)
        for name, args in (("duplicates", ()), ("duplicate", (pair.pk,)), ("merge", (pair.pk,))):
            assert client.get(url(name, *args)).status_code == 404
        assert client.post(url("merge", pair.pk), sent).status_code == 404
        assert client.post(url("undo_merge", pair.pk)).status_code == 404
    assert not SupplierMerge.objects.exists()


def test_more_pairs_cost_no_more_questions(mai, same_queries_for_more, cast, twin):
    DuplicatePair.objects.create(one=cast.welding_shop, other=twin, reasons=["name"])

    def more():
        for n in range(5):
            DuplicatePair.objects.create(one=twin, other=imported(f"Hãng {n}"), reasons=["name"])

    same_queries_for_more(lambda: mai.get(url("duplicates")), more)

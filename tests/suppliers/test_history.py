"""Who changed what of a firm, when: in words, to its people and to staff of its scope, without personal data."""

from datetime import date

import pghistory
import pytest
from django.urls import reverse

from portal.models import Membership, PersonalChange, Process, Province, Standard, User
from suppliers.history import records
from suppliers.models import Certificate, Contact, Customer, Decision, Evidence, Machine, Supplier, Workforce
from tests.cast import NOW, TODAY, member, person

pytestmark = pytest.mark.django_db

# Kept by the triggers and told to nobody: keys, marks of the machine, who (the page says it anyway), and when where
# the page says it. ``figures`` and ``read`` are the raw form of what other fields tell.
UNTOLD = {
    "id", "supplier", "public_id", "enterprise", "owner_countries", "synthetic", "created_at", "created_by",
    "import_row", "language", "proven_until", "file", "content_type", "size", "digest", "uploaded_at", "uploaded_by",
    "scheme", "figures", "queued_at", "read_by_firm_at", "answered_at", "answered_by", "answer_read_at", "evidence",
    "source", "source_seen", "read", "mark", "decided_at", "decided_by", "needs_second", "confirmed_at",
    "confirmed_by", "refused_by", "refusal_reason", "closed_at", "opened_by", "closed_by", "closing_evidence",
    "asked_at", "asked_by", "approver", "scanned_at", "recorded_by", "recorded_at", "approved_by", "refused_at", "ended_by",
}  # fmt: skip


def by(user):
    return pghistory.context(user=user.pk)


def read(browse, firm, user, language="en", page=""):
    return browse(reverse("suppliers:history", args=[firm.public_id]) + page, user=user, language=language)


def words(soup) -> str:
    return " ".join(soup.select_one("#changes").get_text(" ").split())


@pytest.fixture
def shop(cast) -> Supplier:
    with by(cast.duong):
        Supplier.objects.filter(pk=cast.welding_shop.pk).update(workers=12)
        Supplier.objects.filter(pk=cast.welding_shop.pk).update(
            workers=15,
            ownership="vietnamese",
            province=Province.objects.get(code="79", changes_after__isnull=True),
        )
    return cast.welding_shop


@pytest.fixture
def claim(shop) -> Evidence:
    return Evidence.objects.create(
        supplier=shop, criterion="2.1", kind="document", level=3, claimed_level=3, evidence_class="A1", valid_from=TODAY
    )  # fmt: skip


def decide(cast, claim, **more) -> Decision:
    with by(cast.mai):
        return Decision.objects.create(
            evidence=claim, supplier=claim.supplier, criterion="2.1", outcome="granted", level=3, evidence_class="A2",
            source="document", reason="Giấy khớp.", decided_by=cast.mai, body=cast.ministry, **more,
        )  # fmt: skip


def test_fields_and_values_are_words(browse, cast, shop):
    told = words(read(browse, shop, cast.duong))
    assert "Nguyễn Văn Dương" in told
    assert "number of workers 12 → 15" in told
    assert "ownership Not known → Vietnamese-owned" in told
    assert f"province {cast.welding_shop.province.label_en} →" in told


def test_it_is_told_in_the_readers_language(browse, cast, shop):
    assert "số lao động 12 → 15" in words(read(browse, shop, cast.duong, "vi"))


def test_what_was_removed_is_said_by_its_name(browse, cast, shop):
    machine = Machine.objects.create(
        supplier=shop, name="Máy phay 5 trục", process=Process.objects.current().first()
    )
    with by(cast.duong):
        machine.delete()
    told = words(read(browse, shop, cast.duong))
    assert "Removed: Machine Máy phay 5 trục" in told
    assert "Added: Machine Máy phay 5 trục" in told


def test_changes_of_one_save_stand_together(browse, cast, shop):
    page = read(browse, shop, cast.duong)
    assert len(page.select("#changes li > p time")) < len(page.select("#changes li .mt2"))


def test_the_firm_reads_the_body_of_staff_and_staff_their_names(browse, cast, claim):
    decide(cast, claim, closed_at=NOW)
    own = words(read(browse, claim.supplier, cast.duong))
    assert "staff of Cục Công nghiệp" in own
    assert cast.mai.name not in own
    assert "Giấy khớp." in own
    assert cast.mai.name in words(read(browse, claim.supplier, cast.mai))


@pytest.mark.parametrize(
    "more", [{"needs_second": True}, {"needs_second": True, "closed_at": NOW, "refused": True}]
)
def test_what_waits_for_a_second_person_or_was_refused_is_not_told_to_the_firm(browse, cast, claim, more):
    more = dict(more)
    if more.pop("refused", False):
        more["refused_by"] = cast.mai
    decide(cast, claim, **more)
    assert "Giấy khớp." not in words(read(browse, claim.supplier, cast.duong))
    assert "Giấy khớp." in words(read(browse, claim.supplier, cast.mai))


@pytest.mark.parametrize(
    "language, name",
    [("en", "Quality management certificate"), ("vi", "Chứng nhận hệ thống quản lý chất lượng")],
)
def test_a_criterion_is_named_in_full(browse, cast, claim, language, name):
    told = read(browse, claim.supplier, cast.duong, language)
    assert f"2.1 {name}" in [each.get_text() for each in told.select("#changes strong")]


def test_others_find_nothing(client, cast, shop):
    for stranger in (cast.binh, cast.chi):
        client.force_login(stranger)
        assert client.get(reverse("suppliers:history", args=[shop.public_id])).status_code == 404


def test_a_viewer_of_the_firm_reads_it(browse, cast, shop):
    viewer = member(person("xem@shop.example", "Xem"), shop.organisation, Membership.Role.VIEWER)
    assert "number of workers" in words(read(browse, shop, viewer))


def test_personal_data_have_fields_and_no_values(browse, cast, shop):
    contact = Contact.objects.create(supplier=shop, name="Chị Hoa", phone="0912345678")
    PersonalChange.objects.create(
        by=cast.duong, model="suppliers.Contact", object_id=contact.pk, action="change", fields=["phone"]
    )
    page = read(browse, shop, cast.duong)
    said = " ".join(page.select_one("#personal").text.split())
    assert "Contact person (telephone)" in said
    assert "0912345678" not in page.text
    assert "Chị Hoa" not in page.main.text


def test_personal_data_stand_on_the_first_page_alone(browse, cast, shop):
    assert "Nothing was changed yet." in read(browse, shop, cast.duong).select_one("#personal").text
    for workers in range(100, 145):
        with by(cast.duong):
            Supplier.objects.filter(pk=shop.pk).update(workers=workers)
    assert read(browse, shop, cast.duong, page="?page=2").select_one("#personal") is None


def test_an_account_that_is_gone_has_no_name(browse, cast, shop):
    gone = member(person("gone@shop.example", "Người Cũ"), shop.organisation)
    with by(gone):
        Supplier.objects.filter(pk=shop.pk).update(workers=99)
    User.objects.filter(pk=gone.pk).delete()
    told = words(read(browse, shop, cast.duong))
    assert "somebody whose account was deleted" in told
    assert "Người Cũ" not in told


def test_a_row_without_an_earlier_state_says_that_it_changed(browse, cast, shop):
    Supplier.pgh_event_model.objects.all().delete()
    with by(cast.duong):
        Supplier.objects.filter(pk=shop.pk).update(workers=77)
    assert "Nguyễn Văn Dương" in words(read(browse, shop, cast.duong)).partition("Changed: Profile")[0]


def test_roles_are_told(browse, cast, shop):
    with by(cast.duong):
        member(person("lan@shop.example", "Vũ Thị Lan"), shop.organisation, Membership.Role.EDITOR)
    assert "Added: Member Vũ Thị Lan role editor" in words(read(browse, shop, cast.duong))


def test_months_shares_and_languages_are_written_as_people_write_them(browse, cast, shop):
    with by(cast.duong):
        customer = Customer(supplier=shop, name="A", role=Customer.Role.values[0])
        customer.since, customer.share_percent = date(2018, 5, 1), 60
        customer.save()
        Workforce.objects.create(supplier=shop, languages_written="en ja")
        Supplier.objects.filter(pk=shop.pk).update(monthly_capacity=250_000)
    told = words(read(browse, shop, cast.duong)).replace("\u00a0", " ")
    for said in ("05/2018", "60 %", "English, Japanese", "250,000 pieces / month"):
        assert said in told


def test_it_stands_on_pages(browse, cast, shop):
    with by(cast.duong):
        for n in range(45):
            Supplier.objects.filter(pk=shop.pk).update(workers=100 + n)
    assert "144" in words(read(browse, shop, cast.duong))
    assert "number of workers 12 → 15" in words(read(browse, shop, cast.duong, page="?page=2"))


def test_more_changes_cost_no_more_questions(client, cast, shop, same_queries_for_more):
    client.force_login(cast.duong)
    Certificate.objects.create(supplier=shop, standard=Standard.objects.current().earliest("pk"), number="1")
    Certificate.objects.update(number="2")

    def more():
        with by(cast.duong):
            for n in range(10):
                Certificate.objects.filter(supplier=shop).update(number=f"VN-{n}")
                Supplier.objects.filter(pk=shop.pk).update(workers=200 + n)

    same_queries_for_more(lambda: client.get(reverse("suppliers:history", args=[shop.public_id])), more)


def test_every_field_that_is_kept_is_told_or_known_to_be_untold(shop):
    for record in records(shop, as_staff=True):
        kept = {f.name for f in record.model.pgh_event_model._meta.fields if not f.name.startswith("pgh_")}
        assert kept - set(record.told) - set(record.named) <= UNTOLD, record.model

"""The country in the database: labelled, the same each time, never beside real firms."""

from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import DateTimeField, F, Sum
from pghistory.models import Event

from buyers.confirming.pooling import pooled
from buyers.models import ConfirmedMonth, Customer, Enquiry, ShortlistEntry
from buyers.shortlisting.changes import noted
from portal.demo import BUYER, EVERYONE, MINISTRY, PASSWORD, SUPPLIER
from portal.models import Organisation, Province, User
from readiness import frameworks, scoring
from readiness.demo import past
from readiness.demo.times import at
from readiness.engine.exact import six
from readiness.models import FactsSnapshot, KeptPage, Score, Standing
from suppliers.actions.changing import changing
from suppliers.models import (
    Capability,
    DeliveryMonth,
    Enterprise,
    Evidence,
    ScrapMonth,
    SearchDocument,
    Supplier,
)
from tests.cast import TODAY, Cast
from tests.readiness.demo import country
from tests.readiness.engine.making import profiles
from tests.readiness.scoring import facts


def test_everything_is_labelled_synthetic(drawn: None) -> None:
    assert Supplier.objects.count() == 120
    assert not Supplier.objects.filter(synthetic=False).exists()
    assert not Organisation.objects.filter(synthetic=False).exists()
    assert not User.objects.filter(synthetic=False).exists()
    assert not SearchDocument.objects.filter(synthetic=False).exists()
    assert not Standing.objects.filter(synthetic=False).exists()


def test_the_same_day_and_number_give_the_same_rows(drawn: None) -> None:
    first = country.digest()
    keys = set(Supplier.objects.values_list("pk", flat=True))
    country.draw(again=True)
    assert not keys & set(Supplier.objects.values_list("pk", flat=True)), "other keys, the same country"
    assert country.digest() == first


def test_nothing_of_a_day_lies_ahead_when_the_day_begins(drawn: None) -> None:
    day = [at(TODAY, 0) + timedelta(microseconds=1), at(TODAY + timedelta(days=1), 0)]
    ahead = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in ("portal", "suppliers", "buyers", "readiness")
        for field in model._meta.get_fields()
        if isinstance(field, DateTimeField)
        and model._base_manager.filter(**{f"{field.name}__range": day}).exists()
    }
    assert not ahead


def test_another_number_is_the_same_country_with_more_firms(drawn: None) -> None:
    names = set(Supplier.objects.order_by("public_id").values_list("name", flat=True)[:40])
    country.draw(60, again=True)
    assert Supplier.objects.count() == 60
    assert names & set(Supplier.objects.values_list("name", flat=True))


def test_beside_real_firms_nothing_is_drawn_and_nothing_changes(cast: Cast) -> None:
    before = country.digest()
    for again in (False, True):
        with pytest.raises(CommandError, match="real firms"):
            country.draw(again=again)
    assert country.digest() == before
    assert list(Supplier.objects.all()) == [cast.welding_shop]


def test_a_second_call_leaves_the_country_as_it_is(drawn: None) -> None:
    before = country.digest()
    out = StringIO()
    call_command("seed_demo", suppliers=50, on=TODAY, stdout=out)
    assert "--again" in out.getvalue()
    assert country.digest() == before


def test_the_told_firms_have_their_told_levels(drawn: None) -> None:
    told = {p["name"]["vi"].removesuffix(" (dữ liệu mẫu)"): p["expected_level"] for p in profiles()}
    levels = dict(Score.objects.main().filter(supplier__name__in=told).values_list("supplier__name", "level"))
    assert len(told) == 14
    assert levels == told


def test_every_firm_has_the_score_that_its_facts_say(drawn: None) -> None:
    assert Score.objects.count() == 120
    assert facts.wrong(Supplier.objects.all()) == []


def test_the_directory_shows_the_listed_ones_with_their_standing(drawn: None) -> None:
    listed = Supplier.objects.listed()
    assert SearchDocument.objects.count() == listed.count() > 80
    assert not SearchDocument.objects.filter(standing={}).exists()
    levels = dict(Score.objects.main().values_list("supplier", "level"))
    assert all(row.level == levels[row.supplier_id] for row in SearchDocument.objects.all())


def test_most_levels_are_there_and_few_are_high(drawn: None) -> None:
    levels = list(Score.objects.main().values_list("level", flat=True))
    assert {0, 1, 2, 3} <= set(levels)
    assert sum(level <= 1 for level in levels) > sum(level >= 2 for level in levels)


def test_months_add_up_to_the_figures_they_are_of(drawn: None) -> None:
    for line in Evidence.objects.filter(criterion="2.2", figures__isnull=False)[:40]:
        months = DeliveryMonth.objects.filter(supplier=line.supplier_id).aggregate(
            Sum("parts"), Sum("rejected")
        )
        assert months == {"parts__sum": line.figures["parts"], "rejected__sum": line.figures["rejected"]}


def test_a_capability_is_proven_only_with_the_proof_of_its_list(drawn: None) -> None:
    proven = Capability.objects.filter(proven_until__isnull=False)
    assert proven.exists()
    for capability in proven[:40]:
        until = Evidence.objects.filter(
            supplier=capability.supplier_id, criterion="3.1", evidence_class__gte="A2"
        ).values_list("valid_to", flat=True)
        assert capability.proven_until in until


def test_the_people_who_show_it_can_sign_in(drawn: None, client) -> None:
    assert set(country.people().values_list("email", flat=True)) == set(EVERYONE)
    for email in EVERYONE:
        assert client.login(email=email, password=PASSWORD)
    owner = User.objects.get(email=SUPPLIER)
    assert Supplier.objects.owned_by(owner).count() == 1
    assert User.objects.get(email=MINISTRY).is_ministry
    assert User.objects.get(email=BUYER).is_buyer


def test_enquiries_and_a_shortlist_are_there_and_one_waits_for_the_supplier(drawn: None) -> None:
    owner, buyer = User.objects.get(email=SUPPLIER), User.objects.get(email=BUYER)
    waiting = Enquiry.objects.visible_to(owner).in_state("waiting").get()
    assert waiting.requirement is not None
    asked = waiting.requirement.lines.filter(kind="process").values_list("codes", flat=True)
    assert set(asked[0]) & set(waiting.supplier.capabilities.values_list("process__code", flat=True))
    assert "Sample data" in waiting.messages.get().text
    states = sorted(each.state for each in Enquiry.objects.visible_to(buyer))
    assert states == ["answered", "closed", "closed", "waiting"]
    told = [noted(entry).shape for entry in ShortlistEntry.objects.all()]
    assert sorted(told) == ["expired", "met", "todo", "todo"]


def test_what_never_changed_has_no_history_and_a_later_edit_has(drawn: None) -> None:
    assert events() == 0
    with changing(Supplier.objects.first()):
        Evidence.objects.filter(supplier=Supplier.objects.first()).first().delete()
    assert events() == 1


def events() -> int:
    """Rows of history of what firms say."""
    return sum(
        model.objects.count()
        for model in apps.get_models()
        if issubclass(model, Event) and model._meta.app_label == "suppliers"
    )


def test_history_is_kept_again_after_the_draw(drawn: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'")
        assert cursor.fetchone()[0] == 0


def test_drawing_anew_leaves_nothing_of_the_country_before(drawn: None) -> None:
    without_a_firm = Organisation.objects.filter(suppliers=None).count()
    with changing(Supplier.objects.first()):
        Evidence.objects.filter(supplier=Supplier.objects.first()).first().delete()
    facts.rescore()
    country.draw(20, again=True)
    assert events() == 0
    assert Supplier.objects.count() == Score.objects.count() == Enterprise.objects.count() == 20
    assert FactsSnapshot.objects.count() <= 2 * 20, "of the day, and of the page kept for a month before"
    assert Organisation.objects.filter(suppliers=None).count() == without_a_firm


def test_a_draw_that_fails_leaves_nothing_half_done(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("readiness.management.commands.seed_demo.load", fails)
    with pytest.raises(RuntimeError):
        country.draw(20)
    assert not Supplier.objects.exists()
    assert not User.objects.exists()


def test_the_supplier_account_is_one_certificate_from_level_3(drawn: None) -> None:
    firm = Supplier.objects.owned_by(User.objects.get(email=SUPPLIER)).get()
    result = scoring.assessed(firm, firm.main_sector.letter, today=TODAY)
    assert result["level"] == 2
    assert [b["code"] for b in result["blockers"]] == ["2.1"]
    assert result["total"] >= six(40)


def test_no_firm_delivers_more_than_it_says_it_can_make(drawn: None) -> None:
    makes = F("supplier__monthly_capacity") * F("supplier__load_percent") / 100 + 1
    assert ConfirmedMonth.objects.exists()
    assert not DeliveryMonth.objects.filter(parts__gt=makes).exists()
    assert not ScrapMonth.objects.filter(made__gt=makes).exists()
    assert not ConfirmedMonth.objects.filter(parts__gt=F("customer__supplier__monthly_capacity")).exists()
    # Who confirms is the customer that the firm itself names, with the same share of the pieces it says it makes.
    for buyer in Customer.objects.all():
        named = buyer.supplier.stated_customers.get(name=buyer.organisation.name)
        assert named.share_percent == buyer.share_percent
        bought = buyer.months.aggregate(n=Sum("parts"))["n"]
        made = buyer.supplier.products.aggregate(n=Sum("yearly_pieces"))["n"]
        assert bought <= made * buyer.share_percent / 100 + 1
        assert buyer.organisation.created_at < buyer.organisation.verified_at < buyer.began_at


def test_figures_of_buyers_are_pooled_from_the_start(drawn: None) -> None:
    held = Evidence.objects.counting().filter(
        evidence_class="A4", figures__isnull=False, supplier__in=Customer.objects.values("supplier")
    )
    for firm in Supplier.objects.filter(pk__in=held.values("supplier")):
        lines = {line.criterion: line for line in held.filter(supplier=firm)}
        said = {claim.criterion: claim for claim in pooled(firm)}
        assert lines.keys() == said.keys()
        for criterion, claim in said.items():
            assert lines[criterion].figures == claim.figures
            assert lines[criterion].valid_to == claim.valid_to


def test_a_standing_of_the_past_is_what_the_page_kept_for_that_day_says(drawn: None, monkeypatch) -> None:
    kept = KeptPage.objects.earliest("as_of")
    monkeypatch.setattr(past, "MONTHS", 1)
    monkeypatch.setattr(past, "add_months", lambda on, back: kept.as_of)
    past.keep_past(frameworks.current(), TODAY)
    told = Standing.objects.get(day=kept.as_of, sector="", province=None)
    assert (told.firms, told.vietnamese_firms) == (kept.firms, kept.vietnamese_firms)
    # By the provinces of today and of before: none of these firms has plants in two.
    places = Standing.objects.filter(day=kept.as_of, sector="", province__isnull=False)
    for gone in (True, False):
        units = Province.objects.filter(changes_after__isnull=not gone)
        assert places.filter(province__in=units).aggregate(n=Sum("firms"))["n"] == kept.firms

"""The sector in which a firm is counted is the one of its confirmed sales, where it has any."""

import pytest
from django.conf import settings as configured
from django.utils.translation import gettext, override

from buyers import tasks
from buyers.reporting.sectors import follow_confirmed_sales, sold_elsewhere
from portal.models import Organisation
from readiness.models import Score
from readiness.scoring import rescore_firms
from suppliers.models import Supplier
from tests.buyers.purchases.reports import another_buyer, bought, draft, sector, sent
from tests.cast import NOW, TODAY, firm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture(autouse=True)
def _a_real_portal(settings):
    settings.DEMO = False


@pytest.fixture
def stamper(cast) -> Supplier:
    """It says that it is a mechanical firm."""
    Organisation.objects.filter(pk=cast.assembler.pk).update(verified_at=NOW)
    return firm("Dập Bình Xuyên", "0100000009", sector="M")


def mains(of: Supplier) -> list[tuple[str, bool]]:
    return sorted((s.letter, s.is_main) for s in of.sectors.select_related("sector"))


def test_most_of_what_buyers_report_decides_and_the_reason_stays_in_the_history(cast, stamper):
    other, _user = another_buyer()
    Organisation.objects.filter(pk=other.pk).update(verified_at=NOW)
    sent(
        cast.assembler,
        2025,
        bought("M", "vietnamese", 40, stamper.pk),
        bought("A", "vietnamese", 30, stamper.pk),
    )
    sent(other, 2026, bought("A", "vietnamese", 20, stamper.pk))
    version = stamper.facts_version
    assert tasks.follow_sales() == 1
    assert mains(stamper) == [("A", True), ("M", False)]
    main = stamper.sectors.get(is_main=True)
    assert main.main_since == TODAY
    with override(configured.LANGUAGE_CODE):
        said = gettext(
            "Most of what buyers reported buying from the firm in %(first)s and %(last)s is in this sector."
        )
    assert main.reason == said % {"first": 2025, "last": 2026}
    events = main.pgh_event_model.objects.filter(pgh_obj_id=main.pk)
    assert events.filter(is_main=True, reason=main.reason).exists()
    stamper.refresh_from_db()
    assert stamper.facts_version == version + 1
    rescore_firms([stamper.pk], today=TODAY)
    assert Score.objects.main().get(supplier=stamper).sector == "A", (
        "it is counted there, without IATF 16949 or with"
    )
    assert follow_confirmed_sales(today=TODAY, now=NOW) == 0, "twice is once"


def test_what_does_not_count_moves_nobody(cast, stamper):
    """A draft, an older year, a buyer whom nobody has verified, a category over several sectors, and equal sums."""
    stranger, _user = another_buyer("Stranger")
    sent(stranger, 2025, bought("A", "vietnamese", 99, stamper.pk))
    draft(cast.assembler, 2026, bought("A", "vietnamese", 99, stamper.pk))
    sent(cast.assembler, 2024, bought("A", "vietnamese", 99, stamper.pk))
    sent(
        cast.assembler,
        2025,
        bought("M", "vietnamese", 5, stamper.pk),
        bought("A", "vietnamese", 5, stamper.pk),
    )
    before = stamper.facts_version
    assert tasks.follow_sales() == 0
    stamper.refresh_from_db()
    assert (mains(stamper), stamper.facts_version) == ([("M", True)], before)


def test_a_firm_that_states_no_sector_has_that_of_its_sales(cast, stamper):
    stamper.sectors.all().delete()
    sent(
        cast.assembler,
        2025,
        bought("P", "vietnamese", 5, stamper.pk),
        bought("E", "vietnamese", 5, stamper.pk),
    )
    assert dict(sold_elsewhere(TODAY)) == {stamper.pk: min(sector("P"), sector("E"))}


def test_more_firms_ask_no_more_questions(cast, stamper, same_queries_for_more):
    sent(cast.assembler, 2025, bought("M", "vietnamese", 5, stamper.pk))
    Organisation.objects.filter(kind=Organisation.Kind.BUYER).update(verified_at=NOW)

    def more() -> None:
        rows = [bought("A", "vietnamese", 5, firm(f"Firm {n}", f"020000000{n}").pk) for n in range(3)]
        sent(another_buyer("More")[0], 2025, *rows)

    same_queries_for_more(lambda: dict(sold_elsewhere(TODAY)), more)

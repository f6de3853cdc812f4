"""A small country, and pages kept of it on two days."""

from datetime import date, timedelta

from readiness.kept import keeping
from readiness.kept.reading import Opened, opened
from readiness.models import KeptPage
from suppliers.models import Supplier
from tests.cast import NOW, TODAY, firm
from tests.readiness.pages.proof import LATER, judge, prove, prove_all

VIETNAMESE, FOREIGN = Supplier.Ownership.VIETNAMESE, Supplier.Ownership.FOREIGN
NEXT_MONTH = TODAY + timedelta(days=30)


def ready(
    name: str, code: str, *, ownership=VIETNAMESE, letter="M", lapses: date = LATER, **where
) -> Supplier:
    """A firm at level 4, everything confirmed by a buyer; its quality certificate is in force until ``lapses``."""
    made = firm(name, code, sector=letter, **where)
    Supplier.objects.filter(pk=made.pk).update(ownership=ownership)
    made.refresh_from_db()
    prove_all(made, 4, letter=letter, but=["2.1"])
    prove(made, "2.1", 5, until=lapses)
    judge(made)
    return made


def seven_firms() -> dict[str, Supplier]:
    """Six ready enterprises, one of them with plants in two provinces; one certificate ends within the month."""
    return {
        "lapsing": ready("Cơ khí Hà Nội 0", "0100000000", lapses=TODAY + timedelta(days=10)),
        "sold": ready("Cơ khí Hà Nội 1", "0100000001"),
        "leaving": ready("Cơ khí Hà Nội 2", "0100000002", ownership=FOREIGN),
        "staying": ready("Cơ khí Hà Nội 3", "0100000003"),
        "plant one": ready("Thép Sông Hồng", "0200000001", province="01"),
        "plant two": ready("Thép Sông Hồng, nhà máy 2", "0200000001001", province="79"),
        "saigon": ready("Nhựa Sài Gòn", "0300000001", province="79", letter="P"),
    }


def keep(by=None, *, on: date = TODAY) -> KeptPage:
    page, _new = keeping.keep(today=on, now=NOW, by=by)
    return page


def read(page: KeptPage) -> Opened:
    return opened(KeptPage.objects.get(pk=page.pk))

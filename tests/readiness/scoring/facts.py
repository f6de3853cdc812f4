"""Firms that prove things, and what a fresh judgement of their facts says beside their scores."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from readiness import frameworks, scoring
from readiness.engine.exact import six
from readiness.models import Framework, Score
from suppliers.actions.changing import changing
from suppliers.models import Evidence, Supplier
from tests.cast import NOW, TODAY, firm

BEGUN = date(2026, 1, 1)
# A gate of level 1 each, so that a firm with all of them is identified.
IDENTITY = {"1.1": 5, "1.2": 3, "3.1": 1}
# What is known without being a gate, up to the coverage that level 1 asks for.
KNOWN = ("1.3", "1.4", "2.1", "2.2", "2.5", "2.8", "3.2", "4.1", "4.2", "5.2", "6.1", "6.3", "7.1", "7.3")


def shop(number: int, sector: str = "M", **said: Any) -> Supplier:
    """One of many welding shops, each with a tax code of its own."""
    return firm(f"Xưởng hàn {number}", f"{number:010d}", sector=sector, **said)


def lay_down(
    supplier: Supplier, criterion: str, level: int | str, klass: str = "A2", **dates: date | None
) -> None:
    """One line of evidence, without telling anybody."""
    Evidence.objects.create(
        supplier=supplier,
        criterion=criterion,
        kind=Evidence.Kind.DOCUMENT,
        level=Decimal(level),
        evidence_class=klass,
        valid_from=dates.get("valid_from") or BEGUN,
        valid_to=dates.get("valid_to"),
        created_at=NOW,
    )


def prove(
    supplier: Supplier, criterion: str, level: int | str, klass: str = "A2", **dates: date | None
) -> None:
    """One line of evidence, as a change of the firm's facts."""
    with changing(supplier):
        lay_down(supplier, criterion, level, klass, **dates)


def identify(supplier: Supplier, **dates: date | None) -> None:
    """All that level 1 asks for."""
    with changing(supplier):
        for criterion, level in IDENTITY.items():
            lay_down(supplier, criterion, level, **dates)
        for criterion in KNOWN:
            lay_down(supplier, criterion, 1, "A1")


def framework() -> Framework:
    return frameworks.current()


def rescore(today: date = TODAY) -> int:
    """What the sweep does."""
    scoring.open_missing_scores()
    done = scoring.rescore_all(framework(), today=today)
    return done + scoring.tell_the_untold(today=today)


def score(supplier: Supplier, sector: str = "M") -> Score:
    return Score.objects.get(supplier=supplier, sector=sector)


def said(of: Score) -> dict[str, Any]:
    """A stored score in the words of ``manage.py assess``."""
    return {
        "level": of.level,
        "total": _six(of.total),
        "interval": [_six(of.proven), _six(of.declared)],
        "blockers": of.blockers,
    }


def fresh(supplier: Supplier, sector: str = "M", today: date = TODAY) -> dict[str, Any]:
    """The same, judged now from the facts as they are."""
    result = scoring.assessed(supplier, sector, today=today)
    return {name: result[name] for name in ("level", "total", "interval", "blockers")}


def wrong(suppliers: Iterable[Supplier], today: date = TODAY) -> list[str]:
    """Firms whose scores are not what their facts say."""
    return [
        str(s.supplier)
        for s in Score.objects.filter(supplier__in=suppliers).select_related("supplier")
        if said(s) != fresh(s.supplier, s.sector, today) or s.facts_version != s.supplier.facts_version
    ]


def _six(millionths: int) -> str:
    return six(Fraction(millionths, 1_000_000))

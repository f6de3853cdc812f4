"""Facts as they were kept, by the hash of their document, and as rows for the judge once more."""

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from readiness.engine import Framework
from readiness.engine.facts import FIGURES
from readiness.engine.framework import CLASSES
from readiness.facts_reader import DENOMINATOR, Firm
from readiness.models import FactsSnapshot


def read(document: str, *, beside: str | None = None, framework: Framework) -> tuple[Firm, str]:
    """A kept document as rows for the judge, and its sector.

    With ``beside``, an earlier document, the rows on criteria that ``framework`` does not have are taken from
    there: facts that a later framework no longer asks for count as unchanged, not as taken away.
    """
    held: dict[str, Any] = json.loads(document)
    if beside is not None:
        earlier = json.loads(beside)
        for name, rows in held.items():
            if isinstance(rows, list):
                rows += [row for row in earlier[name] if row["criterion"] not in framework.by_code]
    firm = Firm()
    firm.evidence = [
        (0, e["criterion"], _hundredths(e["level"]), CLASSES.index(e["class"]), _ordinal(e.get("valid_from")),
         _ordinal(e.get("valid_to")), e.get("scheme"), None)
        for e in held["evidence"]
    ] + [
        (0, m["criterion"], 0, CLASSES.index(m["class"]), None, _ordinal(m.get("valid_to")), None,
         _figures(m))
        for m in held["measurements"]
    ]  # fmt: skip
    firm.findings = [
        (0, f["criterion"], _hundredths(f["ceiling"]), _ordinal(f["opened"]), _ordinal(f.get("closed")))
        for f in held["findings"]
    ]
    firm.not_applicable = [(0, n["criterion"]) for n in held["not_applicable"] if n["approved"]]
    firm.waivers = [
        (0, w["criterion"], w["level"], _ordinal(w.get("valid_from")), _ordinal(w.get("valid_to")),
         w["buyer"], w["reason"], w["approver"])
        for w in held["waivers"]
    ]  # fmt: skip
    firm.renewals = [(0, r["criterion"], _ordinal(r["booked_for"])) for r in held["renewals"]]
    return firm, held["sector"]


@lru_cache(maxsize=1000)
def _hundredths(level: str) -> int:
    return int(Fraction(level) * DENOMINATOR)


@lru_cache(maxsize=20_000)
def _ordinal(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day).toordinal()


def _figures(row: dict[str, Any]) -> str:
    """Figures as the tables hold them: JSON with decimals."""
    return "{" + ",".join(f'"{name}":{row[name]}' for name in FIGURES if name in row) + "}"


def keep(documents: dict[str, str]) -> None:
    """Store documents by their hash, those that are not there yet; in the order of the keys, so that two that
    do it at once wait for each other in one direction."""
    there = set(FactsSnapshot.objects.filter(pk__in=documents).values_list("pk", flat=True))
    new = sorted(documents.keys() - there)
    FactsSnapshot.objects.bulk_create(
        [FactsSnapshot(hash=key, document=documents[key]) for key in new],
        ignore_conflicts=True,
        batch_size=2000,
    )


def fetch(hashes: Iterable[str]) -> dict[str, str]:
    """Documents by their hash, as many as are stored."""
    return dict(FactsSnapshot.objects.filter(pk__in=set(hashes)).values_list("pk", "document"))

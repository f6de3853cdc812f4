"""Facts as they are kept: the canonical document of a firm, spelled quickly, and back again.

The same text, and so the same hash, as ``readiness.facts_reader.firm_facts(...).document()`` in canonical JSON
(tests hold it); ten thousand firms take a part of a second.
"""

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from typing import Any

from readiness.engine import Framework
from readiness.engine.exact import canonical, plain
from readiness.engine.facts import FIGURES
from readiness.engine.framework import CLASSES
from readiness.facts_reader import DENOMINATOR, Firm, as_figures, firm_facts
from readiness.models import FactsSnapshot

# Lists that are empty for most firms, as they are spelled then.
_NOTHING = dict.fromkeys(("findings", "not_applicable", "renewals", "waivers"), "[]")


def hash_of(document: str) -> str:
    return sha256(document.encode()).hexdigest()


def spell(framework: Framework, firm: Firm, sector: str) -> str:
    """The canonical JSON of one firm's facts in a sector, without rows on criteria the framework does not have."""
    known = framework.by_code
    evidence, measurements = set(), set()
    for _id, criterion, level, rank, begins, ends, scheme, figures in firm.evidence:
        if criterion not in known:
            continue
        until = f',"valid_to":"{_iso(ends)}"' if ends is not None else ""
        if figures is not None:
            measurements.add(_measurement(criterion, rank, figures, ends))
            continue
        named = f',"scheme":{canonical(scheme)}' if scheme else ""
        since = f',"valid_from":"{_iso(begins)}"' if begins is not None else ""
        evidence.add(
            f'{{"class":"{CLASSES[rank]}","criterion":"{criterion}","level":"{_level(level)}"{named}{since}{until}}}'
        )
    others = _NOTHING
    if firm.findings or firm.not_applicable or firm.waivers or firm.renewals:
        rest = Firm([], firm.findings, firm.not_applicable, firm.waivers, firm.renewals)
        document = firm_facts(framework, rest, sector).document()
        others = {name: canonical(document[name]) for name in _NOTHING}
    return (
        f'{{"evidence":[{",".join(sorted(evidence))}],"findings":{others["findings"]},'
        f'"measurements":[{",".join(sorted(measurements))}],"not_applicable":{others["not_applicable"]},'
        f'"renewals":{others["renewals"]},"sector":"{sector}","waivers":{others["waivers"]}}}'
    )


def _measurement(criterion: str, rank: int, figures: str, ends: int | None) -> str:
    row = {"criterion": criterion, "class": CLASSES[rank]}
    row |= {name: plain(value) for name, value in as_figures(figures).items()}
    return canonical(row | ({"valid_to": _iso(ends)} if ends is not None else {}))


@lru_cache(maxsize=1000)
def _level(hundredths: int) -> str:
    return plain(Fraction(hundredths, DENOMINATOR))


@lru_cache(maxsize=50_000)
def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


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

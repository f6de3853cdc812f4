"""Facts as they are kept: the canonical document of a firm, spelled quickly.

The same text, and so the same hash, as ``readiness.facts_reader.firm_facts(...).document()`` in canonical JSON
(tests hold it); ten thousand firms take a part of a second.
"""

from datetime import date
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256

from readiness.engine import Framework
from readiness.engine.exact import canonical, plain
from readiness.engine.framework import CLASSES
from readiness.facts_reader import DENOMINATOR, Firm, as_figures, firm_facts

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

"""Rows of ``Offer`` from facts: what matching reads, written with the directory's row."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from psycopg2.extras import execute_values

from portal.vocabulary import LANGUAGES
from suppliers.directory.tags import OWNERSHIP, SPACE, Words, tag
from suppliers.models import Supplier

# Kinds beside those of the directory, in the same space of integers.
REGION, LANGUAGE = 8, 9
REGIONS = {"north": 1, "central": 2, "south": 3}
SPOKEN = {code: number for number, code in enumerate(LANGUAGES, 1)}

_COLUMNS = (
    "synthetic", "may", "sure", "works", "tolerance", "tolerance_proven", "tolerance_open", "largest",
    "largest_proven", "largest_open", "free_capacity", "local_content", "province",
)  # fmt: skip
# What readiness told us stays.
_UPSERT = f"""
    INSERT INTO suppliers_offer (supplier_id, {", ".join(_COLUMNS)}, proven, declared) VALUES %s
    ON CONFLICT (supplier_id) DO UPDATE SET {", ".join(f"{c} = excluded.{c}" for c in _COLUMNS)}
"""  # noqa: S608 -- our own columns
_ROW = f"({', '.join(['%s'] * (len(_COLUMNS) + 1))}, '{{}}', '{{}}')"


# Standards that hold all of ISO 9001:2015 and are certified together with it (IATF 16949 cl. 1; AS9100 and AS9120
# rev. D; ISO 22163): who asks for ISO 9001 is served by any of them.
HOLDS_ISO_9001 = frozenset({"iatf16949", "as9100", "as9120", "iso22163"})


def with_what_they_hold(codes: Iterable[str]) -> frozenset[str]:
    """Standards, and those that stand whole within one of them."""
    held = frozenset(codes)
    return held | {"iso9001"} if held & HOLDS_ISO_9001 else held


def region_tag(region: str) -> int:
    return REGION * SPACE + REGIONS[region]


def language_tag(language: str) -> int:
    return LANGUAGE * SPACE + SPOKEN[language]


@dataclass(frozen=True, slots=True)
class Doing:
    """One process of a firm as it counts on a day; ``materials`` None where none is named."""

    process: str
    proven: bool
    materials: tuple[str, ...] | None
    tolerance: Decimal | None
    largest: int | None

    @property
    def document(self) -> list[Any]:
        tolerance = None if self.tolerance is None else f"{self.tolerance:f}"
        return [self.process, self.proven, self.materials, tolerance, self.largest]


@dataclass(frozen=True, slots=True)
class Stated:
    """What one firm states beside its own columns. ``standards``: in force -> proven; None: never told."""

    doing: Sequence[Doing]
    standards: Mapping[str, bool] | None
    languages: Sequence[str]


def write(firms: Iterable[tuple[Supplier, Stated]], words: Words) -> None:
    """Rewrite the rows of these firms; the caller's transaction holds."""
    rows = [_row(firm, stated, words) for firm, stated in firms]
    if rows:
        with connection.cursor() as cursor:
            execute_values(cursor, _UPSERT, rows, template=_ROW, page_size=len(rows))


def _row(firm: Supplier, stated: Stated, words: Words) -> tuple[Any, ...]:
    may, sure = set[int](), set[int]()
    _works(stated.doing, words, may, sure)
    if stated.standards is None:
        may.add(tag("standard", 0))
    for code, proven in (stated.standards or {}).items():
        (sure if proven else may).add(words.by_kind["standard"][code].tag)
    place = firm.province
    if place is None:
        may.add(tag("province", 0))
    else:
        sure.add(tag("province", place.pk))
        if place.macro_region in REGIONS:
            sure.add(region_tag(place.macro_region))
    if firm.ownership == Supplier.Ownership.UNKNOWN:
        may.add(tag("ownership", 0))
    else:
        sure.add(tag("ownership", OWNERSHIP[firm.ownership]))
    spoken = [language_tag(language) for language in stated.languages if language in SPOKEN]
    sure.update(spoken)
    if not spoken:
        may.add(LANGUAGE * SPACE)
    fine, fine_proven, fine_open = _best([(d.tolerance, d.proven) for d in stated.doing], min)
    long, long_proven, long_open = _best([(d.largest, d.proven) for d in stated.doing], max)
    works = json.dumps(sorted((d.document for d in stated.doing), key=json.dumps), separators=(",", ":"))
    return (
        firm.pk, firm.synthetic, sorted(may | sure), sorted(sure), works, fine, fine_proven, fine_open, long,
        long_proven, long_open, firm.free_capacity, firm.local_content_percent, firm.province_id,
    )  # fmt: skip


def _works(doing: Sequence[Doing], words: Words, may: set[int], sure: set[int]) -> None:
    if not doing:
        may.update((tag("process", 0), tag("material", 0)))
    for each in doing:
        kept = sure if each.proven else may
        kept.update(words.with_ancestors("process", each.process))
        if each.materials is None:
            may.add(tag("material", 0))
        for code in each.materials or ():
            kept.update(words.with_ancestors("material", code))


def _best(said: Sequence[tuple[Any, bool]], best: Any) -> tuple[Any, Any, bool]:
    """(the best that is claimed, the best that is proven, whether some process leaves it open)."""
    claimed = [value for value, _proven in said if value is not None]
    proven = [value for value, sure in said if value is not None and sure]
    return best(claimed, default=None), best(proven, default=None), len(claimed) < len(said) or not said


def standards_in_force(firm: Supplier, held: Sequence[tuple[str, bool, bool]]) -> Mapping[str, bool] | None:
    """``held``: (standard, in force, proven) of each certificate on the profile. What a standard holds within it
    is in force with it."""
    if not held and not firm.declares_no_certificate:
        return None
    kept = {code: proven for code, in_force, proven in held if in_force}
    proven = with_what_they_hold(code for code, sure in kept.items() if sure)
    return {code: code in proven for code in with_what_they_hold(kept)}


class Levels(NamedTuple):
    """What readiness tells of a firm in its main sector. Levels of criteria are in hundredths, -1 where nothing
    counts, spelled as PostgreSQL spells an array: "{300,-1}". ``told`` is a digest of it all in 64 bits, by which
    who tells knows that it has told so before."""

    supplier_id: int
    level: int
    framework: int
    proven: str
    declared: str
    told: int


def show_levels(rows: Sequence[Levels]) -> None:
    """Put levels beside the offers they are of; a firm that is not listed has none and is left."""
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM suppliers_offer WHERE supplier_id = ANY(%s) ORDER BY supplier_id FOR UPDATE",
            [[r.supplier_id for r in rows]],
        )
        execute_values(
            cursor,
            """UPDATE suppliers_offer AS own
               SET level = data.level, framework = data.framework, proven = data.proven::smallint[],
                   declared = data.declared::smallint[], told = data.told
               FROM (VALUES %s) AS data (supplier_id, level, framework, proven, declared, told)
               WHERE own.supplier_id = data.supplier_id AND own.told IS DISTINCT FROM data.told""",
            rows,
            page_size=len(rows),
        )

"""Offers out of the table as the engine takes them: only what the lines ask about, firms that are alike together."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import connection

from readiness.engine.fit import Line, Offer, Work
from readiness.matching.cut import CAPACITY, LOCAL_CONTENT, MEASURED_FIGURES, Ground, Sql, proven_at
from suppliers.directory.tags import OWNERSHIP, Words

# Lines of one process each need the processes of a firm one by one; a process alone is told by its tag.
OF_WORKS = frozenset({"material", "size", "tolerance"})
# Who is matched is who is listed: in a demo portal everybody, in a real one no sample firm.
_OURS = "(%s OR NOT synthetic)"
BY_TAG = frozenset({"standard", "region", "ownership", "language"})


@dataclass(frozen=True, slots=True)
class Alike:
    """Firms of which the lines see the same. ``suppliers`` and their free capacity (-1: not known) where asked for."""

    offer: Offer
    count: int
    suppliers: tuple[int, ...] = ()
    free: tuple[int, ...] = ()


def read(lines: Sequence[Line], kept: Sql, ground: Ground, *, named: bool) -> Iterator[Alike]:
    """The firms of the directory under a condition on their offers; ``named``: with their keys."""
    columns = _Columns(lines, ground)
    select = ", ".join(sql.text for sql in columns.sql)
    params = [param for sql in columns.sql for param in sql.params]
    who = ", array_agg(supplier_id), array_agg(COALESCE(free_capacity, -1))" if named else ""
    grouped = ", ".join(str(n + 1) for n in range(len(columns.sql)))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {select}, count(*){who} FROM suppliers_offer WHERE {_OURS} AND {kept.text} "  # noqa: S608 -- constants; what was asked goes in as parameters
            f"GROUP BY {grouped}",
            [*params, settings.DEMO, *kept.params],
        )
        width = len(columns.sql)
        for row in cursor.fetchall():
            suppliers, free = row[width + 1 :] or ((), ())
            yield Alike(columns.offer(row[:width]), row[width], tuple(suppliers), tuple(free))


def listed() -> int:
    """How many firms there are to choose from."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM suppliers_offer WHERE {_OURS}",  # noqa: S608 -- a constant
            [settings.DEMO],
        )
        count: int = cursor.fetchone()[0]
        return count


@dataclass
class _Columns:
    """What is selected for these lines, and how a row of it becomes an offer. A figure above every limit that is
    asked says no more than the limit, so it is cut off there and more firms are alike."""

    lines: Sequence[Line]
    ground: Ground
    sql: list[Sql] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        kinds = {line.kind for line in self.lines}
        by_tag = BY_TAG if kinds & OF_WORKS else BY_TAG | {"process"}
        self.codes = {kind: self._codes(kind) for kind in kinds & by_tag}
        self.criteria = sorted(
            {code for line in self.lines if line.kind == "criterion" for code in line.codes}
        )
        if kinds & OF_WORKS:
            self._select("works", Sql("works"))
        if kinds & {"tolerance", "size"}:
            self._select("figures_proven", proven_at(self.ground, MEASURED_FIGURES))
        if self.codes:
            wanted = [t for own in self.codes.values() for t in own.values()]
            silent = [self.ground.silent(kind) for kind in self.codes]
            self._select("may", Sql("may & %s::int[]", ([*wanted, *silent],)))
            self._select("sure", Sql("sure & %s::int[]", (wanted,)))
        if "distance" in kinds:
            self._select("province", Sql("province"))
        for kind, column, criterion in (
            ("volume", "free_capacity", CAPACITY),
            ("local_content", "local_content", LOCAL_CONTENT),
        ):
            if kind in kinds:
                self._select(column, self._cut_off(kind, column))
                self._select(f"{column}_proven", proven_at(self.ground, criterion))
        if "level" in kinds:
            self._select("level", self._cut_off("level", "level"))
        for code in self.criteria:
            self._criterion(code)
        if not self.sql:
            self._select("nothing", Sql("TRUE"))

    def _select(self, name: str, sql: Sql) -> None:
        self.names.append(name)
        self.sql.append(sql)

    def _cut_off(self, kind: str, column: str) -> Sql:
        most = max(line.limit for line in self.lines if line.kind == kind)
        if most.denominator != 1:
            return Sql(column)
        # Not LEAST, which would make a figure of one that is not known.
        return Sql(f"CASE WHEN {column} >= %s THEN %s ELSE {column} END", (int(most), int(most)))

    def _criterion(self, code: str) -> None:
        at, ours = self.ground.at(code), self.ground.framework_id
        for name in ("proven", "declared"):
            column = Sql("NULL::int") if at is None else Sql(
                f"CASE WHEN framework = %s THEN {name}[%s] END", (ours, at)
            )  # fmt: skip
            self._select(f"{name} {code}", column)

    def _codes(self, kind: str) -> dict[str, int]:
        asked = {code for line in self.lines if line.kind == kind for code in line.codes}
        if kind == "ownership":
            asked |= {code for code in OWNERSHIP if code != "unknown"}
        return {code: found for code in sorted(asked) if (found := self.ground.tag(kind, code)) is not None}

    def offer(self, row: Sequence[Any]) -> Offer:
        found = dict(zip(self.names, row, strict=True))
        may, sure = set(found.get("may", ())), set(found.get("sure", ()))
        own = {
            kind: None
            if self.ground.silent(kind) in may
            else frozenset(code for code, tag in codes.items() if tag in may)
            for kind, codes in self.codes.items()
        }
        standards = own.get("standard")
        return Offer(
            works=_works(found["works"], self.ground.words) if "works" in found else self._by_tag(own, sure),
            figures_proven=bool(found.get("figures_proven")),
            standards=None
            if standards is None
            else {code: self.codes["standard"][code] in sure for code in standards},
            free_capacity=_whole(found.get("free_capacity")),
            capacity_proven=bool(found.get("free_capacity_proven")),
            level=found.get("level"),
            criteria=self._levels(found),
            regions=own.get("region"),
            place=self.ground.places.points.get(found.get("province") or 0),
            ownership=_first(own.get("ownership")),
            languages=own.get("language"),
            local_content=_whole(found.get("local_content")),
            local_content_proven=bool(found.get("local_content_proven")),
        )

    def _by_tag(self, own: dict[str, frozenset[str] | None], sure: set[int]) -> tuple[Work, ...]:
        """The asked processes that a firm has, proven and not; none where it says nothing of its processes."""
        claimed = own.get("process")
        if claimed is None:
            return ()
        proven = frozenset(code for code in claimed if self.codes["process"][code] in sure)
        return (Work(proven, True), Work(claimed - proven, False))

    def _levels(self, found: dict[str, Any]) -> dict[str, tuple[Fraction, Fraction]]:
        """Criteria of which something is declared; of the others nothing is known."""
        levels = {}
        for code in self.criteria:
            proven, declared = found[f"proven {code}"], found[f"declared {code}"]
            if declared is not None and declared >= 0:
                levels[code] = (Fraction(max(0, proven), 100), Fraction(declared, 100))
        return levels


def _whole(value: int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _first(codes: frozenset[str] | None) -> str | None:
    """The one of several that a firm has; None where it says nothing."""
    return next(iter(codes), "") if codes is not None else None


@lru_cache(maxsize=20_000)
def _works(document: str, words: Words) -> tuple[Work, ...]:
    return tuple(
        Work(
            processes=frozenset(words.lineage("process", process)),
            proven=proven,
            materials=None
            if materials is None
            else frozenset(each for code in materials for each in words.lineage("material", code)),
            tolerance=None if tolerance is None else Fraction(Decimal(tolerance)),
            largest=_whole(largest),
        )
        for process, proven, materials, tolerance, largest in json.loads(document)
    )

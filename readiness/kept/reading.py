"""A kept page opened: its document, its rows, and whether its figures follow from them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from readiness.engine.changes import Reading, Site
from readiness.kept.snapshot import Row, counts
from readiness.models import KeptPage
from readiness.spelling import hash_of


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A figure that does not follow from the rows. ``what`` is hash, record, country, establishments, levels,
    sectors or provinces; ``code`` the cell."""

    what: str
    code: str
    said: str
    found: str


@dataclass(frozen=True)
class Opened:
    """A page and the document it was kept as."""

    page: KeptPage
    document: dict[str, Any]

    @cached_property
    def rows(self) -> list[Row]:
        return [Row._make(row) for row in self.document["firms"]]

    @property
    def as_of(self) -> date:
        return date.fromisoformat(self.document["as_of"])

    @property
    def framework(self) -> str:
        """Name and version."""
        return f"{self.document['framework']['name']} {self.document['framework']['version']}"

    @cached_property
    def mismatches(self) -> list[Mismatch]:
        """Everything the document says that cannot be counted again from its rows; empty is as it should be."""
        return [*self._of_the_record(), *self._of_the_counts()]

    def _of_the_record(self) -> Iterator[Mismatch]:
        page, said = self.page, self.document
        found = hash_of(page.snapshot)
        if found != page.hash:
            yield Mismatch("hash", "", page.hash, found)
        record = {
            "as_of": (page.as_of.isoformat(), said["as_of"]),
            "framework": (page.framework_hash, said["framework"]["hash"]),
            "firms": ([page.firms, page.vietnamese_firms], said["counts"]["country"]),
        }
        for code, (recorded, stated) in record.items():
            if recorded != stated:
                yield Mismatch("record", code, str(recorded), str(stated))

    def _of_the_counts(self) -> Iterator[Mismatch]:
        said, found = self.document["counts"], counts(self.rows)
        for what in ("country", "establishments"):
            if said[what] != found[what]:
                yield Mismatch(what, "", _pair(said[what]), _pair(found[what]))
        for level, (stated, counted) in enumerate(zip(said["levels"], found["levels"], strict=True)):
            if stated != counted:
                yield Mismatch("levels", str(level), _pair(stated), _pair(counted))
        for what in ("sectors", "provinces"):
            for code in sorted(said[what].keys() | found[what].keys()):
                stated, counted = (cells[what].get(code, [0, 0]) for cells in (said, found))
                if stated != counted:
                    yield Mismatch(what, code, _pair(stated), _pair(counted))

    def reading(self) -> Reading:
        """For the split of a difference."""
        return Reading(
            self.document["framework"]["hash"],
            self.as_of,
            {
                row.id: Site(
                    row.firm,
                    row.ownership == "vietnamese",
                    row.facts,
                    row.counted,
                    date.fromisoformat(row.until) if row.until else None,
                    row.rises,
                )
                for row in self.rows
            },
        )


def opened(page: KeptPage) -> Opened:
    return Opened(page, json.loads(page.snapshot))


def _pair(counted: list[int]) -> str:
    return f"{counted[0]} / {counted[1]}"

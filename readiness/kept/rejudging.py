"""Kept facts judged once more: to check a page, and to see what another day or framework makes of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from readiness import frameworks
from readiness.engine import Framework as EngineFramework
from readiness.garbage import uncollected
from readiness.kept import facts
from readiness.kept.reading import Opened
from readiness.kept.snapshot import Row, numbers_of
from readiness.models import Framework
from readiness.spelling import hash_of

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that does not come out again. ``why`` is facts (not stored any more, or not those of their hash),
    level or judgement."""

    row: Row
    why: str


class NoSuchFramework(LookupError):
    """The framework of a kept page is not stored any more: nothing can be judged by it."""


def engine_of(hash: str) -> EngineFramework:
    framework = Framework.objects.filter(hash=hash).first()
    if framework is None:
        raise NoSuchFramework(hash)
    return frameworks.engine(framework)


def recheck(page: Opened, rows: Iterable[Row]) -> Iterator[Wrong]:
    """Judge the kept facts of these rows under the page's framework on its day: level and hash must come out."""
    said = page.document["framework"]["hash"]
    engine, rows = engine_of(said), list(rows)
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        stored = facts.fetch(row.facts for row in some)
        for row in some:
            if why := _wrong(row, stored.get(row.facts), engine, said, page.as_of):
                yield Wrong(row, why)


def _wrong(row: Row, document: str | None, engine: EngineFramework, framework: str, as_of: date) -> str:
    if document is None or hash_of(document) != row.facts:
        return "facts"
    firm, sector = facts.read(document, framework=engine)
    numbers = numbers_of(engine, firm, sector, as_of)
    if (numbers.level, numbers.counted_level) != (row.level, row.counted):
        return "level"
    again = numbers.hash(framework, row.facts, as_of.isoformat())
    return "" if again == row.judgement else "judgement"


@uncollected()
def levels(first: Opened, second: Opened, ids: Collection[str], edited: bool) -> Mapping[str, int]:
    """Counted levels under the first page's framework on the day of the second, by the facts of the first or,
    ``edited``, of the second. See ``readiness.engine.changes.Judge``."""
    engine = engine_of(first.document["framework"]["hash"])
    by_second = engine_of(second.document["framework"]["hash"])
    wanted = set(ids)
    old = {row.id: row.facts for row in first.rows if row.id in wanted}
    new = {row.id: row.facts for row in second.rows if row.id in wanted} if edited else old
    stored = facts.fetch([*old.values(), *new.values()])
    found = {}
    for key in wanted:
        beside = stored[old[key]] if edited else None
        firm, sector = facts.read(stored[new[key]], beside=beside, framework=by_second)
        found[key] = numbers_of(engine, firm, sector, second.as_of).counted_level
    return found

"""The firms of a country as JSON lines, one establishment a line: what ``manage.py counted`` and ``changes`` read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from readiness.engine.exact import Refused
from readiness.engine.explain import case_of
from readiness.engine.facts import Facts, parse_facts
from readiness.engine.framework import Framework
from readiness.engine.judge import Verdict
from readiness.engine.reading import Reader


@dataclass(frozen=True, slots=True)
class Establishment:
    """``firm`` is its enterprise code, "" where it has none and is not counted. ``group``: whose firm it is, "" where it
    is nobody's. ``supplying``: a buyer confirms that it supplies directly."""

    id: str
    firm: str
    group: str
    vietnamese: bool
    supplying: bool
    facts: Facts

    def verdict(self, framework: Framework, on: date) -> Verdict:
        return case_of(framework, self.facts).verdict(on.toordinal())


def parse_establishments(
    documents: Iterable[tuple[str, object]], framework: Framework
) -> Mapping[str, Establishment]:
    """(where it stands, the document) of each, by id; the facts are those of ``assess``. Raises Refused."""
    found: dict[str, Establishment] = {}
    for place, document in documents:
        reader = Reader(document, place)
        key = reader.text("id")
        if key in found:
            raise Refused(f"{place}.id", f"{key[:40]!r} is there twice")
        found[key] = Establishment(
            id=key,
            firm=reader.text("enterprise", ""),
            group=reader.text("group", ""),
            vietnamese=reader.flag("vietnamese"),
            supplying=reader.flag("supplying"),
            facts=_facts(reader, framework),
        )
    return found


def _facts(reader: Reader, framework: Framework) -> Facts:
    try:
        return parse_facts(reader.document, framework)
    except Refused as refused:
        raise Refused(reader.place, str(refused)) from None

"""A requirement and firms as ``manage.py fit`` reads them, and the answer as one JSON object."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from readiness.engine.exact import Refused, shown_parts, six
from readiness.engine.fit import KINDS, Fit, Group, Line, Offer, Relaxation, Tally, Work, fit, tally
from readiness.engine.framework import TOP
from readiness.engine.reading import Reader

# Kinds that are asked by words, by one criterion at a level, by a place and a distance; the rest by a limit.
WORDED = frozenset({"process", "material", "standard", "region", "ownership", "language"})
MILLION = 1_000_000


def parse_lines(document: object, place: str) -> tuple[Line, ...]:
    """The lines of a requirement. Without ``key`` a line is called by its position. Raises Refused."""
    reader = Reader(document, place)
    lines = tuple(_line(each, str(n)) for n, each in enumerate(reader.tables("lines")))
    if not lines:
        raise Refused(f"{place}.lines", "holds no line")
    keys = [line.key for line in lines]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise Refused(f"{place}.lines", f"the key {twice!r} is used twice")
    return lines


def parse_offers(documents: Iterable[tuple[str, object]]) -> list[tuple[str, Offer]]:
    """(where it stands, the document) of each firm, in their order. Raises Refused."""
    offers: dict[str, Offer] = {}
    for place, document in documents:
        name, offer = parse_offer(document, place)
        if name in offers:
            raise Refused(f"{place}.id", f"{name[:40]!r} is there twice")
        offers[name] = offer
    return list(offers.items())


def parse_offer(document: object, place: str) -> tuple[str, Offer]:
    """(id, what is known of a firm). What is left out was never stated. Raises Refused."""
    reader = Reader(document, place)
    said = reader.document
    return reader.text("id"), Offer(
        works=tuple(_work(each) for each in reader.tables("works")),
        figures_proven=reader.flag("figures_proven"),
        standards=_flags(reader, "standards"),
        free_capacity=_figure(reader, "free_capacity"),
        capacity_proven=reader.flag("capacity_proven"),
        level=reader.integer("level", high=TOP) if said.get("level") is not None else None,
        criteria=_criteria(reader),
        regions=_codes(reader, "regions"),
        place=_degrees(reader) if said.get("place") is not None else None,
        ownership=reader.text("ownership") if said.get("ownership") is not None else None,
        languages=_codes(reader, "languages"),
        local_content=_figure(reader, "local_content"),
        local_content_proven=reader.flag("local_content_proven"),
    )


def fit_answer(lines: Sequence[Line], firms: Sequence[tuple[str, Offer]]) -> dict[str, Any]:
    """Counts over all firms, what relaxing a line would gain, and each firm in the order given."""
    fits = [(name, fit(offer, lines)) for name, offer in firms]
    counted = tally((one for _name, one in fits), lines)
    return {
        "lines": [{"key": ln.key, "kind": ln.kind, "must": ln.must, "weight": ln.weight} for ln in lines],
        "counts": {group.value: counted.groups.get(group, 0) for group in Group},
        **tally_document(counted),
        "firms": [{"firm": name, **fit_document(one)} for name, one in fits],
    }


def tally_document(counted: Tally) -> dict[str, Any]:
    """By the key of the line: who misses only it, for whom it is unknown, and what relaxing it would gain."""
    return {
        "misses_only": dict(sorted(counted.misses_only.items())),
        "unknown_on": dict(sorted(counted.unknown_on.items())),
        "relaxations": [_relaxation(each) for each in counted.relaxations],
    }


def fit_document(one: Fit) -> dict[str, Any]:
    """``contributions``: line -> [points for sure, points at best]; they add up to ``low`` and ``high`` exactly."""
    parts = one.contributions()
    low = shown_parts([sure for sure, _best in parts.values()], places=6)
    high = shown_parts([best for _sure, best in parts.values()], places=6)
    return {
        "group": one.group.value,
        "low": six(one.low),
        "high": six(one.high),
        "missed": [line.key for line in one.missed],
        "unknown": [line.key for line in one.unknown],
        "contributions": {
            key: [six(Fraction(sure, MILLION)), six(Fraction(best, MILLION))]
            for key, sure, best in zip(parts, low, high, strict=True)
        },
    }


def _relaxation(each: Relaxation) -> dict[str, Any]:
    return {
        "line": each.line.key,
        "gain": each.gain,
        "softer": None if each.softer is None else six(each.softer),
        "softer_gain": each.softer_gain,
    }


def _line(reader: Reader, position: str) -> Line:
    kind = reader.text("kind")
    if kind not in KINDS:
        raise Refused(f"{reader.place}.kind", f"{kind[:40]!r} is none of {', '.join(KINDS)}")
    codes = frozenset(reader.texts("codes", ()))
    if kind == "criterion" and len(codes) != 1:
        raise Refused(f"{reader.place}.codes", "one criterion is wanted")
    if kind in WORDED and not codes:
        raise Refused(f"{reader.place}.codes", "a word is wanted")
    return Line(
        key=reader.text("key", position),
        kind=kind,
        codes=codes,
        limit=Fraction(0) if kind in WORDED else reader.fraction("limit", low=Fraction(0)),
        within=frozenset(reader.texts("within", ())),
        place=_degrees(reader) if kind == "distance" else (0.0, 0.0),
        must=reader.flag("must") if "must" in reader.document else True,
        weight=reader.integer("weight", 1, low=1),
    )


def _work(reader: Reader) -> Work:
    processes = frozenset(reader.texts("processes", ()))
    if not processes:
        raise Refused(f"{reader.place}.processes", "a process is wanted")
    return Work(
        processes=processes,
        proven=reader.flag("proven"),
        materials=_codes(reader, "materials"),
        tolerance=_figure(reader, "tolerance"),
        largest=_figure(reader, "largest"),
    )


def _codes(reader: Reader, key: str) -> frozenset[str] | None:
    return None if reader.document.get(key) is None else frozenset(reader.texts(key, ()))


def _figure(reader: Reader, key: str) -> Fraction | None:
    return None if reader.document.get(key) is None else reader.fraction(key, low=Fraction(0))


def _flags(reader: Reader, key: str) -> Mapping[str, bool] | None:
    if reader.document.get(key) is None:
        return None
    table = reader.sub(key)
    return {code: table.flag(code) for code in table.document}


def _criteria(reader: Reader) -> Mapping[str, tuple[Fraction, Fraction]] | None:
    """Criterion -> {"proven", "declared"}: the declared level is never the lower one."""
    if reader.document.get("criteria") is None:
        return None
    found = {}
    for code in (table := reader.sub("criteria")).document:
        said, top = table.sub(code), Fraction(TOP)
        proven = said.fraction("proven", Fraction(0), low=Fraction(0), high=top)
        found[code] = proven, said.fraction("declared", proven, low=proven, high=top)
    return found


def _degrees(reader: Reader) -> tuple[float, float]:
    """[latitude, longitude] in degrees."""
    values = reader.document.get("place")
    if not (isinstance(values, list) and len(values) == 2 and all(map(_is_figure, values))):
        raise Refused(f"{reader.place}.place", "a latitude and a longitude are wanted, like [21.0, 105.8]")
    latitude, longitude = values
    # Before they become floats, which do not hold every number that a file can.
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Refused(f"{reader.place}.place", "is no place on earth")
    return float(latitude), float(longitude)


def _is_figure(value: object) -> bool:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)

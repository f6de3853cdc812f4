"""Standings of the year before, counted from the facts, as they stood on each day, of the synthetic firms of which
the portal knew by then: as a page kept on that day would have been."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef

from readiness import frameworks
from readiness.demo.times import at
from readiness.engine.framework import Framework as EngineFramework
from readiness.facts_reader import case_for, read_firms
from readiness.models import Framework, Score, Standing
from readiness.standings import DIRECT, only_one_before
from suppliers.clocks import add_months
from suppliers.models import Evidence, Supplier
from suppliers.models.evidence import PROVEN_CLASSES

MONTHS = 12


def keep_past(framework: Framework, on: date) -> int:
    """A standing for this day of each of the twelve months before ``on``; returns the number of rows."""
    engine = frameworks.engine(framework)
    scores = Score.objects.main().filter(supplier__enterprise__code__isnull=False)
    rows = scores.filter(*_ever_proven(engine)).values_list(
        "supplier",
        "sector",
        "supplier__province",
        "supplier__enterprise__code",
        "supplier__ownership",
        "supplier__former_province",
        "supplier__created_at",
    )
    firms = {row[0]: row for row in rows}
    read = read_firms(set(firms))
    cases = [(case_for(engine, read[row[0]], row[1]), row) for row in firms.values()]
    alone = only_one_before()
    standings: list[Standing] = []
    for back in range(MONTHS, 0, -1):
        day = add_months(on, -back)
        night = at(day + timedelta(days=1), 0)
        ready = [
            row
            for case, row in cases
            if row[-1] < night and case.verdict(day.toordinal()).counted_level >= DIRECT
        ]
        standings += _standings(framework, day, ready, alone)
    Standing.objects.filter(synthetic=True, day__lt=on).delete()
    return len(Standing.objects.bulk_create(standings))


def _ever_proven(engine: EngineFramework) -> Iterator[Exists]:
    """Without proof, of whatever day, of each gate that all sectors share no firm was ever ready."""
    for level in engine.levels:
        for gate in level.gates if level.number == DIRECT else ():
            if gate.sectors is None and engine.by_code[gate.criterion].rule == "level":
                proof = Evidence.objects.counting().filter(
                    supplier=OuterRef("supplier"),
                    criterion=gate.criterion,
                    level__gte=float(gate.at_least),
                    evidence_class__in=PROVEN_CLASSES,
                )
                yield Exists(proof)


def _standings(
    framework: Framework, day: date, ready: list[tuple], alone: Mapping[int, int]
) -> list[Standing]:
    cells: dict[tuple[str, int | None], list[tuple[str, str]]] = defaultdict(list)
    cells["", None] = []
    for _supplier, sector, province, code, ownership, former, _known in ready:
        before = former or alone.get(province)
        for cell in {("", None), (sector, None), ("", province), (sector, province), ("", before)}:
            cells[cell].append((code, ownership))
    return [
        Standing(
            day=day,
            framework_hash=framework.hash,
            synthetic=settings.DEMO,
            sector=sector,
            province_id=province,
            firms=len({code for code, _ in found}),
            vietnamese_firms=len({code for code, owned in found if owned == Supplier.Ownership.VIETNAMESE}),
        )
        for (sector, province), found in cells.items()
    ]

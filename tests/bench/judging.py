"""The engine alone, the country under another weight, and the way up of one firm; medians of five."""

from collections.abc import Callable
from statistics import median

from portal.clock import today
from portal.forked import in_processes
from readiness import frameworks
from readiness.engine.draft import checked, opened
from readiness.facts_reader import case_for, read_firms
from readiness.garbage import uncollected
from readiness.models import Score
from readiness.policy.simulation.walk import judge_part
from readiness.roadmaps import ground
from suppliers.models import Supplier
from tests.bench.stopwatch import Row, seconds

ROUNDS = 5
# Firms whose cases are judged over and over: as many as fit in memory however large the country is.
JUDGED = 10_000
WAYS = 12


def measure() -> list[Row]:
    return [*_judge(), _simulation(), _roadmap()]


def _took(work: Callable[[], object]) -> float:
    return median(seconds(work) for _ in range(ROUNDS))


@uncollected()
def _judge() -> list[Row]:
    """As the product's own loops run, of which none keeps the verdicts of thousands."""
    engine = frameworks.engine(frameworks.current())
    main = dict(Score.objects.main().order_by("pk").values_list("supplier", "sector")[:JUDGED])
    firms = read_firms(set(main))
    on = today().toordinal()
    cases = [case_for(engine, firms[key], sector) for key, sector in main.items()]

    def from_rows() -> None:
        for key, sector in main.items():
            case_for(engine, firms[key], sector).verdict(on)

    def alone() -> None:
        for case in cases:
            case.verdict(on)

    whole, each = len(main) / _took(from_rows), len(cases) / _took(alone)
    return [
        Row("judged a second and core, from rows", f"{whole:,.0f}"),
        Row("judged a second and core, judge alone", f"{each:,.0f}", ">= 20,000", each >= 20_000),
    ]


def _simulation() -> Row:
    took = _took(one_weight_changed)
    firms = Score.objects.main().count()
    met = firms < 100_000 or took < 10
    return Row(f"one weight changed, {firms:,} firms", f"{took:.1f} s", "< 10 s at 100,000", met)


def one_weight_changed() -> None:
    """Every firm under a draft of which one weight is other, beside the version in force; two processes."""
    in_force = frameworks.current()
    document = opened(in_force.document)
    document["criterion"][0]["weight"] += 1
    draft, old = checked(document), frameworks.engine(in_force)

    def work(part: int, parts: int) -> object:
        return judge_part(
            draft, in_force, old, today=today(), part=part, parts=parts, told=lambda _firms: None
        )

    in_processes(work, 2)


def _roadmap() -> Row:
    """From the case of one firm to its plans for the next level and for direct supply."""
    engine = frameworks.engine(frameworks.current())
    scores = (
        Score.objects.main().filter(level__in=(1, 2)).order_by("pk").values_list("supplier", "sector")[:WAYS]
    )
    sectors = dict(scores)
    firms, read = Supplier.objects.in_bulk(sectors), read_firms(set(sectors))

    def way(key: int) -> None:
        found = ground(firms[key], case_for(engine, read[key], sectors[key]), today=today())
        for target in found.targets:
            found.roadmap(target)

    took = 1000 * median(seconds(lambda key=key: way(key)) for key in sectors)
    return Row("roadmap of one firm, every target", f"{took:.0f} ms", "< 200 ms", took < 200)

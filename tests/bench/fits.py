"""One requirement against all listed firms, with near misses, unknowns and what relaxing gains."""

from decimal import Decimal

from buyers.asking import Asked
from readiness.matching import tally_for
from readiness.matching.offers import listed
from suppliers.directory.tags import Words
from tests.bench.stopwatch import Row, latency, seconds

ASKED = (
    [
        Asked("process", ("forming.stamping",)),
        Asked("material", ("steel",)),
        Asked("tolerance", limit=Decimal("0.05")),
        Asked("volume", limit=Decimal(20_000)),
        Asked("standard", ("iatf16949",)),
    ],
    [
        Asked("process", ("moulding.injection",)),
        Asked("tolerance", limit=Decimal("0.1")),
        Asked("standard", ("iso9001",)),
        Asked("level", limit=Decimal(2)),
        Asked("volume", limit=Decimal(30_000)),
        Asked("region", ("south",)),
    ],
    [
        Asked("process", ("machining",)),
        Asked("standard", ("iso9001",)),
        Asked("standard", ("iso14001",)),
        Asked("ownership", ("vietnamese",)),
        Asked("criterion", ("2.1",), Decimal(3)),
        Asked("distance", limit=Decimal(150), place="01"),
    ],
)
ROUNDS = 15


def measure() -> list[Row]:
    words = Words.load()
    for asked in ASKED:
        tally_for(asked, words)
    times = [seconds(lambda asked=asked: tally_for(asked, words)) for _ in range(ROUNDS) for asked in ASKED]
    return latency(f"fit of a requirement to {listed():,} listed firms", times, aim_ms=50)

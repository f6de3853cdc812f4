"""The directory with its facets, as readers ask it."""

from portal.demo import BUYER
from suppliers.models import Supplier
from tests.bench.reader import Reader
from tests.bench.stopwatch import Row, latency, seconds

ASKED = (
    "", "?q=phay+cnc", "?q=CNC+milling", "?q=%C3%A9p+nh%E1%BB%B1a", "?q=iso+9001+b%E1%BA%AFc+ninh", "?q=d%C3%A2y+%C4%91i%E1%BB%87n+%C3%B4+t%C3%B4",
    "?q=m%E1%BA%ABu", "?q=may+%C3%A1o", "?q=smt", "?q=b%C3%ACnh+d%C6%B0%C6%A1ng", "?sector=mechanical", "?sector=textile&level=2",
    "?sector=electronics&standard=iso9001", "?process=machining.cnc_milling", "?level=3", "?level=1&order=readiness",
    "?ownership=vietnamese&sector=automotive", "?q=nhu%E1%BB%99m&sector=textile", "?standard=iso14001&level=2", "?q=cong+ty&order=readiness",
)  # fmt: skip
ROUNDS = 12


# What a page may take, up to so many firms.
AIMS_MS = {10_000: 60, 100_000: 150}


def measure(port: int) -> list[Row]:
    reader = Reader(port, BUYER)
    for path in ASKED:
        reader.get(f"/suppliers/{path}")
    times = [
        seconds(lambda path=path: reader.get(f"/suppliers/{path}")) for _ in range(ROUNDS) for path in ASKED
    ]
    firms = Supplier.objects.count()
    aim = next((aim for most, aim in AIMS_MS.items() if firms <= most), None)
    return latency("search page with facets", times, aim_ms=aim)

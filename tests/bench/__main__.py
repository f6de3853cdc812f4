import argparse
import os
import sys

from tests.bench import running
from tests.bench.stopwatch import Row, table


def prepare(suppliers: int) -> None:
    """The demo country with so many firms, drawn anew only if it has another number."""
    import django

    running.manage("migrate", "-v", "0")
    running.manage("load_reference", "-v", "0")
    django.setup()
    from suppliers.models import Supplier

    if Supplier.objects.count() != suppliers:
        running.manage("seed_demo", "--suppliers", str(suppliers), "--again")


def measure() -> list[Row]:
    from tests.bench import exports, fits, judging, queries, rescoring, saves, searches, supply

    with running.product() as port:
        over_http = [*searches.measure(port), *saves.measure(port)]
    inside = [
        judging.measure(),
        rescoring.measure(),
        fits.measure(),
        supply.measure(),
        exports.measure(),
        queries.measure(),
    ]
    return [*over_http, *(row for rows in inside for row in rows)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--suppliers", type=int, default=10_000)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    with running.services():
        prepare(options.suppliers)
        rows = measure()
    print(table(rows, options.suppliers, load))
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

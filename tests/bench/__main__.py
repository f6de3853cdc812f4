import argparse
import os
import sys

from tests.bench import running
from tests.bench.stopwatch import Row, seconds, table

# What drawing, judging and indexing the demo country may take, up to so many firms, in seconds.
SEEDING = {10_000: 30, 100_000: 180}


def prepare(suppliers: int) -> list[Row]:
    """The demo country with so many firms, drawn anew only if it has another number; how long that took."""
    import django

    running.manage("migrate", "-v", "0")
    running.manage("load_reference", "-v", "0")
    django.setup()
    from suppliers.models import Supplier

    if Supplier.objects.count() == suppliers:
        return []
    took = seconds(lambda: running.manage("seed_demo", "--suppliers", str(suppliers), "--again"))
    aim = next((aim for most, aim in SEEDING.items() if suppliers <= most), None)
    told = "" if aim is None else f"< {aim} s"
    return [Row(f"seed_demo, {suppliers:,} firms", f"{took:.0f} s", told, aim is None or took < aim)]


def measure() -> list[Row]:
    from tests.bench import (
        exports,
        fits,
        imports,
        judging,
        memory,
        queries,
        rescoring,
        saves,
        searches,
        supply,
    )  # fmt: skip

    # No database and no reader: measured first, while the process is as small as a worker's.
    alone = supply.measure()
    with running.product() as port:
        over_http = [*searches.measure(port), *saves.measure(port)]
    inside = [
        judging.measure(),
        rescoring.measure(),
        fits.measure(),
        exports.measure(),
        imports.measure(),
        queries.measure(),
        memory.measure(),
    ]
    return [*alone, *over_http, *(row for rows in inside for row in rows)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--suppliers", type=int, default=10_000)
    options = parser.parse_args()
    load = os.getloadavg()[0]
    with running.services():
        rows = [*prepare(options.suppliers), *measure()]
    print(table(rows, options.suppliers, load))
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

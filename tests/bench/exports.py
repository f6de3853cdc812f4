"""The whole directory as a file, each in a process of its own, so that its memory is its own.

``python -m tests.bench.exports csv|xlsx`` prints rows, bytes, seconds of its processor, and by how many bytes the process grew after
its first thousand rows.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from resource import RUSAGE_SELF, getrusage

from tests.bench.stopwatch import Row

FIRST = 1000
# What a process may grow by while it writes a hundred times as many rows.
FLAT_MB = 16
_MB = 1 << 20


def measure() -> list[Row]:
    return [row for kind in ("csv", "xlsx") for row in _of(kind)]


def _of(kind: str) -> list[Row]:
    words = [sys.executable, "-W", "ignore", "-m", "tests.bench.exports", kind]
    told = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    grown = told["grown"] / _MB
    what = f"export of {told['rows']:,} rows as {kind.upper()}"
    return [
        Row(f"{what}, processor", f"{told['seconds']:.1f} s"),
        Row("  its size", f"{told['bytes'] / _MB:.1f} MB"),
        Row("  memory beyond the first 1,000 rows", f"{grown:.1f} MB", f"< {FLAT_MB} MB", grown < FLAT_MB),
    ]


def _highest() -> int:
    return getrusage(RUSAGE_SELF).ru_maxrss * 1024


def _export(kind: str) -> dict[str, float]:
    import django

    django.setup()
    from portal.clock import today
    from suppliers import exporting
    from suppliers.filters import DirectoryFilter
    from suppliers.models import SearchDocument
    from suppliers.sent_workbook import as_xlsx

    seen = {"rows": 0, "after_first": 0}

    def counted(lines: Iterator[list[str]]) -> Iterator[list[str]]:
        for line in lines:
            seen["rows"] += 1
            if seen["rows"] == FIRST:
                seen["after_first"] = _highest()
            yield line

    began = time.process_time()
    lines = counted(exporting.lines(DirectoryFilter({}, queryset=SearchDocument.objects.all()), today()))
    write = exporting.as_csv if kind == "csv" else as_xlsx
    size = sum(len(part) for part in write(exporting.headings(), lines))
    took = time.process_time() - began
    return {"rows": seen["rows"], "bytes": size, "seconds": took, "grown": _highest() - seen["after_first"]}


if __name__ == "__main__":
    print(json.dumps(_export(sys.argv[1])))

"""The most memory that a worker comes to hold, each work in a process of its own that has done nothing before."""

import subprocess
import sys

from readiness.models import Score, SupplyRun
from tests.bench.stopwatch import Row

AIM = 400
WORKS = {
    "full rescore": "from tests.bench.rescoring import rescore_all as work",
    "potential": "from functools import partial; from portal.clock import today; from readiness.supply.running import compute; work = partial(compute, today=today())",
    "simulation": "from tests.bench.judging import one_weight_changed as work",
}
PROGRAM = """
import django, resource
from pathlib import Path
django.setup()
{work}
work()
# What the kernel says of a process itself would count who started it, too.
own = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(max(int(own.split()[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""


def measure() -> list[Row]:
    """Of the larger process, where a work takes two."""
    Score.objects.update(facts_version=0)
    SupplyRun.objects.all().delete()
    return [_row(name, work) for name, work in WORKS.items()]


def _row(name: str, work: str) -> Row:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(work=work)], stdout=subprocess.PIPE, text=True, check=True
    )
    most = int(done.stdout.split()[-1]) // 1024
    return Row(f"memory of a worker, {name}", f"{most} MB", f"< {AIM} MB", most < AIM)

"""Times of single attempts, and what is said of many."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


def quantile(times: Sequence[float], share: float) -> float:
    """The smallest time that ``share`` of all attempts did not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def processor_seconds(work: Callable[[], object], *, rounds: int = 5) -> float:
    """The median of what this process's own clock says: other programs of a shared machine do not count."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return median(times)


@dataclass(frozen=True)
class Row:
    """One line of the table. ``aim`` is empty where a figure is only told."""

    what: str
    value: str
    aim: str = ""
    met: bool = True


def latency(what: str, times: Sequence[float], *, aim_ms: float | None = None) -> list[Row]:
    """p50 and p95 in milliseconds; the aim is on p95."""
    half, most = 1000 * median(times), 1000 * quantile(times, 0.95)
    met = aim_ms is None or most < aim_ms
    return [
        Row(f"{what}, p50", f"{half:.0f} ms"),
        Row(f"{what}, p95", f"{most:.0f} ms", "" if aim_ms is None else f"< {aim_ms:.0f} ms", met),
    ]


def table(rows: Sequence[Row], firms: int, load: float) -> str:
    """``load`` is what the machine had to do before we began."""
    width = max(len(row.what) for row in rows)
    lines = [
        f"{row.what:<{width}}  {row.value:>12}  {row.aim:>12}  {'' if row.met else 'missed'}".rstrip()
        for row in rows
    ]
    return "\n".join([f"{firms:,} suppliers, {os.cpu_count()} cores, load {load:.1f} before", *lines])

"""What is counted while the country is judged. Parts of several processes add up to the whole."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from readiness.engine.ranking import doubled_places, mean_shift, spearman
from readiness.standings import DIRECT

# Firms that change level are listed up to so many; they are counted in full.
LISTED = 500
# Workers up to which a firm is micro, small or medium (Decree 80/2021/ND-CP, industry and construction).
SIZES = ((10, "micro"), (100, "small"), (200, "medium"))
GROUPS = ("sector", "province", "size", "ownership")


class Judged(NamedTuple):
    """One firm before and after; totals in millionths, ``enterprise`` None where it has no code."""

    supplier: int
    sector: str
    province: int | None
    size: str
    ownership: str
    enterprise: int | None
    level: int
    counted: int
    total: int
    new_level: int
    new_counted: int
    new_total: int


def size_of(workers: int | None) -> str:
    if workers is None:
        return "unknown"
    return next((name for most, name in SIZES if workers <= most), "large")


@dataclass
class Tally:
    """Counts over firms that were judged under both versions."""

    migration: Counter[tuple[int, int]] = field(default_factory=Counter)
    groups: dict[str, dict[str, list[int]]] = field(default_factory=lambda: {name: {} for name in GROUPS})
    movers: list[tuple[int, int, int, int, int]] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    new_totals: list[int] = field(default_factory=list)
    # (enterprise, Vietnamese-owned) of establishments that count as ready to supply directly.
    ready: set[tuple[int, bool]] = field(default_factory=set)
    new_ready: set[tuple[int, bool]] = field(default_factory=set)

    def add(self, firm: Judged) -> None:
        self.migration[firm.level, firm.new_level] += 1
        self.totals.append(firm.total)
        self.new_totals.append(firm.new_total)
        up, down = firm.new_level > firm.level, firm.new_level < firm.level
        keys = (firm.sector, str(firm.province or ""), firm.size, firm.ownership)
        for name, key in zip(GROUPS, keys, strict=True):
            row = self.groups[name].setdefault(key, [0, 0, 0])
            row[0] += 1
            row[1] += up
            row[2] += down
        if (up or down) and len(self.movers) < LISTED:
            self.movers.append((firm.supplier, firm.level, firm.new_level, firm.total, firm.new_total))
        if firm.enterprise is not None:
            who = (firm.enterprise, firm.ownership == "vietnamese")
            if firm.counted >= DIRECT:
                self.ready.add(who)
            if firm.new_counted >= DIRECT:
                self.new_ready.add(who)

    def merge(self, other: "Tally") -> None:
        """The firms of another part; none is in both."""
        self.migration += other.migration
        for name, rows in other.groups.items():
            for key, counts in rows.items():
                own = self.groups[name].setdefault(key, [0, 0, 0])
                self.groups[name][key] = [a + b for a, b in zip(own, counts, strict=True)]
        self.movers = sorted(self.movers + other.movers)[:LISTED]
        self.totals += other.totals
        self.new_totals += other.new_totals
        self.ready |= other.ready
        self.new_ready |= other.new_ready

    def document(self) -> dict[str, Any]:
        """The result as it is stored: JSON."""
        before, after = doubled_places(self.totals), doubled_places(self.new_totals)
        return {
            "firms": len(self.totals),
            "up": sum(n for (old, new), n in self.migration.items() if new > old),
            "down": sum(n for (old, new), n in self.migration.items() if new < old),
            "migration": [[old, new, n] for (old, new), n in sorted(self.migration.items())],
            "groups": self.groups,
            "movers": [list(row) for row in self.movers],
            "correlation": spearman(before, after),
            "shift": mean_shift(before, after),
            "ready": _enterprises(self.ready),
            "new_ready": _enterprises(self.new_ready),
        }


def _enterprises(ready: set[tuple[int, bool]]) -> list[int]:
    """[all, Vietnamese-owned] distinct enterprises."""
    return [len({who for who, _ in ready}), len({who for who, vietnamese in ready if vietnamese})]

"""The firms behind the figures of a run: those that a waived condition would bring in, and those that serve today."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from readiness.dashboards.choice import Choice
from readiness.models import SupplyRun

# Plant -> the sets of conditions for which it fails a demand.
Lacking = Mapping[int, Collection[frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Behind:
    """Which firms: those that fail the demand of ``sector`` and ``process`` (every demand where ``process`` is "")
    by ``lacks`` or a part of it; by any one condition where nothing is named."""

    sector: str = ""
    process: str = ""
    lacks: tuple[str, ...] = ()

    def url(self, choice: Choice) -> str:
        place = {"sector": self.sector, "process": self.process} if self.process else {}
        asked = {**choice.which, **place, "lacks": self.lacks}
        return f"{reverse('readiness:near_firms')}?{urlencode(asked, doseq=True)}"

    def lines(self, result: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        return [
            line
            for line in result["lines"]
            if not self.process or (line["sector"], line["process"]) == (self.sector, self.process)
        ]

    def firms(self, result: Mapping[str, Any]) -> Lacking:
        found: dict[int, set[frozenset[str]]] = defaultdict(set)
        lines = self.lines(result)
        for line in lines:
            for plant, name in line["near"]:
                if not self.lacks or name in self.lacks:
                    found[int(plant)].add(frozenset([name]))
        for told in _pairs(result, lines, whole=not self.process):
            if sorted(told["requires"]) == sorted(self.lacks):
                for plant in told["plants"]:
                    found[int(plant)].add(frozenset(self.lacks))
        return found


def _pairs(
    result: Mapping[str, Any], lines: Sequence[Mapping[str, Any]], *, whole: bool
) -> list[Mapping[str, Any]]:
    return (
        [waiver for waiver in result["waivers"] if "plants" in waiver]
        if whole
        else [pair for line in lines for pair in line["pairs"]]
    )


def serving(run: SupplyRun) -> Lacking:
    """The plants that hold the level and whose capacity counts."""
    return {int(plant): () for plant in run.result["ready"]}

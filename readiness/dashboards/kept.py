"""A kept page in the reader's words. Every figure is the snapshot's; the words are the portal's."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.i18n import in_language
from portal.templatetags.figures import day, num
from readiness.dashboards.counts import Row
from readiness.dashboards.documents import (
    RESOLUTION,
    Definition,
    Measured,
    baselines,
    definition,
    figures,
    in_order,
    two_rates,
)
from readiness.dashboards.kept_measures import KeptMeasure, potential, reported
from readiness.dashboards.measures import ASKED
from readiness.dashboards.small_cells import pairs
from readiness.kept.reading import Mismatch, Opened
from readiness.kept.since import Since
from readiness.models import Baseline, Target


@dataclass(frozen=True)
class KeptTarget:
    """The target page as it was kept; ``everything``: for a reader who may see every firm."""

    kept: Opened
    everything: bool = False

    @property
    def as_of(self) -> date:
        return self.kept.as_of

    @property
    def framework(self) -> str:
        return self.kept.framework

    @property
    def synthetic(self) -> bool:
        return bool(self.kept.document["synthetic"])

    @property
    def _counts(self) -> dict[str, Any]:
        counts: dict[str, Any] = self.kept.document["counts"]
        return counts

    @property
    def firms(self) -> int:
        return int(self._counts["country"][0])

    @property
    def vietnamese(self) -> int:
        return int(self._counts["country"][1])

    @property
    def rows(self) -> int:
        """Establishments behind the figure of all firms."""
        return int(self._counts["establishments"][0])

    @property
    def rows_vietnamese(self) -> int:
        return int(self._counts["establishments"][1])

    @cached_property
    def levels(self) -> list[Row]:
        cells = self._counts["levels"]
        return self._rows("levels", {str(n): cell for n, cell in enumerate(cells)}, total=False)

    @cached_property
    def sectors(self) -> list[Row]:
        return self._rows("sectors", self._counts["sectors"], total=True)

    @cached_property
    def provinces(self) -> list[Row]:
        """Those with a firm, the most first."""
        rows = self._rows("provinces", self._counts["provinces"], total=True)
        return sorted((row for row in rows if row.firms.value), key=lambda row: -row.firms.value)

    @cached_property
    def empty_provinces(self) -> int:
        return len(self.words("provinces")) - len(self.provinces)

    def _rows(self, kind: str, cells: dict[str, list[int]], *, total: bool) -> list[Row]:
        words = self.words(kind)
        found = [cells.get(code, [0, 0]) for code, _label in words]
        pairs_of = [(everyone, own) for everyone, own in found]
        shown = pairs(pairs_of, total=total, everything=self.everything)
        return [Row(code, label, *each) for (code, label), each in zip(words, shown, strict=True)]

    def words(self, kind: str) -> list[tuple[str, str]]:
        """Codes of the sectors, provinces or levels with what they are called, in their order."""
        return [(code, in_language(vi, en)) for code, vi, en in self.kept.document["words"][kind]]

    def label(self, kind: str, code: str) -> str:
        """What a sector, province or level is called; "" for none."""
        return dict(self.words(kind)).get(code, code)

    @cached_property
    def definitions(self) -> list[Definition]:
        return in_order(_definition(row) for row in self.kept.document["targets"])

    @cached_property
    def of_the_resolution(self) -> list[Definition]:
        return [d for d in self.definitions if d.target.code.startswith(RESOLUTION)]

    @cached_property
    def of_other_documents(self) -> list[Definition]:
        return [d for d in self.definitions if not d.target.code.startswith(RESOLUTION)]

    @cached_property
    def _measured(self) -> list[Baseline]:
        rows = [
            Baseline(**row | {"low": Decimal(row["low"]), "high": Decimal(row["high"])})
            for row in self.kept.document["baselines"]
        ]
        return sorted(rows, key=lambda row: (-(row.year or 0), row.sector, row.indicator, row.measured_by))

    @cached_property
    def quoted(self) -> list[Measured]:
        return list(baselines(self._measured))

    @cached_property
    def quoted_reading(self) -> str:
        return two_rates(self._measured)

    @property
    def _measures(self) -> dict[str, Any]:
        """Pages kept in format 1 hold the count alone."""
        measures: dict[str, Any] = self.kept.document.get("measures", {"reported": None, "potential": {}})
        return measures

    @cached_property
    def reported(self) -> KeptMeasure:
        return reported(self._measures["reported"])

    @cached_property
    def potential(self) -> KeptMeasure:
        return potential(self._measures["potential"])

    @cached_property
    def shares_asked(self) -> list[tuple[float, str]]:
        """What the resolution asks of demand, on a bar from 0 to 100."""
        wanted = [d.target for d in self.definitions if d.target.code in ASKED and d.target.low is not None]
        return [(float(t.low or 0), figures(t.low or Decimal(0), t.high)) for t in wanted]

    def _asked(self, code: str) -> int | None:
        low = next((d.target.low for d in self.definitions if d.target.code == code), None)
        return None if low is None else int(low)

    @cached_property
    def top(self) -> int:
        """Where the bars end."""
        return max(self.firms, self._asked("r115-direct-2030") or 0, 1)

    @cached_property
    def ticks(self) -> list[tuple[int, str]]:
        wanted = (self._asked("r115-direct-2025"), self._asked("r115-direct-2030"))
        return [(n, number_format(n, force_grouping=True)) for n in wanted if n]

    @cached_property
    def reading(self) -> str:
        """The conclusion in words, of that day."""
        return ngettext(
            "%(firms)s firm is ready to supply directly, %(vietnamese)s Vietnamese-owned.",
            "%(firms)s firms are ready to supply directly, %(vietnamese)s of them Vietnamese-owned.",
            self.firms,
        ) % {"firms": num(self.firms), "vietnamese": num(self.vietnamese)}

    @cached_property
    def conclusion(self) -> str:
        """The three measures of that day, each a sentence of its own; one that was not known says nothing."""
        said = [self.reading]
        if (share := self.reported.everyone) is not None:
            said.append(
                _("Of what reporting buyers paid, %(share)s went to suppliers in Vietnam.") % _shown(share)
            )
        if (share := self.potential.everyone) is not None:
            said.append(
                _("Capacity that is free and proven could serve %(share)s of demand.") % _shown(share)
            )
        return " ".join(said)

    @property
    def mismatches(self) -> list[str]:
        """What does not follow from the rows, each as a sentence."""
        return [self._sentence(each) for each in self.kept.mismatches]

    def _sentence(self, wrong: Mismatch) -> str:
        if wrong.what == "hash":
            return _("The stored text is not the one that was kept: its hash is %(found)s, not %(said)s.") % {
                "found": wrong.found[:12],
                "said": wrong.said[:12],
            }
        if wrong.what == "record":
            return _("The record says %(said)s, the snapshot %(found)s.") % {
                "said": wrong.said,
                "found": wrong.found,
            }
        names = {
            "country": _("Whole country"),
            "establishments": _("Establishments behind the figures"),
            "levels": _("Level %(n)s") % {"n": wrong.code},
        }
        name = names.get(wrong.what) or self.label(wrong.what, wrong.code)
        return _("%(name)s: the page says %(said)s, its rows give %(found)s (all / Vietnamese-owned).") % {
            "name": name,
            "said": wrong.said,
            "found": wrong.found,
        }


def _definition(row: dict[str, Any]) -> Definition:
    values = {name: value for name, value in row.items() if name not in ("version", "since")}
    for end in ("low", "high"):
        values[end] = None if values[end] is None else Decimal(values[end])
    since = date.fromisoformat(row["since"]) if row["since"] else None
    return definition(Target(**values), row["version"], since)


def cause_words() -> dict[str, tuple[str, str]]:
    """What each cause is called, and what it means."""
    return {
        "left": (_("Firms that left"), _("withdrawn, merged, or without a main sector")),
        "expiries": (_("Dates that passed"), _("proof that lapsed or began, with the same facts and framework")),
        "edits": (_("Facts that changed"), _("evidence, decisions, findings, owners, enterprise codes")),
        "policy": (_("Framework"), _("the same facts judged by the framework of the later page")),
        "new": (_("New firms"), _("establishments that the earlier page did not have")),
    }  # fmt: skip


def signed(change: int) -> str:
    """A change with its sign, in the reader's notation."""
    if not change:
        return "0"
    return ("+" if change > 0 else "\u2212") + num(abs(change))


def _shown(share: Decimal) -> dict[str, str]:
    return {"share": f"{number_format(share, 1)}\u00a0%"}


def since_reading(since: Since) -> str:
    """The whole difference in one sentence."""
    words = {
        "day": day(since.first.as_of),
        "before": num(since.split.first[0]),
        "after": num(since.split.second[0]),
        "own_before": num(since.split.first[1]),
        "own_after": num(since.split.second[1]),
    }
    return (
        _(
            "Since %(day)s: from %(before)s firms to %(after)s, of them Vietnamese-owned from %(own_before)s to %(own_after)s."
        )
        % words
    )

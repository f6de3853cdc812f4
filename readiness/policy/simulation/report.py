"""What a page says of a simulation: tables, and the readings that stand above them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.models import Province, Sector, User
from portal.templatetags.figures import share_of
from readiness import frameworks
from readiness.engine.framework import TOP
from readiness.engine.framework import Framework as EngineFramework
from readiness.models import Framework, SimulationRun
from readiness.policy.simulation.reasons import reasons
from readiness.policy.wording import name_of
from suppliers.models import Supplier

A_PAGE = 50
LEVELS = range(TOP + 1)


@dataclass(frozen=True, slots=True)
class Mover:
    """A firm that changes level; totals in millionths. ``why``: what it lacks at the lower of the two levels."""

    firm: Supplier
    before: int
    after: int
    total: int
    new_total: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    label: str
    firms: int
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class EffectRow:
    """A variant of the sensitivity report in words."""

    what: str
    changed: str
    shift: str


@dataclass(frozen=True)
class Report:
    """A finished run for ``reader``. Whoever does not work in the whole country is told no small counts of it:
    he sees the country's sums and the firms that he may see."""

    run: SimulationRun
    engine: EngineFramework
    reader: User
    asked_page: str

    @cached_property
    def result(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.run.result
        return found

    @cached_property
    def against(self) -> Framework:
        """The version beside which the country was judged."""
        return Framework.objects.get(hash=self.run.against_hash)

    @property
    def whole(self) -> bool:
        return self.reader.works_everywhere

    @property
    def changed(self) -> int:
        up, down = self.result["up"], self.result["down"]
        return int(up + down)

    @cached_property
    def reading(self) -> str:
        """Who changes level, in words."""
        result = self.result
        firms = ngettext("Of %(n)s firm", "Of %(n)s firms", result["firms"]) % {"n": _num(result["firms"])}
        if not self.changed:
            return _("%(firms)s none would change its level.") % {"firms": firms}
        words = {
            "firms": firms,
            "changed": _num(self.changed),
            "share": share_of(self.changed, result["firms"]),
            "up": _num(result["up"]),
            "down": _num(result["down"]),
        }
        return (
            _("%(firms)s, %(changed)s (%(share)s) would change their level: %(up)s up, %(down)s down.")
            % words
        )

    @cached_property
    def ready_reading(self) -> str:
        (all_before, own_before), (all_after, own_after) = self.result["ready"], self.result["new_ready"]
        return _(
            "Enterprises ready to supply directly: %(before)s → %(after)s, Vietnamese-owned %(own)s → %(new)s."
        ) % {
            "before": _num(all_before),
            "after": _num(all_after),
            "own": _num(own_before),
            "new": _num(own_after),
        }

    @cached_property
    def rank_reading(self) -> str:
        """How far the order by total stays."""
        correlation = self.result["correlation"]
        if correlation is None:
            return _("Totals do not tell firms apart: there is no order to compare.")
        return _(
            "Ordered by total, the two versions agree with a rank correlation of %(r)s; a firm moves %(places)s places on average."
        ) % {
            "r": number_format(round(correlation, 4), 4),
            "places": number_format(round(self.result["shift"], 1), 1, force_grouping=True),
        }

    @cached_property
    def migration(self) -> list[tuple[int, list[tuple[str, bool]], str]]:
        """(level before, [(firms, stays)] by level after, sum) of each level."""
        counts = {(old, new): n for old, new, n in self.result["migration"]}
        rows = []
        for old in LEVELS:
            cells = [(_num(n) if (n := counts.get((old, new), 0)) else "", old == new) for new in LEVELS]
            rows.append((old, cells, _num(sum(counts.get((old, new), 0) for new in LEVELS))))
        return rows

    @cached_property
    def sums_after(self) -> list[str]:
        after = [0] * len(LEVELS)
        for _old, new, n in self.result["migration"]:
            after[new] += n
        return [_num(n) for n in after]

    @property
    def levels(self) -> range:
        return LEVELS

    @cached_property
    def groups(self) -> list[tuple[str, list[GroupRow]]]:
        """(heading, rows) by sector, size, ownership and province."""
        kept = self.result["groups"]
        sectors = {s.letters[0]: s.label for s in Sector.objects.current() if len(s.letters) == 1}
        provinces = {str(p.pk): str(p) for p in Province.objects.filter(changes_after__isnull=True)}
        sizes = {
            "micro": _("up to 10 workers"),
            "small": _("11 to 100 workers"),
            "medium": _("101 to 200 workers"),
            "large": _("more than 200 workers"),
            "unknown": _("not known"),
        }
        ownership = {str(value): str(label) for value, label in Supplier.Ownership.choices}
        return [
            (_("By sector"), _rows(kept["sector"], sectors)),
            (_("By size"), _rows(kept["size"], sizes, order=sizes)),
            (_("By ownership"), _rows(kept["ownership"], ownership)),
            (_("By province or city"), _rows(kept["province"], {**provinces, "": _("not known")})),
        ]

    @property
    def columns(self) -> list[list[tuple[str, list[GroupRow]]]]:
        """The groups in two columns: the longest table has one to itself."""
        return [self.groups[:-1], self.groups[-1:]]

    @cached_property
    def page_obj(self) -> Page:
        """Those of the listed firms that the reader may see, fifty a page."""
        keys = [row[0] for row in self.result["movers"]]
        seen = Supplier.objects.visible_to(self.reader).filter(pk__in=keys).order_by("pk")
        return Paginator(seen.select_related("province"), A_PAGE).get_page(self.asked_page)

    @cached_property
    def movers(self) -> list[Mover]:
        rows = {supplier: rest for supplier, *rest in self.result["movers"]}
        movers = {firm.pk: Mover(firm, *rows[firm.pk]) for firm in self.page_obj}
        told = Supplier.objects.in_scope_of(self.reader).filter(pk__in=movers).values_list("pk", flat=True)
        why = reasons(
            {key: movers[key] for key in told},
            frameworks.engine(self.against),
            self.engine,
            on=self.run.as_of,
        )
        return [replace(mover, why=why.get(key, "")) for key, mover in movers.items()]

    @property
    def listed(self) -> int:
        return len(self.result["movers"])

    @cached_property
    def effects(self) -> list[EffectRow]:
        """The sensitivity report; empty until it is there."""
        rows = self.run.sensitivity or []
        return [
            EffectRow(
                what=self._variant(row["kind"], row["of"], row["sign"]),
                changed=share_of(row["changed"], row["firms"]),
                shift=number_format(round(row["shift"], 1), 1, force_grouping=True),
            )
            for row in rows
        ]

    @cached_property
    def effects_reading(self) -> str:
        """The choice on which most hangs."""
        rows = self.run.sensitivity or []
        if not rows:
            return ""
        most = max(rows, key=lambda row: row["changed"])
        if not most["changed"]:
            return _("None of these choices would change anybody's level.")
        return _("Most hangs on this: %(what)s. It changes the level of %(share)s of firms.") % {
            "what": self._variant(most["kind"], most["of"], most["sign"]),
            "share": share_of(most["changed"], most["firms"]),
        }

    @property
    def sampled(self) -> int:
        return self.run.sensitivity[0]["firms"] if self.run.sensitivity else 0

    def _variant(self, kind: str, of: str, sign: int) -> str:
        name = {"name": name_of(of, self.engine)} if of else {}
        sentences = {
            ("weight", -1): _("%(name)s weighs a fifth less"),
            ("weight", 1): _("%(name)s weighs a fifth more"),
            ("dropped", 0): _("without %(name)s in the total"),
            ("geometric", 0): _("the geometric mean of dimensions instead of the arithmetic one"),
            ("caps", -1): _("every cap a level lower"),
            ("caps", 1): _("every cap a level higher"),
            ("thresholds", -1): _("every minimum five points lower"),
            ("thresholds", 1): _("every minimum five points higher"),
        }
        return sentences[kind, sign] % name


def _rows(
    kept: Mapping[str, list[int]], labels: Mapping[str, str], order: Iterable[str] | None = None
) -> list[GroupRow]:
    """The largest group first, or in the order given."""
    keys = [key for key in order if key in kept] if order else sorted(kept, key=lambda key: -kept[key][0])
    return [GroupRow(labels.get(key, key), *kept[key]) for key in keys]


def _num(n: int) -> str:
    return number_format(n, force_grouping=True)

"""The count of ready firms day by day. Each day is counted by one framework; two of them are not compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from django.conf import settings
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.models import Province
from portal.templatetags.figures import day
from readiness.models import Framework, Standing


@dataclass(frozen=True, slots=True)
class Point:
    """``framework``: by which one the firms of that day were judged; ``counted_on``: when they were."""

    day: date
    firms: int
    vietnamese: int
    framework: str
    counted_on: date

    @property
    def afterwards(self) -> bool:
        return self.counted_on > self.day


def points(province: Province | None = None) -> tuple[Point, ...]:
    """The kept days of the country or of a province, of today or of before, oldest first; the day of a change stands
    twice, the old framework before the new."""
    by = Framework.objects.filter(hash=OuterRef("framework_hash"))
    kept = (
        Standing.objects.filter(sector="", province=province, synthetic=settings.DEMO)
        .annotate(
            by=Subquery(by.annotate(label=Concat("name", Value(" "), "version")).values("label")),
            by_since=Subquery(by.values("published_at")),
        )
        .order_by("day", F("by_since").asc(nulls_first=True), "pk")
    )
    return tuple(
        Point(
            s.day,
            s.firms,
            s.vietnamese_firms,
            s.by or s.framework_hash[:8],
            timezone.localtime(s.kept_at).date(),
        )
        for s in kept
    )


def latest(kept: Sequence[Point]) -> tuple[Point, ...]:
    """The days of the framework that counted last: the only ones that a pace or a change may be told from."""
    runs = [tuple(run) for _by, run in groupby(kept, key=lambda point: point.framework)]
    return runs[-1] if runs else ()


def breaks(kept: Sequence[Point]) -> list[tuple[date, str]]:
    """Each day from which another framework counts, and which."""
    return [(b.day, b.framework) for a, b in pairwise(kept) if a.framework != b.framework]


def afterwards(kept: Sequence[Point]) -> str:
    """Which days were not counted on the day itself, by which framework, and when; "" where none."""
    later = [point for point in kept if point.afterwards]
    if not later:
        return ""
    return _(
        "The days from %(first)s to %(last)s were counted afterwards, on %(counted)s, by %(framework)s, from the facts as they stood on each day."
    ) % {
        "first": day(later[0].day),
        "last": day(later[-1].day),
        "counted": day(max(point.counted_on for point in later)),
        "framework": ", ".join(dict.fromkeys(point.framework for point in later)),
    }


def reading(kept: tuple[Point, ...]) -> str:
    """What the line says, in words."""
    return " ".join(sentence for sentence in (_change(latest(kept)), _break(kept)) if sentence)


def _change(kept: tuple[Point, ...]) -> str:
    if not kept:
        return _("No standing has been kept yet; the first is kept tonight.")
    first, last = kept[0], kept[-1]
    if first == last:
        return ngettext(
            "The first standing was kept on %(day)s: %(firms)s firm.",
            "The first standing was kept on %(day)s: %(firms)s firms.",
            last.firms,
        ) % {"day": day(first.day), "firms": number_format(last.firms, force_grouping=True)}
    change = last.firms - first.firms
    if not change:
        return _("As many as on %(day)s.") % {"day": day(first.day)}
    words = {"day": day(first.day), "change": number_format(abs(change), force_grouping=True)}
    if change > 0:
        return _("%(change)s more than on %(day)s.") % words
    return _("%(change)s fewer than on %(day)s.") % words


def _break(kept: tuple[Point, ...]) -> str:
    changed = breaks(kept)
    if not changed:
        return ""
    since, framework = changed[-1]
    return _(
        "Counted by %(framework)s since %(day)s; the days before are counted by %(before)s and not compared with them."
    ) % {
        "framework": framework,
        "day": day(since),
        "before": ", ".join(dict.fromkeys(p.framework for p in kept[: -len(latest(kept))])),
    }

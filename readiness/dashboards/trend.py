"""The count of ready firms day by day: as it was published then, and by today's method.

Two frameworks are not compared: what changed and at which pace is told from the days that the newest counted,
among them those of kept pages, which it counted again (``readiness.kept.recounting``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

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


def as_published(kept: Sequence[Point]) -> tuple[Point, ...]:
    """Each day as it was counted on the day itself, or else as it was counted first; on the day of a change twice."""
    first: dict[date, date] = {}
    for point in kept:
        first[point.day] = min(point.counted_on, first.get(point.day, point.counted_on))
    return tuple(p for p in kept if not p.afterwards or p.counted_on == first[p.day])


def by_todays_method(kept: Sequence[Point]) -> tuple[Point, ...]:
    """The days of the framework that counted last: the only ones that a pace or a change may be told from."""
    return tuple(point for point in kept if point.framework == kept[-1].framework)


def counted_again(kept: Sequence[Point]) -> tuple[Point, ...]:
    """What today's method says of days that were published by another."""
    published = set(as_published(kept))
    return tuple(point for point in by_todays_method(kept) if point not in published)


def breaks(kept: Sequence[Point]) -> list[tuple[date, str]]:
    """Each day from which another framework counts, and which."""
    return [(b.day, b.framework) for a, b in pairwise(as_published(kept)) if a.framework != b.framework]


def afterwards(kept: Sequence[Point]) -> str:
    """Which days were first counted later than on the day itself, by which framework, and when; "" where none."""
    later = [point for point in as_published(kept) if point.afterwards]
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
    return " ".join(sentence for sentence in (_change(by_todays_method(kept)), _break(kept)) if sentence)


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
    others = [p.framework for p in as_published(kept) if p.framework != framework]
    words = {"day": day(since), "framework": framework, "before": ", ".join(dict.fromkeys(others))}
    if again := counted_again(kept):
        words |= {"first": day(again[0].day)}
        return (
            _(
                "Counted by %(framework)s since %(day)s; the days before were published by %(before)s. Those of kept pages, from %(first)s on, are counted again by %(framework)s and compared."
            )
            % words
        )
    return (
        _(
            "Counted by %(framework)s since %(day)s; the days before are counted by %(before)s and not compared with them."
        )
        % words
    )

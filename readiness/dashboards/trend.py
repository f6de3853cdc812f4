"""The count of ready firms day by day, under the framework in force: one line is worked out in one way."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.templatetags.figures import day
from readiness.models import Framework, Standing


@dataclass(frozen=True, slots=True)
class Point:
    day: date
    firms: int
    vietnamese: int


def points(framework: Framework | None) -> tuple[Point, ...]:
    """The kept days, oldest first."""
    if framework is None:
        return ()
    kept = Standing.objects.filter(
        sector="", province=None, synthetic=settings.DEMO, framework_hash=framework.hash
    )
    return tuple(Point(s.day, s.firms, s.vietnamese_firms) for s in kept.order_by("day"))


def reading(kept: tuple[Point, ...]) -> str:
    """What the line says, in words."""
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

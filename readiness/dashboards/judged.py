"""By which framework the figures of today are judged, while the country moves from one to the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from readiness.models import Framework, Score


@dataclass(frozen=True, slots=True)
class Judged:
    """``label`` names every framework behind the figures; ``done`` of ``total`` firms are of the one in force."""

    in_force: str
    label: str
    done: int
    total: int

    @property
    def reading(self) -> str:
        """What the reader must know of the figures while firms are being judged anew; "" once all are."""
        if self.done == self.total:
            return ""
        return _(
            "%(done)s of %(total)s firms are judged by %(framework)s yet; the others still by the version before."
        ) % {
            "done": number_format(self.done, force_grouping=True),
            "total": number_format(self.total, force_grouping=True),
            "framework": self.in_force,
        }


# By which framework a score is, as ``judged_of`` takes it.
BY = ("framework", "framework__name", "framework__version", "framework__published_at")


def judged(framework: Framework | None) -> Judged:
    """One query."""
    firms = Score.objects.main().filter(supplier__synthetic=settings.DEMO, supplier__merged_into__isnull=True)
    return judged_of(framework, firms.values(*BY).annotate(firms=Count("pk")).order_by())


def judged_of(framework: Framework | None, rows: Iterable[Mapping[str, Any]]) -> Judged:
    """``rows`` hold ``BY`` and how many ``firms``. What nobody judged yet is in no figure."""
    in_force = str(framework) if framework else "–"
    known = sorted(
        (row for row in rows if row["framework"] is not None), key=lambda row: row["framework__published_at"]
    )
    labels = dict.fromkeys(f"{row['framework__name']} {row['framework__version']}" for row in known)
    return Judged(
        in_force,
        ", ".join(labels) or in_force,
        sum(row["firms"] for row in known if framework and row["framework"] == framework.pk),
        sum(row["firms"] for row in known),
    )

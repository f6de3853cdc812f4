"""What changed of a noted firm since it was noted: by its level, its proven total, and its facts."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from buyers.models import ShortlistEntry
from portal.templatetags.figures import points
from suppliers.directory.rows import Headline, headline


@dataclass(frozen=True, slots=True)
class Noted:
    """``shape`` of a status, ``words`` and, where the level fell, ``why``: what it now lacks. ``today``: what is told of
    the firm now, None where nothing is."""

    entry: ShortlistEntry
    today: Headline | None
    shape: str
    words: str
    why: str = ""

    @property
    def listed(self) -> bool:
        return self.entry.supplier.listed


def noted(entry: ShortlistEntry) -> Noted:
    """``entry`` with its firm and the firm's search document."""
    firm = entry.supplier
    document = getattr(firm, "search_document", None)
    now = headline(document.level, document.standing) if document else None
    return Noted(entry, now, *_changed(entry, now))


def _changed(entry: ShortlistEntry, now: Headline | None) -> tuple[str, ...]:
    firm = entry.supplier
    if not firm.listed:
        return "missed", _("No longer in the directory")
    level, proven = (now.level, now.proven) if now else (None, None)
    if level != entry.level and level is not None and entry.level is not None:
        words = _("Level %(before)s → %(now)s") % {"before": entry.level, "now": level}
        fell = level < entry.level
        return ("expired", words, now.sentence if now else "") if fell else ("met", words)
    if proven is not None and entry.proven is not None and points(proven) != points(entry.proven):
        told = {"before": points(entry.proven), "now": points(proven)}
        return "part", _("Proven total %(before)s → %(now)s") % told
    if firm.facts_version != entry.facts_version or level != entry.level:
        day = date_format(localtime(firm.facts_changed_at))
        return "part", _("Profile changed, last on %(day)s") % {"day": day}
    return "todo", _("Unchanged")

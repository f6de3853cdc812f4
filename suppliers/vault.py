"""The evidence vault: every paper of a firm by when it ends, the lapsed on top, and what each holds up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suppliers.criteria_texts import criteria_for
from suppliers.models import Evidence, Supplier
from suppliers.models.evidence import EvidenceQuerySet

# How long before the end a paper is spoken of: renewing an ISO certificate takes about three months.
EXPIRING = timedelta(days=90)
STATES = ("expired", "expiring", "unknown", "valid")


@dataclass(frozen=True, slots=True)
class Rests:
    """What a paper holds up: the level that would be lost without it, or the one that its lapse shuts; or which higher
    level asks its criterion, and whether what is proven of it is ``enough`` for that."""

    lost: int | None = None
    shut: int | None = None
    asked: int | None = None
    enough: bool = False


# A floor above knows levels; it tells us what rests on each line: (firm, sector letter, day) -> key -> Rests.
Provider = Callable[[Supplier, str, date], Mapping[int, Rests]]
_provider: list[Provider] = []


def register(provider: Provider) -> None:
    _provider[:] = [provider]


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of evidence in the vault. ``state`` is one of STATES; ``days`` until the end, negative after it."""

    line: Evidence
    criterion: str
    name: str
    state: str
    days: int | None
    rests: Rests
    # Certificates only: it ends for want of a surveillance audit; and whether a later one is stated, not read yet.
    unaudited: bool = False
    audit_stated: bool = False

    @property
    def when(self) -> str:
        if self.days is None or self.line.valid_to is None:
            return _("no end date is known")
        words = {"day": date_format(self.line.valid_to), "n": abs(self.days)}
        if self.days < 0:
            return ngettext("lapsed on %(day)s, %(n)s day ago", "lapsed on %(day)s, %(n)s days ago", abs(self.days)) % words  # fmt: skip
        if not self.days:
            return _("counts until today, %(day)s") % words
        return ngettext("until %(day)s, %(n)s day left", "until %(day)s, %(n)s days left", self.days) % words

    @property
    def holds(self) -> str:
        """A sentence; "" where no level asks it."""
        if self.rests.shut is not None and self.unaudited:
            return _("Without a surveillance audit level %(n)s stays shut.") % {"n": self.rests.shut}
        if self.rests.shut is not None:
            return _("Without its renewal level %(n)s stays shut.") % {"n": self.rests.shut}
        if self.rests.lost is not None:
            return _("Level %(n)s rests on it.") % {"n": self.rests.lost}
        if self.rests.asked is not None and self.rests.enough:
            return _("Points today; level %(n)s, not held yet, needs it.") % {"n": self.rests.asked}
        if self.rests.asked is not None:
            return _("Points today; level %(n)s, not held yet, asks for more of it.") % {
                "n": self.rests.asked
            }
        return ""


def papers(firm: Supplier) -> EvidenceQuerySet:
    """What the firm has shown or others have recorded; what it merely states is no paper."""
    return (
        Evidence.objects.counting()
        .filter(supplier=firm)
        .exclude(kind=Evidence.Kind.STATEMENT)
        .select_related("certificate__standard", "document")
        .with_audit_read()
    )


def outlasted(lines: Iterable[Evidence], *, unread: bool = False) -> set[int]:
    """Lines whose place a later one has taken: the same criterion and paper, a later end, and at least the same
    class. With ``unread`` a paper that nobody has read yet will do: the firm has done its part."""
    rows = list(lines)
    beside: dict[tuple[str, Any], list[Evidence]] = {}
    for line in rows:
        beside.setdefault((line.criterion, line.certificate_id), []).append(line)

    def taken(line: Evidence) -> bool:
        return any(
            _ends_later(other, line) and (unread or other.evidence_class >= line.evidence_class)
            for other in beside[line.criterion, line.certificate_id]
        )

    return {line.pk for line in rows if taken(line)}


def _ends_later(other: Evidence, line: Evidence) -> bool:
    return line.valid_to is not None and (other.valid_to is None or other.valid_to > line.valid_to)


def state_of(line: Evidence, on: date) -> str:
    if line.valid_to is None:
        return "unknown"
    if line.valid_to < on:
        return "expired"
    return "expiring" if line.valid_to <= on + EXPIRING else "valid"


def vault_of(firm: Supplier, letter: str, on: date) -> dict[str, list[Paper]]:
    """State -> its papers, in the order of STATES and, inside, of the end."""
    texts = criteria_for(letter)
    rests = _provider[0](firm, letter, on) if _provider else {}
    held = list(papers(firm))
    replaced = outlasted(held)
    # The firm states a later audit or end than was read; the paper for it is still to come, or to be read.
    restated = outlasted((line for line in held if line.certificate_id), unread=True) - replaced
    shelves: dict[str, list[Paper]] = {state: [] for state in STATES}
    for line in sorted(held, key=lambda e: (e.valid_to or date.max, e.criterion, e.pk)):
        if line.pk in replaced and state_of(line, on) == "expired":
            continue
        text = texts.get(line.criterion)
        name = str(line.certificate) if line.certificate else text.name if text else line.criterion
        days = (line.valid_to - on).days if line.valid_to else None
        state = state_of(line, on)
        audit_stated = line.pk in restated
        paper = Paper(
            line,
            text.name if text else "",
            name,
            state,
            days,
            rests.get(line.pk, Rests()),
            unaudited=not audit_stated
            and line.certificate is not None
            and line.certificate.counts([line]).unaudited,
            audit_stated=audit_stated,
        )
        shelves[state].append(paper)
    return shelves

"""Two sources side by side: what the firm wrote, and what the reader recorded from the paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from portal.folding import fold, fold_name
from portal.models import Standard
from suppliers.clocks import add_months
from suppliers.models import Decision, Evidence

# Names of the measured figures, as the reader meets them.
FIGURES: Mapping[str, Any] = {
    "parts": lambda: _("Parts delivered"),
    "rejected": lambda: _("Parts rejected"),
    "due": lambda: _("Order lines due"),
    "on_time": lambda: _("Order lines on time"),
}
# Of a report on a process audit of the VDA 6.3 kind, from which the level follows (``deciding.audits``).
PROCESS_AUDIT = "2.8"
RESULTS: Mapping[str, tuple[str, Any]] = {
    "read_overall": ("percent", lambda: _("VDA 6.3: overall degree, %")),
    "read_lowest": ("percent", lambda: _("VDA 6.3: lowest element, %")),
    "read_star_four": ("count", lambda: _("VDA 6.3: starred questions scored 4")),
    "read_star_zero": ("count", lambda: _("VDA 6.3: starred questions scored 0")),
    "read_any_zero": ("count", lambda: _("VDA 6.3: all questions scored 0")),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that both the firm and the paper say.

    ``field`` is the form's field for the reader's record; ``kind`` is name, text, word, day, count or percent.
    """

    field: str
    label: str
    stated: Any
    kind: str = "text"
    # Of a word: each word there is, with how it reads.
    words: Mapping[str, str] | None = None
    # Who accepts has read this: without it on record nobody can say what was checked.
    needed: bool = False

    @property
    def shown(self) -> str:
        return self.read_out(self.stated)

    def read_out(self, value: Any) -> str:
        return (self.words or {}).get(value) or in_words(value)

    def agrees(self, read: Any) -> bool:
        """Marks, case, punctuation and the legal form of a name do not count as a difference."""
        if self.kind == "name":
            return _bare(fold_name(self.stated)) == _bare(fold_name(read))
        if self.kind == "text":
            return _bare(fold(self.stated)) == _bare(fold(read))
        return self.stated == read


def _bare(folded: str) -> str:
    return folded.replace(" ", "")


def in_words(value: Any) -> str:
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, Decimal):
        return number_format(value.normalize() if value else value, use_l10n=True)
    return number_format(value, force_grouping=True) if isinstance(value, int) else str(value or "")


def said(evidence: Evidence, validity_months: int) -> list[Said]:
    """What the firm says of this evidence that its paper, or a register, says too; of a process audit also its
    results, which only the report says."""
    rows = _said(evidence, validity_months)
    if evidence.criterion == PROCESS_AUDIT:
        rows += [Said(field, label(), None, kind) for field, (kind, label) in RESULTS.items()]
    return rows


def _said(evidence: Evidence, validity_months: int) -> list[Said]:
    firm, held = evidence.supplier, evidence.certificate
    if evidence.kind == Evidence.Kind.REGISTER:
        return [
            Said("read_number", _("Tax code"), firm.tax_code or "", needed=True),
            Said("read_holder", _("Registered name"), firm.name, "name", needed=True),
            Said("read_address", _("Address"), firm.address),
        ]
    name = Said("read_holder", _("Name on the paper"), firm.name, "name", needed=evidence.figures is None)
    if evidence.figures is not None:
        counts = {key: evidence.figures[key] for key in FIGURES if key in evidence.figures}
        return [
            name,
            *(Said(f"read_{key}", FIGURES[key](), n, "count", needed=True) for key, n in counts.items()),
        ]
    if held is None:
        end = stated_end(evidence, validity_months)
        return [
            name,
            Said("read_start", _("Date of the paper"), evidence.valid_from, "day", needed=True),
            Said("read_end", _("Valid until"), end, "day"),
        ]
    rows = [
        Said("scheme", _("Standard"), held.standard.code, "word", _standards(evidence), needed=True),
        Said("read_number", _("Certificate number"), held.number, needed=True),
        name,
        Said("read_issuer", _("Issued by"), held.issuer, "name"),
        Said("scope", _("Scope"), held.scope),
        Said("read_start", _("Issued on"), held.issued_on, "day", needed=held.issued_on is not None),
        Said("read_end", _("Valid until"), held.valid_to, "day", needed=held.valid_to is not None),
    ]
    if held.standard.surveillance_months is not None:
        audited = held.last_surveillance_on
        rows.append(Said("read_surveillance", _("Last surveillance audit"), audited, "day"))
    return rows


def _standards(evidence: Evidence) -> dict[str, str]:
    """The standards that bear on the criterion: what is on the paper may be another than the firm wrote."""
    assert evidence.certificate is not None
    held = evidence.certificate.standard
    bearing = Standard.objects.current().filter(criteria__contains=[evidence.criterion])
    return {held.code: str(held)} | {s.code: str(s) for s in bearing}


def stated_end(evidence: Evidence, validity_months: int) -> date | None:
    """The end that the firm read on its paper; None where only the criterion's months gave one."""
    if evidence.paper_ends:
        return evidence.paper_ends
    clock = add_months(evidence.valid_from, validity_months)
    return evidence.valid_to if evidence.valid_to and evidence.valid_to < clock else None


@dataclass(frozen=True, slots=True)
class Compared:
    """A row of the table: ``agreement`` is met, part or unknown."""

    said: Said
    agreement: str
    words: str
    read: str = ""


def compare(rows: list[Said], read: Mapping[str, Any]) -> list[Compared]:
    """Each row with its agreement; ``read`` holds what the reader recorded, by field, as clean values."""
    compared = []
    for row in rows:
        value = read.get(row.field)
        if value in (None, ""):
            agreement, words = "unknown", _("Not recorded yet")
        elif row.stated in (None, ""):
            agreement, words = "unknown", _("Only on the paper")
        elif row.agrees(value):
            agreement, words = "met", _("Agrees")
        else:
            agreement, words = "part", _("Differs")
        compared.append(Compared(row, agreement, words, row.read_out(value)))
    return compared


# Kept as text in the record of a decision.
_KEPT: Mapping[str, Callable[[str], Any]] = {"day": date.fromisoformat, "percent": Decimal}


def compare_recorded(decision: Decision, validity_months: int) -> list[Compared]:
    """The same table for a decision already recorded."""
    rows = said(decision.evidence, validity_months)
    kept: dict[str, Any] = {f"read_{name}": value for name, value in decision.read.items()}
    for row in rows:
        if row.kind in _KEPT and row.field in kept:
            kept[row.field] = _KEPT[row.kind](kept[row.field])
    return compare(rows, kept | {"scheme": decision.scheme, "scope": decision.scope})

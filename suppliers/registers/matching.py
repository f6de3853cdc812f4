"""Rows of a register beside our firms: the fate of each row, before anything is written."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Func, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from portal.folding import fold_name
from portal.models import User
from suppliers.models import Certificate, Evidence, Supplier
from suppliers.permissions import decidable
from suppliers.registers.sheet import COMPANIES, Entry, folded_number

LEGAL_IDENTITY = "1.1"
# A certificate number in the database as ``folded_number`` has it.
_BARE = Func(Lower("number"), Value("[^a-z0-9]"), Value(""), Value("g"), function="regexp_replace")

# Fate of a row -> the shape of its status and its words. The first two are what is recorded when it is applied.
FATES = {
    "matched": ("met", _("matches")),
    "not_active": ("missed", _("not active in the register")),
    "other_name": ("part", _("another name: to be looked at by hand")),
    "recorded": ("not_applicable", _("recorded already")),
    "not_yours": ("not_applicable", _("not for you to decide")),
    "unknown": ("unknown", _("no such firm or certificate here")),
    "repeated": ("not_applicable", _("repeats an earlier row")),
    "unreadable": ("unknown", _("cannot be read")),
    "changed": ("part", _("changed meanwhile: nothing was recorded")),
}
RECORDED = ("matched", "not_active")


@dataclass(slots=True)
class Row:
    """A row with its fate; as it is kept, in plain values. ``target``: the firm's key, or the certificate's."""

    line: int
    written: str
    name: str
    valid_to: str
    status: str
    fate: str
    target: int | None = None
    firm: str = ""
    public_id: str = ""

    @property
    def document(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def shape(self) -> str:
        return FATES[self.fate][0]

    @property
    def words(self) -> Any:
        return FATES[self.fate][1]


def planned(entries: Sequence[Entry], kind: str, reader: User, *, on: date) -> list[Row]:
    """The fate of each row for this member of staff. A few queries, however many rows."""
    found = _companies(entries) if kind == COMPANIES else _certificates(entries)
    allowed = decidable(reader, [firm for _target, firm, _said in found.values()])
    done = _recorded(kind, [target for target, _firm, _said in found.values()], on)
    seen, rows = set[str](), []
    for entry in entries:
        row = Row(
            entry.line,
            entry.written,
            entry.name,
            entry.valid_to.isoformat() if entry.valid_to else "",
            entry.status,
            "unreadable",
        )
        rows.append(row)
        if entry.wrong:
            continue
        if entry.key in seen:
            row.fate = "repeated"
            continue
        seen.add(entry.key)
        hit = found.get(entry.key)
        if hit is None:
            row.fate = "unknown"
            continue
        row.target, firm, said = hit
        if firm.pk not in allowed:
            row.fate = "not_yours"
            row.target = None
            continue
        row.firm, row.public_id = firm.name, firm.public_id
        row.fate = _fate(entry, said, row.target in done, on)
    return rows


Found = dict[str, tuple[int, Supplier, str]]


def _companies(entries: Sequence[Entry]) -> Found:
    """Tax code -> (firm, firm, its name)."""
    firms = Supplier.objects.filter(tax_code__in=[e.key for e in entries if e.key], merged_into=None)
    return {f.tax_code: (f.pk, f, f.name) for f in firms.select_related("organisation") if f.tax_code}


def _certificates(entries: Sequence[Entry]) -> Found:
    """Folded number -> (certificate, firm, the firm's name); a number that two firms state is nobody's."""
    wanted = {e.key for e in entries if e.key}
    held = (
        Certificate.objects.annotate(bare=_BARE)
        .filter(bare__in=wanted, supplier__merged_into=None)
        .select_related("supplier__organisation")
    )
    found: Found = {}
    doubted = set()
    for certificate in held:
        key = folded_number(certificate.number)
        if key in found and found[key][1].pk != certificate.supplier_id:
            doubted.add(key)
        found[key] = (certificate.pk, certificate.supplier, certificate.supplier.name)
    return {key: hit for key, hit in found.items() if key not in doubted}


def _recorded(kind: str, targets: Sequence[int], on: date) -> set[int]:
    """Targets on which a match of this day or a later one stands already."""
    proven = Evidence.objects.counting().filter(
        valid_from__gte=on, evidence_class__in=["A2", "A3"], queued_at=None
    )
    if kind == COMPANIES:
        mine = proven.filter(supplier__in=targets, criterion=LEGAL_IDENTITY, kind=Evidence.Kind.REGISTER)
        return set(mine.values_list("supplier", flat=True))
    return set(proven.filter(certificate__in=targets).values_list("certificate", flat=True))


def _fate(entry: Entry, said: str, recorded: bool, on: date) -> str:
    if entry.name and fold_name(entry.name).replace(" ", "") != fold_name(said).replace(" ", ""):
        return "other_name"
    if entry.active is False or (entry.valid_to is not None and entry.valid_to < on):
        return "not_active"
    return "recorded" if recorded else "matched"

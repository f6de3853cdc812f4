"""Findings, requests, waivers and bookings as pages show them: to the firm they are about, and to staff."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from portal.models import User
from portal.together import read_together
from suppliers.actions.rulings import KINDS
from suppliers.criteria_texts import CriterionText, criteria_for
from suppliers.models import (
    Document,
    Finding,
    NotApplicableRequest,
    Renewal,
    Supplier,
    SupplierSector,
    Waiver,
)

# How many of each kind stand on the list of what waits, the oldest first.
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Ruling:
    """One of them: ``status`` is the shape, ``words`` what holds now, ``told`` the sentences behind it in order.

    ``waits`` for staff to decide; ``open`` while it may still be ended or taken back.
    """

    kind: str
    row: Any
    name: str
    status: str
    words: str
    told: tuple[str, ...]
    waits: bool = False
    open: bool = False

    @property
    def unread(self) -> bool:
        return self.row.read_by_firm_at is None and not self.waits


@dataclass(frozen=True, slots=True)
class Rulings:
    findings: tuple[Ruling, ...]
    requests: tuple[Ruling, ...]
    waivers: tuple[Ruling, ...]
    renewals: tuple[Ruling, ...]

    def __iter__(self) -> Iterator[Ruling]:
        return iter((*self.findings, *self.requests, *self.waivers, *self.renewals))


def rulings_of(firm: Supplier, letter: str, on: date) -> Rulings:
    """All of one firm, the newest first of each kind."""
    texts = criteria_for(letter)

    def name(row: Any) -> str:
        text = texts.get(row.criterion)
        return text.name if text else ""

    booked = Renewal.objects.filter(supplier=firm)
    findings, requests, waivers, renewals, papers = read_together(
        [
            Finding.objects.filter(supplier=firm).order_by("-opened_on", "-pk"),
            NotApplicableRequest.objects.filter(supplier=firm),
            Waiver.objects.filter(supplier=firm),
            booked,
            Document.objects.filter(pk__in=booked.order_by().values("document")),
        ]
    )
    by_key = {paper.pk: paper for paper in papers}
    for renewal in renewals:
        renewal.document = by_key.get(renewal.document_id)
    return Rulings(
        findings=tuple(_finding(row, name(row)) for row in findings),
        requests=tuple(_request(row, name(row)) for row in requests),
        waivers=tuple(_waiver(row, name(row), on) for row in waivers),
        renewals=tuple(_renewal(row, name(row), on) for row in renewals),
    )


def plain(level: Decimal) -> str:
    """A level without needless zeros."""
    return number_format(level.normalize(), use_l10n=True)


def _day(moment: date | datetime | None) -> str:
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment).date()
    return date_format(moment) if moment else ""


def _finding(row: Finding, name: str) -> Ruling:
    ceiling = {"ceiling": plain(row.ceiling), "day": _day(row.opened_on)}
    told = [_("Opened on %(day)s: %(reason)s") % {"day": _day(row.opened_on), "reason": row.reason}]
    if row.closed_on is None:
        words = _("Counts at most %(ceiling)s since %(day)s") % ceiling
        return Ruling("finding", row, name, "missed", words, tuple(told), open=True)
    told.append(_("Closed: %(reason)s") % {"reason": row.closed_reason})
    if row.in_error:
        return Ruling(
            "finding",
            row,
            name,
            "not_applicable",
            _("Opened in error; it never counted"),
            tuple(told),
        )
    words = _("Closed on %(day)s") % {"day": _day(row.closed_on)}
    return Ruling("finding", row, name, "met", words, tuple(told))


def _decided(row: NotApplicableRequest | Renewal) -> list[str]:
    if row.decided_at is None:
        return []
    return [
        _("Decided on %(day)s: %(reason)s") % {"day": _day(row.decided_at), "reason": row.decision_reason}
    ]


def _request(row: NotApplicableRequest, name: str) -> Ruling:
    told = [_("Asked on %(day)s: %(reason)s") % {"day": _day(row.asked_at), "reason": row.reason}]
    told += _decided(row)
    if row.withdrawn_at:
        status, words = "not_applicable", _("Taken back on %(day)s") % {"day": _day(row.withdrawn_at)}
    elif row.approved is None:
        status, words = "part", _("Waits for staff")
    elif row.approved:
        status, words = "met", _("Left out: it does not apply")
    else:
        status, words = "missed", _("Refused: it applies")
    opened = row.withdrawn_at is None and row.approved is not False
    return Ruling("not-applicable", row, name, status, words, tuple(told), waits=row.waits, open=opened)


def _waiver(row: Waiver, name: str, on: date) -> Ruling:
    said = {"buyer": row.buyer, "reason": row.reason, "level": row.level}
    told = [_("%(buyer)s waives the gate of level %(level)s: %(reason)s") % said]
    ends = {"day": _day(row.valid_to)}
    if row.closed_reason:
        told.append(row.closed_reason)
    if row.refused_at:
        return Ruling("waiver", row, name, "missed", _("Not approved"), tuple(told))
    if row.approved_at is None:
        words = _("Recorded; waits for a second person")
        return Ruling("waiver", row, name, "part", words, tuple(told), waits=True)
    if row.valid_to < on:
        return Ruling("waiver", row, name, "expired", _("Ended on %(day)s") % ends, tuple(told))
    words = _("Waived until %(day)s") % ends
    return Ruling("waiver", row, name, "met", words, tuple(told), open=row.valid_to > on)


def _renewal(row: Renewal, name: str, on: date) -> Ruling:
    booked = {"day": _day(row.booked_for), "body": row.body or "–"}
    told = [_("Booked for %(day)s with %(body)s") % booked, *([row.note] if row.note else []), *_decided(row)]
    if row.withdrawn_at:
        status, words = "not_applicable", _("Taken back on %(day)s") % {"day": _day(row.withdrawn_at)}
    elif row.accepted is None:
        status, words = "part", _("Waits for staff")
    elif not row.accepted:
        status, words = "missed", _("Refused")
    elif row.over(on):
        status, words = "expired", _("The booked day is over")
    else:
        status, words = "met", _("Accepted: booked for %(day)s") % booked
    opened = row.withdrawn_at is None and row.accepted is not False and not row.over(on)
    return Ruling("renewal", row, name, status, words, tuple(told), waits=row.waits, open=opened)


def unread_by(firm: Supplier, letter: str, on: date) -> list[Ruling]:
    """What nobody of the firm has read yet."""
    return [ruling for ruling in rulings_of(firm, letter, on) if ruling.unread and not _own(ruling)]


def _own(ruling: Ruling) -> bool:
    """The firm took it back itself: there is nothing to read."""
    return getattr(ruling.row, "withdrawn_at", None) is not None


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that staff must look at: since when, of which firm, and the page where it is done."""

    kind: str
    pk: int
    since: datetime
    firm: Supplier
    criterion: str
    name: str
    words: str
    url: str


def waiting_for(user: User) -> tuple[list[Waits], int]:
    """What firms of this person's scope ask for or answer, the oldest first, and how many there are of it."""
    allowed = {
        "supplier__in": Supplier.objects.in_scope_of(user).values("pk"),
        "supplier__merged_into__isnull": True,
    }
    asked: list[tuple[str, QuerySet[Any], str, str]] = [
        ("not-applicable", NotApplicableRequest.objects.waiting(), "asked_at", _("asks to leave it out")),
        ("renewal", Renewal.objects.waiting(), "recorded_at", _("has booked a renewal")),
        ("waiver", Waiver.objects.waiting(), "recorded_at", _("a waiver waits for a second person")),
    ]
    answered = {
        "finding": _("answers a finding"),
        "not-applicable": _("answers a decision"),
        "waiver": _("answers a waiver"),
        "renewal": _("answers a decision"),
        "decision": _("answers a decision"),
    }
    for kind, model in KINDS.items():
        waits = model._default_manager.filter(answered_at__isnull=False, answer_read_at__isnull=True)
        asked.append((kind, waits, "answered_at", answered[kind]))
    rows: list[Waits] = []
    count = 0
    texts: dict[str, Any] = {}
    for kind, queryset, since, words in asked:
        own = queryset.filter(**allowed).exclude(supplier__organisation__in=user.organisation_ids())
        found = list(own.select_related("supplier").order_by(since, "pk")[: SHOWN + 1])
        count += len(found) if len(found) <= SHOWN else own.count()
        rows += [_waits(kind, row, getattr(row, since), words) for row in found[:SHOWN]]
    rows.sort(key=lambda w: w.since)
    rows = rows[:SHOWN]
    letters = _letters([w.firm for w in rows])
    return [_named(w, texts, letters) for w in rows], count


def _waits(kind: str, row: Any, since: datetime, words: str) -> Waits:
    url = f"{firm_url(row.supplier)}#{kind}-{row.pk}"
    return Waits(kind, row.pk, since, row.supplier, row.criterion, "", words, url)


def _named(waits: Waits, texts: dict[str, Any], letters: dict[int, str]) -> Waits:
    letter = letters.get(waits.firm.pk, "M")
    text: CriterionText | None = texts.setdefault(letter, criteria_for(letter)).get(waits.criterion)
    return replace(waits, name=text.name if text else "")


def _letters(firms: Sequence[Supplier]) -> dict[int, str]:
    main = SupplierSector.objects.filter(supplier__in=firms, is_main=True).select_related("sector")
    return {s.supplier_id: s.letter for s in main}


def firm_url(firm: Supplier) -> str:
    """Where staff decide on a firm."""
    return reverse("suppliers:firm_rulings", args=[firm.public_id])

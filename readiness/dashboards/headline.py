"""The loud sentence of a readiness page: what blocks the next level, how to open it, the one thing to press."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from readiness.audience import gate_alone
from readiness.dashboards.reading import Reading
from readiness.dashboards.waiting import papers_of, said, waiting
from readiness.engine import Blocker
from suppliers.models import Evidence


@dataclass(frozen=True, slots=True)
class Headline:
    """``tone`` as the gate component takes it; no ``url`` where the reader has nothing to press."""

    sentence: str
    way: str
    tone: str
    label: str = ""
    url: str = ""


def headline(reading: Reading) -> Headline:
    blockers = reading.result.blockers
    if not blockers:
        return _top(reading)
    first, others = blockers[0], len(blockers) - 1
    tone = "bad" if first.reason in ("expired", "finding") else "open"
    sentence, more = reading.sentence(first), _others(others)
    if not reading.told:
        return Headline(sentence, more, tone)
    if first.kind != "gate":
        way = _("Every gate is open. Raise the criteria that lose most, or have what you claim checked.")
        return Headline(sentence, way, tone, _("See where points are lost"), "#hundred")
    if reading.next and first.code and (piece := waiting(reading, first.code, first.needed)):
        alone = gate_alone(
            reading.framework, reading.sector, reading.next.number, first.code, reading.language
        )
        return Headline(alone, f"{said(piece)} {more}", tone, _("See what waits"), papers_of(reading))
    label, way, url = _way(reading, first)
    return Headline(sentence, f"{way} {more}".strip(), tone, label, url)


def _top(reading: Reading) -> Headline:
    way = _("Keep your evidence in force.")
    if end := reading.result.next_change_on:
        way = _("Keep your evidence in force; the next date to watch is %(day)s.") % {"day": date_format(end)}
    sentence = _("Level %(n)s is held: nothing is missing.") % {"n": reading.result.level}
    return Headline(sentence, way if reading.told else "", "held")


def _others(count: int) -> str:
    if not count:
        return _("It is the only condition that is open.")
    return ngettext(
        "One more condition is not met yet.", "%(n)s more conditions are not met yet.", count
    ) % {"n": count}  # fmt: skip


def _way(reading: Reading, gate: Blocker) -> tuple[str, str, str]:
    """What to press, what it does, and where it leads."""
    code = gate.code or ""
    attach = reading.proven_at(code)
    papers = reverse("suppliers:firm_evidence", args=[reading.firm.public_id]) if reading.editable else ""
    if gate.reason == "expired" and _wants_audit(reading, code):
        certificates = reverse("suppliers:section", args=[reading.firm.public_id, "certificates"])
        return (
            _("State the surveillance audit"),
            _(
                "The certificate runs on; what is wanting is a surveillance audit in the last 13 months. State its date,"
                " attach its report, and staff read it within five days."
            ),
            certificates if reading.editable else "",
        )
    if gate.reason == "expired":
        return (
            _("Upload the renewed paper"),
            _("Upload the renewed paper; staff read it within five days."),
            attach,
        )
    if gate.reason == "unproven":
        return (
            _("Attach the proof"),
            _("You state it; attach the paper that shows it, and staff check it."),
            attach,
        )
    if gate.reason == "finding":
        return (
            _("Answer with proof"),
            _("The finding is closed by evidence of the same class or better."),
            attach,
        )
    if gate.reason == "unconfirmed":
        return _("Open the evidence"), _("A buyer must confirm it, or an accredited audit."), papers
    anchors = reading.texts[code].anchors if code in reading.texts else ()
    needed = next((a.text for a in anchors if a.level == int(gate.needed)), "")
    way = _("What it takes: %(anchor)s") % {"anchor": needed} if needed else ""
    return _("Tell us and attach the proof"), way, reading.told_at(code)


def _wants_audit(reading: Reading, code: str) -> bool:
    """Whether the proof of a criterion lapsed for want of a surveillance audit alone, and none is stated since."""
    pieces = reading.evidence.get(code, [])
    return any(
        piece.proven_class
        and piece.valid_to is not None
        and piece.valid_to < reading.today
        and piece.certificate is not None
        and piece.certificate.counts([piece]).unaudited
        and not any(_stated_since(other, piece) for other in pieces)
        for piece in pieces
    )


def _stated_since(other: Evidence, piece: Evidence) -> bool:
    return other.certificate_id == piece.certificate_id and (
        other.valid_to is None or (piece.valid_to is not None and other.valid_to > piece.valid_to)
    )

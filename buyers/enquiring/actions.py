"""What buyers and firms do with enquiries. Each refuses with ``Refused``, whose sentence is for the reader, and then
nothing changed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from buyers.enquiring import letters
from buyers.enquiring.permissions import why_not_asked
from buyers.models import Enquiry, Message, RequirementVersion
from portal.models import Organisation, User
from suppliers.models import Supplier

# Firms that are asked at once.
MOST = 5
# Firms that one person asks within a day: anybody can register as a buyer, so fewer until staff have verified it.
DAY = timedelta(hours=24)
FIRMS_A_DAY = {True: 100, False: 20}
# Messages of one person within an hour, in all threads.
HOUR = timedelta(hours=1)
MESSAGES_AN_HOUR = 60
LINK = re.compile(r"https?://|www\.|\S@\S+\.\S", re.IGNORECASE)


class Refused(Exception):
    """This cannot be done now; the words say why."""


@dataclass(frozen=True, slots=True)
class Question:
    """What every firm asked is sent."""

    subject: str
    text: str
    requirement: RequirementVersion | None = None
    answer_by: date | None = None


@transaction.atomic
def send_enquiry(
    organisation: Organisation, firms: Sequence[Supplier], question: Question, *, by: User, now: datetime
) -> list[Enquiry]:
    """One thread a firm, all of them or none; each firm reads its own alone."""
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    _may_be_sent(held, firms, question, by=by, now=now)
    sent = []
    for firm in firms:
        enquiry = Enquiry.objects.create(
            organisation=held,
            supplier=firm,
            subject=question.subject,
            requirement=question.requirement,
            answer_by=question.answer_by,
            sent_at=now,
            sent_by=by,
            buyer_wrote_at=now,
        )
        _write(enquiry, Message.Side.BUYER, question.text, by=by, now=now)
        letters.tell_firm(enquiry, "asked", now=now)
        sent.append(enquiry)
    return sent


def _may_be_sent(
    organisation: Organisation, firms: Sequence[Supplier], question: Question, *, by: User, now: datetime
) -> None:
    if not 0 < len(firms) <= MOST:
        raise Refused(_("Choose one to %(most)s firms.") % {"most": MOST})
    for firm in firms:
        if why := why_not_asked(organisation, firm):
            raise Refused(f"{firm.name}: {why}")
    asked = Enquiry.objects.filter(organisation=organisation, subject=question.subject, closed_at=None)
    if twice := asked.filter(supplier__in=firms).select_related("supplier").first():
        raise Refused(
            _("%(firm)s was asked this already; write on in that enquiry.") % {"firm": twice.supplier.name}
        )
    _without_links(organisation, f"{question.subject}\n{question.text}")
    before = Enquiry.objects.filter(sent_by=by, sent_at__gt=now - DAY).count()
    most = FIRMS_A_DAY[organisation.verified_at is not None]
    if before + len(firms) > most:
        raise Refused(
            _("You have asked %(before)s firms within 24 hours; at most %(most)s are possible.")
            % {"before": before, "most": most}
        )


def _without_links(organisation: Organisation, text: str) -> None:
    """Anybody can register as a buyer: before staff have looked at it, it leads nobody elsewhere."""
    if organisation.verified_at is None and LINK.search(text):
        raise Refused(
            _("Until staff have verified your company an enquiry carries no links and no e-mail addresses.")
        )


@transaction.atomic
def write_message(enquiry: Enquiry, side: str, text: str, *, by: User, now: datetime) -> Message:
    """Another message of one side; it is then for the other to write."""
    held = _open(enquiry)
    if Message.objects.filter(written_by=by, written_at__gt=now - HOUR).count() >= MESSAGES_AN_HOUR:
        raise Refused(
            _("You have written %(most)s messages within an hour. Go on a little later.")
            % {"most": MESSAGES_AN_HOUR}
        )
    if side == Message.Side.BUYER:
        _without_links(held.organisation, text)
    before = held.state
    message = _write(held, side, text, by=by, now=now)
    field = "buyer_wrote_at" if side == Message.Side.BUYER else "firm_wrote_at"
    setattr(held, field, now)
    held.save(update_fields=[field])
    # One letter a turn: who writes three messages in a row is heard once.
    if held.state != before:
        tell = letters.tell_firm if side == Message.Side.BUYER else letters.tell_buyer
        tell(held, "written", now=now)
    return message


@transaction.atomic
def close_enquiry(enquiry: Enquiry, reason: str, *, by: User, now: datetime) -> None:
    """The buyer is done with it; the firm reads why."""
    held = _open(enquiry)
    held.closed_at, held.closed_by, held.closing_reason = now, by, Enquiry.Reason(reason)
    held.save(update_fields=["closed_at", "closed_by", "closing_reason"])
    letters.tell_firm(held, "closed", now=now)


def forget_old_texts(*, now: datetime) -> int:
    """Empty the messages of threads in which nobody wrote for so long; how many were emptied."""
    before = now - timedelta(days=Message.RETENTION_DAYS)
    old = Enquiry.objects.filter(buyer_wrote_at__lt=before).exclude(firm_wrote_at__gte=before)
    return Message.objects.filter(enquiry__in=old).exclude(text="").update(text="")


def _open(enquiry: Enquiry) -> Enquiry:
    """As it is now, locked until the end: one writer at a time."""
    held = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if held.closed_at is not None:
        raise Refused(_("Nothing was sent: this enquiry is closed."))
    return held


def _write(enquiry: Enquiry, side: str, text: str, *, by: User, now: datetime) -> Message:
    return Message.objects.create(enquiry=enquiry, side=side, text=text, written_at=now, written_by=by)

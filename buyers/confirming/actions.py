"""What buyers, firms and staff do with confirmed deliveries. Each refuses with ``Refused``, whose sentence is for
the reader, and then nothing changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from buyers.confirming.permissions import connected
from buyers.confirming.pooling import pooled
from buyers.models import ConfirmedMonth, Customer, Invitation
from portal.models import Organisation, User
from suppliers.actions.changing import changing
from suppliers.actions.confirmed import say_confirmed
from suppliers.models import Supplier

# Links of one firm that may be open at once.
MOST_LINKS = 20


class Refused(Exception):
    """This cannot be done now; the words say why."""


class Stale(Refused):
    """Somebody of the same buyer confirmed meanwhile."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One month: pieces delivered and rejected, order lines due and on time; a pair may be unknown."""

    month: date
    parts: int | None = None
    rejected: int | None = None
    lines_due: int | None = None
    lines_on_time: int | None = None

    @property
    def values(self) -> tuple[int | None, int | None, int | None, int | None]:
        return self.parts, self.rejected, self.lines_due, self.lines_on_time


@transaction.atomic
def invite(supplier: Supplier, to: str, *, by: User, now: datetime) -> str:
    """A new link; returns its token, which nobody can read again."""
    Supplier.objects.select_for_update().get(pk=supplier.pk)
    if Invitation.objects.live(now).filter(supplier=supplier).count() >= MOST_LINKS:
        raise Refused(
            _("%(most)s links are open already. Revoke one that is not needed.") % {"most": MOST_LINKS}
        )
    token = Invitation.new_token()
    Invitation.objects.create(
        supplier=supplier,
        digest=Invitation.digest_of(token),
        to=to,
        created_by=by,
        created_at=now,
        expires_at=now + timedelta(days=Invitation.DAYS),
    )
    return token


@transaction.atomic
def revoke(invitation: Invitation, *, now: datetime) -> None:
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.used_at:
        raise Refused(_("This link was used already."))
    if held.revoked_at is None:
        held.revoked_at = now
        held.save(update_fields=["revoked_at"])


@transaction.atomic
def accept(invitation: Invitation, organisation: Organisation, *, by: User, now: datetime) -> Customer:
    """The buyer takes the link up. It is used once, also by a buyer whom the firm has among its customers."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.state(now) != "live":
        raise Refused(_("This link is no longer valid. Ask the firm for a new one."))
    _not_connected(organisation, held.supplier)
    customer, _made = Customer.objects.get_or_create(
        supplier=held.supplier,
        organisation=organisation,
        defaults={"began_at": now, "began_by": by, "invitation": held},
    )
    held.used_at, held.used_by = now, by
    held.save(update_fields=["used_at", "used_by"])
    return customer


@transaction.atomic
def name(supplier: Supplier, organisation: Organisation, *, by: User, now: datetime) -> Customer:
    """The buyer names a firm that supplies it."""
    _not_connected(organisation, supplier)
    customer, _made = Customer.objects.get_or_create(
        supplier=supplier, organisation=organisation, defaults={"began_at": now, "began_by": by}
    )
    return customer


def _not_connected(organisation: Organisation, supplier: Supplier) -> None:
    if organisation.synthetic != supplier.synthetic:
        raise Refused(_("Demo firms and real firms have nothing to do with each other."))
    if connected(organisation, supplier):
        raise Refused(
            _("This firm and your company are run by the same people: you cannot confirm its deliveries.")
        )


def seen(customer: Customer) -> str:
    """Which confirmations somebody has before them: another word once there is a newer one."""
    last = customer.months.order_by("-pk").values_list("pk", flat=True).first()
    return str(last or 0)


def confirm(
    customer: Customer, months: Sequence[Figures], *, mark: str, reason: str, by: User, now: datetime
) -> int:
    """Record months, or correct them with a reason; what is the same is left. How many were written.

    ``mark`` is ``seen`` of the customer when the writer read it; Stale where somebody wrote meanwhile.
    """
    written = 0
    with changing(customer.supplier):
        if customer.organisation.verified_at is None:
            raise Refused(_("Staff have not verified your company yet: confirmations count once they have."))
        _not_connected(customer.organisation, customer.supplier)
        if seen(customer) != mark:
            raise Stale(_("Somebody of your company has confirmed months meanwhile. Compare, then save again."))  # fmt: skip
        held: Mapping[date, ConfirmedMonth] = {m.month: m for m in customer.months.current()}
        for figures in months:
            before = held.get(figures.month)
            if before is not None and before.figures == figures.values:
                continue
            if before is not None and not reason:
                raise Refused(_("Say in one sentence why it is corrected."))
            _write(customer, figures, before, reason=reason, by=by, now=now)
            written += 1
        if written:
            _pool(customer.supplier, by, now)
    return written


def _write(
    customer: Customer,
    figures: Figures,
    before: ConfirmedMonth | None,
    *,
    reason: str,
    by: User,
    now: datetime,
) -> None:
    if before is not None:
        before.replaced_at = now
        before.save(update_fields=["replaced_at"])
    ConfirmedMonth.objects.create(
        customer=customer,
        month=figures.month,
        number=before.number + 1 if before else 1,
        parts=figures.parts,
        rejected=figures.rejected,
        lines_due=figures.lines_due,
        lines_on_time=figures.lines_on_time,
        reason=reason if before else "",
        confirmed_at=now,
        confirmed_by=by,
    )


def _pool(supplier: Supplier, by: User | None, now: datetime) -> None:
    say_confirmed(supplier, pooled(supplier), by=by, now=now)


def state_share(customer: Customer, percent: int | None, *, by: User, now: datetime) -> None:
    """How much of its sales the firm makes with this customer; all of them together at most 100 %."""
    with changing(customer.supplier):
        others = Customer.objects.filter(supplier=customer.supplier).exclude(pk=customer.pk)
        rest = 100 - (others.aggregate(sum=Sum("share_percent"))["sum"] or 0)
        if percent is not None and percent > rest:
            raise Refused(
                _("The shares of all customers add up to more than 100 %%. Here at most %(rest)s %%.")
                % {"rest": max(0, rest)}
            )
        customer.share_percent = percent
        customer.save(update_fields=["share_percent"])
        _pool(customer.supplier, by, now)


def note_read(supplier: Supplier, *, now: datetime) -> int:
    """Somebody of the firm has read what its buyers confirmed."""
    unread = ConfirmedMonth.objects.current().filter(customer__supplier=supplier, read_by_firm_at=None)
    return unread.update(read_by_firm_at=now)


def dispute(month: ConfirmedMonth, words: str, *, by: User, now: datetime) -> None:
    """The firm says that a month is wrong. It counts on until staff decide, or the buyer corrects it."""
    with transaction.atomic():
        held = _current(month)
        if held.disputed_at:
            raise Refused(_("This month is disputed already."))
        held.dispute, held.disputed_at, held.disputed_by = words, now, by
        held.read_by_firm_at = held.read_by_firm_at or now
        held.save(update_fields=["dispute", "disputed_at", "disputed_by", "read_by_firm_at"])


def settle(month: ConfirmedMonth, *, set_aside: bool, reason: str, by: User, now: datetime) -> None:
    """Staff decide: the month stands, or it no longer counts."""
    with changing(month.customer.supplier):
        held = _current(month)
        if held.disputed_at is None or held.settled_at is not None:
            raise Refused(_("Somebody decided on this while you were reading. Nothing of yours was saved."))
        held.settled_at, held.settled_by, held.settlement = now, by, reason
        held.set_aside_at = now if set_aside else None
        held.read_by_firm_at = None
        held.save(update_fields=["settled_at", "settled_by", "settlement", "set_aside_at", "read_by_firm_at"])
        _pool(month.customer.supplier, by, now)


def _current(month: ConfirmedMonth) -> ConfirmedMonth:
    held = ConfirmedMonth.objects.select_for_update().filter(pk=month.pk, replaced_at=None).first()
    if held is None:
        raise Refused(_("The buyer has corrected this month meanwhile."))
    return held


def verify_buyer(organisation: Organisation, *, verified: bool, reason: str, by: User, now: datetime) -> None:
    """Staff have seen that a buyer is what it says, or take that back; what it confirmed counts, or not."""
    with transaction.atomic():
        held = Organisation.objects.select_for_update().get(pk=organisation.pk)
        held.verified_at, held.verified_by, held.verified_reason = (now if verified else None), by, reason
        held.save(update_fields=["verified_at", "verified_by", "verified_reason"])
        for customer in held.customer_of.select_related("supplier").order_by("supplier_id"):
            with changing(customer.supplier):
                _pool(customer.supplier, by, now)

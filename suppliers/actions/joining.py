"""Asking to act for a firm that is here already, and the answer of its owners or, where it has none, of staff."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.actions import join_team
from portal.models import Membership, Organisation, User
from suppliers.actions.registration import take_in_hand
from suppliers.models import JoinRequest, Supplier


class Answered(Exception):
    """Somebody answered meanwhile, or took the firm in hand."""


@transaction.atomic
def ask_to_join(tax_code: str, *, user: User, words: str, now: datetime) -> JoinRequest:
    """Raises ValidationError, by field. Asked twice is asked once."""
    firm = Supplier.objects.filter(tax_code=tax_code, merged_into__isnull=True).first()
    if firm is None:
        raise ValidationError(
            {"tax_code": _("No firm with this tax code is on the portal. Register it instead.")}
        )
    if firm.organisation_id in user.organisation_ids():
        raise ValidationError({"tax_code": _("You act for this firm already.")})
    asked, _new = JoinRequest.objects.get_or_create(
        supplier=firm, user=user, answered_at=None, defaults={"words": words, "asked_at": now}
    )
    return asked


@transaction.atomic
def accept_request(
    asked: JoinRequest, *, role: str, by: User, months: dict[str, int], today: date, now: datetime
) -> Membership:
    """Make the asker a member in ``role``; of a firm without an owner, its owner. Raises Answered."""
    firm = Supplier.objects.select_for_update().get(pk=asked.supplier_id)
    if firm.organisation_id != asked.supplier.organisation_id or not asked.answer(
        True, by=by, reason="", now=now
    ):
        raise Answered
    if firm.organisation is not None:
        return join_team(firm.organisation, user=asked.user, role=role)
    organisation = Organisation.objects.create(
        kind=Organisation.Kind.SUPPLIER, name=firm.name, synthetic=firm.synthetic
    )
    take_in_hand(firm, organisation, user=asked.user, months=months, today=today, now=now)
    return join_team(organisation, user=asked.user, role=Membership.Role.OWNER)


def refuse_request(asked: JoinRequest, *, reason: str, by: User, now: datetime) -> None:
    """Raises Answered."""
    if not asked.answer(False, by=by, reason=reason, now=now):
        raise Answered

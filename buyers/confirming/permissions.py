"""Who may confirm, answer and settle: asked by pages, API and templates alike."""

from buyers.models import ConfirmedMonth, Customer
from buyers.permissions import EDITING, reports_for
from portal.models import Membership, Organisation, User
from suppliers.models import Supplier
from suppliers.permissions import may_decide


def may_confirm(user: User, customer: Customer) -> bool:
    """Owners and editors of the buyer."""
    return any(o.pk == customer.organisation_id for o in reports_for(user))


def connected(organisation: Organisation, supplier: Supplier) -> bool:
    """Whether the same people act for both: nobody vouches for himself."""
    if supplier.organisation_id is None:
        return False
    if supplier.organisation_id == organisation.pk:
        return True
    theirs = Membership.objects.filter(organisation=supplier.organisation_id).values("user")
    return Membership.objects.filter(organisation=organisation, user__in=theirs).exists()


def may_verify_buyers(user: User) -> bool:
    """Owners and editors of a body of staff."""
    if not user.is_authenticated:
        return False
    return any(
        m.organisation.kind in Organisation.STAFF_KINDS and m.role in EDITING for m in user.memberships_held
    )


def may_verify(user: User, organisation: Organisation) -> bool:
    """Staff, and not of a buyer of which he is a member."""
    return may_verify_buyers(user) and organisation.pk not in user.organisation_ids()


def may_settle(user: User, month: ConfirmedMonth) -> bool:
    """Staff who may decide on the firm and have no part in the buyer."""
    customer = month.customer
    return may_decide(user, customer.supplier) and customer.organisation_id not in user.organisation_ids()

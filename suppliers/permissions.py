"""Who may act on a firm: asked by pages, API and templates alike. Who may see is ``visible_to``."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.models import Membership, User
from suppliers.models import Decision, Supplier


def may_edit(user: User, supplier: Supplier) -> bool:
    """Owners and editors of the firm's organisation change what it says."""
    return (
        user.is_authenticated
        and supplier.organisation_id is not None
        and supplier.organisation_id in user.organisation_ids(Membership.Role.OWNER, Membership.Role.EDITOR)
    )


def may_read_private(user: User, supplier: Supplier) -> bool:
    """Members of the firm, and staff in whose scope it lies, read its evidence and decisions."""
    if not user.is_authenticated:
        return False
    if supplier.organisation_id in user.organisation_ids():
        return True
    return user.is_ministry and _in_scope(user, supplier)


def _in_scope(user: User, supplier: Supplier) -> bool:
    return user.works_everywhere or Supplier.objects.in_scope_of(user).filter(pk=supplier.pk).exists()


def may_read_capacity(user: User, supplier: Supplier) -> bool:
    """Capacity and what buyers ask a firm: signed-in buyers and staff, and the firm itself."""
    return user.is_authenticated and (
        user.is_buyer or user.is_ministry or supplier.organisation_id in user.organisation_ids()
    )


def may_read_contact(user: User, supplier: Supplier) -> bool:
    """The person to ask for: signed-in buyers, staff, and the firm itself. Nobody signs in before the address is
    confirmed, except in a demo; how many of them a buyer opens is counted in ``suppliers.contacts``."""
    return may_read_capacity(user, supplier)


def reads_contacts_freely(user: User, supplier: Supplier) -> bool:
    """Without being counted: anybody can register as a buyer, so those whom staff have verified, staff, and the firm."""
    return user.is_authenticated and (
        user.is_verified_buyer or user.is_ministry or supplier.organisation_id in user.organisation_ids()
    )


def household_number_for(user: User, supplier: Supplier) -> str:
    """The personal number of a business household, for the firm and staff in whose scope it lies; "" otherwise."""
    held = getattr(supplier, "household_number", None)
    return held.number if held and may_read_private(user, supplier) else ""


@dataclass(frozen=True, slots=True)
class Sight:
    """How much of a firm's page somebody sees. ``capacity``: capacity and what buyers ask a firm; ``contact``: whom to
    ask for; ``private``: what lies between the firm and the ministry (finances, costs, customers, sources)."""

    capacity: bool = False
    contact: bool = False
    private: bool = False


# The readers for whom a firm can look at its own page.
AUDIENCES = {
    "public": Sight(),
    "buyer": Sight(capacity=True, contact=True),
    "ministry": Sight(capacity=True, contact=True, private=True),
}


def sight_of(user: User, supplier: Supplier, *, contact: bool) -> Sight:
    """A firm sees its own page as buyers do; what is private stands in its profile. ``contact``: whether it opened
    (``suppliers.contacts``)."""
    own = user.is_authenticated and supplier.organisation_id in user.organisation_ids()
    return Sight(
        capacity=may_read_capacity(user, supplier),
        contact=contact,
        private=not own and may_read_private(user, supplier),
    )


def may_read_criteria(user: User, supplier: Supplier) -> bool:
    """Where a firm stands criterion by criterion: buyers, staff and the firm itself; never its competitors."""
    return may_read_capacity(user, supplier)


def may_decide_somewhere(user: User) -> bool:
    """Owners and editors of a body of staff, whatever their scope."""
    return user.is_authenticated and any(
        m.organisation.kind in m.organisation.STAFF_KINDS
        and m.role in (Membership.Role.OWNER, Membership.Role.EDITOR)
        for m in user.memberships_held
    )


def decidable(user: User, firms: Iterable[Supplier]) -> set[int]:
    """The keys of those firms on which this person decides: staff in their scope, and nobody on a firm of which he is
    a member. One query at most, however many there are."""
    if not may_decide_somewhere(user):
        return set()
    own = user.organisation_ids()
    others = {firm.pk for firm in firms if firm.organisation_id not in own}
    if user.works_everywhere or not others:
        return others
    return set(Supplier.objects.in_scope_of(user).filter(pk__in=others).values_list("pk", flat=True))


def may_decide(user: User, supplier: Supplier) -> bool:
    return supplier.pk in decidable(user, [supplier])


def may_confirm(user: User, decision: Decision) -> bool:
    """The second person of a decision: whoever may decide, except the first."""
    return decision.decided_by_id != user.pk and may_decide(user, decision.supplier)


def may_read_lists(user: User) -> bool:
    """Lists of firms are read by staff whose scope is the whole country: a list may hold firms of anywhere."""
    return user.is_authenticated and user.is_ministry and user.works_everywhere


def may_import(user: User) -> bool:
    """Those of them who edit take lists in, and say which firms are one."""
    return may_read_lists(user) and any(
        m.role in (Membership.Role.OWNER, Membership.Role.EDITOR)
        and m.organisation.kind in m.organisation.STAFF_KINDS
        and not m.limited  # type: ignore[attr-defined]
        for m in user.memberships_held
    )


def may_merge(user: User, *firms: Supplier) -> bool:
    """Who takes lists in also says which firms are one, but never of a firm of which he is a member."""
    own = set(user.organisation_ids()) if user.is_authenticated else set()
    return may_import(user) and not any(firm.organisation_id in own for firm in firms if firm.organisation_id)

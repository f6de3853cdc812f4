"""Who may ask, write and close: asked by pages, API and templates alike."""

from django.utils.translation import gettext as _

from buyers.models import Enquiry, Message
from buyers.permissions import EDITING
from portal.models import Organisation, User
from suppliers.models import Supplier


def may_read_enquiries(user: User) -> bool:
    """Members of a buyer or of a firm, whatever their role, read their own."""
    return user.is_authenticated and (user.is_buyer or user.is_supplier)


def side_of(user: User, enquiry: Enquiry) -> str:
    """For whom this person reads it: buyer or firm."""
    own = enquiry.organisation_id in user.organisation_ids()
    return Message.Side.BUYER if own else Message.Side.FIRM


def may_write(user: User, enquiry: Enquiry) -> bool:
    """Owners and editors of the reader's side, while it is open."""
    own = user.organisation_ids(*EDITING)
    body = (
        enquiry.organisation_id
        if side_of(user, enquiry) == Message.Side.BUYER
        else enquiry.supplier.organisation_id
    )
    return enquiry.closed_at is None and body in own


def may_close(user: User, enquiry: Enquiry) -> bool:
    """Owners and editors of the buyer."""
    return may_write(user, enquiry) and side_of(user, enquiry) == Message.Side.BUYER


def why_not_asked(organisation: Organisation, firm: Supplier) -> str:
    """Why this buyer cannot ask this firm, in a sentence; "" where it can."""
    if not firm.listed:
        return _("It is not on the list.")
    if not firm.claimed:
        return _("Nobody of the firm has taken its profile in hand: nobody would read it. Use the contact.")
    if firm.organisation_id == organisation.pk:
        return _("It is your own firm.")
    if firm.synthetic != organisation.synthetic:
        return _("Demo firms and real firms have nothing to do with each other.")
    return ""

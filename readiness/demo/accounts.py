"""The people who show the demo portal. See ``portal.demo``."""

from allauth.account.models import EmailAddress

from portal.demo import BUYER, MINISTRY, PASSWORD, SECOND_PERSON, SUPPLIER
from portal.models import Membership, Organisation, User


def make_staff() -> None:
    """Two of the ministry: some decisions need a second person, who is also the administrator."""
    ministry = demo_ministry()
    _account(MINISTRY, "Trần Minh Đức", ministry, Membership.Role.EDITOR)
    _account(SECOND_PERSON, "Lê Thanh Mai", ministry, Membership.Role.EDITOR, administrator=True)


def make_buyer_and_supplier(firm: Organisation) -> None:
    """A buyer of no firm that exists, and the owner of ``firm``."""
    buyer = Organisation.objects.create(
        kind=Organisation.Kind.BUYER, name="Sample Assembler Vietnam", country="JP", synthetic=True
    )
    _account(BUYER, "H. Tanaka", buyer, Membership.Role.OWNER, language="en")
    _account(SUPPLIER, "Nguyễn Thu Hà", firm, Membership.Role.OWNER)


def _account(
    email: str,
    name: str,
    organisation: Organisation,
    role: str,
    *,
    language: str = "vi",
    administrator: bool = False,
) -> None:
    user = User.objects.create_user(
        email, PASSWORD, name=name, synthetic=True, language=language, is_administrator=administrator
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    Membership.objects.create(user=user, organisation=organisation, role=role)


def demo_ministry() -> Organisation:
    ministry, _ = Organisation.objects.get_or_create(
        kind=Organisation.Kind.MINISTRY, name="Cục Công nghiệp (tài khoản mẫu)", synthetic=True
    )
    return ministry

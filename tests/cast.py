"""The people and firms that tests tell their stories with. Read this once; they mean the same everywhere.

- Mai works at the ministry and has her second factor.
- Anh Dương owns a welding shop that is on the portal and published.
- Bình buys for an assembler.
- Chi has an account and acts for nobody: what she may not see is 404.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from portal.models import Membership, Organisation, Province, Sector, User
from portal.privacy import PRIVACY_NOTICE_VERSION
from suppliers.models import Enterprise, Supplier, SupplierSector

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
PASSWORD = "một mật khẩu đủ dài"


def person(email: str, name: str, language: str = "vi") -> User:
    """Someone with a confirmed address who accepted the privacy notice and acts for nobody yet."""
    user = User(email=email, name=name, language=language, privacy_notice_version=PRIVACY_NOTICE_VERSION)
    # Hashing costs a tenth of a second; who signs in with a password sets one.
    user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def member(user: User, organisation: Organisation, role: str = Membership.Role.OWNER) -> User:
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def firm(
    name: str, tax_code: str, *, sector: str = "M", province: str = "01", published: bool = True
) -> Supplier:
    """A firm with its organisation, its main sector and its province."""
    organisation = Organisation.objects.create(kind=Organisation.Kind.SUPPLIER, name=name)
    enterprise, _made = Enterprise.objects.get_or_create(code=tax_code[:10], defaults={"name": name})
    supplier = Supplier.objects.create(
        organisation=organisation,
        enterprise=enterprise,
        tax_code=tax_code,
        name=name,
        province=Province.objects.get(code=province, changes_after__isnull=True),
        published_at=NOW if published else None,
        facts_confirmed_on=TODAY,
    )
    SupplierSector.objects.create(
        supplier=supplier,
        sector=Sector.objects.current().get(letters=[sector]),
        is_main=True,
        main_since=TODAY,
    )
    return supplier


@dataclass(frozen=True)
class Cast:
    mai: User
    duong: User
    binh: User
    chi: User
    welding_shop: Supplier
    assembler: Organisation
    ministry: Organisation


def assemble() -> Cast:
    """Everybody, in the database."""
    ministry = Organisation.objects.create(kind=Organisation.Kind.MINISTRY, name="Cục Công nghiệp")
    assembler = Organisation.objects.create(
        kind=Organisation.Kind.BUYER, name="Assembler Vietnam", country="JP"
    )
    shop = firm("Cơ khí hàn Anh Dương", "0100109106")
    mai = member(person("mai@ministry.example", "Lê Thanh Mai"), ministry, Membership.Role.EDITOR)
    Authenticator.objects.create(user=mai, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    return Cast(
        mai=mai,
        duong=member(person("duong@shop.example", "Nguyễn Văn Dương"), shop.organisation),
        binh=member(person("binh@assembler.example", "Trần Bình", language="en"), assembler),
        chi=person("chi@nowhere.example", "Phạm Chi"),
        welding_shop=shop,
        assembler=assembler,
        ministry=ministry,
    )

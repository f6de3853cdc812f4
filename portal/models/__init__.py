from portal.models.kept_backup import KeptBackup
from portal.models.letter import Letter
from portal.models.people import ApiToken, Membership, Organisation, PersonalChange, User
from portal.models.reference import (
    CodeList,
    IndustryClass,
    LegalForm,
    Material,
    Process,
    ProductGroup,
    Province,
    ProvinceChange,
    Sector,
    Standard,
    Word,
)
from portal.models.scope import ScopeChange
from portal.models.signed_in import SignedIn
from portal.models.team import Invitation

__all__ = [
    "ApiToken",
    "CodeList",
    "IndustryClass",
    "Invitation",
    "KeptBackup",
    "LegalForm",
    "Letter",
    "Material",
    "Membership",
    "Organisation",
    "PersonalChange",
    "Process",
    "ProductGroup",
    "Province",
    "ProvinceChange",
    "ScopeChange",
    "Sector",
    "SignedIn",
    "Standard",
    "User",
    "Word",
]

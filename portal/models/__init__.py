from portal.models.people import ApiToken, Membership, Organisation, PersonalChange, User
from portal.models.reference import (
    CodeList,
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

__all__ = [
    "ApiToken",
    "CodeList",
    "LegalForm",
    "Material",
    "Membership",
    "Organisation",
    "PersonalChange",
    "Process",
    "ProductGroup",
    "Province",
    "ProvinceChange",
    "Sector",
    "Standard",
    "User",
    "Word",
]

"""The sections of a profile, saved one by one: rows first, then what they claim."""

from suppliers.actions.profile.company import save_company
from suppliers.actions.profile.finance import save_finance
from suppliers.actions.profile.market import save_market, save_sustainability
from suppliers.actions.profile.papers import save_certificates, save_quality
from suppliers.actions.profile.people import save_people
from suppliers.actions.profile.saving import Save
from suppliers.actions.profile.site import save_site
from suppliers.actions.profile.works import save_capacity, save_machines, save_processes, save_products

__all__ = [
    "Save",
    "save_capacity",
    "save_certificates",
    "save_company",
    "save_finance",
    "save_machines",
    "save_market",
    "save_people",
    "save_processes",
    "save_products",
    "save_quality",
    "save_site",
    "save_sustainability",
]

"""Which targets the portal itself measures: by what they state, so that one that is added is measured like the others."""

from django.utils.translation import gettext_lazy

from readiness.models import Target

MEASURES = {
    "firms": gettext_lazy("Firms ready to supply directly"),
    "vietnamese": gettext_lazy("Vietnamese-owned among firms ready to supply directly"),
    "reported": gettext_lazy("Bought in the country, as buyers report it"),
    "reported_vietnamese": gettext_lazy("Bought from Vietnamese-owned firms, as buyers report it"),
}
# Which of our measures speaks to which indicator.
MEASURED_BY = {
    "firms_able_to_supply_assemblers_and_mncs_directly": "firms",
    "domestic_share_of_those_firms": "vietnamese",
    "share_of_essential_demand_met": "reported",
    "share_of_demand_met": "reported",
}
NATIONAL, EVERY_SECTOR, IN_FORCE = "national", "all", "in force"


def measure_of(target: Target) -> str:
    """A key of ``MEASURES``; "" where the portal has no measure: it counts the whole country, all sectors together,
    towards what is in force."""
    stated = (target.scope, target.sector_code, target.status)
    if stated != (NATIONAL, EVERY_SECTOR, IN_FORCE) or target.low is None:
        return ""
    measure = MEASURED_BY.get(target.indicator, "")
    return (
        "reported_vietnamese" if (measure, target.rate) == ("reported", Target.Rate.VIETNAMESE) else measure
    )

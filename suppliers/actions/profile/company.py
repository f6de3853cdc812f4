from collections.abc import Sequence
from datetime import date

from suppliers import claims
from suppliers.actions.profile.saving import Levels, Save, Values, say_certificates, say_section, write
from suppliers.actions.sections import replace_rows
from suppliers.actions.sectors import make_main
from suppliers.models import Evidence, Owner, Supplier, SupplierIndustry, SupplierSector


def save_company(
    supplier: Supplier,
    company: Values,
    *,
    sector: int,
    other_sectors: Sequence[int],
    sector_reason: str,
    industries: Sequence[int],
    owners: Sequence[Values],
    levels: Levels,
    save: Save,
) -> None:
    """Company and ownership. ``company`` are columns of the firm."""
    with save.begin(supplier, "company") as firm:
        replace_rows(Owner, firm, owners, personal=save.by)
        stated = [(owner["country"], owner["share_percent"]) for owner in owners]
        write(
            firm,
            {
                **company,
                "ownership": claims.ownership_of(stated),
                "owner_countries": " ".join(sorted({country for country, _share in stated})),
            },
        )
        head_office = firm.enterprise
        if head_office and head_office.code == firm.tax_code and head_office.name != firm.name:
            head_office.name = firm.name
            head_office.save(update_fields=["name"])
        _save_industries(firm, industries)
        sectors_changed = _save_sectors(firm, sector, other_sectors, sector_reason, save.today)
        said = claims.company_claims(
            tax_code=firm.tax_code or "", ownership=firm.ownership, months=save.months, today=save.today
        )
        if Evidence.objects.filter(
            supplier=firm, kind=Evidence.Kind.REGISTER, state=Evidence.State.REJECTED
        ).exists():
            # The register said no: the firm answers with a paper, not by saving again.
            said = [claim for claim in said if claim.kind != claims.REGISTER]
        say_section(firm, "company", said, levels, save)
        if sectors_changed:
            say_certificates(firm, save)


def _save_sectors(firm: Supplier, main: int, others: Sequence[int], reason: str, today: date) -> bool:
    """The sectors; the reason and the day stay with the main one. Says whether anything changed."""
    held = {s.sector_id: s for s in SupplierSector.objects.filter(supplier=firm)}
    wanted = {main, *others}
    was_main = next((s.sector_id for s in held.values() if s.is_main), None)
    if set(held) == wanted and was_main == main:
        return False
    SupplierSector.objects.filter(supplier=firm).exclude(sector__in=wanted).delete()
    for sector in wanted - set(held):
        SupplierSector.objects.create(supplier=firm, sector_id=sector)
    if was_main != main:
        make_main(firm, main, reason, today)
    return True


def _save_industries(firm: Supplier, wanted: Sequence[int]) -> None:
    held = SupplierIndustry.objects.filter(supplier=firm)
    held.exclude(industry__in=wanted).delete()
    for industry in set(wanted) - set(held.values_list("industry", flat=True)):
        SupplierIndustry.objects.create(supplier=firm, industry_id=industry)

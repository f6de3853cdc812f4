"""Our words for what the sources call things. What is not here is shown as the source has it, marked as English."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

INDICATORS: Words = {
    "share_of_essential_demand_met": _("Share of essential demand met"),
    "share_of_demand_met": _("Share of demand met"),
    "share_of_domestic_production_demand_met": _("Share of demand of domestic production met"),
    "share_of_industrial_production_value": _("Share of industrial production value"),
    "firms_able_to_supply_assemblers_and_mncs_directly": _("Firms able to supply assemblers directly"),
    "domestic_share_of_those_firms": _("Domestic share of those firms"),
    "domestic_supply_rate": _("Domestic supply rate"),
    "localisation_rate": _("Localisation rate"),
    "qualitative": _("Described in words"),
    "regional_technical_centres_to_build": _("Regional technical centres to build"),
    "export_turnover": _("Export turnover"),
    "value_added_growth_per_year": _("Growth of value added a year"),
    "share_of_processing_manufacturing": _("Share of processing and manufacturing"),
    "share_of_processing_manufacturing_value": _("Share of processing and manufacturing value"),
    "specialised_mechanical_industrial_parks": _("Specialised mechanical industrial parks"),
    "si_firms": _("Supporting-industry firms"),
    "local_procurement_rate_total": _("Bought in the country, all firms"),
    "procurement_from_vietnamese_owned_firms": _("Bought from Vietnamese-owned firms"),
    "share_of_domestic_component_demand_met": _("Share of component demand met in the country"),
    "si_share_of_processing_manufacturing_enterprises": _(
        "Supporting industries among processing and manufacturing enterprises"
    ),
    "si_share_of_industrial_workforce": _("Supporting industries in the industrial workforce"),
    "si_revenue": _("Revenue of supporting industries"),
    "si_share_of_industrial_revenue": _("Supporting industries in industrial revenue"),
    "si_enterprises_parts_only": _("Supporting-industry enterprises that make parts"),
    "si_enterprises_total": _("Supporting-industry enterprises"),
    "si_jobs": _("Jobs in supporting industries"),
    "tier1_vietnamese_suppliers_to_mncs": _("Vietnamese tier-1 suppliers of multinationals"),
    "tier2_3_vietnamese_suppliers_to_mncs": _("Vietnamese tier-2 and tier-3 suppliers of multinationals"),
    "electronics_tier1_suppliers": _("Tier-1 suppliers in electronics"),
    "samsung_vietnamese_tier1_and_2": _("Vietnamese tier-1 and tier-2 suppliers of Samsung"),
    "toyota_vietnam_suppliers": _("Suppliers of Toyota Viet Nam"),
    "processing_manufacturing_enterprises": _("Processing and manufacturing enterprises"),
    "electronic_components_import": _("Import of electronic components"),
    "auto_parts_import": _("Import of automotive parts"),
    "certificates_of_incentive_issued": _("Certificates of incentive issued"),
    "fdi_registered_processing_manufacturing": _(
        "Foreign investment registered in processing and manufacturing"
    ),
    "fdi_realised": _("Foreign investment realised"),
    "gdp_growth": _("Growth of GDP"),
    "iip_growth": _("Growth of industrial production"),
    "industrial_gdp": _("GDP of industry"),
    "domestic_share_of_industrial_production_value": _("Domestic share of industrial production value"),
    "mold_and_precision_industry": _("Mould and precision industry"),
    "moit_ifc_supplier_database_2020_total": _("Suppliers in the database of the ministry and IFC"),
    "binh_duong_share_of_national_industrial_production_value": _(
        "Share of Bình Dương in the industrial production value of the country"
    ),
}

SECTORS: Words = {
    "all": _("All supporting industries"),
    "components": _("Components and spare parts"),
    "textile": _("Textile and garment"),
    "leather_footwear": _("Leather and footwear"),
    "high_tech": _("High technology"),
    "automotive": _("Automotive"),
    "mechanical": _("Mechanical"),
    "textile_garment_footwear": _("Textile, garment and footwear"),
    "automotive_up_to_9_seats": _("Cars of up to nine seats"),
    "electronics_informatics": _("Electronics and informatics"),
    "electronics": _("Electronics"),
    "plastics_rubber": _("Plastics and rubber"),
    "footwear": _("Footwear"),
    "garment": _("Garment"),
    "agricultural_machinery": _("Agricultural machinery"),
    "motorcycles": _("Motorcycles"),
    "all_components": _("All components"),
    "japanese_firms_in_vietnam": _("Japanese firms in Viet Nam"),
}

# Scopes of the files by the names that the places have.
PLACES: Words = {"Binh Duong (old code 74)": "Bình Dương", "Hanoi (01)": "Hà Nội"}

UNITS: Words = {
    "firms": _("firms"),
    "enterprises": _("enterprises"),
    "suppliers": _("suppliers"),
    "people": _("people"),
    "certificates": _("certificates"),
    "centres": _("centres"),
    "parks": _("parks"),
    "%/year": _("% a year"),
    "USD billion": _("billion USD"),
    "USD billion/year": _("billion USD a year"),
    "VND trillion": _("trillion VND"),
}

# How sure the source was of its number.
HEDGES: Words = {
    "": "%(value)s",
    "about": _("about %(value)s"),
    "some": _("about %(value)s"),
    "over": _("over %(value)s"),
    "more than": _("over %(value)s"),
    "nearly": _("nearly %(value)s"),
    "only": _("only %(value)s"),
    "MOIT estimate": _("%(value)s, an estimate of the ministry"),
}

# Documents, how far they are in force, and who measured.
SOURCED: Words = {
    "Resolution 115/NQ-CP (6 Aug 2020)": _("Resolution 115/NQ-CP (6 Aug 2020)"),
    "Decision 68/QD-TTg (18 Jan 2017)": _("Decision 68/QD-TTg (18 Jan 2017)"),
    "Decision 9028/QD-BCT (8 Oct 2014)": _("Decision 9028/QD-BCT (8 Oct 2014)"),
    "Decision 1643/QD-TTg (29 Dec 2022)": _("Decision 1643/QD-TTg (29 Dec 2022)"),
    "Auto strategy to 2025, vision 2035 (Decision 1168/QD-TTg, 2014)": _(
        "Auto strategy to 2025, vision 2035 (Decision 1168/QD-TTg, 2014)"
    ),
    "MOIT draft automotive strategy (Dec 2025)": _("MOIT draft automotive strategy (Dec 2025)"),
    "MOIT industry-trade restructuring plan to 2030 (March 2022 draft)": _(
        "MOIT industry-trade restructuring plan to 2030 (March 2022 draft)"
    ),
    "Binh Duong mechanical-industry project to 2025, orientation 2030 (Nov 2022)": _(
        "Binh Duong mechanical-industry project to 2025, orientation 2030 (Nov 2022)"
    ),
    "Hanoi Plan 49/KH-UBND (Mar 2021)": _("Hanoi Plan 49/KH-UBND (Mar 2021)"),
    "in force": _("in force"),
    "in force until replaced": _("in force until replaced"),
    "superseded": _("superseded"),
    "superseded in practice by Res 115; programme ran to 2025": _(
        "superseded in practice by Res 115; programme ran to 2025"
    ),
    "programme to 2025": _("programme to 2025"),
    "draft; approval not seen": _("draft; approval not seen"),
    "draft when reported": _("draft when reported"),
    "province merged into HCMC 1 Jul 2025": _("province merged into HCMC 1 Jul 2025"),
    "one-year plan, past": _("one-year plan, past"),
    "Prime Minister at SI conference": _("Prime Minister at SI conference"),
    "MOIT via VNA": _("MOIT via VNA"),
    "MOIT": _("MOIT"),
    "Vietnam Industry Agency": _("Vietnam Industry Agency"),
    "Vietnam Mechanical Industry Association (VAMI)": _("Vietnam Mechanical Industry Association (VAMI)"),
    "trade article": _("trade article"),
    "VASI": "VASI",
    "HANSIBA": "HANSIBA",
    "JETRO": "JETRO",
    "Vietrade/MOIT": _("Vietrade/MOIT"),
}

_STATUSES = (
    "in force",
    "in force until replaced",
    "superseded",
    "superseded in practice by Res 115; programme ran to 2025",
    "programme to 2025",
    "draft; approval not seen",
    "draft when reported",
    "province merged into HCMC 1 Jul 2025",
    "one-year plan, past",
)
STATUSES: Words = {code: SOURCED[code] for code in _STATUSES}
# How a document puts a target.
QUALIFIERS: Words = {
    "": _("as a number"),
    "about": pgettext_lazy("target", "about"),
    "target": pgettext_lazy("target", "as a target"),
    "target range": _("as a range"),
    "draft target range": _("as a range, in a draft"),
    "target (2022-2025)": _("as a target for 2022–2025"),
    "target range (2021-2025)": _("as a range for 2021–2025"),
    "target range (2026-2030)": _("as a range for 2026–2030"),
    "target range (period 2021-2025)": _("as a range for the period 2021–2025"),
    "target range (period 2026-2030)": _("as a range for the period 2026–2030"),
    "no number": _("without a number"),
    "task given to MOIT": _("as a task given to the Ministry of Industry and Trade"),
}
# How far a fact of others was checked.
CHECKED: Words = {
    "cited": _("read in the source"),
    "not checked": _("not checked (marked so on every page)"),
    "cited, legal name not checked": _("read in the source; the legal name is not checked"),
    "cited, no detail": _("read in the source, without detail"),
}

# Sources that say more than an address.
SOURCES: Words = {
    "not checked": _("source not named yet"),
    "vir.com.vn 112239 (says about 42, up 4.6 points from 37.3)": _(
        "vir.com.vn 112239 (says about 42, up 4.6 points from 37.3)"
    ),
    "copied news text on web.tour-time.com (undated; earlier than 2022)": _(
        "copied news text on web.tour-time.com (undated; earlier than 2022)"
    ),
    "en.vietnamplus.vn 157012 (regional average 65-70%)": _(
        "en.vietnamplus.vn 157012 (regional average 65-70%)"
    ),
}

# What the tables note beside a number.
NOTES: Words = {
    "+18%/year; Vietnamese firms make 8.5% of plastic injection molds": _(
        "+18%/year; Vietnamese firms make 8.5% of plastic injection molds"
    ),
    "+9%": _("+9%"),
    "1,800 parts + more than 1,500 textile/leather material makers": _(
        "1,800 parts + more than 1,500 textile/leather material makers"
    ),
    "136 in 2020": _("136 in 2020"),
    "16.8 from Korea, 13.8 from China": _("16.8 from Korea, 13.8 from China"),
    "24% of the south-east": _("24% of the south-east"),
    "300 of them in multinationals' chains (17%)": _("300 of them in multinationals' chains (17%)"),
    "500 mechanical, 347 automobile, 750 electronics, 1,145 textile, 910 footwear": _(
        "500 mechanical, 347 automobile, 750 electronics, 1,145 textile, 910 footwear"
    ),
    "6 of them Vietnamese; more than 720 localised products": _(
        "6 of them Vietnamese; more than 720 localised products"
    ),
    "Samsung tier 2: about 170": _("Samsung tier 2: about 170"),
    "USD 39.5 billion in the same sentence": _("USD 39.5 billion in the same sentence"),
    "Vietnamese SI enterprises": _("Vietnamese SI enterprises"),
    "about 35 in 2020": _("about 35 in 2020"),
    "end of 2024": _("end of 2024"),
    "end of year": _("end of year"),
    "manufacturing +10.6%; 2024: 8.2% and 9.5%": _("manufacturing +10.6%; 2024: 8.2% and 9.5%"),
    "nearly 67% of total": _("nearly 67% of total"),
    '"essential needs for domestic production and consumption" met by supporting-industry products': _(
        '"essential needs for domestic production and consumption" met by supporting-industry products'
    ),
    "a second, different 45%": _("a second, different 45%"),
    "check before use": _("check before use"),
    "conflicts with Res 115 (45%): always show the document with the number": _(
        "conflicts with Res 115 (45%): always show the document with the number"
    ),
    "demand for domestic production and consumption": _("demand for domestic production and consumption"),
    "document number from not checked; figures seen": _("document number from not checked; figures seen"),
    "domestic demand": _("domestic demand"),
    "first appearance of the 45% figure found": _("first appearance of the 45% figure found"),
    "for industries on Vietnamese territory": _("for industries on Vietnamese territory"),
    "for industries prioritised for development": _("for industries prioritised for development"),
    "growth 11%/year": _("growth 11%/year"),
    "high-tech industrial park": _("high-tech industrial park"),
    "i.e. about 300 Vietnamese firms": _("i.e. about 300 Vietnamese firms"),
    "materials, dedicated equipment, software and services; maintenance firms to international standard": _(
        "materials, dedicated equipment, software and services; maintenance firms to international standard"
    ),
    "no 2030 figure in the resolution text seen": _("no 2030 figure in the resolution text seen"),
    "no domestic share stated for 2030": _("no domestic share stated for 2030"),
    "on Vietnamese territory": _("on Vietnamese territory"),
    "plus push into products for high-tech industries": _("plus push into products for high-tech industries"),
    "the year is not stated in the page; 2030 is the resolution horizon": _(
        "the year is not stated in the page; 2030 is the resolution horizon"
    ),
}

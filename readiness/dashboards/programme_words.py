"""Who runs a programme, and what else it asks, as a reader is told."""

from django.utils.translation import gettext_lazy as _

from readiness.dashboards.words import Words

PROGRAMME_WORDS: Words = {
    "35 firms chosen from 250": _("35 firms chosen from 250"),
    "45 firms recommended by 8 multinationals and associations": _(
        "45 firms recommended by 8 multinationals and associations"
    ),
    "50 to 100 % of interest up to seven years on loans to 200 billion a project; up to 85 % of equipment, 70 % of construction capital": _(
        "50 to 100 % of interest up to seven years on loans to 200 billion a project; up to 85 % of equipment, 70 % of construction capital"
    ),
    "70 % is for raising experts and consulting bodies; no cap seen": _(
        "70 % is for raising experts and consulting bodies; no cap seen"
    ),
    "HCMC People's Committee / HFIC": _("HCMC People's Committee / HFIC"),
    "ILO + local partners": _("ILO + local partners"),
    "JETRO, Vietrade": _("JETRO, Vietrade"),
    "MOIT": _("MOIT"),
    "MOIT (Decision 68/QD-TTg 2017-2025; Decree 111 as amended by 205)": _(
        "MOIT (Decision 68/QD-TTg 2017-2025; Decree 111 as amended by 205)"
    ),
    "MOIT + Samsung Vietnam": _("MOIT + Samsung Vietnam"),
    "MOIT Agency for Innovation, Green Transition and Industrial Promotion": _(
        "MOIT Agency for Innovation, Green Transition and Industrial Promotion"
    ),
    "MOIT Industry Agency": _("MOIT Industry Agency"),
    "MOIT Industry Agency + IFC (Australia DFAT, Swiss SECO)": _(
        "MOIT Industry Agency + IFC (Australia DFAT, Swiss SECO)"
    ),
    "MOIT Industry Agency + Korea MOTIE/KIAT (ODA)": _("MOIT Industry Agency + Korea MOTIE/KIAT (ODA)"),
    "MOIT Industry Agency + Samsung Vietnam": _("MOIT Industry Agency + Samsung Vietnam"),
    "MOIT Industry Agency + Toyota Motor Vietnam": _("MOIT Industry Agency + Toyota Motor Vietnam"),
    "MOIT Industry Department + IFC": _("MOIT Industry Department + IFC"),
    "MOIT; small and medium projects delegated (to the province; rest not read)": _(
        "MOIT; small and medium projects delegated (to the province; rest not read)"
    ),
    "MPI (now Ministry of Finance) and provinces": _("MPI (now Ministry of Finance) and provinces"),
    "MPI Agency for Enterprise Development + JICA": _("MPI Agency for Enterprise Development + JICA"),
    "Ministry of Science and Technology": _("Ministry of Science and Technology"),
    "SMEs, cooperatives, households in industrial production; priority to women- and minority-owned": _(
        "SMEs, cooperatives, households in industrial production; priority to women- and minority-owned"
    ),
    "THADICO Binh Duong (THACO)": _("THADICO Binh Duong (THACO)"),
    "UNIDO": _("UNIDO"),
    "USAID (IESC) with Government Office and MPI": _("USAID (IESC) with Government Office and MPI"),
    "VASI + Toyota Motor Vietnam": _("VASI + Toyota Motor Vietnam"),
    "VASI members": _("VASI members"),
    "VJCC (Foreign Trade University) + Toyota Motor Vietnam": _(
        "VJCC (Foreign Trade University) + Toyota Motor Vietnam"
    ),
    "able to make auto parts": _("able to make auto parts"),
    "automobile and electrical-electronics parts; no fee stated": _(
        "automobile and electrical-electronics parts; no fee stated"
    ),
    "details not read": _("details not read"),
    "for consultants, not for firms": _("for consultants, not for firms"),
    "graduates of the Keieijuku course in automotive manufacturing": _(
        "graduates of the Keieijuku course in automotive manufacturing"
    ),
    "industrial land": _("industrial land"),
    "information only": _("information only"),
    "listing only": _("listing only"),
    "makers of listed products": _("makers of listed products"),
    "makers of products on the priority list; the 50 % is for joint R&D or technology transfer with science organisations; continued by Decree 205, new programme period not seen": _(
        "makers of products on the priority list; the 50 % is for joint R&D or technology transfer with science organisations; continued by Decree 205, new programme period not seen"
    ),
    "manufacturing firms": _("manufacturing firms"),
    "mechanical supporting firms, open to SMEs; part in use from Sep 2026 was planned": _(
        "mechanical supporting firms, open to SMEs; part in use from Sep 2026 was planned"
    ),
    "metal, mould, electronics; yearly": _("metal, mould, electronics; yearly"),
    "micro <=10 staff and revenue or capital <=3 bn; small <=100 and revenue <=50 bn or capital <=20 bn; medium <=200 and revenue <=200 bn or capital <=100 bn (industry)": _(
        "micro <=10 staff and revenue or capital <=3 bn; small <=100 and revenue <=50 bn or capital <=20 bn; medium <=200 and revenue <=200 bn or capital <=100 bn (industry)"
    ),
    "new project, or expansion with new equipment and at least 20 % more capacity, for a listed product; four conditions from 1 Sep 2025": _(
        "new project, or expansion with new equipment and at least 20 % more capacity, for a listed product; four conditions from 1 Sep 2025"
    ),
    "picked by criteria after a plant survey (packaging firms too)": _(
        "picked by criteria after a plant survey (packaging firms too)"
    ),
    "project in Ho Chi Minh City in key or supporting industries; former Binh Duong and Ba Ria-Vung Tau not checked; runs five years": _(
        "project in Ho Chi Minh City in key or supporting industries; former Binh Duong and Ba Ria-Vung Tau not checked; runs five years"
    ),
    "reference method, not a support programme": _("reference method, not a support programme"),
    "staff of mechanical and mould firms, lecturers": _("staff of mechanical and mould firms, lecturers"),
    "supporting-industry firms": _("supporting-industry firms"),
    "tax and investment incentive, not a share of costs": _(
        "tax and investment incentive, not a share of costs"
    ),
    "technology-transfer consulting: 100 a year; digital consulting: 50 small, 100 medium; equipment and licences not included; the smallest of these is counted": _(
        "technology-transfer consulting: 100 a year; digital consulting: 50 small, 100 medium; equipment and licences not included; the smallest of these is counted"
    ),
    "through associations and centres": _("through associations and centres"),
}

"""What a drawn firm says in the later sections of its profile, worked out from its proofs.

Nothing is drawn anew: the facts are those from which the levels that the firm claims follow, so that its pages
agree with each other and the same firm says the same each time.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Model

from readiness.demo.firms import Firm
from suppliers.clocks import add_months
from suppliers.models import (
    Customer,
    Delivery,
    Equipment,
    Export,
    FinancialYear,
    Input,
    Lean,
    Permit,
    Post,
    Product,
    ScrapMonth,
    Site,
    Sustainability,
    Workforce,
)
from suppliers.sections import SECTIONS

Row = tuple[type[Model], dict[str, Any]]
SAID: tuple[type[Model], ...] = (
    Site, Permit, Product, Input, Equipment, Delivery, FinancialYear, ScrapMonth, Lean, Post, Workforce,
    Sustainability, Customer, Export,
)  # fmt: skip

# Bought materials by sector, the imported one first: name, country.
_BOUGHT: Mapping[str, tuple[tuple[str, str], ...]] = {
    "M": (("Thép hợp kim dạng tròn", "JP"), ("Thép tấm", "VN")),
    "P": (("Hạt nhựa kỹ thuật", "KR"), ("Hạt nhựa PP", "VN")),
    "E": (("Linh kiện bán dẫn", "TW"), ("Bao bì chống tĩnh điện", "VN")),
    "A": (("Thép cường độ cao", "KR"), ("Bu lông, đai ốc", "VN")),
    "T": (("Vải dệt kim", "CN"), ("Chỉ may", "VN")),
    "F": (("Da thuộc", "IN"), ("Đế cao su", "VN")),
    "H": (("Hợp kim nhôm hàng không", "US"), ("Hộp gỗ đóng gói", "VN")),
}
# Two posts of a workshop by sector, the key one first.
_POSTS: Mapping[str, tuple[str, str]] = {
    "M": ("Thợ vận hành CNC", "Thợ nguội"),
    "P": ("Thợ chỉnh máy ép", "Công nhân đóng gói"),
    "E": ("Kỹ thuật viên SMT", "Công nhân lắp ráp"),
    "A": ("Thợ hàn", "Công nhân dập"),
    "T": ("Thợ cắt", "Thợ may"),
    "F": ("Thợ gò", "Thợ may mũ giày"),
    "H": ("Kỹ sư quy trình", "Kỹ thuật viên đo"),
}
_ROLES = ("samples", "samples", "tier3", "tier2", "tier1", "tier1")
# A score that gives each level of 7.7 and 5.2, and the OEE of each level of 3.3.
_ECOVADIS = (20, 32, 48, 58, 68, 79)
_FIVE_S = (None, None, 66, 78, 87, 93)
_OEE = (None, None, None, 66, 78, 87)
_HOURS = (0, 4, 10, 18, 26, 44)
# Shares of sales of the first customers, in per cent. The first one buys just the half that rule M-1 asks of buyers who
# confirm figures; none buys more, or the highest level of 8.2 would be gone.
SHARES = (50, 22, 14, 9, 5)


class Sayings:
    """Rows of one firm, by what its proofs claim on ``on``; each names its columns without the firm."""

    def __init__(self, firm: Firm, on: date) -> None:
        self.firm, self.on = firm, on

    @cached_property
    def levels(self) -> dict[str, int]:
        """Criterion -> the highest level of its own proofs, replaced ones left out."""
        levels: dict[str, int] = {}
        for proof in self.firm.proofs:
            if proof.level is not None and not proof.replaced:
                levels[proof.criterion] = max(int(proof.level), levels.get(proof.criterion, 0))
        return levels

    def sections(self) -> list[str]:
        """Those of which the firm has said anything."""
        told = {proof.criterion for proof in self.firm.proofs}
        always = ("company", "site", "processes", "products", "machines", "capacity", "certificates")
        return [key for key, s in SECTIONS.items() if key in always or told & set(s.places)]

    def rows(self) -> Iterator[Row]:
        yield from self._site()
        yield from self._products()
        yield from self._works()
        yield from self._finance()
        yield from self._people()
        yield from self._market()

    def _site(self) -> Iterator[Row]:
        if self.levels.get("1.4") == 5:
            for number, kind in enumerate(("land", "building", "fire")):
                yield (
                    Permit,
                    {
                        "kind": kind,
                        "state": "held",
                        "number": f"MAU-{kind.upper()[:2]}-{self.firm.established}",
                        "valid_to": add_months(self.on, 8 + 7 * number) if kind == "fire" else None,
                    },
                )
        if self.firm.workers > 250:
            store = {
                "use": "store",
                "address": f"Kho 2, {self.firm.address}",
                "area_m2": 12 * self.firm.workers,
            }
            yield Site, store

    def _products(self) -> Iterator[Row]:
        yield (
            Product,
            {
                "name": self.firm.product,
                "yearly_pieces": 12 * self.firm.monthly_capacity * self.firm.load_percent // 100,
                "since": min(self.firm.established + 2, self.on.year),
            },
        )
        risk = self.levels.get("4.5", 0)
        if not risk and self.levels.get("4.7", 0) < 2:
            return
        local = self.firm.local_content_percent
        shares = (None, None) if local is None else (max(100 - local, 1), max(local - 1, 1))
        for (name, country), share in zip(_BOUGHT[self.firm.sector], shares, strict=True):
            yield (
                Input,
                {
                    "name": name,
                    "country": country,
                    "share_percent": share,
                    "sources": 2 if risk >= 4 or country == "VN" else 1 if risk else None,
                    "stock_days": 20 if risk >= 2 else None,
                    "watched": risk >= 2,
                    "tested": risk >= 5,
                },
            )

    def _works(self) -> Iterator[Row]:
        upkeep, band = self.levels.get("3.3"), self.levels.get("3.5")
        if upkeep is not None or band is not None:
            yield (
                Equipment,
                {
                    "maintenance": "" if not upkeep else "repairs" if upkeep == 1 else "plan",
                    "oee_percent": _OEE[upkeep or 0],
                    **dict.fromkeys(("automation", "connection", "figures", "planning"), band),
                },
            )
        lead = self.levels.get("4.3", 0)
        days = 10 + self.firm.workers % 30
        yield (
            Delivery,
            {
                "shifts": min(3, 1 + self.firm.workers // 60),
                "days_a_week": 6,
                "minimum_order": max(50, self.firm.monthly_capacity // 100),
                "lead_days": days if lead else None,
                "kept_lead_days": days - 1 if lead >= 2 else None,
                "flex_percent": (None, 5, 5, 10, 20, 25)[lead],
                "flex_weeks": (None, 6, 6, 4, 4, 2)[lead],
            },
        )

    def _finance(self) -> Iterator[Row]:
        level = self.levels.get("1.3", 0)
        for ago in range(1, (0, 1, 2, 2, 2, 3)[level] + 1):
            revenue = self.firm.workers * (480 - 20 * ago)
            profit = revenue // (12 if level >= 3 else 60)
            yield (
                FinancialYear,
                {
                    "year": self.on.year - ago,
                    "filed": True,
                    "audited": level >= 4,
                    "revenue": revenue,
                    "equity": revenue // 3,
                    "current_assets": revenue // 4,
                    "current_liabilities": revenue // (6 if level >= 3 else 3),
                    "operating_cash_flow": profit if level >= 4 else None,
                    "profit_before_interest_and_tax": profit,
                    "interest": profit // (4 if level >= 5 else 2),
                    "labour_cost": self.firm.workers * 130,
                    "depreciation": revenue // 25,
                    "workers": self.firm.workers,
                },
            )
        lean = self.levels.get("5.2")
        if lean is not None:
            yield (
                Lean,
                {
                    "trained": lean >= 1,
                    "score": _FIVE_S[lean],
                    "scored_on": self.on - timedelta(days=40 + self.firm.workers % 200) if lean > 1 else None,
                    "everywhere": lean >= 4,
                    "standard_work": lean >= 5,
                },
            )
        for proof in self.firm.proofs:
            # Months stand behind figures that somebody checked; a mere claim is a line of its own.
            checked = proof.evidence_class >= "A2" and not proof.replaced
            if proof.criterion == "5.4" and proof.figures and checked:
                yield from self._scrap(proof.figures, proof.valid_from.replace(day=1))

    def _scrap(self, figures: Mapping[str, Any], first: date) -> Iterator[Row]:
        """The twelve months of which ``figures`` are the sum."""
        for number in range(12):
            made, scrapped = (
                int(figures[name]) // 12 + (number < int(figures[name]) % 12) for name in ("made", "scrapped")
            )
            yield ScrapMonth, {"month": add_months(first, number), "made": made, "scrapped": scrapped}

    def _people(self) -> Iterator[Row]:
        levels, workers = self.levels, self.firm.workers
        skill = levels.get("6.1", 0)
        if skill:
            for name, people, key in zip(
                _POSTS[self.firm.sector],
                (max(1, workers // 5), max(1, workers // 2)),
                (True, False),
                strict=True,
            ):
                yield (
                    Post,
                    {
                        "name": name,
                        "people": people,
                        "is_key": key,
                        "certified": people if skill >= 3 and key else None,
                        "stand_ins": 1 + people // 10 if skill >= 4 and key else None,
                    },
                )
        new, talk, hours = levels.get("6.4", 0), levels.get("6.5", 0), levels.get("6.2")
        tongue = {"JP": "ja", "KR": "ko", "TW": "zh", "CN": "zh"}.get(self.firm.owner_country, "en")
        yield (
            Workforce,
            {
                "engineers": workers // 20,
                "software": ("", "AutoCAD", "AutoCAD, SolidWorks", "SolidWorks, Mastercam")[
                    min(3, levels.get("6.3", 0))
                ],
                "skills_matrix": skill >= 2,
                "cross_trained": skill >= 5,
                "training_hours": None if hours is None else _HOURS[hours],
                "training_plan": hours == 5,
                "interpreter": talk == 1,
                "languages_written": tongue if talk >= 2 else "",
                "languages_spoken": f"{tongue} {'en' if tongue != 'en' else 'ja'}"
                if talk >= 5
                else tongue
                if talk >= 3
                else "",
                "languages_technical": tongue if talk >= 4 else "",
                "trials": new >= 1,
                "new_products": 1 if new >= 2 else None,
                "new_products_before": 1 if new >= 3 else None,
                "rd_percent": "1.2" if new >= 4 else None,
                "titles_used": 1 if new >= 5 else None,
            },
        )

    def _market(self) -> Iterator[Row]:
        levels, workers = self.levels, self.firm.workers
        rated = levels.get("7.7")
        yield (
            Sustainability,
            {
                "ecovadis_score": None if rated is None else _ECOVADIS[rated],
                "rated_on": None if rated is None else self.on - timedelta(days=30 + workers % 150),
                "lost_time_accidents": None if "7.2" not in levels else max(0, 3 - levels["7.2"]),
                "electricity_kwh": None if "7.5" not in levels else 2_600 * workers,
            },
        )
        tier, tenure = levels.get("8.1", 0), levels.get("8.2", 0)
        many = max((0, 1, 2, 3, 5, 5)[tenure], 2 if tier == 5 else min(tier, 1))
        years = 6 if tenure >= 5 else 3 if tenure >= 3 or tier == 5 else 1
        for number in range(many):
            first = number == 0 or (tier == 5 and number == 1)
            yield (
                Customer,
                {
                    "name": f"Khách hàng mẫu {'ABCDE'[number]}",
                    "role": _ROLES[tier] if tier and (first or tier == 1) else "tier3",
                    "items": self.firm.product,
                    "since": add_months(self.on.replace(day=1), -12 * years - number),
                    "share_percent": SHARES[number],
                },
            )
        export = levels.get("8.3")
        if export is not None:
            yield (
                Export,
                {
                    "direct_percent": (0, 0, 5, 8, 15, 35)[export],
                    "indirect_percent": (0, 20, 0, 6, 8, 10)[export],
                },
            )

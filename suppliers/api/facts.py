"""What the later sections of a profile say, for the API: null where the caller may not read it, or nothing is said."""

from typing import Any

from rest_framework import serializers

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
    Supplier,
    Sustainability,
    Workforce,
)


class ProductSerializer(serializers.ModelSerializer):
    """``yearly_pieces`` is null for those who may not read capacity."""

    group: Any = serializers.SlugRelatedField(slug_field="code", read_only=True, allow_null=True)

    class Meta:
        model = Product
        fields = ("name", "group", "yearly_pieces", "since")


class SiteSerializer(serializers.ModelSerializer):
    province: Any = serializers.SlugRelatedField(slug_field="code", read_only=True, allow_null=True)

    class Meta:
        model = Site
        fields = ("use", "address", "province", "area_m2")


def _of(kind: type, *fields: str) -> type[serializers.ModelSerializer]:
    """A serializer of these columns."""
    meta = type("Meta", (), {"model": kind, "fields": fields})
    return type(
        f"{kind.__name__}FactsSerializer", (serializers.ModelSerializer,), {"Meta": meta, "__doc__": ""}
    )


DeliverySerializer = _of(
    Delivery,
    "shifts",
    "days_a_week",
    "minimum_order",
    "lead_days",
    "kept_lead_days",
    "flex_percent",
    "flex_weeks",
)
WorkforceSerializer = _of(
    Workforce,
    "engineers",
    "software",
    "training_hours",
    "languages_written",
    "languages_spoken",
    "languages_technical",
    "new_products",
)
RatingSerializer = _of(Sustainability, "saq_grade", "ecovadis_score", "rated_on")
ExportSerializer = _of(Export, "direct_percent", "indirect_percent")


class TiersSerializer(serializers.Serializer):
    """How many customers the firm states in each place of the chain; no names."""

    samples = serializers.IntegerField()
    tier3 = serializers.IntegerField()
    tier2 = serializers.IntegerField()
    tier1 = serializers.IntegerField()


class PrivateSerializer(serializers.Serializer):
    """What lies between the firm and the ministry. Money in whole millions of VND."""

    permits = _of(Permit, "kind", "state", "number", "valid_to")(many=True)
    inputs = _of(Input, "name", "country", "share_percent", "sources", "stock_days", "watched", "tested")(
        many=True
    )
    equipment = _of(
        Equipment,
        "maintenance",
        "oee_percent",
        "automation",
        "connection",
        "figures",
        "planning",
        "siri_band",
    )(allow_null=True)
    financial_years = _of(
        FinancialYear,
        "year",
        "filed",
        "audited",
        "revenue",
        "equity",
        "current_assets",
        "current_liabilities",
        "operating_cash_flow",
        "profit_before_interest_and_tax",
        "interest",
        "labour_cost",
        "depreciation",
        "workers",
    )(many=True)
    lean = _of(Lean, "trained", "score", "scored_on", "everywhere", "standard_work")(allow_null=True)
    scrap_months = _of(ScrapMonth, "month", "made", "scrapped")(many=True)
    posts = _of(Post, "name", "people", "is_key", "certified", "stand_ins")(many=True)
    customers = _of(Customer, "name", "role", "items", "since", "share_percent")(many=True)
    lost_time_accidents = serializers.IntegerField(allow_null=True)
    electricity_kwh = serializers.IntegerField(allow_null=True)


def public_products(firm: Supplier, *, capacity: bool) -> list[dict[str, Any]]:
    rows = ProductSerializer(firm.products.all(), many=True).data
    return [row if capacity else row | {"yearly_pieces": None} for row in map(dict, rows)]


def once(firm: Supplier, name: str, serializer: type[serializers.ModelSerializer]) -> dict[str, Any] | None:
    """The row that a firm has once, or None."""
    row = getattr(firm, name, None)
    return None if row is None else dict(serializer(row).data)


def tiers(firm: Supplier) -> dict[str, int]:
    roles = [customer.role for customer in firm.stated_customers.all()]
    return {role: roles.count(role) for role in Customer.Role.values}


def private_facts(firm: Supplier) -> dict[str, Any]:
    year = getattr(firm, "sustainability", None) or Sustainability()
    many = ("permits", "inputs", "financial_years", "scrap_months", "posts")
    told = {
        **{name: getattr(firm, name).all() for name in many},
        "customers": firm.stated_customers.all(),
        "equipment": getattr(firm, "equipment", None),
        "lean": getattr(firm, "lean", None),
        "lost_time_accidents": year.lost_time_accidents,
        "electricity_kwh": year.electricity_kwh,
    }
    return dict(PrivateSerializer(told).data)

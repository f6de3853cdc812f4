"""What the API says of firms. Lists are written from the directory's row, never from normalised tables."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from suppliers.api import facts
from suppliers.directory.search import Row, standards
from suppliers.models import Evidence, Supplier
from suppliers.models.evidence import PROVEN_CLASSES


class OptionSerializer(serializers.Serializer):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField(
        allow_null=True, help_text="null where more than 20,000 firms match: too many to count by facet"
    )


class CapabilitySerializer(serializers.Serializer):
    process = serializers.CharField()
    materials = serializers.ListField(child=serializers.CharField())
    proven_until = serializers.DateField(allow_null=True)


class HeldSerializer(serializers.Serializer):
    standard = serializers.CharField()
    valid_to = serializers.DateField(allow_null=True, help_text="the last day on which it counts")
    unaudited = serializers.BooleanField(
        help_text="it ends then for want of a surveillance audit since; the paper itself runs on"
    )
    proven_by = serializers.CharField(help_text="class of the proof in force: A2, A3, A4, or empty")


class RowSerializer(serializers.Serializer):
    """A firm in a list. ``total`` and ``proven`` are points with six places; null while not judged."""

    public_id = serializers.CharField()
    name = serializers.CharField()
    name_latin = serializers.CharField()
    sectors = serializers.ListField(child=serializers.CharField())
    industries = serializers.ListField(child=serializers.CharField(), help_text="classes of VSIC 2025")
    province = serializers.CharField()
    former_province = serializers.CharField()
    ownership = serializers.CharField()
    capabilities = CapabilitySerializer(many=True)
    standards = HeldSerializer(many=True)
    level = serializers.IntegerField()
    total = serializers.CharField(allow_null=True)
    proven = serializers.CharField(allow_null=True)
    confirmed_on = serializers.DateField(allow_null=True)
    claimed = serializers.BooleanField()
    synthetic = serializers.BooleanField()


class ListSerializer(serializers.Serializer):
    """The answer of the list: count, facets by name, one page, and the address of the next."""

    count = serializers.IntegerField()
    facets = serializers.DictField(child=OptionSerializer(many=True))
    results = RowSerializer(many=True)
    next = serializers.URLField(allow_null=True)


def points(micro: int | None) -> str | None:
    return None if micro is None else f"{micro // 1_000_000}.{micro % 1_000_000:06d}"


def as_row(found: Row) -> dict[str, Any]:
    row: Mapping[str, Any] = found.row
    return {
        "public_id": row["public_id"],
        "name": row["name"],
        "name_latin": row["latin"],
        "sectors": row["sectors"],
        # A row written before it held classes says none until it is written again.
        "industries": row.get("industries", []),
        "province": row["province"],
        "former_province": row["former"],
        "ownership": row["ownership"],
        "capabilities": [
            {"process": process, "materials": materials, "proven_until": until}
            for process, materials, until in row["capabilities"]
        ],
        "standards": [
            {"standard": code, "valid_to": counts.until, "unaudited": counts.unaudited, "proven_by": by}
            for code, counts, by in standards(row)
        ],
        "level": found.level,
        "total": points(found.standing.get("total")),
        "proven": points(found.standing.get("proven")),
        "confirmed_on": row["confirmed_on"],
        "claimed": row["claimed"],
        "synthetic": found.synthetic,
    }


class CertificateSerializer(serializers.Serializer):
    """A certificate as the firm states it."""

    standard = serializers.CharField()
    number = serializers.CharField(allow_blank=True)
    issuer = serializers.CharField(allow_blank=True)
    scope = serializers.CharField(allow_blank=True)
    issued_on = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True, help_text="the end that the paper states")
    counts_until = serializers.DateField(allow_null=True, help_text="the last day on which it counts")
    unaudited = serializers.BooleanField(
        help_text="it counts no longer than that for want of a surveillance audit since"
    )
    proven_by = serializers.ChoiceField(
        choices=[c.value for c in PROVEN_CLASSES],
        allow_null=True,
        help_text="The class of the best proof in force today; null where the firm merely states it.",
    )


class SupplierSerializer(serializers.ModelSerializer):
    """One firm. Capacity, inputs bought here, delivery, people, ratings, exports and customers by tier are null for those
    who may not read them; ``contact`` for all but buyers, staff and the firm; ``private`` for all but the firm and staff in
    whose scope it lies. A buyer whom staff have not verified opens the contacts of a limited number of firms within 24
    hours, page and API together; beyond them ``contact`` is null and ``contact_withheld`` says why, ``contact_opens_at`` when."""

    sectors = serializers.SerializerMethodField()
    industries = serializers.SerializerMethodField(help_text="classes of VSIC 2025")
    province = serializers.SerializerMethodField()
    former_province = serializers.SerializerMethodField()
    capabilities = serializers.SerializerMethodField()
    certificates = serializers.SerializerMethodField()
    contact = serializers.SerializerMethodField()
    contact_withheld = serializers.SerializerMethodField(help_text="a sentence, or empty")
    contact_opens_at = serializers.SerializerMethodField()
    monthly_capacity = serializers.SerializerMethodField()
    load_percent = serializers.SerializerMethodField()
    local_content_percent = serializers.SerializerMethodField()
    products = serializers.SerializerMethodField()
    sites = facts.SiteSerializer(many=True, read_only=True)
    delivery = serializers.SerializerMethodField()
    workforce = serializers.SerializerMethodField()
    rating = serializers.SerializerMethodField()
    export = serializers.SerializerMethodField()
    customers = serializers.SerializerMethodField()
    private = serializers.SerializerMethodField()
    claimed = serializers.BooleanField(read_only=True)

    class Meta:
        model = Supplier
        fields = (
            "public_id", "tax_code", "name", "name_latin", "description", "description_en", "established", "workers",
            "website", "ownership", "owner_countries", "address", "province", "former_province", "sectors", "industries",
            "capabilities", "certificates", "declares_no_certificate", "monthly_capacity", "load_percent", "contact",
            "contact_withheld", "contact_opens_at", "local_content_percent", "products", "sites", "delivery", "workforce", "rating", "export", "customers",
            "private", "facts_confirmed_on", "claimed", "synthetic",
        )  # fmt: skip

    def get_sectors(self, firm: Supplier) -> list[str]:
        return [s.sector.code for s in sorted(firm.sectors.all(), key=lambda s: not s.is_main)]

    def get_industries(self, firm: Supplier) -> list[str]:
        return sorted(row.industry.code for row in firm.industries.all())

    def get_province(self, firm: Supplier) -> str | None:
        return firm.province.code if firm.province else None

    def get_former_province(self, firm: Supplier) -> str | None:
        return firm.former_province.code if firm.former_province else None

    def get_capabilities(self, firm: Supplier) -> list[dict[str, Any]]:
        return [
            {
                "process": c.process.code,
                "materials": [m.code for m in c.materials.all()],
                "tolerance_mm": c.tolerance_mm,
                "proven_until": c.proven_until,
            }
            for c in firm.capabilities.all()
        ]

    @extend_schema_field(CertificateSerializer(many=True))
    def get_certificates(self, firm: Supplier) -> list[dict[str, Any]]:
        proven: dict[int, str] = self.context["proven_by"]
        lines: Mapping[int, list[Evidence]] = self.context["certificate_lines"]
        return [
            {"standard": c.standard.code, "number": c.number, "issuer": c.issuer, "scope": c.scope,
             "issued_on": c.issued_on, "valid_to": c.valid_to, "counts_until": counts.until,
             "unaudited": counts.unaudited, "proven_by": proven.get(c.pk)}
            for c in firm.certificates.all()
            for counts in [c.counts(lines.get(c.pk, ()))]
        ]  # fmt: skip

    def get_contact(self, firm: Supplier) -> dict[str, str] | None:
        contact = getattr(firm, "contact", None) if self.context["opening"].shown else None
        if contact is None:
            return None
        return {name: getattr(contact, name) for name in ("name", "position", "phone", "email", "languages")}

    def get_contact_withheld(self, firm: Supplier) -> str:
        return str(self.context["opening"].withheld)

    def get_contact_opens_at(self, firm: Supplier) -> datetime | None:
        again: datetime | None = self.context["opening"].again
        return again

    def get_monthly_capacity(self, firm: Supplier) -> int | None:
        return firm.monthly_capacity if self.context["capacity"] else None

    def get_load_percent(self, firm: Supplier) -> int | None:
        return firm.load_percent if self.context["capacity"] else None

    def get_local_content_percent(self, firm: Supplier) -> int | None:
        return firm.local_content_percent if self.context["capacity"] else None

    @extend_schema_field(facts.ProductSerializer(many=True))
    def get_products(self, firm: Supplier) -> list[dict[str, Any]]:
        return facts.public_products(firm, capacity=self.context["capacity"])

    @extend_schema_field(facts.DeliverySerializer(allow_null=True))
    def get_delivery(self, firm: Supplier) -> dict[str, Any] | None:
        return facts.once(firm, "delivery", facts.DeliverySerializer) if self.context["capacity"] else None

    @extend_schema_field(facts.WorkforceSerializer(allow_null=True))
    def get_workforce(self, firm: Supplier) -> dict[str, Any] | None:
        return facts.once(firm, "workforce", facts.WorkforceSerializer) if self.context["capacity"] else None

    @extend_schema_field(facts.RatingSerializer(allow_null=True))
    def get_rating(self, firm: Supplier) -> dict[str, Any] | None:
        return (
            facts.once(firm, "sustainability", facts.RatingSerializer) if self.context["capacity"] else None
        )

    @extend_schema_field(facts.ExportSerializer(allow_null=True))
    def get_export(self, firm: Supplier) -> dict[str, Any] | None:
        return facts.once(firm, "export", facts.ExportSerializer) if self.context["capacity"] else None

    @extend_schema_field(facts.TiersSerializer(allow_null=True))
    def get_customers(self, firm: Supplier) -> dict[str, int] | None:
        return facts.tiers(firm) if self.context["capacity"] else None

    @extend_schema_field(facts.PrivateSerializer(allow_null=True))
    def get_private(self, firm: Supplier) -> dict[str, Any] | None:
        return facts.private_facts(firm) if self.context["private"] else None

"""What the API says of firms. Lists are written from the directory's row, never from normalised tables."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from suppliers.directory.search import Row
from suppliers.models import Supplier
from suppliers.models.evidence import PROVEN_CLASSES


class OptionSerializer(serializers.Serializer):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()


class CapabilitySerializer(serializers.Serializer):
    process = serializers.CharField()
    materials = serializers.ListField(child=serializers.CharField())
    proven_until = serializers.DateField(allow_null=True)


class HeldSerializer(serializers.Serializer):
    standard = serializers.CharField()
    valid_to = serializers.DateField(allow_null=True)
    proven_by = serializers.CharField(help_text="class of the proof in force: A2, A3, A4, or empty")


class RowSerializer(serializers.Serializer):
    """A firm in a list. ``total`` and ``proven`` are points with six places; null while not judged."""

    public_id = serializers.CharField()
    name = serializers.CharField()
    name_latin = serializers.CharField()
    sectors = serializers.ListField(child=serializers.CharField())
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
        "province": row["province"],
        "former_province": row["former"],
        "ownership": row["ownership"],
        "capabilities": [
            {"process": process, "materials": materials, "proven_until": until}
            for process, materials, until in row["capabilities"]
        ],
        "standards": [
            {"standard": s, "valid_to": until, "proven_by": by} for s, until, by in row["standards"]
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
    valid_to = serializers.DateField(allow_null=True)
    proven_by = serializers.ChoiceField(
        choices=[c.value for c in PROVEN_CLASSES],
        allow_null=True,
        help_text="The class of the best proof in force today; null where the firm merely states it.",
    )


class SupplierSerializer(serializers.ModelSerializer):
    """One firm. ``contact``, ``monthly_capacity`` and ``load_percent`` are null for those who may not read them."""

    sectors = serializers.SerializerMethodField()
    province = serializers.SerializerMethodField()
    former_province = serializers.SerializerMethodField()
    capabilities = serializers.SerializerMethodField()
    certificates = serializers.SerializerMethodField()
    contact = serializers.SerializerMethodField()
    monthly_capacity = serializers.SerializerMethodField()
    load_percent = serializers.SerializerMethodField()
    claimed = serializers.BooleanField(read_only=True)

    class Meta:
        model = Supplier
        fields = (
            "public_id", "tax_code", "name", "name_latin", "description", "description_en", "established", "workers",
            "website", "ownership", "owner_countries", "address", "province", "former_province", "sectors",
            "capabilities", "certificates", "declares_no_certificate", "monthly_capacity", "load_percent", "contact",
            "facts_confirmed_on", "claimed", "synthetic",
        )  # fmt: skip

    def get_sectors(self, firm: Supplier) -> list[str]:
        return [s.sector.code for s in sorted(firm.sectors.all(), key=lambda s: not s.is_main)]

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
        return [
            {"standard": c.standard.code, "number": c.number, "issuer": c.issuer, "scope": c.scope,
             "issued_on": c.issued_on, "valid_to": c.valid_to, "proven_by": proven.get(c.pk)}
            for c in firm.certificates.all()
        ]  # fmt: skip

    def get_contact(self, firm: Supplier) -> dict[str, str] | None:
        contact = getattr(firm, "contact", None) if self.context["contact"] else None
        if contact is None:
            return None
        return {name: getattr(contact, name) for name in ("name", "position", "phone", "email", "languages")}

    def get_monthly_capacity(self, firm: Supplier) -> int | None:
        return firm.monthly_capacity if self.context["contact"] else None

    def get_load_percent(self, firm: Supplier) -> int | None:
        return firm.load_percent if self.context["contact"] else None

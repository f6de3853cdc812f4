"""Firms: the enterprise, its establishments, their names, numbers and sectors."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.models import IndustryClass, Organisation, Province, Sector, User
from suppliers.models.history import keep_history
from suppliers.public_ids import new_public_id


@keep_history()
class Enterprise(models.Model):
    """A legal entity: ten digits, or none while unknown. National counts of firms count these codes."""

    code = models.CharField(max_length=10, null=True, blank=True, unique=True)
    name = models.CharField(max_length=250)
    # The head of its group; heads have none themselves. Staff say so, with the reason.
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="group_members"
    )
    parent_reason = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code__isnull=True) | Q(code__regex=r"^\d{10}$"),
                name="enterprise_code_is_ten_digits",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SupplierQuerySet(models.QuerySet["Supplier"]):
    def listed(self) -> Self:
        """Published by the owner with the decidable set, or imported and checked by staff."""
        return self.filter(merged_into__isnull=True).filter(
            Q(published_at__isnull=False) | Q(checked_at__isnull=False)
        )

    def countable(self) -> Self:
        """Firms of this country: demo firms on a demo portal, real firms on a real one, never both."""
        return self.filter(synthetic=settings.DEMO, merged_into__isnull=True)

    def owned_by(self, user: User) -> Self:
        return self.filter(organisation__in=user.organisation_ids()) if user.is_authenticated else self.none()

    def in_scope_of(self, user: User) -> Self:
        """Firms in the provinces and sectors for which this member of staff is responsible."""
        allowed = Q(pk__in=[])
        for provinces, sectors in user.scopes:
            here = Q()
            if provinces:
                here &= Q(province__in=provinces)
            if sectors:
                here &= Q(pk__in=SupplierSector.objects.filter(sector__in=sectors).values("supplier"))
            if not here:
                return self
            allowed |= here
        return self.filter(allowed)

    def visible_to(self, user: User) -> Self:
        """The one place that says who may see which firm: everyone the listed ones, owners their own,
        staff also those of their scope."""
        listed = Q(merged_into__isnull=True) & (Q(published_at__isnull=False) | Q(checked_at__isnull=False))
        if not user.is_authenticated:
            return self.filter(listed)
        seen = listed | Q(organisation__in=user.organisation_ids())
        if user.is_ministry:
            seen |= Q(pk__in=Supplier.objects.in_scope_of(user).values("pk"))
        return self.filter(seen)


@keep_history(exclude=["facts_version", "facts_changed_at"])
class Supplier(models.Model):
    """An establishment with its own tax code (10 digits, or 13 for a dependent branch or plant).

    Certificates, audits and machines belong to it. ``facts_version`` rises with each change of facts
    (``suppliers.actions.changing``); scores compare themselves with it.
    """

    class Ownership(models.TextChoices):
        VIETNAMESE = "vietnamese", _("Vietnamese-owned")
        FOREIGN = "foreign", _("Foreign-invested")
        UNKNOWN = "unknown", _("Not known")

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="establishments"
    )
    # Empty: imported, nobody has claimed the profile yet.
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="suppliers"
    )
    tax_code = models.CharField(_("tax code"), max_length=13, null=True, blank=True)
    name = models.CharField(_("registered name"), max_length=250)
    name_latin = models.CharField(_("name in English"), max_length=250, blank=True)
    description = models.TextField(_("what you make"), max_length=1000, blank=True)
    description_en = models.TextField(_("what you make, in English"), max_length=1000, blank=True)
    established = models.PositiveSmallIntegerField(_("year founded"), null=True, blank=True)
    workers = models.PositiveIntegerField(_("number of workers"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    ownership = models.CharField(_("ownership"), max_length=12, choices=Ownership, default=Ownership.UNKNOWN)
    owner_countries = models.CharField(
        _("countries of the owners"),
        max_length=60,
        blank=True,
        help_text="ISO 3166-1 alpha-2, separated by spaces",
    )
    address = models.CharField(_("address as written"), max_length=300, blank=True)
    province = models.ForeignKey(
        Province,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("province"),
    )
    # The unit in which the address lay before 1 July 2025, when it is known: "Bình Dương" must still find its firms.
    former_province = models.ForeignKey(
        Province,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("former province"),
    )
    monthly_capacity = models.PositiveIntegerField(_("pieces a month"), null=True, blank=True)
    load_percent = models.PositiveSmallIntegerField(_("share of capacity in use, %"), null=True, blank=True)
    local_content_percent = models.PositiveSmallIntegerField(
        _("share of inputs bought in Viet Nam, %"), null=True, blank=True
    )
    declares_no_certificate = models.BooleanField(_("we hold no certificate"), default=False)
    delivery_sales_percent = models.PositiveSmallIntegerField(
        _("share of sales covered by these figures, %"), null=True, blank=True
    )

    synthetic = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True, help_text="imported, and checked by staff")
    facts_confirmed_on = models.DateField(null=True, blank=True)
    facts_version = models.PositiveIntegerField(default=1)
    # When the version rose: how long a score has been behind is seen from it.
    facts_changed_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    import_row = models.ForeignKey(
        "suppliers.ImportRow", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    objects = SupplierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tax_code"],
                name="one_establishment_a_tax_code",
                violation_error_message=_("A firm with this tax code is on the portal already."),
            ),
            models.CheckConstraint(
                condition=Q(tax_code__isnull=True) | Q(tax_code__regex=r"^\d{10}(\d{3})?$"),
                name="tax_code_has_10_or_13_digits",
                violation_error_message=_(
                    "A tax code has 10 digits, or 13 for a branch: 0100109106 or 0100109106001."
                ),
            ),
            models.CheckConstraint(
                condition=Q(load_percent__isnull=True) | Q(load_percent__lte=150),
                name="load_at_most_150_percent",
                violation_error_message=_("The load is a share of capacity: 0 to 150 %."),
            ),
            models.CheckConstraint(
                condition=Q(local_content_percent__isnull=True) | Q(local_content_percent__lte=100),
                name="local_content_at_most_100_percent",
                violation_error_message=_("A share of inputs is 0 to 100 %."),
            ),
            models.CheckConstraint(
                condition=Q(delivery_sales_percent__isnull=True) | Q(delivery_sales_percent__lte=100),
                name="sales_covered_at_most_100_percent",
                violation_error_message=_("A share of sales is 0 to 100 %."),
            ),
        ]
        indexes = [
            models.Index(fields=["province"], name="supplier_by_province"),
            models.Index(fields=["organisation"], name="supplier_by_organisation"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def claimed(self) -> bool:
        """An organisation has taken the profile in hand."""
        return self.organisation_id is not None

    @property
    def listed(self) -> bool:
        return self.merged_into_id is None and (self.published_at is not None or self.checked_at is not None)

    @property
    def free_capacity(self) -> int | None:
        """Pieces a month not in use; None while either figure is unknown."""
        if self.monthly_capacity is None or self.load_percent is None:
            return None
        return max(0, self.monthly_capacity * (100 - self.load_percent) // 100)

    @cached_property
    def main_sector(self) -> "SupplierSector | None":
        return next((s for s in self.sectors.all() if s.is_main), None)


class SupplierAlias(models.Model):
    """An old public number that still leads to the firm after a merge."""

    public_id = models.CharField(max_length=8, unique=True)
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="old_ids")

    def __str__(self) -> str:
        return self.public_id


@keep_history()
class SupplierName(models.Model):
    """Another name under which people look for the firm."""

    class Kind(models.TextChoices):
        TRADING = "trading", _("trading name")
        FORMER = "former", _("former name")
        FOREIGN = "foreign", _("name in another script")

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="other_names")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=250)
    language = models.CharField(max_length=5, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supplier", "name"], name="one_row_a_name_of_a_firm")]

    def __str__(self) -> str:
        return self.name


@keep_history()
class SupplierSector(models.Model):
    """A sector in which the firm works. The main one decides its headline and where it is counted."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="sectors")
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="+")
    is_main = models.BooleanField(default=False)
    main_since = models.DateField(null=True, blank=True)
    reason = models.CharField(_("reason for the change"), max_length=250, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "sector"], name="one_row_a_sector_of_a_firm"),
            models.UniqueConstraint(
                fields=["supplier"], condition=Q(is_main=True), name="one_main_sector_a_firm"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} · {self.sector}"

    @property
    def letter(self) -> str:
        return self.sector.letters[0]


@keep_history()
class SupplierIndustry(models.Model):
    """A class of VSIC 2025 in which the firm says it is registered or works."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="industries")
    industry = models.ForeignKey(IndustryClass, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "industry"], name="one_row_an_industry_class_of_a_firm"
            )
        ]

    def __str__(self) -> str:
        return f"{self.supplier} · {self.industry.code}"


class SectionVersion(models.Model):
    """How often a section of a profile was saved: two people in one section are told, not overwritten."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="section_versions")
    section = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=0)
    confirmed_on = models.DateField(default=date.today)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supplier", "section"], name="one_version_a_section")]

    def __str__(self) -> str:
        return f"{self.supplier_id} {self.section} {self.version}"

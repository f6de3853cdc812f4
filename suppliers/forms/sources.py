"""What the forms of a profile show: the firm's rows and the shared words, each list read once."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet

from portal.models import Material, Process, ProductGroup, Province, Sector, Standard
from portal.together import read_together
from portal.vocabulary import BEFORE
from suppliers.models import Capability, Supplier

Read = Callable[[Supplier], QuerySet[Any]]

_MATERIALS = Capability.materials.through.objects.filter(capability=OuterRef("pk"))
LISTS: dict[str, Read] = {
    # Of the firm, in the order in which they are shown.
    "industries": lambda firm: firm.industries.annotate(code=F("industry__code")).order_by("code"),
    "owners": lambda firm: firm.owners.order_by("-share_percent", "pk"),
    "sites": lambda firm: firm.sites.order_by("pk"),
    "permits": lambda firm: firm.permits.order_by("pk"),
    "capabilities": lambda firm: firm.capabilities.annotate(
        material_keys=ArraySubquery(_MATERIALS.values("material_id"))
    ).order_by("pk"),
    "products": lambda firm: firm.products.order_by("pk"),
    "inputs": lambda firm: firm.inputs.order_by("pk"),
    "machines": lambda firm: firm.machines.order_by("pk"),
    "certificates": lambda firm: firm.certificates.order_by("pk"),
    "certified_to": lambda firm: Standard.objects.filter(pk__in=firm.certificates.values("standard")),
    "delivery_months": lambda firm: firm.delivery_months.all(),
    "financial_years": lambda firm: firm.financial_years.all(),
    "scrap_months": lambda firm: firm.scrap_months.all(),
    "posts": lambda firm: firm.posts.order_by("pk"),
    "customers": lambda firm: firm.stated_customers.order_by("pk"),
    # Shared words.
    "sectors": lambda _firm: Sector.objects.current(),
    "provinces": lambda _firm: Province.objects.filter(changes_after__isnull=True).order_by("sort_key"),
    "former_provinces": lambda _firm: Province.objects.filter(list__version=BEFORE).order_by("sort_key"),
    "processes": lambda _firm: Process.objects.current(),
    "materials": lambda _firm: Material.objects.current(),
    "product_groups": lambda _firm: ProductGroup.objects.current().annotate(
        sector_letters=F("sector__letters")
    ),
    "standards": lambda _firm: Standard.objects.current(),
}


class Sources:
    """The ``LISTS`` for one firm, each asked for when it is first shown."""

    def __init__(self, supplier: Supplier) -> None:
        self.supplier = supplier
        self._read: dict[str, list[Any]] = {}

    @classmethod
    def all_together(cls, supplier: Supplier) -> "Sources":
        """For a page of every section: all of them in one question."""
        sources = cls(supplier)
        found = read_together([read(supplier) for read in LISTS.values()])
        sources._read = dict(zip(LISTS, found, strict=True))
        return sources

    def __getitem__(self, name: str) -> list[Any]:
        if name not in self._read:
            self._read[name] = list(LISTS[name](self.supplier))
        return self._read[name]

    @property
    def letters(self) -> str:
        """The letters of the firm's sectors."""
        return "".join(sector.letter for sector in self.supplier.sectors.all())


def as_typed(rows: Iterable[Any], names: Iterable[str]) -> list[dict[str, Any]]:
    """What the controls of saved rows start with: values of columns, keys of what they point to."""
    names = tuple(names)
    return [{name: row.serializable_value(name) for name in names} for row in rows]

"""A firm by its public number, also by a number that it had before it was merged into another."""

from django.db.models import QuerySet

from suppliers.models import Supplier, SupplierAlias


def firm_of(public_id: str, firms: QuerySet[Supplier]) -> Supplier | None:
    """The living firm of this number among ``firms``; None where there is none that may be seen.

    The number of a merged firm leads to the firm it was merged into, however often that happened.
    """
    wanted = public_id.upper()
    firm = firms.filter(public_id=wanted, merged_into__isnull=True).first()
    if firm is not None:
        return firm
    living = SupplierAlias.objects.filter(public_id=wanted).values_list("supplier", flat=True).first()
    if living is None:
        living = Supplier.objects.filter(public_id=wanted).values_list("merged_into", flat=True).first()
    seen: set[int] = set()
    while living is not None and living not in seen:
        seen.add(living)
        onward = Supplier.objects.filter(pk=living).values_list("merged_into", flat=True).first()
        if onward is None:
            return firms.filter(pk=living).first()
        living = onward
    return None

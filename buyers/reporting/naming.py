"""Which firm of the portal a buyer means by a tax code or a public number, and whether it is owned as they say."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from buyers.models import PurchaseRow
from portal.models import User
from suppliers.importing.cells import digits_of
from suppliers.models import Supplier, SupplierAlias


def named(texts: Iterable[str], reader: User, *, synthetic: bool) -> dict[str, Supplier]:
    """Texts as written -> firms, for those that name one the reader may see. Two queries, however many.

    A firm is known by its tax code (10 or 13 digits), by its public number, or by one it had before a merge.
    Demo firms are named in demo reports only.
    """
    written = {text: (text.strip().upper(), digits_of(text[:40])) for text in texts if text.strip()}
    if not written:
        return {}
    numbers = {number for number, _code in written.values()}
    codes = {code for _number, code in written.values()}
    merged = dict(SupplierAlias.objects.filter(public_id__in=numbers).values_list("public_id", "supplier"))
    firms = Supplier.objects.visible_to(reader).filter(synthetic=synthetic, merged_into__isnull=True)
    found = list(firms.filter(Q(public_id__in=numbers) | Q(tax_code__in=codes) | Q(pk__in=merged.values())))
    by_number = {firm.public_id: firm for firm in found}
    by_code = {firm.tax_code: firm for firm in found if firm.tax_code}
    by_key = {firm.pk: firm for firm in found}
    firm_of = {
        text: by_number.get(number) or by_key.get(merged.get(number, 0)) or by_code.get(code)
        for text, (number, code) in written.items()
    }
    return {text: firm for text, firm in firm_of.items() if firm is not None}


def contradiction(firm: Supplier, origin: str) -> str:
    """What the directory says of the owners where a row says otherwise; "" where either does not know."""
    said = {
        PurchaseRow.Origin.VIETNAMESE.value: Supplier.Ownership.VIETNAMESE,
        PurchaseRow.Origin.FOREIGN.value: Supplier.Ownership.FOREIGN,
    }.get(origin)
    if said is None or firm.ownership in (said, Supplier.Ownership.UNKNOWN):
        return ""
    return _("The directory says of %(firm)s: %(ownership)s. Correct the ownership, or name another supplier.") % {
        "firm": firm.name, "ownership": firm.get_ownership_display(),
    }  # fmt: skip

"""What one report adds up to, for the buyer itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from buyers.models import PurchaseRow
from portal.templatetags.figures import per_cent

Origin = PurchaseRow.Origin


@dataclass(frozen=True, slots=True)
class Totals:
    """Million VND by origin; shares in per cent with one decimal, None where nothing was bought."""

    imported: Decimal
    vietnamese: Decimal
    foreign: Decimal
    unknown: Decimal

    @property
    def all(self) -> Decimal:
        return self.imported + self.local

    @property
    def local(self) -> Decimal:
        return self.vietnamese + self.foreign + self.unknown

    @property
    def local_share(self) -> Decimal | None:
        return self._share(self.local)

    @property
    def vietnamese_share(self) -> Decimal | None:
        return self._share(self.vietnamese)

    def _share(self, part: Decimal) -> Decimal | None:
        return per_cent(part, self.all) if self.all else None


def totals(rows: Iterable[PurchaseRow]) -> Totals:
    by_origin = dict.fromkeys(Origin.values, Decimal())
    for row in rows:
        by_origin[row.origin] += row.amount
    return Totals(**by_origin)

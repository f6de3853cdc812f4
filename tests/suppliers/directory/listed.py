"""Firms that are on the list, made of facts and indexed, for the tests of the directory."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any
from urllib.parse import urlencode

from portal.models import Material, Organisation, Process, Province, Sector, Standard
from suppliers import directory
from suppliers.directory import Standing, show_standing
from suppliers.models import (
    Capability,
    Certificate,
    Contact,
    Evidence,
    Machine,
    SectionVersion,
    Supplier,
    SupplierName,
    SupplierSector,
)
from tests.cast import NOW, TODAY

URL = "/suppliers/"
API = "/api/v1/suppliers/"
_numbers = count(1)


def address(**query: Any) -> str:
    """The directory's page with a query; a list repeats its name."""
    return f"{URL}?{urlencode(query, doseq=True)}"


def place(name: str, *, former: bool = False) -> Province:
    return Province.objects.get(label_vi=name, changes_after__isnull=not former)


def listed(
    name: str,
    makes: Mapping[str, Sequence[str]] | None = None,
    *,
    holds: Iterable[tuple[str, date | None]] = (),
    sector: str = "mechanical",
    province: str = "Hà Nội",
    former: str = "",
    level: int = 0,
    proven: int = 0,
    also_called: Iterable[str] = (),
    claimed: bool = True,
    published: bool = True,
    **facts: Any,
) -> Supplier:
    """A listed firm. ``makes``: process code -> material codes; ``holds``: (standard code, its end)."""
    number = next(_numbers)
    firm = Supplier.objects.create(
        name=name,
        organisation=Organisation.objects.create(kind="supplier", name=name) if claimed else None,
        published_at=NOW if published and claimed else None,
        checked_at=NOW if published and not claimed else None,
        province=place(province) if province else None,
        former_province=place(former, former=True) if former else None,
        facts_confirmed_on=TODAY,
        **{"ownership": "vietnamese", "tax_code": f"{7_000_000_000 + number}", **facts},
    )
    if sector:
        SupplierSector.objects.create(
            supplier=firm, sector=Sector.objects.current().get(code=sector), is_main=True, main_since=TODAY
        )
    for process, materials in (makes or {}).items():
        row = Capability.objects.create(
            supplier=firm, process=Process.objects.get(code=process), proven_until=TODAY + timedelta(days=100)
        )
        row.materials.set(Material.objects.filter(code__in=materials))
    for standard, end in holds:
        Certificate.objects.create(
            supplier=firm, standard=Standard.objects.get(code=standard), number=f"C-{number}", valid_to=end
        )
    for other in also_called:
        SupplierName.objects.create(supplier=firm, kind="trading", name=other)
    index(firm)
    show(firm, level, proven)
    return firm


def index(*firms: Supplier, on: date = TODAY) -> None:
    directory.index([firm.pk for firm in firms], on)


def show(firm: Supplier, level: int, proven: int = 0) -> None:
    """What readiness would tell the directory of this firm; points, not millionths."""
    show_standing(
        [
            Standing(
                supplier_id=firm.pk,
                sector="M",
                level=level,
                counted_level=level,
                total=proven * 1_000_000,
                proven=proven * 1_000_000,
                coverage=1_000_000,
                level_name={"vi": f"tên bậc {level}", "en": f"name of level {level}"},
                blocker={"vi": f"Bậc {level + 1} còn thiếu: một điều.", "en": f"Level {level + 1} still needs: it."},
            )
        ]
    )  # fmt: skip


def complete(firm: Supplier) -> Supplier:
    """With everything that only some may read."""
    Supplier.objects.filter(pk=firm.pk).update(
        monthly_capacity=123_456, load_percent=37, address="Lô 12, KCN Thăng Long"
    )
    Contact.objects.create(
        supplier=firm, name="Phạm Thị Liên Hệ", phone="0912345678", email="lienhe@firm.example", languages="vi en"
    )  # fmt: skip
    Machine.objects.create(
        supplier=firm,
        process=Process.objects.get(code="machining.cnc_turning"),
        name="Máy tiện Mazak",
        serial_number="SECRET-SERIAL",
        monthly_capacity=98_765,
    )
    SectionVersion.objects.create(supplier=firm, section="company", confirmed_on=TODAY)
    return Supplier.objects.get(pk=firm.pk)


def proof(firm: Supplier, criterion: str, klass: str, until: date | None, **more: Any) -> Evidence:
    return Evidence.objects.create(
        supplier=firm, criterion=criterion, kind="document", level=3, evidence_class=klass,
        valid_from=TODAY - timedelta(days=400), valid_to=until, **more,
    )  # fmt: skip


def names(page: Any) -> list[str]:
    """The firms of a page in their order."""
    return [link.text for link in page.select(".result h3 a")]


def count_of(page: Any) -> int:
    return int("".join(c for c in page.select_one("#count").text if c.isdigit()))

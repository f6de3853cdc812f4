"""What a reader types into the forms of the four sections."""

from typing import Any

from tests.suppliers.firms import Firm, process, province, sector, standard

Typed = dict[str, Any]


def rows(prefix: str, *each: Typed) -> Typed:
    """Rows as a browser sends them."""
    sent: Typed = {f"{prefix}-count": str(len(each))}
    for number, row in enumerate(each):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def company(**changes: Any) -> Typed:
    typed: Typed = {
        "version": "0",
        "name": "Cơ khí Anh Dương",
        "sector": sector("M"),
        "established": "2006",
        "workers": "1.200",
        "address": "Lô A3, Khu công nghiệp Sóng Thần",
        "province": province("TP. Hồ Chí Minh"),
        **rows("owner", {"name": "Trần Văn Dương", "country": "VN", "share_percent": "70,5"}),
        "contact-name": "Nguyễn Thu Hà",
        "contact-phone": "0912 345 678",
    }
    return typed | changes


def processes(**changes: Any) -> Typed:
    turning = process()
    typed: Typed = {
        "version": "0",
        **rows("process", {"process": turning, "materials": [_material()], "tolerance_mm": "0,02"}),
        **rows(
            "machine", {"process": turning, "name": "Máy tiện CNC", "quantity": "2", "serial_number": "TC-1"}
        ),
        "monthly_capacity": "12.000",
        "load_percent": "60",
    }
    return typed | changes


def certificates(*held: Typed, **changes: Any) -> Typed:
    return {"version": "0", **rows("certificate", *held), **changes}


def iso9001(**changes: Any) -> Typed:
    return {
        "standard": standard("iso9001"),
        "number": "QMS-1",
        "issuer": "TÜV",
        "issued_on": "01/03/2025",
        "valid_to": "28/02/2028",
        "last_surveillance_on": "10/03/2026",
    } | changes


def quality(*months: Typed, **changes: Any) -> Typed:
    return {"version": "0", **rows("month", *months), "delivery_sales_percent": "80"} | changes


def month(name: str, customer: str = "Khách A", **changes: Any) -> Typed:
    return {
        "month": name,
        "customer": customer,
        "parts": "10.000",
        "rejected": "3",
        "lines_due": "50",
        "lines_on_time": "49",
    } | changes


def save(firm: Firm, key: str, typed: Typed, *, user: Any = None, **headers: str) -> Any:
    return firm.client(user).post(firm.url("section", key), typed, headers=headers or None)


def _material() -> int:
    from portal.models import Material

    return Material.objects.current().exclude(parent=None).filter(sectors__contains="M").first().pk

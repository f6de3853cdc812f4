"""What a reader types into the forms of the sections."""

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
        **rows("owner", {"name": "Trần Văn Dương", "country": "VN", "share_percent": "70,5"}),
    }
    return typed | changes


def site(**changes: Any) -> Typed:
    typed: Typed = {
        "version": "0",
        "address": "Lô A3, Khu công nghiệp Sóng Thần",
        "province": province("TP. Hồ Chí Minh"),
        **rows("site"),
        "contact-name": "Nguyễn Thu Hà",
        "contact-phone": "0912 345 678",
    }
    return typed | changes


def processes(**changes: Any) -> Typed:
    typed: Typed = {
        "version": "0",
        **rows("process", {"process": process(), "materials": [_material()], "tolerance_mm": "0,02"}),
    }
    return typed | changes


def products(**changes: Any) -> Typed:
    typed: Typed = {
        "version": "0",
        **rows("product", {"name": "Trục bơm", "yearly_pieces": "120.000"}),
        "local_content_percent": "60",
        **rows("input", {"name": "Thép S45C", "country": "JP", "share_percent": "40", "sources": "1"}),
    }
    return typed | changes


def machines(**changes: Any) -> Typed:
    typed: Typed = {
        "version": "0",
        **rows(
            "machine",
            {"process": process(), "name": "Máy tiện CNC", "quantity": "2", "serial_number": "TC-1"},
        ),
    }
    return typed | changes


def capacity(**changes: Any) -> Typed:
    return {"version": "0", "monthly_capacity": "12.000", "load_percent": "60"} | changes


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


def finance(**changes: Any) -> Typed:
    year = {"filed": "on", "revenue": "12.500", "equity": "4.000", "current_assets": "3.000"}
    typed: Typed = {
        "version": "0",
        **rows(
            "year",
            {"year": "2025", **year, "current_liabilities": "2.000"},
            {"year": "2024", **year, "current_liabilities": "2.500"},
        ),
        "trained": "on",
        "score": "78",
        "scored_on": "1/9/2026",
        **rows("scrap", {"month": "10/2026", "made": "10.000", "scrapped": "120"}),
    }
    return typed | changes


def people(**changes: Any) -> Typed:
    typed: Typed = {
        "version": "0",
        **rows(
            "post", {"name": "Thợ hàn", "people": "6", "certified": "6", "stand_ins": "1", "is_key": "on"}
        ),
        "skills_matrix": "on",
        "training_hours": "18",
        "engineers": "3",
        "languages_written": ["en", "ja"],
        "languages_spoken": ["en"],
    }
    return typed | changes


def sustainability(**changes: Any) -> Typed:
    return {"version": "0", "ecovadis_score": "57", "rated_on": "1/9/2026"} | changes


def market(**changes: Any) -> Typed:
    typed: Typed = {
        "version": "0",
        **rows(
            "customer",
            {"name": "Khách A", "role": "tier1", "since": "1/2020", "share_percent": "40"},
            {"name": "Khách B", "role": "tier2", "since": "3/2023", "share_percent": "30"},
        ),
        "direct_percent": "12",
    }
    return typed | changes


def save(firm: Firm, key: str, typed: Typed, *, user: Any = None, **headers: str) -> Any:
    return firm.client(user).post(firm.url("section", key), typed, headers=headers or None)


def _material() -> int:
    from portal.models import Material

    return Material.objects.current().exclude(parent=None).filter(sectors__contains="M").first().pk


SOUND = {
    "company": company,
    "site": site,
    "processes": processes,
    "products": products,
    "machines": machines,
    "capacity": capacity,
    "certificates": lambda **changes: certificates(iso9001(), **changes),
    "quality": lambda **changes: quality(month("10/2026"), **changes),
    "finance": finance,
    "people": people,
    "sustainability": sustainability,
    "market": market,
}

"""Papers as firms upload them, and what lies before the readers."""

import struct
import zlib
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.models import Standard
from suppliers import uploads
from suppliers.comparing import said
from suppliers.models import Certificate, Evidence, Supplier
from suppliers.verification import mark_of

PDF = (
    b"%PDF-1.4\n1 0 obj<<>>endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 1>>\nstartxref\n26\n%%EOF\n"
)
EXE = b"MZ\x90\x00" + b"\x00" * 60 + b"PE\x00\x00" + b"\x00" * 200


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\x00" + b"\x80" * width) * min(height, 8)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def jpeg(width: int = 2, height: int = 2) -> bytes:
    app0 = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + struct.pack(">HB", 8, 1) + b"\x01\x00\x00\x3f\x00"
    return b"\xff\xd8" + app0 + frame + scan + b"\x12\x34\x56" + b"\xff\xd9"


def upload(content: bytes = PDF, name: str = "giay.pdf", said: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, said)


def waiting_paper(firm: Supplier, criterion: str = "2.3", level: int = 3, **changes: Any) -> Evidence:
    """A paper for a criterion, uploaded yesterday and not read yet."""
    return _queue(
        firm, criterion=criterion, kind=Evidence.Kind.DOCUMENT, claimed_level=level, level=level,
        **{"valid_from": date(2026, 6, 1), "valid_to": date(2027, 6, 1)} | changes,
    )  # fmt: skip


def waiting_certificate(firm: Supplier, **held: Any) -> Evidence:
    """ISO 9001 as the firm states it, with its paper."""
    certificate = Certificate.objects.create(
        supplier=firm,
        standard=Standard.objects.current().get(code="iso9001"),
        **{
            "number": "VN-QMS 24/0817", "issuer": "TÜV", "scope": "Hàn, lắp ráp",
            "issued_on": date(2024, 7, 1), "valid_to": date(2027, 6, 30),
            "last_surveillance_on": date(2026, 6, 18),
        } | held,
    )  # fmt: skip
    return _queue(
        firm, criterion="2.1", kind=Evidence.Kind.CERTIFICATE, certificate=certificate, scheme="iso9001",
        claimed_level=3, level=3, valid_from=date(2024, 7, 1), valid_to=date(2027, 6, 30),
    )  # fmt: skip


def waiting_figures(firm: Supplier) -> Evidence:
    figures = {"parts": 120_000, "rejected": 36, "months": 12, "coverage_of_sales": "0.8"}
    return _queue(
        firm, criterion="2.2", kind=Evidence.Kind.FIGURES, figures=figures,
        valid_from=date(2025, 11, 1), valid_to=date(2027, 1, 31),
    )  # fmt: skip


def waiting_match(firm: Supplier) -> Evidence:
    """The tax code, to be matched with the register of companies; no paper."""
    match = Evidence.objects.create(
        supplier=firm, criterion="1.1", kind=Evidence.Kind.REGISTER, claimed_level=5, level=5,
        valid_from=date(2026, 11, 1), valid_to=date(2027, 11, 1), queued_at=queued(days=1),
    )  # fmt: skip
    return _as_stored(match)


def queued(**ago: float) -> datetime:
    return timezone.now() - timedelta(**ago)


def _queue(firm: Supplier, **values: Any) -> Evidence:
    file = upload()
    document = uploads.keep(firm, file, uploads.examine(file), by=None, now=queued(days=1))  # type: ignore[arg-type]
    values = {"queued_at": queued(days=1), "evidence_class": "A1", "document": document} | values
    return _as_stored(Evidence.objects.create(supplier=firm, **values))


def _as_stored(evidence: Evidence) -> Evidence:
    return Evidence.objects.get(pk=evidence.pk)


def in_form(value: Any) -> str:
    """As a reader types it."""
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


def decision(evidence: Evidence, **changes: Any) -> dict[str, Any]:
    """What a reader who accepts sends."""
    read = {row.field: in_form(row.stated) for row in said(evidence, 12) if row.needed}
    typed = read | {
        "mark": mark_of(evidence),
        "outcome": "accepted",
        "level": "3",
        "evidence_class": "A2",
        "source": "document",
        "source_seen": "",
        "valid_from": evidence.valid_from.strftime("%d/%m/%Y"),
        "valid_to": "",
        "reason": "Số, tên và ngày trên giấy khớp.",
    }
    return typed | changes

"""Uploaded papers: what they are is read from their content, never from their name or the browser's word."""

import hashlib
import re
import secrets
import struct
import unicodedata
import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import transaction
from django.utils.translation import gettext as _

from portal.models import User
from suppliers import scanning
from suppliers.events import document_kept
from suppliers.models import Document, Supplier

EXTENSIONS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
# Nobody's paper is a picture of more than this many pixels a side; decoders choke on such.
LONGEST_SIDE = 30_000


@dataclass(frozen=True, slots=True)
class Examined:
    """A file whose content is what it claims to be."""

    content: bytes
    content_type: str
    digest: str


class TooLarge(FileUploadHandler):
    """Stop keeping a file beyond the limit while it arrives; ``request.upload_too_large`` says so."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.seen += len(raw_data)
        if self.seen > settings.EVIDENCE_MAX_BYTES:
            self.request.upload_too_large = True  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def too_large() -> str:
    return _("The file is larger than %(limit)s MB. Make it smaller, or photograph one page at a time.") % {
        "limit": settings.EVIDENCE_MAX_BYTES // (1024 * 1024)
    }


def examine(file: UploadedFile) -> Examined:
    """Read and judge an upload. Raises ValidationError with a sentence for the reader."""
    if not file.size:
        raise ValidationError(_("The file is empty."))
    if file.size > settings.EVIDENCE_MAX_BYTES:
        raise ValidationError(too_large())
    content = file.read()
    for content_type, holds in (("application/pdf", _pdf), ("image/jpeg", _jpeg), ("image/png", _png)):
        if holds(content):
            return Examined(content, content_type, hashlib.sha256(content).hexdigest())
    raise ValidationError(
        _("This is not a sound PDF, JPEG or PNG file. Its name does not count, its content does.")
    )


def keep(supplier: Supplier, file: UploadedFile, examined: Examined, *, by: User, now: datetime) -> Document:
    """Store the content under a random name, apart from static files."""
    extension = EXTENSIONS[examined.content_type]
    document = Document(
        supplier=supplier,
        original_name=safe_name(file.name or "", extension),
        content_type=examined.content_type,
        size=len(examined.content),
        digest=examined.digest,
        uploaded_at=now,
        uploaded_by=by,
        scan=Document.Scan.WAITING if scanning.configured() else Document.Scan.NONE,
    )
    document.file.save(secrets.token_hex(16) + extension, ContentFile(examined.content), save=False)
    document.save()
    transaction.on_commit(partial(document_kept.send_robust, Document, document_id=document.pk))
    return document


def safe_name(name: str, extension: str) -> str:
    """The firm's name for its file, without path, control or direction marks, with the extension of its content."""
    name = PurePosixPath(name.replace("\\", "/")).name
    name = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c)[0] != "C")
    stem = re.sub(r'[<>:"|?*;%]', "", name.rpartition(".")[0] or name).strip(" .")
    return (stem[:120] or "document") + extension


def _hides_archive(content: bytes) -> bool:
    """A ZIP reads its directory from the end: such a file would be two things at once."""
    return b"PK\x05\x06" in content[-65_600:]


def _pdf(content: bytes) -> bool:
    """Header at the first byte, a cross-reference, and nothing but white space after the last %%EOF."""
    if not re.match(rb"%PDF-[12]\.\d", content[:8]) or _hides_archive(content):
        return False
    end = content.rfind(b"%%EOF")
    return end > 0 and not content[end + 5 :].strip(b"\r\n\t\x00 ") and b"startxref" in content[:end][-2048:]


def _png(content: bytes) -> bool:
    """Signature, whole chunks with right checksums from IHDR to IEND, and nothing after."""
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        return False
    at, first = 8, True
    while at + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        end = at + 12 + length
        if (
            end > len(content)
            or zlib.crc32(content[at + 4 : end - 4]) != struct.unpack(">I", content[end - 4 : end])[0]
        ):
            return False
        if first:
            if kind != b"IHDR" or length != 13 or not _sane(*struct.unpack(">II", content[at + 8 : at + 16])):
                return False
            first = False
        if kind == b"IEND":
            return end == len(content)
        at = end
    return False


def _jpeg(content: bytes) -> bool:
    """Segments from the start to the picture data, a frame with a size, an end mark, no archive behind it."""
    if (
        not content.startswith(b"\xff\xd8\xff")
        or _hides_archive(content)
        or b"\xff\xd9" not in content[-65_600:]
    ):
        return False
    at, framed = 2, False
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        length = struct.unpack(">H", content[at + 2 : at + 4])[0]
        if length < 2:
            return False
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            if at + 9 > len(content):
                return False
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            framed = _sane(width, height)
        if marker == 0xDA:
            return framed and at + 2 + length < len(content)
        at += 2 + length
    return False


def _sane(width: int, height: int) -> bool:
    return 0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE

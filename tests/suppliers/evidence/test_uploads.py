"""What a firm may upload: what a file is, is read from its content."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from suppliers import comparing
from suppliers.models import Document, Evidence
from tests.suppliers import papers
from tests.suppliers.firms import Firm

LIMIT = 10 * 1024 * 1024
RIGHT = {"level": "3", "valid_from": "01/06/2026"}


def attach(firm: Firm, file: Any, criterion: str = "2.3", *, user: Any = None, **typed: Any) -> Any:
    sent = RIGHT | typed | ({"file": file} if file else {})
    return firm.client(user).post(f"{firm.url('evidence_new')}?criterion={criterion}", sent)


def padded(size: int) -> bytes:
    """A sound PDF of exactly this many bytes."""
    head, tail = papers.PDF.split(b"xref", 1)
    return head + b"%" + b"x" * (size - len(papers.PDF) - 2) + b"\nxref" + tail


@pytest.mark.parametrize(
    "content, name, stored",
    [
        pytest.param(papers.PDF, "chung chi.pdf", "application/pdf", id="PDF"),
        pytest.param(papers.jpeg(), "anh.jpg", "image/jpeg", id="JPEG"),
        pytest.param(papers.png(), "anh.png", "image/png", id="PNG"),
        pytest.param(papers.png(), "anh.pdf", "image/png", id="a PNG whatever its name says"),
        pytest.param(padded(LIMIT), "lon.pdf", "application/pdf", id="exactly 10 MB"),
    ],
)
def test_a_sound_paper_is_kept_and_waits_to_be_read(
    firm: Firm, content: bytes, name: str, stored: str
) -> None:
    answer = attach(firm, papers.upload(content, name, "application/octet-stream"))
    assert (answer.status_code, answer.url) == (302, firm.url("firm_evidence"))
    line = Evidence.objects.get(criterion="2.3")
    assert (line.evidence_class, line.level, line.document.content_type) == ("A1", 3, stored)
    assert line.queued_at is not None
    assert line.document.size == len(content)
    with line.document.file.open("rb") as kept:
        assert kept.read() == content


JUNK = pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(papers.EXE, id="a program"),
        pytest.param(b"<!doctype html><script>alert(1)</script>", id="a page"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', id="SVG"),
        pytest.param(b"GIF89a" + b"\x00" * 20, id="GIF"),
        pytest.param(papers.EXE + papers.PDF, id="a PDF behind a program"),
        pytest.param(papers.PDF + papers.EXE, id="a program behind a PDF"),
        pytest.param(papers.PDF[:-7], id="a PDF cut off"),
        pytest.param(papers.png() + b"PK\x03\x04" + papers.EXE, id="something behind a PNG"),
        pytest.param(papers.png()[:-6], id="a PNG cut off"),
        pytest.param(papers.png().replace(b"IDAT", b"IDAX"), id="a PNG with a wrong checksum"),
        pytest.param(papers.png(60_000, 2), id="a PNG too wide to be a paper"),
        pytest.param(b"\xff\xd8\xff\xe0" + b"\x00" * 40 + b"\xff\xd9", id="a JPEG without a picture"),
        pytest.param(papers.jpeg() + b"PK\x05\x06" + b"\x00" * 18, id="an archive behind a JPEG"),
        pytest.param(padded(LIMIT + 1), id="10 MB and one byte"),
    ],
)  # fmt: skip


@JUNK
def test_anything_else_is_refused_with_a_sentence_and_not_kept(firm: Firm, content: bytes) -> None:
    answer = attach(firm, papers.upload(content, "chung-chi.pdf"), note="trang 2")
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("#errors a")["href"] == "#id_file"
    assert page.select_one("#id_note").text.strip() == "trang 2"
    assert page.select_one("#id_valid_from")["value"] == "01/06/2026"
    assert not Document.objects.exists()
    assert not Evidence.objects.exists()
    assert firm.fresh().facts_version == firm.supplier.facts_version


def test_a_file_far_too_large_is_dropped_while_it_arrives(firm: Firm) -> None:
    answer = attach(firm, papers.upload(b"%PDF-1.4" + b"x" * (LIMIT * 2)))
    assert answer.status_code == 422
    assert "10 MB" in BeautifulSoup(answer.content, "html.parser").select_one("#errors").text
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "given, shown",
    [
        ("Giấy phép xây dựng (bản 2).pdf", "Giấy phép xây dựng (bản 2).pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\cmd.exe", "cmd.pdf"),
        ("hoá đơn\u202efdp.exe", "hoá đơnfdp.pdf"),
        ("a\x07: b?.pdf", "a b.pdf"),
        ("....pdf", "document.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_the_firm_finds_its_file_by_a_harmless_name(firm: Firm, given: str, shown: str) -> None:
    file = papers.upload()
    file._name = given  # as a hostile client sends it: Django's own setter would shorten it first
    answer = attach(firm, file)
    assert answer.status_code == 302
    document = Document.objects.get()
    assert document.original_name == shown
    assert re.fullmatch(r"evidence/[0-9a-f]{32}\.pdf", document.file.name), "the name on the disk is random"


def test_a_sound_file_is_kept_when_the_rest_is_wrong(firm: Firm) -> None:
    answer = attach(firm, papers.upload(name="giấy.pdf"), level="", valid_from="hôm qua")
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    chosen = page.select_one("#id_document option[selected]")
    assert chosen.text == "giấy.pdf"
    assert not Evidence.objects.exists()
    again = attach(firm, None, document=chosen["value"])
    assert again.status_code == 302
    assert Evidence.objects.get().document == Document.objects.get(), "one file, not two"


def test_a_paper_is_needed(firm: Firm) -> None:
    assert attach(firm, None).status_code == 422
    assert not Evidence.objects.exists()


def test_another_firms_file_cannot_be_chosen(firm: Firm, other_firm: Firm) -> None:
    theirs = papers.waiting_paper(other_firm.supplier).document
    assert attach(firm, None, document=theirs.pk).status_code == 422
    assert not Evidence.objects.filter(supplier=firm.supplier).exists()


@pytest.mark.parametrize(
    "typed, anchor",
    [
        ({"valid_from": "22/11/2026"}, "#id_valid_from"),
        ({"valid_from": ""}, "#id_valid_from"),
        ({"valid_to": "31/05/2026"}, "#id_valid_to"),
        ({"level": "6"}, "#id_level"),
        ({"note": "x" * 501}, "#id_note"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(firm: Firm, typed: dict[str, str], anchor: str) -> None:
    answer = attach(firm, papers.upload(), **typed)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    assert anchor in [a["href"] for a in page.select("#errors a")]
    assert page.select_one(anchor)
    assert not Evidence.objects.exists()


def test_a_paper_counts_no_longer_than_the_criterion_allows(firm: Firm) -> None:
    attach(firm, papers.upload(), valid_to="01/06/2030")
    [line] = Evidence.objects.all()
    assert (line.valid_to.isoformat(), line.paper_ends.isoformat()) == ("2027-06-01", "2030-06-01")
    [stated] = [said for said in comparing.said(line, 12) if said.field == "read_end"]
    assert stated.stated == line.paper_ends, "who reads the paper compares with what it says"
    page = firm.client().get(firm.url("firm_evidence")).content.decode()
    assert "Giấy ghi đến 01/06/2030; với tiêu chí này giấy được tính đến 01/06/2027" in page


def test_a_viewer_may_not_upload(firm: Firm) -> None:
    assert attach(firm, papers.upload(), user=firm.viewer).status_code == 403
    assert not Document.objects.exists()


def test_nobody_uploads_for_another_firm(firm: Firm, other_firm: Firm) -> None:
    assert attach(firm, papers.upload(), user=other_firm.owner).status_code == 404
    assert not Document.objects.exists()

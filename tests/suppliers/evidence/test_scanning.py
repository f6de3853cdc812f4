"""Uploads are in quarantine until the scanner has passed them; without one they are marked "not scanned"."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from readiness import scoring
from suppliers import scanning, tasks, uploads
from suppliers.actions.evidence import attach_to_facts
from suppliers.actions.scanning import scan_document, scan_what_waits
from suppliers.claims import Claim
from suppliers.models import Document, Evidence
from suppliers.verification import queue_for
from tests.cast import NOW, TODAY
from tests.suppliers import papers
from tests.suppliers.evidence.clamd import EICAR, Scanner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
INFECTED = papers.PDF.replace(b"endobj", b"endobj\n%" + EICAR)


@pytest.fixture
def scanner(settings):
    server = Scanner()
    settings.CLAMD = server.address
    yield server
    server.end()


def upload(client, cast, content=papers.PDF):
    client.force_login(cast.duong)
    address = reverse("suppliers:evidence_new", args=[cast.welding_shop.public_id]) + "?criterion=2.3"
    typed = {"level": "2", "valid_from": "01/06/2026", "file": papers.upload(content)}
    assert client.post(address, typed).status_code == 302
    return Document.objects.latest("pk")


def fetch(client, user, paper):
    client.force_login(user)
    return client.get(reverse("suppliers:document", args=[paper.pk]))


@pytest.fixture
def rung(monkeypatch, django_capture_on_commit_callbacks):
    """The tasks that were asked for, in place of a broker."""
    asked = []
    monkeypatch.setattr("suppliers.receivers.ring", lambda task, *args: asked.append((task.name, args)))
    return asked


def test_without_a_scanner_a_file_is_served_and_marked(browse, client, cast, rung, django_capture_on_commit_callbacks):  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        paper = upload(client, cast)
    assert paper.scan == "none"
    assert not [name for name, _args in rung if "scan" in name]
    assert fetch(client, cast.mai, paper).status_code == 200
    page = browse(reverse("suppliers:firm_evidence", args=[cast.welding_shop.public_id]), user=cast.duong, language="en")  # fmt: skip
    assert "not scanned" in page.text


def test_a_file_is_given_to_nobody_until_it_was_scanned(client, cast, scanner, rung, django_capture_on_commit_callbacks):  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        paper = upload(client, cast)
    assert ("suppliers.tasks.scan_document", (paper.pk,)) in rung
    assert paper.scan == "waiting"
    assert fetch(client, cast.duong, paper).status_code == 403
    assert fetch(client, cast.mai, paper).status_code == 403
    assert not queue_for(cast.mai).exists()
    assert tasks.scan_document(paper.pk)
    assert scanner.seen == [papers.PDF]
    assert fetch(client, cast.duong, paper).status_code == 200
    assert queue_for(cast.mai).exists()
    paper.refresh_from_db()
    assert (paper.scan, paper.scanned_at is not None) == ("clean", True)


def credited(supplier, code="2.3"):
    """What the engine gives the criterion today."""
    rows = scoring.assessed(supplier, "M", today=TODAY)["criteria"]
    return float(next(row["final"] for row in rows if row["code"] == code))


def test_a_paper_in_quarantine_counts_as_stated_and_as_uploaded_once_it_is_clean(
    browse, client, cast, scanner
):
    shop = cast.welding_shop
    paper = upload(client, cast)
    line = Evidence.objects.get(document=paper)
    assert (line.evidence_class, credited(shop)) == ("A0", 1)
    page = browse(reverse("suppliers:firm_evidence", args=[shop.public_id]), user=cast.duong, language="en")
    assert "counts as stated until then" in page.text
    again = attach_to_facts(
        shop,
        paper,
        [Claim("2.5", "statement", TODAY, None, level=Decimal(2))],
        note="",
        by=cast.duong,
        now=NOW,
    )
    assert again[0].evidence_class == "A0", "one more line on the same file"
    shop.refresh_from_db()
    version = shop.facts_version
    scan_document(paper.pk, now=NOW)
    shop.refresh_from_db()
    assert shop.facts_version > version, "it is judged anew"
    assert set(Evidence.objects.values_list("evidence_class", flat=True)) == {"A1"}
    assert (credited(shop), credited(shop, "2.5")) == (2, 2)


def test_without_a_scanner_a_paper_counts_as_uploaded(client, cast):
    line = Evidence.objects.get(document=upload(client, cast))
    assert (line.evidence_class, line.document.scan) == ("A1", "none")
    assert credited(cast.welding_shop) == 2


def test_a_decision_on_a_paper_is_not_undone_by_its_scan(client, cast, scanner):
    paper = upload(client, cast)
    Evidence.objects.filter(document=paper).update(evidence_class="A2", queued_at=None)
    scan_document(paper.pk, now=NOW)
    assert Evidence.objects.get(document=paper).evidence_class == "A2"


def test_a_program_cannot_show_a_file_that_was_found_infected(client, cast, scanner):
    paper = upload(client, cast, INFECTED)
    scan_document(paper.pk, now=NOW)
    address = f"/api/v1/suppliers/{cast.welding_shop.public_id}/evidence/"
    typed = {"criterion": "2.3", "level": 2, "valid_from": "2026-06-01", "document": paper.pk}
    answer = client.post(address, typed)
    assert (answer.status_code, list(answer.json())) == (400, ["document"])
    assert not Evidence.objects.counting().exists()


def test_an_infected_file_is_never_served_and_the_firm_reads_why(browse, client, cast, scanner):
    paper = upload(client, cast, INFECTED)
    version = cast.welding_shop.facts_version
    scan_document(paper.pk, now=NOW)
    paper.refresh_from_db()
    assert (paper.scan, paper.scan_found) == ("infected", "Test-Signature")
    for user in (cast.duong, cast.mai):
        assert fetch(client, user, paper).status_code == 403
    assert Evidence.objects.get(document=paper).state == "withdrawn"
    cast.welding_shop.refresh_from_db()
    assert cast.welding_shop.facts_version > version, "what rested on it is judged anew"
    assert not queue_for(cast.mai).exists()
    page = browse(reverse("suppliers:firm_evidence", args=[cast.welding_shop.public_id]), user=cast.duong)
    assert "Test-Signature" in page.text
    form = browse(reverse("suppliers:evidence_new", args=[cast.welding_shop.public_id]) + "?criterion=2.3", user=cast.duong)  # fmt: skip
    assert not form.select(f"#id_document option[value='{paper.pk}']")
    assert scan_document(paper.pk, now=NOW)
    assert len(scanner.seen) == 1, "once found, never asked again"


@pytest.mark.parametrize("trouble", ["down", "mute", "size limit"])
def test_a_scanner_that_does_not_answer_keeps_the_file_and_is_asked_again(client, cast, scanner, settings, trouble):  # fmt: skip
    paper = upload(client, cast)
    if trouble == "down":
        settings.CLAMD = "127.0.0.1:1"
    scanner.answer = {"mute": b"\0", "size limit": b"INSTREAM size limit exceeded. ERROR\0"}.get(trouble, b"")
    assert scan_what_waits(now=NOW) == 0
    paper.refresh_from_db()
    assert paper.scan == "waiting"
    settings.CLAMD, scanner.answer = scanner.address, b""
    assert scan_what_waits(now=timezone.now()) == 1
    paper.refresh_from_db()
    assert paper.scan == "clean"


def test_what_was_kept_before_there_was_a_scanner_is_caught_up_with(client, cast, settings):
    settings.CLAMD = ""
    early = upload(client, cast)
    server = Scanner()
    try:
        settings.CLAMD = server.address
        late = upload(client, cast)
        assert fetch(client, cast.mai, early).status_code == 200
        assert scan_what_waits(now=NOW) == 2
    finally:
        server.end()
    assert set(Document.objects.values_list("pk", "scan")) == {(early.pk, "clean"), (late.pk, "clean")}


def test_a_large_file_goes_in_pieces(scanner):
    content = [b"x" * scanning.CHUNK, EICAR]
    assert scanning.scan(iter(content)) == "Test-Signature"
    assert scanner.seen == [b"".join(content)]


def test_a_checked_paper_found_infected_later_keeps_its_decision(client, cast, scanner):
    file = papers.upload(INFECTED)
    paper = uploads.keep(cast.welding_shop, file, uploads.examine(file), by=cast.duong, now=NOW)
    line = papers.waiting_paper(cast.welding_shop, document=paper, evidence_class="A2", queued_at=None)
    scan_document(paper.pk, now=NOW)
    line.refresh_from_db()
    assert line.state == "live", "what staff read stays read; the file is given out no longer"
    assert fetch(client, cast.mai, paper).status_code == 403

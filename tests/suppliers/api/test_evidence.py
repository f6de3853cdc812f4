"""Evidence by machine: who reads it, what a paper must be, and that a refusal keeps nothing."""

from typing import Any

import pytest
from django.apps import apps

from portal.models import ApiToken
from suppliers.models import Certificate, Document, Evidence
from tests.suppliers import papers
from tests.suppliers.firms import Firm, standard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PAPER = {"criterion": "2.3", "level": 3, "valid_from": "2026-06-01"}


@pytest.fixture
def url(firm: Firm) -> str:
    return f"/api/v1/suppliers/{firm.supplier.public_id}/evidence/"


def send(firm: Firm, url: str, data: Any, user: Any = None, status: int = 201) -> Any:
    answer = firm.client(user).post(url, data, headers={"Accept-Language": "en"})
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_paper_counts_as_uploaded_and_waits(firm: Firm, url: str) -> None:
    (line,) = send(firm, url, {**PAPER, "file": papers.upload()})
    assert (line["criterion"], line["level"], line["evidence_class"], line["waits"]) == (
        "2.3",
        "3",
        "A1",
        True,
    )
    assert line["valid_to"] == "2027-06-01", "the clock of the criterion"
    assert firm.client(firm.viewer).get(url).json() == [line]
    (again,) = send(firm, url, {**PAPER, "criterion": "2.4", "document": line["document"]})
    assert (again["document"], Document.objects.count()) == (line["document"], 1)


def test_a_certificate_is_named_by_its_standard(firm: Firm, url: str) -> None:
    Certificate.objects.create(supplier=firm.supplier, standard_id=standard("iso9001"), issued_on="2025-01-01", valid_to="2028-01-01")  # fmt: skip
    lines = send(firm, url, {"certificate": "iso9001", "file": papers.upload()})
    assert {line["certificate"] for line in lines} == {"iso9001"}
    assert all(line["waits"] for line in lines)


@pytest.mark.parametrize(
    "changes, field",
    [
        pytest.param({"file": papers.EXE}, "file", id="a program"),
        pytest.param({"file": b"%PDF-1.4\n" + b"0" * (11 << 20)}, "file", id="too large"),
        pytest.param({"file": b""}, "file", id="empty"),
        pytest.param({"file": None}, "file", id="no file"),
        pytest.param({"level": ""}, "level", id="no level"),
        pytest.param({"level": "9"}, "level", id="no such level"),
        pytest.param({"valid_from": "2027-01-01"}, "valid_from", id="a day to come"),
        pytest.param({"criterion": "9.9"}, "criterion", id="no such criterion"),
        pytest.param({"criterion": "2.2"}, "criterion", id="figures that the profile lacks"),
        pytest.param({"certificate": "iso9001"}, "criterion", id="two things at once"),
        pytest.param({"document": "999999"}, "document", id="a paper of nobody"),
    ],
)
def test_a_refused_paper_leaves_nothing(firm: Firm, url: str, changes: Any, field: str) -> None:
    sent = {**PAPER, "file": papers.PDF, **changes}
    content = sent.pop("file")
    if content is not None and "document" not in sent:
        sent["file"] = papers.upload(content)
    assert field in send(firm, url, sent, status=400)
    assert not Evidence.objects.exists()
    assert not Document.objects.exists()
    assert firm.fresh().facts_version == 1


def test_others_find_nothing_and_a_viewer_adds_nothing(firm: Firm, other_firm: Firm, url: str) -> None:
    send(firm, url, {**PAPER, "file": papers.upload()}, firm.viewer, status=403)
    send(firm, url, {**PAPER, "file": papers.upload()}, other_firm.owner, status=404)
    assert firm.client(other_firm.owner).get(url).status_code == 404
    assert not Document.objects.exists()


def test_the_history_knows_whose_key_it_was(client: Any, firm: Firm, url: str) -> None:
    headers = {"Authorization": f"Bearer {ApiToken.issue(firm.editor)}"}
    assert client.post(url, {**PAPER, "file": papers.upload()}, headers=headers).status_code == 201
    event = apps.get_model("suppliers", "EvidenceEvent").objects.get()
    assert event.pgh_context.metadata["user"] == firm.editor.pk

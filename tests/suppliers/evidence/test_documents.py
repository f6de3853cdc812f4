"""A paper is served to the firm and to staff in charge, and never runs on our address."""

import pytest
from django.test import Client
from django.urls import reverse

from suppliers.models import Document
from tests.cast import Cast
from tests.suppliers import papers


@pytest.fixture
def address(cast: Cast) -> str:
    return reverse("suppliers:document", args=[papers.waiting_paper(cast.welding_shop).document_id])


def fetch(client: Client, user, address: str):
    client.force_login(user)
    return client.get(address)


def test_the_firm_and_staff_in_charge_save_it(client, cast, address):
    for reader in (cast.duong, cast.mai):
        answer = fetch(client, reader, address)
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content) == papers.PDF


def test_it_is_saved_never_opened_in_the_page(client, cast, address):
    Document.objects.update(original_name='Giấy "phép".pdf')
    answer = fetch(client, cast.duong, address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "filename*=utf-8''Gi%E1%BA%A5y" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("who", ["binh", "chi"])
def test_nobody_else_learns_that_it_is_there(client, cast, address, who):
    assert fetch(client, getattr(cast, who), address).status_code == 404


def test_a_stranger_is_asked_to_sign_in(client, address):
    assert client.get(address).url.startswith("/accounts/login/")


def test_another_firm_does_not_see_it(client, cast, address, other_firm):
    assert fetch(client, other_firm.owner, address).status_code == 404


def test_a_file_that_is_gone_is_404(client, cast, address):
    document = Document.objects.get()
    document.file.storage.delete(document.file.name)
    assert fetch(client, cast.duong, address).status_code == 404


def test_it_is_only_read(client, cast, address):
    client.force_login(cast.duong)
    assert client.post(address).status_code == 405


def test_papers_are_not_among_the_static_files(settings, cast, address):
    stored = Document.objects.get().file
    assert stored.storage.base_location == settings.MEDIA_ROOT
    assert not str(stored.path).startswith(str(settings.STATIC_ROOT))

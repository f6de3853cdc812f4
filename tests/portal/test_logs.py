"""The log: lines for programs, a number for each request, and nothing of persons or firms in any of them."""

import json
import logging
from io import StringIO
from types import SimpleNamespace

import pytest
from django.test import Client

from portal.celery import hand_on_the_request, take_over_the_request
from portal.logs import JsonLines, NothingPersonal, request_id, scrubbed

SECRETS = (
    "duong@shop.example", "0100109106", "0100109106001", "079085012345", "0912 345 678", "s3ss10nc00k1e",
    "abcdef0123456789abcdef", "xuong-mau-2026",
)  # fmt: skip


@pytest.fixture
def written():
    """Whatever is logged, as the handler of a deployment writes it."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    handler.addFilter(NothingPersonal())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


@pytest.mark.parametrize(
    "text",
    [
        "Key (email)=(duong@shop.example) already exists.",
        "tax code 0100109106 of a branch 0100109106001, household 079085012345",
        "call 0912 345 678 or +84 912 345 678",
        "Authorization: Bearer abcdef0123456789abcdef",
        "{'Cookie': 'sessionid=s3ss10nc00k1e; csrftoken=abcdef0123456789abcdef'}",
        "GET /x/?key=abcdef0123456789abcdef&q=1",
        "sessionid=s3ss10nc00k1e; other",
        "password=xuong-mau-2026",
    ],
)
def test_a_sentence_of_others_is_cleaned(text):
    assert not [secret for secret in SECRETS if secret in scrubbed(text)]


@pytest.mark.parametrize(
    "text",
    ["Task portal.tasks.note_beat[1b2c] succeeded in 0.012 s", "2026-11-30 took 12.5 ms", "1,234 rows"],
)
def test_figures_and_days_stay(text):
    assert scrubbed(text) == text


@pytest.mark.django_db
def test_a_request_is_one_line_with_its_route_and_number(client, cast, written):
    client.force_login(cast.duong)
    answer = client.get(
        f"/suppliers/{cast.welding_shop.public_id}/?q=duong@shop.example",
        headers={"X-Request-ID": "from-proxy-1"},
    )
    assert answer.headers["X-Request-ID"] == "from-proxy-1"
    (line,) = [row for row in written() if row["logger"] == "portal.requests"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "suppliers/<str:public_id>/", 200)
    assert line["request"] == "from-proxy-1"
    assert line["ms"] > 0
    assert client.get("/healthz", headers={"X-Request-ID": "no number\n"}).headers["X-Request-ID"].isalnum()
    assert len([row for row in written() if row["logger"] == "portal.requests"]) == 1, "health is quiet"


@pytest.mark.django_db
def test_nothing_of_a_person_is_in_the_lines_of_a_sign_in_a_refusal_and_a_crash(
    client, cast, written, monkeypatch
):
    cast.duong.set_password("xuong-mau-2026")
    cast.duong.save()
    client.cookies["sessionid"] = "s3ss10nc00k1e"
    typed = {"login": "duong@shop.example", "password": "xuong-mau-2026"}
    client.post("/accounts/login/", typed)
    client.get("/accounts/confirm-email/abcdef0123456789abcdef/")
    client.get("/nowhere/0100109106/duong@shop.example")
    client.get("/api/v1/suppliers/?q=0100109106", headers={"Authorization": "Bearer abcdef0123456789abcdef"})

    def crash(*_args, **_kwargs):
        raise ValueError(
            "Key (email, tax_code)=(duong@shop.example, 0100109106) is taken; sessionid=s3ss10nc00k1e"
        )

    monkeypatch.setattr("suppliers.views.directory.search.page", crash)
    client.raise_request_exception = False
    crashed = client.get("/suppliers/?q=duong@shop.example")
    assert crashed.status_code == 500
    assert "<h1" in crashed.content.decode(), "a page, not a bare line"
    lines = written()
    line = next(row for row in lines if row["level"] == "ERROR")
    assert "ValueError" in line["traceback"]
    assert line["message"] == "Internal error at suppliers/"
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in lines)
    assert not [secret for secret in (*SECRETS, client.cookies["sessionid"].value) if secret in text]


@pytest.mark.django_db
def test_what_is_refused_is_told_without_its_path_and_its_host_and_is_no_error(written):
    stranger = Client(enforce_csrf_checks=True)
    stranger.post("/accounts/password/reset/key/1-abcdef0123456789abcdef/", {})
    stranger.get("/", headers={"Host": "lan.0912.example"})
    refused = [row for row in written() if row["logger"].startswith("django.security")]
    assert [(row["level"], row["message"]) for row in refused] == [
        ("WARNING", "Refused: csrf (CSRF cookie not set.)"),
        ("WARNING", "Refused: DisallowedHost"),
    ]
    assert all("traceback" not in row and row["request"] for row in refused)


def test_the_lines_of_a_task_carry_the_request_that_asked_for_it():
    headers = {}
    told = request_id.set("from-proxy-1")
    hand_on_the_request(headers=headers)
    request_id.reset(told)
    take_over_the_request("task-7", SimpleNamespace(request=SimpleNamespace(**headers)))
    assert request_id.get() == "from-proxy-1"
    take_over_the_request("task-7", SimpleNamespace(request=SimpleNamespace()))
    assert request_id.get() == "task-7", "beat's own"
    request_id.set("")

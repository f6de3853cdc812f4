"""Matches as a file: what the page says, for whom, in its order, however many there are."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from readiness.matching import exporting
from tests.buyers.requirements.asking import begun
from tests.readiness.matches.test_pages import (
    ASKED,
    matches,
    names,
    put_on_the_list,
    pytestmark,
    shops,
    stamping,
)
from tests.suppliers.directory.listed import complete

__all__ = ["pytestmark", "shops"]


def url(requirement, kind="csv"):
    return f"/api/v1/requirements/{requirement.public_id}/matches.{kind}"


def table(client, requirement, language="en", **query):
    answer = client.get(url(requirement), query, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer.content
    content = b"".join(answer.streaming_content)
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


def test_the_file_says_what_the_page_says(cast, shops, browse, client):
    asked = begun(cast, ASKED)
    page = browse(matches(asked), user=cast.binh, language="en")
    found = table(client, asked)
    assert [row["Registered name"] for row in found] == [
        name for group in ("all", "one", "unknown") for name in names(page, group)
    ]
    meets, coarse, silent = found
    assert (meets["Group"], meets["Place in the group"], meets["Metal stamping"]) == (
        "meet all",
        "1",
        "meets",
    )
    assert (meets["The South (wish)"], meets["Fit, at least"], meets["Fit, at most"]) == (
        "wish not met",
        "75",
        "75",
    )
    assert coarse["Reason"] == "Misses only ± 0.05 mm: ± 0.08 mm proven."
    assert (silent["± 0.05 mm"], silent["Fit, at least"], silent["Fit, at most"]) == ("unknown", "50", "75")
    assert [link["href"] for link in page.select("main a[download]")] == [url(asked), url(asked, "xlsx")]


def test_a_group_alone_and_in_the_readers_language(cast, shops, client):
    asked = begun(cast, ASKED)
    client.force_login(cast.binh)
    (row,) = table(client, asked, "vi", group="one")
    assert row["Nhóm"] == "thiếu một dòng"
    assert client.get(url(asked), {"group": "nobody"}).status_code == 404
    assert client.get(url(asked), {"version": "9"}).status_code == 404


def test_the_workbook_holds_the_same(cast, shops, client):
    asked = begun(cast, ASKED)
    client.force_login(cast.binh)
    answer = client.get(url(asked, "xlsx"), headers={"Accept-Language": "en"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert [row[3].value for row in sheet.iter_rows()] == [
        "Registered name", *(row["Registered name"] for row in table(client, asked))
    ]  # fmt: skip


def test_it_is_its_buyers_alone_and_tells_no_contact(cast, shops, client):
    asked = begun(cast, ASKED)
    complete(shops["meets"])
    for kind in ("csv", "xlsx"):
        assert client.get(url(asked, kind)).status_code == 401
        for user in (cast.duong, cast.mai, cast.chi):
            client.force_login(user)
            assert client.get(url(asked, kind)).status_code == 404
        client.logout()
    client.force_login(cast.binh)
    text = str(table(client, asked))
    assert not [each for each in ("0912345678", "lienhe@", "Phạm Thị") if each in text]


def test_without_a_must_line_there_is_no_file(cast, shops, client):
    client.force_login(cast.binh)
    assert client.get(url(begun(cast, ASKED[-1:]))).status_code == 404


@pytest.mark.usefixtures("today")
def test_batches_lose_nobody_and_repeat_nobody(cast, shops, client, monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    codes = ("0105562318", "0107651233", "0101243151", "0101243152")
    put_on_the_list([stamping(f"Dập {n}", code) for n, code in enumerate(codes)])
    client.force_login(cast.binh)
    found = [row["Number"] for row in table(client, begun(cast, ASKED), group="all")]
    assert len(found) == len(set(found)) == 5


def test_by_machine_each_firm_has_its_interval_and_what_every_line_contributes(cast, shops, client):
    asked = begun(cast, ASKED)
    client.force_login(cast.binh)
    address = f"/api/v1/requirements/{asked.public_id}/matches/"
    told = client.get(address, {"group": "unknown"}, headers={"Accept-Language": "en"}).json()
    assert told["counts"] == {"all": 1, "one": 1, "unknown": 1}
    assert [line["words"] for line in told["lines"]] == [
        "Metal stamping",
        "± 0.05 mm",
        "Vietnamese-owned",
        "The South",
    ]
    assert [(each["line"], each["gain"]) for each in told["relaxations"]] == [("0", 0), ("1", 2), ("2", 0)]
    (silent,) = told["firms"]
    assert (silent["name"], silent["low"], silent["high"]) == ("Dập Im", "50.000000", "75.000000")
    assert silent["contributions"]["1"] == ["0.000000", "25.000000"]
    assert (silent["unknown"], silent["missed"], silent["reason"]) == (["1"], [], "Not known: ± 0.05 mm.")
    assert client.get(address, {"group": "nobody"}).status_code == 404
    for user in (cast.duong, cast.mai):
        client.force_login(user)
        assert client.get(address).status_code == 404

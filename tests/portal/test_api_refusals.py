"""The API refuses in the language that was asked for."""

import polib
import pytest
import yaml

from portal.local.messages import CATALOGUE

pytestmark = pytest.mark.django_db
WORDS = "Authentication credentials were not provided."


@pytest.fixture(scope="module")
def vietnamese():
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE))}


@pytest.mark.parametrize("asked, language", [("vi", "vi"), ("en", "en"), ("en-US,en;q=0.9", "en"), ("ko", "vi"), ("", "vi")])  # fmt: skip
def test_who_says_not_who_it_is_is_told_so_in_its_language(client, vietnamese, asked, language):
    answer = client.get("/api/v1/suppliers/", headers={"Accept-Language": asked})
    assert answer.status_code == 401
    assert answer.json()["detail"] == (vietnamese[WORDS] if language == "vi" else WORDS)


@pytest.mark.parametrize(
    "data, words",
    [("[]", "Invalid data. Expected a dictionary, but got {datatype}."), ("{}", "This field is required.")],
)
def test_what_cannot_be_read_is_told_in_vietnamese(client, cast, vietnamese, data, words):
    client.force_login(cast.binh)
    answer = client.post("/api/v1/requirements/", data, content_type="application/json", headers={"Accept-Language": "vi"})  # fmt: skip
    assert answer.status_code == 400
    assert vietnamese[words].format(datatype="list") in answer.content.decode().encode().decode("utf-8")


def test_what_is_not_there_is_told_in_vietnamese_without_the_name_of_a_model(client, cast, vietnamese):
    client.force_login(cast.binh)
    answer = client.get("/api/v1/suppliers/23456789/", headers={"Accept-Language": "vi"})
    assert (answer.status_code, answer.json()) == (404, {"detail": vietnamese["Not found."]})


def test_a_body_that_cannot_be_read_is_told_where_in_vietnamese(client, cast, vietnamese):
    client.force_login(cast.binh)
    answer = client.post("/api/v1/requirements/", '{"a": 1,', content_type="application/json", headers={"Accept-Language": "vi"})  # fmt: skip
    words = vietnamese["This is no sound JSON: line %(line)s, column %(column)s."]
    assert (answer.status_code, answer.json()) == (400, {"detail": words % {"line": 1, "column": 9}})


def test_a_refusal_of_the_schema_is_one_sentence_in_each_way_of_writing_it_down(client, vietnamese):
    answer = client.get("/api/schema/", headers={"Accept-Language": "vi"})
    assert answer.status_code == 401
    assert yaml.safe_load(answer.content) == {"detail": vietnamese[WORDS]}

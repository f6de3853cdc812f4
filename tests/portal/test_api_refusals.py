"""The API refuses in the language that was asked for."""

import polib
import pytest

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

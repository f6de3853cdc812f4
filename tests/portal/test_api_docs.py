"""/api/docs/: every operation of the schema is on it, without a script."""

import pytest
from drf_spectacular.generators import SchemaGenerator

from portal.api.docs import VERBS

pytestmark = pytest.mark.django_db


def test_every_operation_of_the_schema_is_on_the_page(browse, cast):
    page = browse("/api/docs/", user=cast.binh, language="en")
    shown = {details["id"] for details in page.select("details.api")}
    schema = SchemaGenerator().get_schema(public=True)
    operations = [told for verbs in schema["paths"].values() for verb, told in verbs.items() if verb in VERBS]
    assert shown == {told["operationId"] for told in operations}
    assert all(told.get("description") for told in operations), "each says what it does"


def test_fields_are_told_with_type_and_limits(browse, cast):
    page = browse("/api/docs/", user=cast.binh, language="en")
    rows = {
        row.th.code.text: row.td.text for row in page.select("#section_machines_update tbody tr")
    }  # fmt: skip
    assert rows["machines[].year"] == "integer 1900 – 2100, null"
    assert rows["If-Match"] == "string"
    assert "multipart/form-data" in page.select_one("#evidence_create").text
    assert "412" in page.select_one("#section_company_update ul").text


def test_what_operations_and_fields_mean_is_said_in_the_readers_language(browse, cast):
    page = browse("/api/docs/", user=cast.binh, language="vi")
    told = page.select_one("#words_lists")
    assert "Tên các danh mục." in told.text
    assert "The names of the lists." not in page.text
    feed = page.select_one("#changes_list")
    assert "after" in [code.text for code in feed.select("p code")]
    assert "`" not in page.select_one("main").text
    assert "The names of the lists." in browse("/api/docs/", user=cast.binh, language="en").text


def test_the_schema_is_valid_and_says_what_every_operation_refuses():
    from drf_spectacular.validation import validate_schema

    schema = SchemaGenerator().get_schema(public=True)
    validate_schema(schema)
    for verbs in schema["paths"].values():
        for told in verbs.values():
            assert {"401", "403", "429"} <= set(told["responses"])

"""The page itself: keyset paging, its address, htmx parts, broken addresses, how many questions it asks."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import TODAY
from tests.suppliers.directory.listed import API, URL, address, count_of, listed, names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def many(number, **facts):
    for n in range(number):
        listed(f"Xưởng {n:02}", {"moulding.injection": ["plastic.abs"]}, level=n % 3, proven=n % 5,
               holds=[("iso9001", TODAY)], former="Hải Dương", province="Hải Phòng", **facts)  # fmt: skip


def test_a_number_of_a_page_is_said_to_mean_nothing(browse, db):
    assert "no numbered pages" in browse(f"{URL}?page=999", language="en").select_one("#results").text
    assert "no numbered pages" not in browse(URL, language="en").text


def walk(browse, url):
    """Every page from this one on, following Next."""
    while url:
        page = browse(url)
        yield page
        following = page.select_one("a[rel=next]")
        url = URL + following["href"] if following else None


@pytest.mark.parametrize(
    "query", [{}, {"q": "ép nhựa"}, {"q": "xưởng", "order": "readiness"}, {"level": "1"}], ids=str
)
def test_paging_loses_nobody_and_repeats_nobody(browse, query):
    many(61)
    pages = list(walk(browse, address(**query)))
    found = [name for page in pages for name in names(page)]
    assert len(found) == len(set(found)) == count_of(pages[0])
    assert [len(names(page)) for page in pages[:-1]] == [25] * (len(pages) - 1)


def test_a_firm_that_comes_between_moves_nobody_to_another_page(browse):
    many(30)
    first = browse(URL)
    listed("Mới", level=5, proven=99)
    second = browse(URL + first.select_one("a[rel=next]")["href"])
    assert not set(names(first)) & set(names(second))
    assert len(names(second)) == 5
    assert second.select_one(".pager").text.count("26–30")


def test_the_state_of_the_page_is_its_address(browse):
    many(3)
    page = browse(address(q="ép nhựa", material="plastic.abs", level="1", order="readiness"))
    assert page.select_one("#q")["value"] == "ép nhựa"
    assert {i["value"] for i in page.select("#facets input[checked]")} == {"plastic.abs", "1"}
    assert page.select_one('input[name="order"]')["value"] == "readiness"
    assert all(field["form"] == "find" for field in page.select("#facets input"))


def test_htmx_gets_the_results_and_the_counts_and_nothing_else(browse, client):
    many(2)
    part = browse(address(process="moulding"), htmx=True)
    assert part.select_one("#results")
    assert part.select_one("#facets")["hx-swap-oob"] == "true"
    assert not part.select("html, header.top, #find")
    response = client.get(f"{URL}?q=&level=&process=moulding", headers={"HX-Request": "true"})
    assert "HX-Request" in response["Vary"]
    assert response["HX-Push-Url"] == address(process="moulding")


def test_going_back_in_a_browser_that_forgot_gets_the_whole_page(client):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert b"<html" in client.get(URL, headers=headers).content


def test_a_firm_leads_back_to_the_results_it_was_found_in(browse):
    many(1)
    query = {"q": "ép nhựa", "level": ["0"][:0], "material": "plastic.abs"}
    results = browse(address(**query))
    firm = browse(results.select_one(".result h3 a")["href"])
    back = browse(firm.select_one(".back a")["href"])
    assert names(back) == names(results)
    assert [c.text for c in back.select(".chip")] == [c.text for c in results.select(".chip")]


def test_the_way_back_never_leaves_the_directory(browse):
    many(1)
    url = browse(URL).select_one(".result h3 a")["href"]
    page = browse(f"{url}?{urlencode({'results': 'https://evil.example/?q=x&next=//evil'})}")
    assert not [link["href"] for link in page.select("main a") if link["href"].startswith(("http", "//"))]
    assert page.select_one(".crumbs a")["href"] == URL


@pytest.mark.parametrize(
    "query, told",
    [
        ("process=nonsense", "Process: There is no “nonsense” in this list."),
        ("level=9", "Level, at least: There is no “9” in this list."),
        ("order=money", "money"),
        ("process=moulding&process=%00", ""),
        ("q=" + "x" * 201, "200"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_answered(browse, query, told):
    many(2)
    page = browse(f"{URL}?{query}&province=31", status=422, language="en")
    assert told in page.select_one(".told").text
    assert count_of(page) == 2


@pytest.mark.parametrize(
    "after", ["x", "W10", "W251bGwsMSwyLDNd", "WzEsMiwzXQ", "é", "%00", "WzEsMiwxZTk5LDNd"]
)
def test_a_cursor_that_cannot_be_read_begins_at_the_beginning(browse, after):
    many(2)
    assert len(names(browse(f"{URL}?after={after}"))) == 2


NAMES = [
    "q",
    "process",
    "material",
    "standard",
    "sector",
    "province",
    "ownership",
    "level",
    "order",
    "as_typed",
    "after",
]
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["moulding", "steel", "iso9001", "31", "foreign", "3", "relevance", "true", "ép nhựa", "'", '"', "\\", ":*", "!", "& |"]
    ),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=6))
def test_no_address_breaks_the_page_or_the_api(client, cast, query):
    client.logout()
    text = urlencode([(name, value.encode("utf-8", "replace")) for name, value in query])
    assert client.get(f"{URL}?{text}").status_code in (200, 422)
    client.force_login(cast.binh)
    assert client.get(f"{API}?{text}").status_code in (200, 400)


@pytest.mark.parametrize("url", [URL, address(q="ép nhựa iso 9001", level="0"[:0]), API, API + "?q=ABS"])
def test_more_firms_ask_no_more_questions(client, cast, same_queries_for_more, url):
    client.force_login(cast.binh)
    many(2)
    same_queries_for_more(lambda: client.get(url), lambda: many(20))


EVERYTHING = {"q": "ép nhựa ABS Hải Dương", "process": "moulding", "material": "plastic", "standard": "iso9001",
              "sector": "mechanical", "province": "31", "ownership": "vietnamese", "level": "1"}  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [URL, address(**EVERYTHING), address(**{**EVERYTHING, "level": "5"}), f"{API}?{urlencode(EVERYTHING)}"],
)
def test_a_page_asks_at_most_fifteen_questions_whatever_is_chosen(client, cast, url):
    many(6)
    client.force_login(cast.binh)
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    assert len(asked) <= 15, "\n".join(query["sql"][:200] for query in asked)


def test_a_word_that_nobody_does_offers_its_family(browse, db):
    listed("Dập Liên Hoàn", {"forming.stamping": []})
    page = browse(address(q="bu lông"), language="en")
    (offer,) = page.select(".offers li")
    assert offer.a.text == "all of “Metal forming”"
    assert names(browse(URL + offer.a["href"])) == ["Dập Liên Hoàn"]

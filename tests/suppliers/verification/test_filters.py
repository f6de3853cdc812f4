"""The queue narrowed, counted by kind, kept while deciding; who says that they read what."""

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from portal.models import Province
from suppliers.models import Evidence, Reading
from suppliers.verification import A_PAGE
from tests import cast as people
from tests.suppliers import papers

QUEUE = reverse("suppliers:verification")


def case(evidence: Evidence) -> str:
    return reverse("suppliers:case", args=[evidence.pk])


def listed(page: BeautifulSoup) -> list[str]:
    return [a["href"].split("?")[0] for a in page.select(".qlist a")]


def said(tag: BeautifulSoup) -> str:
    return " ".join(tag.get_text(" ").split())


@pytest.fixture
def four(cast):
    """A paper overdue, a certificate due today, figures and a match of two other firms, in this order."""
    moulder = people.firm("Nhựa Đại Đồng", "0200000000", sector="P", province="79")
    return [
        papers.waiting_paper(cast.welding_shop, "2.5", queued_at=papers.queued(days=6)),
        papers.waiting_certificate(cast.welding_shop),
        papers.waiting_figures(moulder),
        papers.waiting_match(moulder),
    ]


@pytest.mark.parametrize(
    "query, wanted",
    [
        ("q=nhua dai dong", [2, 3]), ("q=DONG+nhựa", [2, 3]), ("q=0200", [2, 3]), ("q=2.5", [0]), ("q=nowhere", []),
        ("kind=paper", [0]), ("kind=certificate", [1]), ("kind=figures", [2]), ("kind=register", [3]),
        ("province=79", [2, 3]), ("sector=M", [0, 1]), ("age=over", [0]), ("age=ok", [1, 2, 3]), ("age=due", []),
        ("taken=nobody", [0, 1, 3]), ("taken=me", [2]), ("taken=others", []),
        ("sector=P&kind=figures&taken=me", [2]), ("kind=none", [0, 1, 2, 3]),
    ],
)  # fmt: skip
def test_it_is_narrowed_by_each_thing_that_is_asked(cast, browse, client, four, query, wanted):
    Evidence.objects.exclude(pk=four[0].pk).update(queued_at=papers.queued(days=1))
    Reading.objects.create(evidence=four[2], reader=cast.mai)
    page = browse(f"{QUEUE}?{query}", user=cast.mai, language="en")
    assert sorted(listed(page)) == sorted(case(four[n]) for n in wanted)
    if not wanted:
        assert "Nothing that waits is of this kind" in said(page.main)
    if query == "kind=none":
        return
    found = client.get(f"/api/v1/verification/?{query}").json()
    assert sorted(each["id"] for each in found["results"]) == sorted(four[n].pk for n in wanted)


def test_the_api_says_what_it_cannot_read(cast, client, four):
    client.force_login(cast.mai)
    answer = client.get("/api/v1/verification/?kind=none")
    assert (answer.status_code, list(answer.json())) == (400, ["kind"])


def test_kinds_are_counted_under_everything_else_that_is_asked(cast, browse, four):
    page = browse(QUEUE, user=cast.mai, language="en")
    chips = [said(a) for a in page.select("nav[aria-label=Kind] a")]
    assert chips == [
        "All 4",
        "Certificates 1",
        "Uploaded papers 1",
        "Delivery figures 1",
        "Register matches 1",
    ]
    page = browse(f"{QUEUE}?sector=M&kind=paper", language="en")
    chips = {said(a): a for a in page.select("nav[aria-label=Kind] a")}
    assert list(chips) == [
        "All 2",
        "Certificates 1",
        "Uploaded papers 1",
        "Delivery figures 0",
        "Register matches 0",
    ]
    assert chips["Uploaded papers 1"].get("aria-current")
    assert chips["Certificates 1"]["href"].endswith("?sector=M&kind=certificate")
    assert "1 of them under this filter" in said(page.select_one(".head"))
    assert page.select_one(".head").text.count("4 pieces of evidence wait") == 1


def test_after_a_decision_comes_the_next_under_the_same_filter(cast, client, four):
    shop = cast.welding_shop
    later = [papers.waiting_paper(shop, "2.6", queued_at=papers.queued(hours=n)) for n in (20, 10)]
    client.force_login(cast.mai)
    query = "?kind=paper&sector=M"
    order = [four[0], *later]
    for now, following in pairwise(order):
        answer = client.post(case(now) + query, papers.decision(now))
        assert answer["Location"] == case(following) + query.replace(
            "kind=paper&sector=M", "kind=paper&sector=M"
        )
        assert case(following) + query in client.get(answer["Location"]).content.decode().replace(
            "&amp;", "&"
        )
    answer = client.post(case(order[-1]) + query, papers.decision(order[-1]))
    assert answer["Location"] == QUEUE + query, "the filter is kept, and says that nothing is left"
    assert Evidence.objects.filter(queued_at__isnull=False).count() == 3


def test_the_page_of_the_list_goes_along_and_the_first_comes_after_the_last(cast, client, browse):
    made = [
        papers.waiting_paper(cast.welding_shop, queued_at=papers.queued(hours=100 - n))
        for n in range(A_PAGE + 2)
    ]
    client.force_login(cast.mai)
    at = made[A_PAGE]
    answer = client.post(f"{case(at)}?page=2", papers.decision(at))
    # One fewer waits: the last one moved up to the end of the first page's twenty, and one stands on the second.
    assert answer["Location"] == f"{case(made[-1])}?page=2"
    answer = client.post(answer["Location"], papers.decision(made[-1]))
    assert answer["Location"] == case(made[0])


def test_who_reads_it_is_told_to_colleagues_and_keeps_nobody_from_deciding(
    cast, client, browse, paper, second_reader
):
    take = reverse("suppliers:take_case", args=[paper.pk])
    client.force_login(cast.mai)
    assert client.post(f"{take}?kind=paper").headers["Location"] == f"{case(paper)}?kind=paper"
    assert "taken by you" in said(browse(QUEUE, user=cast.mai, language="en").select_one(".qlist"))
    page = browse(case(paper), user=second_reader, language="en")
    assert f"taken by {cast.mai.name}" in said(page.select_one(".qlist"))
    assert "Take it over" in said(page.select_one(".taken"))
    client.force_login(second_reader)
    client.post(take, {"back": "yes"})
    assert Reading.objects.get().reader == cast.mai, "only one's own is given back"
    client.post(take)
    assert Reading.objects.get().reader == second_reader
    client.force_login(cast.mai)
    assert client.post(case(paper), papers.decision(paper)).status_code == 302
    assert not Reading.objects.exists(), "what is decided is read by nobody"


def test_only_who_may_decide_takes_it(cast, client, paper):
    take = reverse("suppliers:take_case", args=[paper.pk])
    staff = [cast.mai]
    for user in (cast.duong, cast.binh, cast.chi):
        client.force_login(user)
        assert client.post(take).status_code == 404
    assert Reading.objects.count() == 0
    client.force_login(staff[0])
    Evidence.objects.update(queued_at=None)
    assert client.post(take).status_code == 404, "it no longer waits"
    assert Reading.objects.count() == 0


def test_a_filter_costs_no_more_queries_for_more_rows(cast, client, same_queries_for_more, four):
    client.force_login(cast.mai)
    codes = Province.objects.filter(changes_after__isnull=True).values_list("code", flat=True)[:5]

    def more() -> None:
        for number, code in enumerate(codes):
            firm = people.firm(f"Nhựa {number}", f"03000{number}0000", sector="P", province=code)
            Reading.objects.create(evidence=papers.waiting_figures(firm), reader=cast.mai)

    same_queries_for_more(lambda: client.get(f"{QUEUE}?q=nhua&sector=P&kind=figures"), more)

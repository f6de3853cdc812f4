"""Kept pages as they are read: rendered from the snapshot alone, counted again, compared, printed."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from readiness import frameworks, scoring
from readiness.engine.changes import CAUSES
from readiness.engine.exact import canonical
from readiness.engine.framework_file import parse_framework
from readiness.models import Baseline, Framework, KeptPage, Target
from suppliers.actions.changing import changing
from suppliers.models import Supplier
from tests.cast import TODAY
from tests.readiness.kept.country import FOREIGN, NEXT_MONTH, keep, read, ready
from tests.readiness.kept.test_keeping import tamper
from tests.readiness.pages.proof import prove, staff_of
from tests.readiness.pages.test_readiness_page import words

pytestmark = pytest.mark.django_db

CHANGES = reverse("api-kept-changes")


def shown(browse, page, user, language="en") -> BeautifulSoup:
    return browse(reverse("readiness:kept_page", args=[page.pk]), user=user, language=language)


def figures(page: BeautifulSoup) -> list[str]:
    return [words(tag) for tag in page.select("#count .fig .value")]


def split_of(page: BeautifulSoup) -> dict[str, list[str]]:
    """The table of causes: name -> (all, Vietnamese-owned)."""
    found = {}
    for row in page.select("#since tbody tr"):
        name = words(row.th.a or row.th.strong or row.th).split(" withdrawn")[0]
        found[name.split(" the same facts")[0].split(" evidence,")[0].split(" proof that")[0].split(" establishments")[0]] = [
            words(cell).replace("\u2212", "-") for cell in row.select("td")
        ]  # fmt: skip
    return found


def test_the_page_says_what_was_kept_whatever_has_changed_since(browse, page, firms, cast):
    then = shown(browse, page, cast.mai)
    Supplier.objects.filter(pk=firms["sold"].pk).update(ownership=FOREIGN)
    for firm in list(firms.values())[:3]:
        with changing(firm):
            firm.evidence.all().delete()
    scoring.rescore_all(frameworks.current(), today=TODAY)
    Target.objects.filter(code="r115-direct-2025").update(low=1, high=1, source="another")
    Baseline.objects.all().delete()
    now = shown(browse, page, cast.mai)
    assert figures(now) == ["6 firms", "5 firms"]
    for panel in ("count", "sectors", "provinces", "levels", "targets", "baselines"):
        assert words(now.select_one(f"#{panel}")) == words(then.select_one(f"#{panel}"))


def test_every_figure_has_day_framework_and_rows(browse, page, cast):
    text = [words(tag) for tag in shown(browse, page, cast.mai).select("#count .prov")]
    assert len(text) == 2
    assert all("As of 21 Nov 2026" in each and "Framework VN-SI 1" in each for each in text)
    assert [each[-len("Open 7 rows") :] for each in text] == ["Open 7 rows", "Open 6 rows"]


def test_the_rows_behind_a_figure_are_those_of_the_day(browse, page, firms, cast, client):
    Supplier.objects.filter(pk=firms["sold"].pk).update(ownership=FOREIGN)
    address = reverse("readiness:kept_firms", args=[page.pk])
    listing = browse(f"{address}?ownership=vietnamese", user=cast.mai, language="en")
    assert "Enterprises: 5. Establishments below: 6." in words(listing.select_one(".reading"))
    names = [words(a) for a in listing.select("#rows th a")]
    assert "Cơ khí Hà Nội 1" in names, "it was Vietnamese-owned then"
    plastics = browse(f"{address}?sector=P&province=79", language="en")
    assert [words(a) for a in plastics.select("#rows th a")] == ["Nhựa Sài Gòn"]
    assert client.get(f"{address}?sector=Q").status_code == 404


def test_small_cells_are_hidden_as_on_the_target_page(browse, page, cast):
    rows = {words(tr.th): [words(td) for td in tr.select("td")] for tr in shown(browse, page, staff_of("79")).select("#sectors tr")[1:]}  # fmt: skip
    assert rows["Plastics and rubber"] == ["under 3", "under 3"]
    assert rows["Mechanical"] == ["hidden", "hidden"]
    assert rows["Whole country"] == ["6", "5"]
    everything = words(shown(browse, page, cast.mai).select_one("#sectors"))
    assert "hidden" not in everything
    assert "under 3" not in everything


@pytest.mark.parametrize(
    "language, sentence",
    [("en", "every figure comes out as it was kept"), ("vi", "mọi con số đều đúng như khi lưu")],
)
def test_a_page_that_recomputes_says_so(browse, page, cast, language, sentence):
    opened = shown(browse, page, cast.mai, language)
    assert sentence in words(opened.select_one("#recomputes"))
    assert not opened.select("[role=alert]")


@pytest.mark.parametrize(
    "change, told",
    [
        pytest.param(lambda d: d["counts"].update(country=[9, 5]), "Whole country: the page says 9 / 5, its rows give 6 / 5", id="country"),
        pytest.param(lambda d: d["counts"]["sectors"].update(P=[4, 1]), "Plastics and rubber: the page says 4 / 1, its rows give 1 / 1", id="sector"),
        pytest.param(lambda d: d["counts"]["levels"].__setitem__(4, [8, 6]), "Level 4: the page says 8 / 6, its rows give 7 / 6", id="level"),
        pytest.param(lambda d: d["firms"].pop(), "its rows give", id="a row"),
        pytest.param(lambda d: d["targets"][0].update(source="mine"), "its hash is", id="a source"),
    ],
)  # fmt: skip
def test_a_figure_that_does_not_follow_from_the_rows_is_said_in_red(browse, page, cast, change, told):
    document = read(page).document
    change(document)
    tamper(page, canonical(document))
    opened = shown(browse, page, cast.mai)
    alarm = opened.select_one(".note.bad")
    assert told in words(alarm)
    assert alarm.select_one("[role=alert]")
    assert not opened.select("#recomputes")
    paper = pdf_text(browse, page, cast.mai, "en")
    assert told.split(",")[0] in paper


@pytest.fixture
def month(page, firms, cast):
    """A month later: one certificate lapsed, one firm was sold, one left, one is new, one became ready."""
    rising = ready("Đang lên", "0400000001")
    rising.evidence.filter(criterion="2.1").delete()
    first = keep(cast.mai)
    prove(rising, "2.1", 5)
    Supplier.objects.filter(pk=firms["sold"].pk).update(ownership=FOREIGN)
    Supplier.objects.filter(pk=firms["leaving"].pk).update(merged_into=firms["staying"])
    ready("Mới", "0500000001")
    return first, keep(cast.mai, on=NEXT_MONTH)


EXPECTED = {
    "Firms that left": ["-1", "0"],
    "Dates that passed": ["-1", "-1"],
    "Facts that changed": ["+1", "0"],
    "Framework": ["0", "0"],
    "New firms": ["+1", "+1"],
    "Together": ["0", "0"],
}


def test_what_changed_since_last_time_is_split_by_cause_and_adds_up(browse, month, cast):
    opened = shown(browse, month[1], cast.mai)
    assert split_of(opened) == EXPECTED
    assert "Since 21 Nov 2026: from 6 firms to 6, of them Vietnamese-owned from 5 to 5." in words(
        opened.select_one("#since .reading")
    )


def test_the_firms_behind_each_part_are_named_with_their_levels(browse, month, cast):
    first, second = month
    address = reverse("readiness:kept_changes")
    page = browse(f"{address}?from={second.pk}&to={first.pk}", user=cast.mai, language="en")
    assert split_of(page) == EXPECTED, "whichever is named first, the earlier one is compared with the later"
    found = {
        cause: [(words(tr.a), [words(td) for td in tr.select("td")][2:4]) for tr in page.select(f"#{cause} tbody tr")]
        for cause in ("left", "expiries", "edits", "policy", "new")
    }  # fmt: skip
    assert found["expiries"] == [("Cơ khí Hà Nội 0", ["4", "2"])]
    assert found["new"] == [("Mới", ["–", "4"])]
    assert sorted(found["edits"]) == [("Cơ khí Hà Nội 1", ["4", "4"]), ("Đang lên", ["2", "4"])]
    assert found["policy"] == []


def test_a_stricter_framework_is_policy_and_edits_are_judged_by_the_old_one(browse, month, cast):
    text = frameworks.SHIPPED.read_text(encoding="utf-8")
    stricter = text.replace('version = "1"', 'version = "2"', 1).replace(
        'minimum_total = "60"', 'minimum_total = "90"', 1
    )
    parsed = parse_framework(stricter)
    Framework.objects.create(
        name=parsed.name, version="2", document=stricter, hash=parsed.hash, published_at=timezone.now()
    )
    third = keep(cast.mai, on=NEXT_MONTH)
    opened = shown(browse, third, cast.mai)
    assert split_of(opened)["Framework"] == ["-6", "-5"]
    assert split_of(opened)["Together"] == ["-6", "-5"]
    address = reverse("readiness:kept_changes")
    page = browse(f"{address}?from={month[0].pk}&to={third.pk}", language="en")
    assert split_of(page) == EXPECTED | {
        "Framework": ["-5", "-4"],
        "New firms": ["0", "0"],
        "Together": ["-6", "-5"],
    }, "the new firm is judged by the framework of the later page alone, and is not ready under it"


def test_a_program_is_told_the_parts_with_their_firms(client, month, cast):
    first, second = month
    client.force_login(cast.mai)
    told = client.get(CHANGES, {"from": second.pk, "to": first.pk}).json()
    assert (told["first"]["id"], told["second"]["id"]) == (first.pk, second.pk), "the older one comes first"
    assert (told["first"]["count"], told["second"]["count"], told["adds_up"]) == ([6, 5], [6, 5], True)
    parts = [told["parts"][cause]["change"] for cause in CAUSES]
    assert parts == [list(map(int, cells)) for cells in list(EXPECTED.values())[:5]]
    (lapsed,) = told["parts"]["expiries"]["moves"]
    assert (lapsed["level_before"], lapsed["level_after"], lapsed["firms"]) == (4, 2, -1)
    assert all(part["all_shown"] for part in told["parts"].values())


def test_a_program_is_not_told_of_a_firm_that_its_owner_may_not_see(client, month, cast):
    new = Supplier.objects.get(name="Mới")
    Supplier.objects.filter(pk=new.pk).update(published_at=None, checked_at=None)
    client.force_login(staff_of("79"))
    told = client.get(CHANGES, {"from": month[0].pk, "to": month[1].pk}).json()
    part = told["parts"]["new"]
    assert (part["change"], part["moves"], part["all_shown"]) == (None, [], False)
    assert sum(each["change"] is None for each in told["parts"].values()) == 2
    assert new.public_id not in str(told)


def test_a_program_that_names_no_two_pages_is_told_so(client, page, cast):
    client.force_login(cast.mai)
    missing = client.get(CHANGES, headers={"accept-language": "en"})
    assert (missing.status_code, missing.json()) == (400, {"from": ["The number of a kept page is wanted."]})
    assert client.get(CHANGES, {"from": page.pk, "to": "x"}).json().keys() == {"to"}
    assert client.get(CHANGES, {"from": page.pk, "to": page.pk + 1}).status_code == 404
    client.force_login(cast.duong)
    assert client.get(CHANGES, {"from": page.pk, "to": page.pk}).status_code == 404


def test_a_small_part_with_a_firm_that_the_reader_may_not_see_is_hidden_with_another(browse, month, cast):
    Supplier.objects.filter(name="Mới").update(published_at=None, checked_at=None)
    outside = staff_of("79")
    opened = shown(browse, month[1], outside)
    parts = split_of(opened)
    assert parts["New firms"] == ["hidden", "hidden"]
    assert sum(cells == ["hidden", "hidden"] for cells in parts.values()) == 2
    assert "Mới" not in words(
        browse(f"{reverse('readiness:kept_changes')}?from={month[0].pk}&to={month[1].pk}", language="en").main
    )
    assert split_of(shown(browse, month[1], cast.mai)) == EXPECTED, "staff of the whole country see it"


def test_the_first_page_has_nothing_to_compare_with(browse, page, cast):
    assert "first kept page" in words(shown(browse, page, cast.mai).select_one("#since"))


def test_the_list_shows_day_framework_who_and_figures_and_offers_to_compare(browse, month, cast):
    listing = browse(reverse("readiness:kept_pages"), user=cast.mai, language="en")
    rows = [words(tr) for tr in listing.select("#kept tbody tr")]
    assert len(rows) == 3
    assert "21 Dec 2026" in rows[0]
    for part in ("6", "5", "VN-SI 1", "Lê Thanh Mai"):
        assert part in rows[0]
    assert len(listing.select("#compare select option")) == 6


def pdf(browse_or_client, page, user, language) -> bytes:
    browse_or_client.force_login(user)
    answer = browse_or_client.get(reverse("readiness:kept_pdf", args=[page.pk]) + f"?lang={language}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    return answer.content


def pdf_text(browse, page, user, language) -> str:
    from django.test import Client

    return " ".join(
        " ".join(
            sheet.extract_text() for sheet in PdfReader(BytesIO(pdf(Client(), page, user, language))).pages
        ).split()
    )


@pytest.mark.parametrize(
    "language, said",
    [
        ("vi", ["Công nghiệp hỗ trợ so với Nghị quyết 115", "Doanh nghiệp sẵn sàng cung ứng trực tiếp", "Nhựa và cao su dưới 3 dưới 3", "Thời hạn trôi qua", "Tỷ lệ đáp ứng nhu cầu", "Cả nước 6 5"]),
        ("en", ["Supporting industries against Resolution 115", "Firms ready to supply directly", "Plastics and rubber under 3 under 3", "Dates that passed", "Domestic supply rate", "Whole country 6 5"]),
    ],
)  # fmt: skip
def test_the_paper_says_the_same_in_both_languages(browse, month, cast, language, said):
    text = pdf_text(browse, month[1], staff_of("79"), language)
    for each in [*said, month[1].hash]:
        assert each in text
    assert "\ufffd" not in text


def test_the_same_snapshot_gives_the_same_bytes(client, page, cast):
    first = pdf(client, page, cast.mai, "vi")
    assert pdf(client, page, cast.mai, "vi") == first
    assert pdf(client, page, cast.mai, "en") != first
    assert client.get(reverse("readiness:kept_pdf", args=[page.pk]) + "?lang=xx").status_code == 404


def test_more_firms_and_more_pages_cost_no_more_queries(client, month, cast, same_queries_for_more):
    client.force_login(cast.mai)
    pages = list(KeptPage.objects.order_by("as_of", "pk"))
    paths = [
        reverse("readiness:kept_pages"),
        reverse("readiness:kept_firms", args=[pages[-1].pk]),
        f"{reverse('readiness:kept_changes')}?from={pages[0].pk}&to={pages[-1].pk}",
        reverse("readiness:kept_page", args=[pages[-1].pk]),
    ]
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        assert len(queries) <= 15, path
    latest = [pages[-1]]

    def visit():
        client.get(reverse("readiness:kept_pages"))
        client.get(reverse("readiness:kept_page", args=[latest[0].pk]))

    def more():
        for number in range(4):
            ready(f"Thêm {number}", f"060000000{number}")
        latest[0] = keep(cast.mai, on=NEXT_MONTH.replace(day=22))

    same_queries_for_more(visit, more)


def test_pages_of_the_demo_are_not_among_those_of_real_firms(client, page, cast, settings):
    client.force_login(cast.mai)
    settings.DEMO = True
    assert client.get(reverse("readiness:kept_page", args=[page.pk])).status_code == 404


@pytest.mark.parametrize(
    "keys", ["", "?from=1", "?from=1&to=x", "?from=1&to=99999999999999", "?from=999&to=998"]
)
def test_a_comparison_of_pages_that_do_not_exist_is_404(client, cast, page, keys):
    client.force_login(cast.mai)
    assert client.get(reverse("readiness:kept_changes") + keys).status_code == 404


class TestApi:
    def test_staff_of_the_whole_country_get_the_snapshot_as_it_was_hashed(self, client, page, cast):
        client.force_login(cast.mai)
        answer = client.get(f"/api/v1/targets/kept/{page.pk}/").json()
        assert answer["complete"]
        assert answer["recomputes"]
        assert canonical(answer["snapshot"]) == KeptPage.objects.get().snapshot
        listed = client.get("/api/v1/targets/kept/").json()
        assert [(each["id"], each["hash"], each["firms"]) for each in listed] == [(page.pk, page.hash, 6)]

    def test_staff_of_a_province_get_the_firms_they_may_see_and_no_hidden_count(self, client, page, firms):
        Supplier.objects.filter(pk=firms["staying"].pk).update(published_at=None)
        client.force_login(staff_of("79"))
        answer = client.get(f"/api/v1/targets/kept/{page.pk}/").json()
        assert not answer["complete"]
        ids = {row[0] for row in answer["snapshot"]["firms"]}
        assert firms["staying"].public_id not in ids
        assert firms["saigon"].public_id in ids
        assert answer["snapshot"]["counts"]["sectors"]["P"] == [None, None]
        assert answer["snapshot"]["counts"]["country"] == [6, 5]

    def test_others_are_told_nothing(self, client, page, cast):
        for user in (cast.duong, cast.binh, cast.chi):
            client.force_login(user)
            assert client.get("/api/v1/targets/kept/").status_code == 404
            assert client.get(f"/api/v1/targets/kept/{page.pk}/").status_code == 404

"""The ministry's target page: every figure against SQL of our own, and the rows behind it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from readiness import frameworks, standings
from readiness.dashboards.words import NOTES
from readiness.models import Baseline, Standing, Statistic, Target
from suppliers.actions.changing import changing
from suppliers.models import Enterprise, Renewal, Supplier, Waiver
from tests.cast import NOW, TODAY, firm
from tests.readiness.pages.proof import judge, prove, prove_all, score_of, staff_of
from tests.readiness.pages.test_readiness_page import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

VIETNAMESE, FOREIGN = Supplier.Ownership.VIETNAMESE, Supplier.Ownership.FOREIGN


@pytest.fixture(autouse=True)
def _a_real_portal(settings):
    """Real firms are counted; one test below makes it a demo."""
    settings.DEMO = False


def ready(name, code, *, ownership=VIETNAMESE, letter="M", level=4, **where) -> Supplier:
    """A firm of which a buyer confirmed everything at one level."""
    made = firm(name, code, sector=letter, **where)
    Supplier.objects.filter(pk=made.pk).update(ownership=ownership)
    made.refresh_from_db()
    prove_all(made, level, letter=letter, but=["2.1"] if level == 4 else [])
    if level == 4:
        prove(made, "2.1", 5)
    judge(made)
    return made


@pytest.fixture
def country(cast):
    """Seven ready enterprises: one with plants in two provinces, one in another sector; and some that are not."""
    firms = {
        f"hanoi{i}": ready(f"Cơ khí Hà Nội {i}", f"010000000{i}", ownership=VIETNAMESE if i < 3 else FOREIGN)
        for i in range(4)
    }
    firms |= {
        "plant one": ready("Thép Sông Hồng", "0200000001", province="01"),
        "plant two": ready("Thép Sông Hồng, nhà máy 2", "0200000001001", province="79"),
        "saigon": ready("Nhựa Sài Gòn", "0300000001", province="79", letter="P", level=5),
        "saigon too": ready("Nhựa Gia Định", "0300000002", province="79", letter="P", ownership=FOREIGN),
        "level 3": ready("Chưa tới", "0400000001", level=3),
    }
    return firms


SQL = """
    SELECT count(DISTINCT e.code), count(DISTINCT e.code) FILTER (WHERE s.ownership = 'vietnamese')
    FROM suppliers_supplier s
    JOIN suppliers_enterprise e ON e.id = s.enterprise_id
    JOIN suppliers_suppliersector own ON own.supplier_id = s.id AND own.is_main
    JOIN portal_sector sector ON sector.id = own.sector_id
    JOIN readiness_score score ON score.supplier_id = s.id AND score.sector = sector.letters[1]
    LEFT JOIN portal_province p ON p.id = s.province_id
    WHERE score.counted_level >= 4 AND NOT s.synthetic AND s.merged_into_id IS NULL
      AND (%(sector)s IS NULL OR score.sector = %(sector)s) AND (%(province)s IS NULL OR p.code = %(province)s)
"""


def counted(sector=None, province=None) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"sector": sector, "province": province})
        return cursor.fetchone()


def target(browse, cast, language="en", user=None):
    return browse(reverse("readiness:target"), user=user or cast.mai, language=language)


def test_the_country_is_counted_by_enterprise_code(browse, cast, country):
    assert counted() == (7, 5), "seven enterprises; the two plants are one of them"
    page = target(browse, cast)
    assert [words(tag) for tag in page.select("#count .fig .value")] == ["7 firms", "5 firms"]
    reading = words(page.select_one("#trend .reading"))
    assert reading.startswith("7 firms are ready to supply directly, 5 of them Vietnamese-owned.")
    assert "about 1,000 by 2025 and 2,000 by 2030: 1,993 are missing" in reading


def test_firms_of_one_parent_are_told_as_one_group(browse, cast, country):
    assert "group" not in words(target(browse, cast).select_one("#count"))
    head, *members = Enterprise.objects.filter(establishments__scores__counted_level__gte=4).distinct()[:3]
    Enterprise.objects.filter(pk__in=[e.pk for e in members]).update(parent=head)
    page = target(browse, cast)
    assert next(words(tag) for tag in page.select("#count .fig .value")) == "7 firms", (
        "each is counted by its own code"
    )
    assert "They belong to 5 groups: firms of one parent taken as one." in words(page.select_one("#count"))
    assert standings.ready_groups() == 5, "as the API tells it"


def test_sector_and_province_cells_are_those_of_sql_where_they_are_shown(browse, cast, country):
    page = target(browse, cast, user=staff_of("79"))
    seen = 0
    for panel, name in (("sectors", "sector"), ("provinces", "province")):
        for tr in page.select(f"#{panel} tbody tr"):
            link = tr.select_one("th a")
            if link is None:
                continue
            code = link["href"].split("=")[1]
            cells = [words(td) for td in tr.select("td")]
            for cell, count in zip(cells, counted(**{name: code}), strict=True):
                if cell.isdecimal():
                    assert int(cell) == count, (panel, code)
                    seen += 1
                else:
                    assert cell == ("under 3" if count < 3 else "hidden"), (panel, code)
    assert seen >= 10
    assert counted(province="01") == (5, 4)
    assert counted(province="79") == (3, 2)
    assert counted(sector="P") == (2, 1)


def test_small_cells_are_hidden_in_table_and_map_and_not_told_by_subtraction(browse, cast, country):
    page = target(browse, cast, user=staff_of("79"))
    rows = {words(tr.th): [words(td) for td in tr.select("td")] for tr in page.select("#sectors tbody tr")}
    assert rows["Plastics and rubber"] == ["under 3", "under 3"]
    assert rows["Mechanical"] == ["hidden", "hidden"], "7 minus 5 would tell the 2"
    titles = [title.text for title in page.select("svg.map title")]
    assert "Hanoi City: 5" in titles or any(re.fullmatch(r"Hanoi.*: (5|hidden)", title) for title in titles)
    assert sum(1 for title in titles if re.search(r": [12]$", title)) == 0
    assert len([t for t in titles if "archipelago" in t]) == 2
    assert "Cells under 3 are not shown" in words(page)


def test_whoever_may_see_every_firm_is_told_every_number(browse, cast, country):
    page = target(browse, cast)
    rows = {words(tr.th): [words(td) for td in tr.select("td")] for tr in page.select("#sectors tbody tr")}
    assert rows["Plastics and rubber"] == ["2", "1"]
    assert rows["Mechanical"] == ["5", "4"]
    titles = [title.text for title in page.select("svg.map title")]
    assert not [title for title in titles if "hidden" in title or "under 3" in title]
    assert "under 3 are not shown" not in words(page)


@pytest.mark.parametrize(
    "query, sector, province, own",
    [
        ("", None, None, False),
        ("?sector=P", "P", None, False),
        ("?province=79", None, "79", False),
        ("?sector=M&province=01", "M", "01", False),
        ("?ownership=vietnamese", None, None, True),
        ("?province=01&ownership=vietnamese", None, "01", True),
    ],
)
def test_opened_rows_equal_the_figure(browse, cast, country, query, sector, province, own):
    page = browse(reverse("readiness:ready_firms") + query, user=cast.mai, language="en")
    codes = {words(tag) for tag in page.select("#rows th .num")}
    assert len(codes) == counted(sector, province)[1 if own else 0]
    assert words(page.select_one(".reading")).startswith(f"Enterprises: {len(codes)}.")


def test_every_figure_of_the_page_has_an_address_that_opens_its_rows(browse, cast, country):
    page = target(browse, cast)
    links = {a["href"] for a in page.select("#count a, #sectors a, #provinces a")}
    assert len(links) > 10
    assert "Open 8 rows" in words(page.find(id="count")), "seven enterprises, one of them with two plants"
    for link in links:
        browse(link, user=cast.mai)


def test_an_empty_cell_says_so_and_a_wrong_one_is_404(browse, cast, country):
    url = reverse("readiness:ready_firms")
    assert "No firm in this cell" in words(browse(url + "?province=04", user=cast.mai, language="en"))
    browse(url + "?province=XX", user=cast.mai, status=404)
    browse(url + "?sector=Z", user=cast.mai, status=404)


def test_waived_conditional_and_unconfirmed_levels_are_not_counted(browse, cast):
    waived = ready("Miễn", "0500000001", letter="A")
    conditional = ready("Điều kiện", "0500000002")
    unconfirmed = ready("Chưa xác nhận", "0500000003")
    judge(waived, conditional, unconfirmed)
    assert counted() == (3, 3)
    with changing(waived):
        waived.evidence.filter(criterion="2.1").update(level=4)
        Waiver.objects.create(supplier=waived, criterion="2.1", level=4, valid_from=TODAY,
                              valid_to=TODAY + timedelta(30), buyer="A", reason="b", approver="c", approved_at=NOW)  # fmt: skip
    with changing(conditional):
        conditional.evidence.filter(criterion="2.8").update(valid_to=TODAY - timedelta(3))
        Renewal.objects.create(
            supplier=conditional,
            criterion="2.8",
            booked_for=TODAY + timedelta(20),
            accepted=True,
            decision_reason="x",
        )
    with changing(unconfirmed):
        unconfirmed.evidence.filter(criterion__in=["2.2", "4.1"]).update(evidence_class="A3")
    judge(waived, conditional, unconfirmed)
    assert score_of(waived).level == 4, "held, by the waiver"
    assert score_of(unconfirmed).level == 4, "held, not yet confirmed"
    assert score_of(conditional).level == 3
    assert counted() == (0, 0)
    page = target(browse, cast)
    assert [words(tag) for tag in page.select("#count .fig .value")] == ["0 firms", "0 firms"]
    for held, why in (
        (waived, "Level 4 is held under a waiver: a buyer does not ask “IATF 16949 is in force”."),
        (unconfirmed, "Level 4 is not counted in the national figure: no buyer confirms “"),
    ):
        told = browse(reverse("readiness:firm", args=[held.public_id]), user=cast.mai, language="en")
        assert why in words(told.select_one(".verdict"))


def test_firms_without_a_code_or_merged_away_are_not_counted(browse, cast, country):
    Supplier.objects.filter(pk=country["hanoi0"].pk).update(enterprise=None)
    Supplier.objects.filter(pk=country["hanoi1"].pk).update(merged_into=country["hanoi2"])
    assert standings.ready_scores().count() == 6
    assert [words(tag) for tag in target(browse, cast).select("#count .fig .value")] == ["5 firms", "3 firms"]


def test_made_up_firms_never_stand_beside_real_ones(browse, cast, country, settings):
    Supplier.objects.filter(pk=country["saigon"].pk).update(synthetic=True)
    assert "6 firms" in words(target(browse, cast).select_one("#count .fig"))
    settings.DEMO = True
    page = target(browse, cast)
    assert "1 firm is ready" in words(page.select_one("#trend .reading"))
    assert "every firm, person and figure here is made up, or was brought in to try the portal" in words(
        page.select_one("footer.foot")
    )


def test_firms_outside_the_readers_scope_that_are_not_listed_are_counted_and_not_named(browse, cast, country):
    Supplier.objects.filter(pk__in=[country["saigon"].pk, country["saigon too"].pk]).update(published_at=None)
    page = browse(reverse("readiness:ready_firms") + "?sector=P", user=staff_of("01"), language="en")
    assert words(page.select_one(".reading")) == "Enterprises: under 3. Establishments below: 0."
    assert "Sài Gòn" not in page.text
    assert "Counted but not shown" in page.text
    mine = browse(reverse("readiness:ready_firms") + "?sector=P", user=staff_of("79"), language="en")
    assert words(mine.select_one(".reading")) == "Enterprises: 2. Establishments below: 2."


def test_each_target_of_the_resolution_has_its_definition_document_and_source(browse, cast):
    page = target(browse, cast)
    stated = Target.objects.filter(code__startswith="r115-")
    assert stated.count() == 13
    for each in stated:
        row = page.find(id=f"d-{each.code}")
        assert "Resolution 115/NQ-CP (6 Aug 2020)" in words(row)
        assert str(each.year) in words(row)
        assert "Version 1 of" in words(row)
        assert words(row.select_one("[lang=en]")).startswith(each.source[:30])
    values = {code: words(page.find(id=f"d-r115-{code}").select("td")[1]) for code in (
        "demand-2025", "demand-2030", "ipv-2025", "ipv-2030", "direct-2025", "direct-2030", "direct-dom-2025",
        "shoe-2025", "hitech")}  # fmt: skip
    assert [re.sub(r"\s", " ", value) for value in values.values()] == [
        "45 %", "70 %", "about 11 %", "about 14 %", "about 1,000 firms", "about 2,000 firms", "about 30 %",
        "75–80 %", "no number stated"]  # fmt: skip
    assert not Target.objects.filter(code="r115-direct-dom-2030").exists(), "domestic share for 2025 only"
    ticks = [words(text) for text in page.select("#count svg.chart text")]
    assert ticks == ["1,000", "2,000", "300"]


def test_a_target_that_is_changed_is_another_version(browse, cast):
    edited = Target.objects.get(code="r115-centres")
    edited.note = "another reading"
    edited.save()
    assert "Version 2 of" in words(target(browse, cast).find(id="d-r115-centres"))


def test_what_is_not_checked_says_so(browse, cast):
    page = target(browse, cast)
    unchecked = [t for t in Target.objects.all() if not t.checked]
    assert unchecked
    for each in unchecked:
        assert page.find(id=f"d-{each.code}").select_one(".is-unknown")
    assert not page.find(id="d-r115-demand-2025").select(".is-unknown")
    Baseline.objects.filter(sector="motorcycles").update(confidence="not checked")
    rows = [tr for tr in target(browse, cast).select("#baselines tbody tr") if tr.select(".is-unknown")]
    assert [words(tr.th) for tr in rows] == ["Motorcycles: Localisation rate"]


def test_quoted_measurements_name_who_measured_and_the_rest_is_one_link_away(browse, cast):
    page = target(browse, cast)
    assert "JETRO, 2025, Japanese firms in Viet Nam: 38.1 % was bought in the country, 18.3 %" in words(
        page.select_one("#baselines .reading")
    )
    rows = [[words(td) for td in tr.select("th, td")] for tr in page.select("#baselines tbody tr")]
    assert all(row[3] for row in rows), "somebody measured each"
    assert {int(row[1]) for row in rows} == {2023, 2024, 2025}
    everything = browse(reverse("readiness:measured"), user=cast.mai, language="en")
    assert len(everything.select("#rates tbody tr")) == Baseline.objects.count()
    assert {words(tr.select("td")[2]) for tr in everything.select("#rates tbody tr")} >= {
        "JETRO",
        "VASI",
        "HANSIBA",
    }
    assert len(everything.select("#statistics tbody tr")) == 29


def test_vietnamese_readers_meet_english_only_where_it_is_marked(browse, cast, country):
    for url in (reverse("readiness:target"), reverse("readiness:measured"), reverse("readiness:ready_firms")):
        page = browse(url, user=cast.mai, language="vi")
        for marked in page.main.select("[lang=en]"):
            marked.decompose()
        text = words(page.main)
        for english in ("firms", "Firms", "Target", "Resolution", "Version", "about", "in force", "Sector", "Year",
                        "Source", "under", "hidden", "Localisation", "supply", "superseded", "enterprises"):  # fmt: skip
            assert not re.search(rf"\b{english}\b", text), (url, english)
    assert "dưới 3" in words(target(browse, cast, "vi", staff_of("79")).select_one("#sectors"))


def test_a_standing_is_kept_once_a_day(cast, country):
    framework = frameworks.current()
    cells = standings.keep(framework, TODAY)
    assert standings.keep(framework, TODAY) == cells
    assert Standing.objects.count() == cells
    whole = Standing.objects.get(sector="", province=None)
    assert (whole.day, whole.firms, whole.vietnamese_firms) == (TODAY, 7, 5)
    assert Standing.objects.get(sector="M", province__code="79").firms == 1
    Supplier.objects.filter(pk=country["hanoi0"].pk).update(ownership=FOREIGN)
    standings.keep(framework, TODAY)
    assert Standing.objects.get(sector="", province=None).vietnamese_firms == 4, (
        "the later one of a day stays"
    )
    standings.keep(framework, TODAY + timedelta(1))
    assert Standing.objects.filter(sector="", province=None).count() == 2


def test_the_line_needs_two_days_and_reads_the_change(browse, cast, country):
    framework = frameworks.current()
    assert "No standing has been kept yet" in words(target(browse, cast).find(id="trend"))
    standings.keep(framework, TODAY - timedelta(20))
    trend = target(browse, cast).find(id="trend")
    assert "The first standing was kept on 1 Nov 2026: 7 firms." in words(trend)
    assert not trend.select("svg.chart")
    ready("Mới", "0600000001")
    standings.keep(framework, TODAY)
    Standing.objects.create(
        day=TODAY - timedelta(300), framework_hash="an older edition", firms=90, vietnamese_firms=9
    )
    trend = target(browse, cast).find(id="trend")
    assert "1 more than on 1 Nov 2026." in words(trend), "days of another framework are another line"
    assert "Counted by VN-SI 1 since 1 Nov 2026; the days before are counted by an older" in words(trend)
    assert "All firms: 8" in trend.select_one("svg.chart")["aria-label"]
    assert "VN-SI 1" in words(trend.select_one("svg.chart")), "the break is marked where it is"
    assert len(trend.select("svg.chart line.l-all")) == 1, "what two frameworks counted is not joined"
    rows = trend.select("details:first-of-type tbody tr")
    assert [words(row.select("td")[-1]) for row in rows] == ["VN-SI 1", "VN-SI 1", "an older"]
    assert not trend.select(".d-t"), "2,000 is so far from 8 that it would press the lines flat"
    Target.objects.filter(code="r115-direct-2030").update(low=20, high=20)
    assert "Target 20" in words(target(browse, cast).select_one("#trend svg.chart"))


def test_questions_do_not_grow_with_firms(browse, client, cast, country, same_queries_for_more):
    client.force_login(cast.mai)
    for url in (reverse("readiness:target"), reverse("readiness:ready_firms")):
        with CaptureQueriesContext(connection) as asked:
            browse(url)
        assert len(asked) <= 15, "\n".join(q["sql"][:150] for q in asked)
    numbers = iter(range(1, 9))
    for url in (reverse("readiness:target"), reverse("readiness:ready_firms")):
        same_queries_for_more(lambda url=url: browse(url), lambda: ready("Thêm", f"070000000{next(numbers)}"))


def test_every_note_of_the_tables_has_words_of_ours():
    noted = {
        *Target.objects.values_list("note", flat=True),
        *Statistic.objects.values_list("note", flat=True),
    }
    assert noted - {""} == NOTES.keys()

"""The cheapest way up as the firm and staff read it, and nobody else."""

import re
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from portal.models import Province
from portal.templatetags.figures import points
from readiness.dashboards.documents import said
from readiness.dashboards.price_sources import PRICE_SOURCES
from readiness.dashboards.programme_words import PROGRAMME_WORDS
from readiness.engine.sentences import decimal
from readiness.models import Programme, ProgrammeFit, Step
from suppliers.actions.changing import changing
from suppliers.models import Evidence, Finding, Supplier, SupplierSector
from tests.cast import TODAY, firm, member, person
from tests.readiness.pages.proof import judge, prove, prove_all, staff_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def shop(cast):
    """Level 2: without ISO 9001, and with a complaint procedure that nobody has checked."""
    prove_all(cast.welding_shop, 3, but=["2.1", "2.7"])
    prove(cast.welding_shop, "2.1", 2)
    prove(cast.welding_shop, "2.7", 3, by="A1")
    judge(cast.welding_shop)
    return cast.welding_shop


@pytest.fixture
def visit(browse, cast, shop):
    def page(query="", **options):
        url = reverse("readiness:way_up", args=[shop.public_id]) + query
        return browse(url, user=options.pop("user", cast.duong), language=options.pop("language", "en"), **options)  # fmt: skip

    return page


def words(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


def test_it_shows_evidence_alone_the_cheapest_way_and_others_for_the_next_level_and_for_direct_supply(visit):
    page = visit()
    assert [words(h) for h in page.select("section.stack > div > h2")] == [
        "Up to level 3: Tier-2 ready",
        "Up to level 4: Direct-supply ready",
    ]
    to_three = page.select_one("section[aria-labelledby=level-3]")
    proof, cheapest = to_three.select("section.panel")
    assert words(proof.h3) == "With evidence alone"
    assert "Have what you state checked: Problem solving" in words(proof)
    assert "That alone does not reach level 3." in words(proof)
    assert "ISO 9001 is in force" in words(proof)
    assert words(cheapest.h3) == "The cheapest way"
    assert "ISO 9001 project" in words(cheapest)
    assert "Opens at level 3: ISO 9001 is in force." in words(cheapest)
    assert "VND 50–250 million, usually VND 120 million · 5–12 months" in words(cheapest.header)
    assert "every condition of level 3" in words(cheapest.select_one(".planend"))


def test_it_says_where_the_prices_come_from(visit):
    page = visit()
    assert "Price list 2026-1: estimates, with their range" in words(page.select_one(".head .prov"))
    assert "estimate: consultant and certification body" in " ".join(
        words(tag) for tag in page.select(".plan .src")
    )


def test_evidence_alone_comes_first_and_may_be_the_cheapest_way(visit, shop):
    Evidence.objects.filter(supplier=shop, criterion="2.1").delete()
    prove(shop, "2.1", 3, by="A1")
    to_three = visit().select_one("section[aria-labelledby=level-3]")
    (proof,) = to_three.select("section.panel")
    assert "Have what you state checked: Quality management certificate" in words(proof)
    assert "This is also the cheapest way." in words(to_three)
    link = next(a for a in proof.select("h4 a") if "Quality management" in a.text)
    assert link["href"] == f"/evidence/{shop.public_id}/new/?criterion=2.1"


def test_each_step_leads_to_where_it_is_done(visit, shop):
    Evidence.objects.filter(supplier=shop, criterion__in=("2.2", "4.1")).delete()
    steps = visit().select(".plan h4")
    assert all(step.a for step in steps)
    leads = {step.a.text: step.a["href"] for step in steps}
    assert "/profile/" in leads["ISO 9001 project"]
    assert leads["Ask buyers to confirm deliveries and rejects"] == f"/confirmations/{shop.public_id}/"


def test_where_no_list_of_steps_reaches_the_level_it_says_what_none_can_lift(visit, shop):
    with changing(shop):
        Finding.objects.create(supplier=shop, criterion="2.2", ceiling=1, opened_on=TODAY, reason="x")
    to_three = visit().select_one("section[aria-labelledby=level-3]")
    assert "No list of steps reaches level 3 today." in words(to_three)
    assert "finding" in words(to_three.select_one(".note ul"))
    assert "answer it with proof of the same class" in words(to_three.select_one(".note ul"))


def test_a_firm_at_the_top_has_no_way_to_go(visit, shop):
    Evidence.objects.filter(supplier=shop).delete()
    prove_all(shop, 5)
    assert "The highest level is held" in words(visit().select_one(".empty"))


def test_without_a_price_list_it_says_so_and_the_panel_is_left_out(visit, browse, cast, shop):
    Step.objects.all().delete()
    assert "There is no price list yet" in words(visit().select_one(".empty"))
    assert not browse(reverse("readiness:firm", args=[shop.public_id]), user=cast.duong).find(id="way-up")


def test_a_firm_without_a_sector_is_told_to_say_it(visit):
    SupplierSector.objects.all().delete()
    assert "Say first in which sector the firm works." in words(visit().select_one(".empty"))


def test_a_sector_that_the_firm_has_not_named_is_404(visit):
    visit("?sector=T", status=404)


def test_the_panel_on_the_readiness_page_names_the_steps_and_leads_there(browse, cast, shop):
    panel = browse(reverse("readiness:firm", args=[shop.public_id]), user=cast.duong, language="en").find(id="way-up")  # fmt: skip
    assert words(panel.h2) == "The cheapest way to level 3"
    assert [words(h) for h in panel.select(".plan h3")] == ["ISO 9001 project"]
    assert panel.select_one(".prov a")["href"].startswith(f"/readiness/{shop.public_id}/way-up/")


WHO = {
    "own supplier": 200,
    "ministry": 200,
    "staff of the province": 200,
    "staff of another province": 404,
    "other supplier": 404,
    "buyer": 404,
    "nobody": 404,
}


@pytest.mark.parametrize("who", WHO)
def test_who_may_read_it_on_the_page_in_the_panel_and_by_machine(client, browse, cast, shop, who):
    other = firm("Nhựa Bình Minh", "0100686209", sector="P")
    reader = {
        "own supplier": cast.duong,
        "ministry": cast.mai,
        "staff of the province": staff_of("01"),
        "staff of another province": staff_of("79"),
        "other supplier": member(person("minh@other.example", "Minh"), other.organisation),
        "buyer": cast.binh,
        "nobody": cast.chi,
    }[who]
    client.force_login(reader)
    assert client.get(reverse("readiness:way_up", args=[shop.public_id])).status_code == WHO[who]
    assert client.get(f"/api/v1/suppliers/{shop.public_id}/roadmap/").status_code == WHO[who]
    if who in ("other supplier", "nobody"):
        browse(reverse("readiness:firm", args=[shop.public_id]), status=404)
        return
    page = browse(reverse("readiness:firm", args=[shop.public_id]))
    assert bool(page.find(id="way-up")) == (WHO[who] == 200)


def test_what_if_shows_level_total_and_gates_after_the_ticked_steps(visit):
    untouched = visit()
    assert "the level stays" in words(untouched.find(id="after"))
    assert "No step is ticked." in words(untouched.find(id="after"))
    assert not untouched.select("#what-if input:checked")
    page = visit("?take=CE01&take=MG01")
    after = words(page.find(id="after"))
    assert "Level 3" in after
    assert "from level 2" in after
    assert "2 steps: VND 60–310 million" in after
    assert "Opens at level 3: ISO 9001 is in force." in after
    assert {tag["value"] for tag in page.select("#what-if input:checked")} >= {"CE01"}


def test_what_if_says_what_a_ticked_step_waits_for(visit):
    after = words(visit("?take=MG31").find(id="after"))
    assert "No step is ticked." not in after
    assert "Process audit result A waits for all of these: " in after
    assert "Change notices and a 4-hour trace drill" in after
    assert "the level stays" in after, "what cannot begin brings nothing"
    ticked = visit("?take=MG31").select_one("#other-steps[open] input:checked")
    assert ticked["value"] == "MG31"


def test_what_if_says_whether_all_are_needed_or_one_of_several(visit, shop):
    step = Step.objects.get(code="MG31")
    step.prerequisites = "MG08;2.5:4"
    step.save()
    after = words(visit("?take=MG31").find(id="after"))
    assert "Process audit result A waits for all of these: " in after
    first = after.partition("all of these: ")[2]
    assert "; " in first
    assert " or " in first, "several steps would do"


def test_without_a_script_the_answer_is_where_the_reader_is(visit):
    assert visit("?take=CE01").select_one("form.try")["action"].endswith("/way-up/#what-if")


@pytest.mark.parametrize("micro, shown", [(54_850_001, "54,8"), (54_899_999, "54,8"), (54_900_000, "54,9")])
def test_the_box_rounds_down_as_its_sentences_do(micro, shown):
    with override("vi"):
        assert points(micro) == shown
    assert decimal(Fraction(micro, 1_000_000), "vi") == shown


def test_htmx_is_answered_with_what_is_after_alone(visit):
    part = visit("?take=CE01", htmx=True)
    assert part.find(id="after")
    assert not part.select("h1, #what-if, .plan")
    assert "Level 3" in words(part)


@pytest.mark.parametrize("query", ["", "?take=CE01&take=nonsense&take="])
def test_trying_saves_nothing(visit, shop, query):
    before = (Supplier.objects.get(pk=shop.pk).facts_version, Evidence.objects.count())
    visit(query)
    with CaptureQueriesContext(connection) as asked:
        visit(query)
    written = [q["sql"] for q in asked if re.match(r"\s*(INSERT|UPDATE|DELETE)", q["sql"], re.I)]
    signing_in = ("django_session", "portal_user", "portal_signedin")
    assert all(any(table in sql for table in signing_in) for sql in written), written
    assert (Supplier.objects.get(pk=shop.pk).facts_version, Evidence.objects.count()) == before


def helped(shop, **said):
    Supplier.objects.filter(pk=shop.pk).update(workers=80)
    fit = ProgrammeFit.objects.get(programme__code="sme_decree80")
    for name, value in {"serves_steps": ["CE01"], **said}.items():
        setattr(fit, name, value)
    fit.save()


def test_an_open_programme_is_named_with_its_money_and_the_cost_falls(visit, shop):
    helped(shop)
    cheapest = visit().select_one("section[aria-labelledby=level-3]").select("section.panel")[1]
    assert "VND 25–200 million after support (VND 50–250 million before)" in words(cheapest.header)
    ticked = [words(label) for label in visit().select("form.try label")]
    assert [label for label in ticked if "after support (VND 50–250 million)" in label] != [], ticked
    served = words(cheapest.select_one(".helps"))
    assert "Open to the firm" in served
    assert "pays 50 %, at most 50 million VND in all" in served
    assert "for firms of at most 200 workers" in served


@pytest.mark.parametrize(
    "said, shown",
    [
        ({"status": "ended"}, "Ended"),
        ({"status": "unknown"}, "Ask first"),
        ({"sectors": ["T"]}, ""),
        ({"provinces": ["79"]}, ""),
    ],
)
def test_a_programme_that_is_not_open_pays_nothing(visit, shop, said, shown):
    helped(shop, **said)
    cheapest = visit().select_one("section[aria-labelledby=level-3]").select("section.panel")[1]
    assert "after support" not in words(cheapest)
    named = [words(li) for li in cheapest.select(".helps li") if "Decree 80" in words(li)]
    assert [li.split(" SME")[0] for li in named] == ([shown] if shown else [])


@pytest.mark.parametrize("said", [{"status": "active"}, {"status": "unknown"}])
def test_a_programme_says_who_runs_it_and_why_it_fits(visit, shop, said):
    helped(shop, **said)
    cheapest = visit().select_one("section[aria-labelledby=level-3]").select("section.panel")[1]
    (named,) = [words(li) for li in cheapest.select(".helps li") if "Decree 80" in words(li)]
    assert "run by MPI (now Ministry of Finance) and provinces" in named
    assert "for firms of at most 200 workers" in named


def test_the_firms_province_decides(visit, shop):
    helped(shop, provinces=["79"])
    Supplier.objects.filter(pk=shop.pk).update(
        province=Province.objects.get(code="79", changes_after__isnull=True)
    )
    assert "after support" in words(visit().select_one("section[aria-labelledby=level-3]"))


def test_vietnamese_readers_meet_no_english(visit, shop):
    helped(shop)
    page = visit("?take=CE01&take=MG11", language="vi")
    for english in page.select("[lang=en]"):
        english.decompose()
    for programme in page.select(".helps"):
        programme.decompose()
    text = words(page.main)
    for word in ("Level", "level", "Opens", "Adds", "Comes", "step", "steps", "million", "months", "weeks",
                 "proven", "cheapest", "After", "waits", "Price"):  # fmt: skip
        assert not re.search(rf"\b{word}\b", text), word
    for vietnamese in (
        "Đường rẻ nhất lên bậc",
        "Chỉ cần bằng chứng",
        "Dự án ISO 9001",
        "triệu đồng",
        "Thử trước",
    ):
        assert vietnamese in text


def test_more_evidence_asks_no_more_questions(browse, client, cast, same_queries_for_more):
    judge(cast.welding_shop)
    client.force_login(cast.duong)
    url = reverse("readiness:way_up", args=[cast.welding_shop.public_id])
    same_queries_for_more(lambda: browse(url), lambda: prove_all(cast.welding_shop, 3))
    with CaptureQueriesContext(connection) as asked:
        browse(url)
    assert len(asked) <= 15, "\n".join(q["sql"][:150] for q in asked)


def test_where_a_price_is_from_is_said_in_the_readers_language_without_notes_of_ours(visit):
    with override("vi"):
        untold = [
            s.source for s in Step.objects.all() if s.source and said(s.source, PRICE_SOURCES) == s.source
        ]
    assert not untold
    for source in Step.objects.values_list("source", flat=True):
        assert not re.search(r"\b(MG|EV|CE|EQ|TR)\d|\.csv|percentile table", source), source
    assert not visit(language="vi").select(".src [lang=en]")


def test_a_programme_speaks_the_readers_language():
    told = {
        *Programme.objects.values_list("provider", flat=True),
        *ProgrammeFit.objects.values_list("other_conditions", flat=True),
        *ProgrammeFit.objects.values_list("cap_note", flat=True),
    }
    assert told - {""} == PROGRAMME_WORDS.keys()


def test_steps_are_ticked_on_the_readiness_page_too(visit, browse, cast, shop):
    page = browse(reverse("readiness:firm", args=[shop.public_id]), user=cast.duong, language="en")
    form = page.select_one("#what-if form")
    assert [tag["value"] for tag in form.select("input[name=take]")] == ["CE01"]
    assert form["hx-get"] == reverse("readiness:way_up", args=[shop.public_id])
    assert page.select_one(form["hx-target"])
    after = visit("?sector=M&take=CE01", htmx=True)
    assert "from level 2" in words(after)


def test_a_long_way_is_told_in_parts_gates_first_and_the_parts_add_up(visit, shop):
    """Everything is claimed and nothing proven: one step a criterion, with evidence alone."""
    Evidence.objects.filter(supplier=shop).delete()
    prove_all(shop, 3)
    Evidence.objects.filter(supplier=shop).update(evidence_class="A1")
    panel = visit().select_one("section[aria-labelledby=level-4] section.panel")
    parts = panel.select("details.question")
    names = [words(part.b) for part in parts]
    gates = [name for name in names if name.startswith("Gates of level")]
    assert names[: len(gates)] == sorted(gates), "level by level, before the sections of the profile"
    assert len(names) > len(gates) > 1
    assert [part.has_attr("open") for part in parts] == [True] + [False] * (len(parts) - 1)
    for part in parts:
        assert words(part.summary).split(" step")[0].split()[-1] == str(len(part.select(".plan > li")))
        shown = sum(Fraction(words(b)[1:]) for b in part.select(".gainp b") if words(b))
        assert f"+{float(shown):.1f}" in words(part.summary) or not shown


def test_a_short_way_is_told_whole(visit):
    assert not visit().select("section.stack details.question")

import gzip
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.utils import translation

from portal.models import Province
from portal.templatetags.components import rows_apart
from portal.templatetags.figures import per_cent, share_of
from tests.cast import TODAY

POINT = 1_000_000
STYLES = Path(__file__).parents[2] / "static/css"


@pytest.fixture
def render(rf):
    """What a template writes, read back; in the language asked for."""

    def draw(source: str, language: str = "en", query: str = "", **context) -> BeautifulSoup:
        with translation.override(language):
            text = engines["django"].from_string(source).render(context, request=None)
        return BeautifulSoup(text, "html.parser")

    return draw


def kinds(drawing: BeautifulSoup) -> list[str]:
    return [stair["class"][0] for stair in drawing.select("rect")]


@pytest.mark.parametrize("number", range(6))
def test_as_many_stairs_are_filled_as_levels_are_held_and_the_next_is_dashed(render, number):
    level = render("{% level number 'Name' %}", number=number)
    assert kinds(level).count("st-on") == number
    assert kinds(level).count("st-next") == (number < 5)
    assert level.text.split() == ["Level", str(number), "Name"]


def test_a_level_held_until_a_date_only_is_hatched(render):
    level = render("{% level 3 'Tier-2 ready' conditional=4 %}")
    assert kinds(level) == ["st-on", "st-on", "st-on", "st-cond", "st-off"]


def test_an_interval_is_solid_to_what_is_proven_and_hatched_to_what_is_declared(render):
    bar = render("{% interval p t d %}", p=36 * POINT, t=44 * POINT, d=47 * POINT)
    assert bar.select_one(".ib-proven")["width"] == "36.00%"
    assert bar.select_one(".ib-declared")["x"] == "36.00%"
    assert bar.select_one(".ib-declared")["width"] == "11.00%"
    assert bar.text.strip() == "36.0–47.0"


def test_who_is_not_shown_the_declared_end_sees_the_total(render):
    bar = render("{% interval p t big=True %}", p=36 * POINT, t=44_400_000)
    assert bar.select_one(".ib-declared")["width"] == "8.40%"
    assert "47" not in str(bar)
    assert bar.svg["aria-label"] == "Proven 36.0, total 44.4, up to 44.4"


def test_an_interval_that_is_a_point_says_one_number(render):
    assert render("{% interval p p %}", p=36 * POINT).text.strip() == "36.0"


@pytest.mark.parametrize("kind", ["met", "part", "unknown", "expired", "missed", "not_applicable", "todo"])
def test_a_status_is_a_shape_and_a_word(render, kind):
    status = render("{% status kind %}", kind=kind)
    assert status.svg["aria-hidden"] == "true"
    assert status.text.strip()
    assert render("{% status kind hidden=True %}", kind=kind).select_one(".vh").text == status.text.strip()


@pytest.mark.parametrize(
    "evidence_class, lapsed, css",
    [
        pytest.param("A0", False, ["ev", "claim"], id="own word"),
        pytest.param("A1", False, ["ev", "claim"], id="uploaded, unread"),
        pytest.param("A2", False, ["ev"], id="read by staff"),
        pytest.param("A3", True, ["ev", "lapsed"], id="lapsed stays"),
    ],
)
def test_the_border_of_an_evidence_tag_tells_its_class(render, evidence_class, lapsed, css):
    tag = render("{% evidence_tag c 'ISO 9001' until=d lapsed=l %}", c=evidence_class, l=lapsed, d=TODAY).span
    assert tag["class"] == css
    assert ("lapsed 21 Nov 2026" if lapsed else "to 21 Nov 2026") in tag.text


def test_a_capability_that_is_only_declared_says_so(render):
    assert "declared" in render("{% capability 'Plating' 'steel' %}").text
    assert "declared" not in render("{% capability 'Plating' 'steel' proven=True %}").text


def test_a_gate_is_red_only_where_something_lapsed_or_failed(render):
    assert render("{% gate 's' tone='bad' %}").div["class"] == ["gate", "bad"]
    assert render("{% gate 's' %}").div["class"] == ["gate"]


def test_an_unknown_figure_is_a_word_and_never_nought(render):
    figure = render("{% figure 'On time' value source='Buyers' %}", value=None)
    assert figure.select_one(".value").text == "Not known yet"
    assert "0" not in figure.text


def test_a_figure_names_its_source_its_day_and_its_rows(render):
    figure = render("{% figure 'Firms' 638 source='VN-SI 1' as_of=d rows_url='/rows' rows=1638 %}", d=TODAY)
    assert figure.select_one(".prov").text == "VN-SI 1As of 21 Nov 2026Open 1,638 rows"
    assert figure.select_one(".prov a")["href"] == "/rows"


class Sample(forms.Form):
    capacity = forms.IntegerField(help_text="two shifts")
    seen_by = forms.ChoiceField(choices=[("a", "All"), ("b", "Buyers")], widget=forms.RadioSelect)
    agreed = forms.BooleanField()


def test_a_field_is_label_hint_error_control_in_this_order_and_wired(render):
    field = render("{% field form.capacity suffix='parts' %}", form=Sample({"capacity": "many"}))
    order = [tag.name for tag in field.select("label, .hint, .err, input")]
    assert order == ["label", "p", "p", "input"]
    control = field.input
    assert control["value"] == "many"
    assert control["aria-invalid"] == "true"
    for name in control["aria-describedby"].split():
        assert field.find(id=name).text.strip()
    assert field.select_one(".suffix span").text == "parts"


def test_a_choice_is_a_fieldset_with_its_legend_and_a_label_each(render):
    field = render("{% field form.seen_by %}", form=Sample({}))
    assert field.fieldset.legend.text == "Seen by"
    assert [label["for"] for label in field.select("label")] == [i["id"] for i in field.select("input")]
    assert field.find(id=field.fieldset["aria-describedby"]).text.strip() == "This field is required."


def test_the_error_summary_links_each_line_to_its_field(render):
    form = Sample({"capacity": "many", "seen_by": "a"})
    page = render("{% error_summary form %}{% field form.capacity %}{% field form.agreed %}", form=form)
    links = page.select(".errsum a")
    assert [link.text for link in links] == [
        "Capacity: Enter a whole number.",
        "Agreed: This field is required.",
    ]
    assert all(page.find(id=link["href"][1:]) for link in links)
    assert page.h2.text.strip() == "There are 2 things to correct"


class Labelled(forms.Form):
    called = "Machine 2"
    agreed = forms.BooleanField(label="I agree.")
    many = forms.IntegerField(label="how many?")


def test_a_line_of_the_error_summary_has_one_mark_behind_its_label_and_says_of_which(render):
    form = Labelled({"many": "x"})
    assert [each.text for each in render("{% error_summary form %}", form=form).select(".errsum a")] == [
        "Machine 2 · I agree: This field is required.",
        "Machine 2 · how many? Enter a whole number.",
    ]
    form.called = ""
    assert render("{% error_summary form %}", form=form).select(".errsum a")[1].text.startswith("How many? ")


def test_the_error_summary_takes_formsets_and_is_silent_when_all_is_well(render):
    rows = forms.formset_factory(Sample)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-capacity": "x"}
    )
    page = render("{% error_summary good rows none %}", rows=rows, good=None, none=None)
    assert page.select_one("a")["href"] == "#id_form-0-capacity"
    good = Sample({"capacity": "1", "seen_by": "a", "agreed": "on"})
    assert not render("{% error_summary form %}", form=good).text.strip()


def test_a_facet_with_nothing_behind_it_stays_visible(render):
    options = [{"value": "as9100", "label": "AS9100", "count": 0, "checked": True}]
    facet = render("{% facet 'Standard' 'standard' options %}", options=options)
    assert facet.label["class"] == ["zero"]
    assert facet.label["for"] == facet.input["id"]
    assert facet.input.has_attr("checked")


def test_the_next_page_keeps_the_filters_of_the_address(rf):
    page = Paginator(range(41), 5).page(2)
    request = rf.get("/suppliers/?process=stamping&page=2")
    text = engines["django"].from_string("{% pagination p %}").render({"p": page}, request)
    nav = BeautifulSoup(text, "html.parser")
    assert nav.select_one("[rel=next]")["href"] == "?process=stamping&page=3"
    assert nav.select_one("[rel=prev]")["href"] == "?process=stamping&page=1"


@pytest.mark.parametrize(
    "micro, english, vietnamese",
    [
        pytest.param(48_300_000, "48.3", "48,3", id="a score"),
        pytest.param(59_999_999, "59.9", "59,9", id="short of sixty, however little"),
        pytest.param(48_350_000, "48.3", "48,3", id="rounded down"),
        pytest.param(None, "not known", "chưa biết", id="unknown"),
    ],
)
def test_points_have_one_decimal_in_the_readers_notation(render, micro, english, vietnamese):
    assert render("{{ micro|points }}", micro=micro).text == english
    assert render("{{ micro|points }}", "vi", micro=micro).text == vietnamese


def test_a_share_that_is_short_does_not_look_reached(render):
    assert render("{{ micro|share }}", micro=599_999).text == "59\u00a0%"


def test_a_day_is_written_as_each_language_writes_it(render):
    assert render("{{ d|day }}", d=date(2026, 11, 21)).text == "21 Nov 2026"
    assert render("{{ d|day }}", "vi", d="2026-11-21").text == "21/11/2026"


def test_a_cell_of_fewer_than_three_firms_does_not_show_how_many(render):
    assert [render("{{ n|few }}", n=n).text for n in (0, 1, 2, 3, 1200)] == [
        "0", "under 3", "under 3", "3", "1,200",
    ]  # fmt: skip


def test_only_icons_of_the_list_are_drawn(render):
    assert render("{% icon 'clock' %}").svg["aria-hidden"] == "true"
    with pytest.raises(ValueError, match="rocket"):
        render("{% icon 'rocket' %}")


def test_the_value_axis_of_a_line_begins_at_nought_and_both_ends_are_named(render):
    series = [
        {"label": "All firms", "points": [(2020, 31.5), (2026, 37.2)]},
        {"label": "Vietnamese-owned", "points": [(2020, 13.1), (2026, 17.4)]},
    ]
    chart = render("{% line_chart series aims pace unit='%' label='Share' %}", "vi", series=series,
                   aims=[(2030, 70, "Target 70")], pace=(2030, 41))  # fmt: skip
    words = [text.text for text in chart.select("text")]
    assert words[:5] == ["0", "20", "40", "60", "80\u00a0%"]
    assert {"37,2", "17,4", "Target 70", "2030"} <= set(words)
    assert len(chart.select(".l-pace")) == 1
    numbers = [line[a] for line in chart.select("line") for a in ("x1", "y1", "x2", "y2")]
    assert all(re.fullmatch(r"[\d.]+%?", number) for number in numbers)


def test_a_line_over_the_days_of_one_year_still_draws(render):
    series = [{"label": "All", "points": [(date(2026, 9, 30), 2), (TODAY, 3)]}]
    chart = render("{% line_chart series %}", series=series)
    assert [t.text for t in chart.select("text")][5:7] == ["09/2026", "11/2026"], "both ends are named"
    assert len(chart.select(".l-all")) == 1


@pytest.mark.django_db
def test_the_map_hides_small_cells_and_always_shows_both_archipelagos(render):
    provinces = Province.objects.current().filter(tile_column__isnull=False)
    chart = render("{% tile_map provinces counts '/?province=' %}", "vi", provinces=provinces,
                   counts={"79": 168, "46": 2})  # fmt: skip
    titles = [title.text for title in chart.select("title")]
    assert len(titles) == 36
    assert "TP. Hồ Chí Minh: 168" in titles
    assert "Huế: dưới 3" in titles
    assert "Quần đảo Hoàng Sa (Đà Nẵng), tính vào tỉnh, thành ấy" in titles
    assert "Quần đảo Trường Sa (Khánh Hòa), tính vào tỉnh, thành ấy" in titles
    assert all(re.fullmatch(r"[\d.]+", text["x"]) for text in chart.select("text"))
    assert chart.find("title", string="Huế: dưới 3").parent["href"] == "/?province=46"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_component_stands_on_one_page(browse, language):
    page = browse("/components/", language=language)
    assert page.html["lang"] == language
    assert len(page.select(".panel")) >= 12
    assert not page.select(".panel .panel")
    assert page.select_one("#hatch")


def test_the_styles_stay_within_their_budget():
    css = b"".join(path.read_bytes() for path in sorted(STYLES.glob("*.css")))
    assert len(gzip.compress(css, 9)) < 14 * 1024


def test_no_component_names_a_colour():
    css = (STYLES / "app.css").read_text()
    before, after = css.split("@layer base{", 1)
    assert "@layer tokens{" in before
    screen = after.split("@media print", 1)[0] + (STYLES / "pages.css").read_text()
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", screen) == []


@pytest.mark.parametrize(
    "part, whole, said",
    [
        (0, 3654, "0.0\u00a0%"), (1, 3654, "under 0.1\u00a0%"), (2, 3654, "0.1\u00a0%"),
        (3653, 3654, "over 99.9\u00a0%"), (3654, 3654, "100.0\u00a0%"), (0, 0, "–"),
    ],
)  # fmt: skip
def test_a_few_are_never_none_of_them(part, whole, said):
    with translation.override("en"):
        assert share_of(part, whole) == said


@pytest.mark.parametrize(
    "places, rows",
    [([20, 40, 60, 80], [0, 0, 0, 0]), ([20, 50, 55, 60], [0, 0, 1, 2]), ([45, 50, 70], [0, 1, 0]), ([], [])],
)
def test_labels_of_thresholds_never_lie_on_one_another(places, rows):
    assert rows_apart(places, 16) == rows


@pytest.mark.parametrize(
    "part, whole, said",
    [
        (1759, 10_000, "17.6"),
        (1755, 10_000, "17.6"),
        (1754, 10_000, "17.5"),
        (4497, 10_000, "44.9"),
        (45, 100, "45"),
    ],
    ids=["up", "half is up", "down", "not up to a target", "a target that is reached"],
)
def test_shares_round_half_up_but_never_onto_a_target(part, whole, said):
    assert per_cent(part, whole) == Decimal(said)

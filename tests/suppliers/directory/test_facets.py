"""Facets: OR within, AND across, a parent with its children, counts that hold what they promise."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict

from portal.models import IndustryClass
from suppliers.directory import counting, facets
from suppliers.filters import DirectoryFilter
from suppliers.models import FacetCount, SearchDocument, SupplierIndustry
from tests.cast import TODAY
from tests.suppliers.directory.listed import API, URL, address, count_of, index, listed, names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
NOW = datetime.combine(TODAY, datetime.min.time(), UTC).replace(hour=9)


@pytest.fixture
def firms(db):
    nine = [("iso9001", TODAY + timedelta(days=30))]
    listed("Ép", {"moulding.injection": ["plastic.abs"]}, holds=nine, level=3, province="Hải Phòng",
           sector="plastics_rubber")  # fmt: skip
    listed("Ép và khuôn", {"moulding.injection": ["plastic.pp"], "tooling.plastic_mould": ["steel.tool"]}, level=4,
           sector="plastics_rubber", ownership="foreign", owner_countries="JP")  # fmt: skip
    listed("Thổi", {"moulding.blow_moulding": ["plastic.pet"]}, level=1, province="Hải Phòng",
           sector="plastics_rubber", ownership="unknown")  # fmt: skip
    listed("Tiện", {"machining.cnc_turning": ["steel.stainless", "aluminium.wrought"]}, level=2, province="Bắc Ninh",
           holds=[*nine, ("iso14001", TODAY - timedelta(days=1))])  # fmt: skip


@pytest.mark.parametrize(
    "query, found",
    [
        pytest.param({"process": "moulding.injection"}, {"Ép", "Ép và khuôn"}, id="one"),
        pytest.param(
            {"process": ["moulding.injection", "machining.cnc_turning"]}, {"Ép", "Ép và khuôn", "Tiện"}, id="or within"
        ),
        pytest.param(
            {"process": ["moulding.injection", "machining.cnc_turning"], "material": "steel"},
            {"Ép và khuôn", "Tiện"},
            id="and across",
        ),
        pytest.param({"process": "moulding"}, {"Ép", "Ép và khuôn", "Thổi"}, id="a parent has its children"),
        pytest.param({"material": "metal"}, {"Ép và khuôn", "Tiện"}, id="and grandchildren"),
        pytest.param({"level": "3"}, {"Ép", "Ép và khuôn"}, id="level at least"),
        pytest.param({"level": "5"}, set(), id="none so high"),
        pytest.param({"standard": "iso9001"}, {"Ép", "Tiện"}, id="standard in force"),
        pytest.param({"standard": "iso14001"}, set(), id="a lapsed one is not in force"),
        pytest.param({"ownership": ["foreign", "unknown"]}, {"Ép và khuôn", "Thổi"}, id="ownership"),
        pytest.param({"province": "31"}, {"Ép", "Thổi"}, id="province"),
        pytest.param({"sector": "mechanical"}, {"Tiện"}, id="sector"),
        pytest.param({"q": "nhựa", "level": "2", "province": "31"}, {"Ép"}, id="with words"),
    ],
)  # fmt: skip
def test_what_is_chosen_is_what_is_found(browse, firms, query, found):
    assert set(names(browse(address(**query)))) == found


@pytest.mark.parametrize(
    "chosen",
    [{}, {"process": "moulding"}, {"material": "steel", "level": "2"}, {"q": "plastic"},
     {"province": "31", "ownership": ["unknown", "vietnamese"]}],
    ids=str,
)  # fmt: skip
def test_a_count_is_what_choosing_it_gives(client, cast, firms, chosen):
    client.force_login(cast.binh)
    answer = client.get(API, chosen).json()
    for name, options in answer["facets"].items():
        # Of a long list without a match the first few stand for the rest.
        nothing = [option for option in options if not option["count"]][:3]
        for option in [*(option for option in options if option["count"]), *nothing]:
            alone = {**chosen, name: option["code"]}
            assert client.get(API, alone).json()["count"] == option["count"], (name, option)


def test_the_page_and_the_api_count_alike(client, browse, cast, firms):
    client.force_login(cast.binh)
    facets = client.get(API, {"q": "plastic"}).json()["facets"]
    page = browse(address(q="plastic"))
    for name, options in facets.items():
        for option in options:
            label = page.select_one(f'#facets label[for="{name}-{option["code"]}"]')
            assert (int(label.select_one(".count").text) if label else 0) == option["count"]


def test_what_nobody_has_is_left_out_unless_it_is_chosen(browse, firms):
    page = browse(address(level="5"))
    assert not page.select('label[for="ownership-foreign"]')
    page = browse(address(level="5", ownership="foreign"))
    assert page.select_one('label[for="ownership-foreign"]')["class"] == ["zero"]
    assert page.select_one("#ownership-foreign").has_attr("checked")
    assert (
        "nothing to narrow down" in browse(address(q="khongcogi"), language="en").select_one("#facets").text
    )


def test_a_chosen_value_is_a_chip_that_takes_only_itself_away(browse, firms):
    page = browse(
        address(q="nhựa", process=["moulding.injection", "moulding.blow_moulding"], level="1"), language="en"
    )
    chips = {chip.contents[0].strip(): chip["href"] for chip in page.select("a.chip")}
    assert set(chips) == {"Injection moulding", "Blow moulding", "Level 1 or above"}
    less = browse(URL + chips["Blow moulding"], language="en")
    assert [chip.contents[0].strip() for chip in less.select("a.chip")] == [
        "Injection moulding",
        "Level 1 or above",
    ]
    assert less.select_one("#q")["value"] == "nhựa"
    assert less.select_one('input[value="moulding.injection"]').has_attr("checked")


def test_clearing_keeps_the_words(browse, firms):
    page = browse(address(q="ép nhựa", level="4"), language="en")
    cleared = browse(URL + page.find("a", string="Clear all")["href"])
    assert count_of(cleared) == 2
    assert not cleared.select("a.chip")


def test_an_empty_list_offers_what_finds_somebody_and_each_offer_keeps_its_word(browse, firms):
    page = browse(address(q="ép nhựa qqqq", province="24", level="4"), language="en")
    assert count_of(page) == 0
    offers = [(link["href"], int(link.find_next("span").text)) for link in page.select(".offers a")]
    assert offers
    for url, promised in offers:
        assert count_of(browse(URL + url)) == promised > 0


def test_a_certificate_leaves_its_facet_on_the_day_after_its_end(browse, firms):
    from suppliers import directory

    ends = TODAY + timedelta(days=31)
    assert directory.index_due(TODAY + timedelta(days=30)) == 0
    assert count_of(browse(address(standard="iso9001"))) == 2
    assert directory.index_due(ends) == 2
    assert count_of(browse(address(standard="iso9001"))) == 0


def test_every_firm_found_by_a_process_shows_that_process_on_its_page(browse, firms):
    from suppliers.directory.tags import Words

    words = Words.load()
    index(*(document.supplier for document in SearchDocument.objects.select_related("supplier")))
    seen = 0
    for code, word in words.by_kind["process"].items():
        for document in SearchDocument.objects.filter(tags__contains=[word.tag]).select_related("supplier"):
            page = browse(f"{URL}{document.supplier.public_id}/")
            shown = {tag.select_one("span").text for tag in page.select("#makes .pm")}
            below = {
                w.label for c, w in words.by_kind["process"].items() if code in words.lineage("process", c)
            }
            assert shown & below, (code, document.supplier)
            seen += 1
    assert seen == 11


def asked(query):
    return DirectoryFilter(QueryDict(query), queryset=SearchDocument.objects.all())


def test_former_provinces_are_a_facet_and_count_those_that_never_changed():
    listed("Hàn", province="TP. Hồ Chí Minh", former="Bình Dương")
    listed("Tiện", province="Hà Nội")
    listed("Dập", province="TP. Hồ Chí Minh")
    filterset = asked("former_province=74&former_province=01")
    assert sorted(document.row["name"] for document in filterset.qs) == ["Hàn", "Tiện"]
    options = next(f for f in facets.count(asked("")).facets if f.name == "former_province").options
    assert {o.code: o.count for o in options if o.count} == {"74": 1, "01": 1}
    assert len(options) == 63


def test_classes_of_vsic_are_a_facet_by_class_and_by_division():
    for name, codes in (("Dập", ["2591", "2592"]), ("Tiện", ["2592"]), ("May", ["1410"])):
        firm = listed(name)
        for code in codes:
            SupplierIndustry.objects.create(supplier=firm, industry=IndustryClass.objects.get(code=code))
        index(firm)
    assert len(asked("industry=25").qs) == 2
    assert len(asked("industry=2591&industry=1410").qs) == 2
    options = next(f for f in facets.count(asked("industry=25")).facets if f.name == "industry").options
    counts = {o.code: o.count for o in options if o.count}
    assert counts == {"25": 2, "2592": 2, "2591": 1, "14": 1}
    assert next(o.label for o in options if o.code == "2592").startswith("2592 ")


@pytest.fixture
def long(monkeypatch, firms):
    """Four firms are many here."""
    monkeypatch.setattr(counting, "EXACT", 3)


def test_of_more_matches_than_are_counted_the_number_and_the_levels_are_told(client, browse, cast, long):
    page = browse(address(process=["moulding", "machining"]), language="en")
    assert count_of(page) == 4
    assert not page.select('label[for^="sector-"] .count')
    assert page.select_one('label[for="level-2"] .count').text == "3"
    assert "More than 3 firms match" in page.text
    client.force_login(cast.binh)
    answer = client.get(API, {"process": ["moulding", "machining"]}).json()
    assert answer["count"] == 4
    assert {option["count"] for option in answer["facets"]["material"]} == {None}
    # The facet that is chosen is counted without itself, and that is the whole list.
    assert {option["count"] for option in answer["facets"]["process"]} == {None}


def test_few_matches_of_a_long_list_are_counted_as_ever(browse, long):
    page = browse(address(process="moulding.injection"), language="en")
    assert count_of(page) == 2
    assert page.select_one('label[for="ownership-foreign"] .count').text == "1"


def test_the_whole_of_a_long_list_shows_the_counts_that_were_kept(browse, long):
    assert not browse(URL, language="en").select('label[for^="sector-"] .count')
    assert counting.count_whole_list(NOW) is True
    listed("Mới", {"moulding.injection": ["plastic.abs"]}, level=4, sector="plastics_rubber")
    page = browse(URL, language="en")
    assert page.select_one('label[for="sector-plastics_rubber"] .count').text == "3"
    assert count_of(page) == 4
    assert "as of 16:00" in page.text
    assert counting.count_whole_list(NOW + timedelta(minutes=1)) is True
    assert browse(URL).select_one('label[for="sector-plastics_rubber"] .count').text == "4"


def test_what_nobody_has_any_more_is_not_kept(firms, monkeypatch):
    monkeypatch.setattr(counting, "EXACT", 2)
    counting.count_whole_list(NOW)
    SearchDocument.objects.filter(level=4).delete()
    counting.count_whole_list(NOW + timedelta(minutes=1))
    assert not FacetCount.objects.filter(tag=4).exists()
    monkeypatch.undo()
    assert counting.count_whole_list(NOW) is False
    assert not FacetCount.objects.exists()

"""How levels are decided: what the page says is what the framework in force says."""

import pytest

from readiness import frameworks

pytestmark = pytest.mark.django_db
PAGE = "/how/"


def words(tag) -> str:
    return " ".join(tag.get_text(" ").replace("\u00a0", " ").split())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_level_gate_criterion_and_anchor_is_there(browse, language):
    framework = frameworks.engine(frameworks.current())
    page = browse(f"{PAGE}?sector=T", language=language)
    text = words(page.main)
    for level in framework.levels:
        assert level.name[language] in text
        for gate in level.gates:
            assert (" ".join(gate.text[language].split()) in text) is gate.applies("T") or any(
                other.text == gate.text and other.applies("T") for other in level.gates
            )
    asked = {c.code for c in framework.criteria if c.applies("T")}
    assert {tag["id"].removeprefix("c-") for tag in page.select("details[id^=c-]")} == asked
    for code, text_of in frameworks.texts_for("T").items():
        said = words(page.find(id=f"c-{code}"))
        for anchor in text_of.anchors:
            assert not anchor.used or language == "en" or " ".join(anchor.text.split()) in said


def test_weights_of_a_dimension_add_up(browse):
    page = browse(PAGE, language="en")
    shares = [float(words(tag).split(" %")[0]) for tag in page.select("section.panel > header > div.soft")]
    assert sum(shares) == pytest.approx(100)


def test_who_asks_for_no_sector_or_for_none_of_ours_reads_the_first(browse):
    first = words(browse(PAGE, language="en").select_one("h1 + .meta"))
    assert words(browse(f"{PAGE}?sector=%00x", language="en").select_one("h1 + .meta")) == first


def test_it_costs_few_questions(client, django_assert_max_num_queries):
    client.get(PAGE)
    with django_assert_max_num_queries(3):
        client.get(PAGE)

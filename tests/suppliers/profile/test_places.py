"""Each criterion of the framework has its place in the profile exactly once."""

from collections import Counter
from typing import Any

import pytest
from bs4 import BeautifulSoup

from readiness.engine import parse_framework
from readiness.frameworks import SHIPPED
from suppliers.forms.sections import SECTION_FORMS
from suppliers.sections import SECTIONS, Choice, Section, Worked, section_of
from tests.suppliers.firms import Firm

FRAMEWORK = parse_framework(SHIPPED.read_text(encoding="utf-8"))


def test_every_criterion_is_told_in_one_section() -> None:
    told: list[Worked | Choice] = [each for s in SECTIONS.values() for each in (*s.worked, *s.chosen)]
    count = Counter(each.code for each in told)
    assert set(count) == {c.code for c in FRAMEWORK.criteria}
    assert len(count) == 54
    assert set(count.values()) == {1}
    assert all(section_of(code) for code in count)


def test_a_level_is_chosen_only_where_the_rule_is_one_of_levels() -> None:
    rules = {c.code: c.rule for c in FRAMEWORK.criteria}
    assert {rules[choice.code] for s in SECTIONS.values() for choice in s.chosen} == {"level"}


def test_every_section_has_its_form() -> None:
    assert list(SECTION_FORMS) == list(SECTIONS)


@pytest.mark.parametrize("section", SECTIONS.values(), ids=list(SECTIONS))
def test_the_place_of_each_criterion_is_on_the_page(firm: Firm, section: Section) -> None:
    page = BeautifulSoup(firm.client().get(firm.url("section", section.key)).content, "html.parser")
    # Mechanical firms are not asked about a clean room and some others.
    here = {anchor for code, anchor in section.places.items() if _asked(code)}
    assert all(page.find(id=anchor) for anchor in here), here


def _asked(code: str) -> Any:
    return FRAMEWORK.by_code[code].applies("M")

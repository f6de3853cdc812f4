"""The fonts that are cut for the pages."""

import unicodedata
from itertools import product

import pytest
from fontTools.ttLib import TTFont

from portal.local import assets


@pytest.fixture(scope="module")
def fonts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fonts")
    assert assets.build(folder / "fonts", folder / "stamp")
    return folder


def open_font(folder, name):
    return TTFont(folder / "fonts" / f"{name}.woff2")


@pytest.mark.parametrize("weight", [400, 600])
def test_every_figure_has_one_width_and_its_ink_stays_inside(fonts, weight):
    font = open_font(fonts, f"figures-{weight}")
    names = [font.getBestCmap()[ord(digit)] for digit in "0123456789"]
    assert {font["hmtx"][name][0] for name in names} == {assets.FIGURE_WIDTH[weight]}
    for name in names:
        glyph = font["glyf"][name]
        assert 0 <= glyph.xMin < glyph.xMax <= assets.FIGURE_WIDTH[weight]


@pytest.mark.parametrize("weight", [400, 600])
def test_every_vietnamese_letter_has_a_glyph(fonts, weight):
    marks = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    letters = {
        unicodedata.normalize("NFC", letter + mark) for letter, mark in product("aăâeêioôơuưyđ", marks)
    }
    letters = {c for text in letters | {text.upper() for text in letters} if len(text) == 1 for c in text}
    drawn = {
        *open_font(fonts, f"latin-{weight}").getBestCmap(),
        *open_font(fonts, f"vietnamese-{weight}").getBestCmap(),
    }
    assert {letter for letter in letters if ord(letter) not in drawn} == set()


def test_all_six_stay_within_the_budget(fonts):
    files = list((fonts / "fonts").iterdir())
    assert len(files) == 6
    assert sum(file.stat().st_size for file in files) < 75_000


def test_a_second_build_does_nothing_until_a_file_is_missing(fonts):
    assert not assets.build(fonts / "fonts", fonts / "stamp")
    (fonts / "fonts/latin-400.woff2").unlink()
    assert assets.build(fonts / "fonts", fonts / "stamp")

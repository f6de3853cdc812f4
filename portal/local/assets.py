"""Fonts for ``static/css/app.css``, cut from Be Vietnam Pro (OFL) into ``var/assets/fonts``.

Two weights, each as ``latin``, ``vietnamese`` and ``figures``: six woff2 files, about 70 KB together.
"""

import sys
from io import BytesIO
from pathlib import Path

import fontpkg_be_vietnam_pro

from portal.local.stamps import VAR_DIR, fingerprint, is_fresh, press, write_whole

FONTS = VAR_DIR / "assets/fonts"
STAMP = VAR_DIR / "stamps/fonts"
WEIGHTS = {400: "Regular", 600: "SemiBold"}
# The ranges of the font-face rules in app.css; a browser fetches a file only for text inside its range.
RANGES = {
    "latin": "0-FF 152-153 2C6 2DA 2DC 2000-206F 2122 2212",
    "vietnamese": "102-103 110-111 128-129 168-169 1A0-1A1 1AF-1B0 300-301 303 309 323 1EA0-1EF9 20AB",
}
FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga"]
# The width that every digit gets, in thousandths of an em: near the mean of the face's own digits.
FIGURE_WIDTH = {400: 628, 600: 644}
SIDE_ROOM = 36


def characters(ranges: str) -> list[int]:
    """The code points of ``"41-43 61"``."""
    ends = [part.split("-") for part in ranges.split()]
    return [code for end in ends for code in range(int(end[0], 16), int(end[-1], 16) + 1)]


def subset(source: Path, codes: list[int]) -> bytes:
    """The face with only these characters."""
    from fontTools import subset as fonttools_subset

    options = fonttools_subset.Options(layout_features=FEATURES, hinting=False, flavor="woff2")
    font = fonttools_subset.load_font(str(source), options)
    cutter = fonttools_subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    target = BytesIO()
    fonttools_subset.save_font(font, target, options)
    return target.getvalue()


def figures(source: Path, width: int) -> bytes:
    """A face of ten digits, each ``width`` wide: Be Vietnam Pro itself has no tabular figures."""
    from fontTools import subset as fonttools_subset
    from fontTools.pens.transformPen import TransformPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    options = fonttools_subset.Options(
        layout_features=[], hinting=False, flavor="woff2", name_IDs=[0, 1, 2, 13, 14]
    )
    font = fonttools_subset.load_font(str(source), options)
    outlines, drawn = font["glyf"], font.getGlyphSet()
    redrawn = {}
    for digit in "0123456789":
        name = font.getBestCmap()[ord(digit)]
        ink = outlines[name].xMax - outlines[name].xMin
        narrowing = min(1, (width - SIDE_ROOM) / ink)
        shift = (width - ink * narrowing) / 2 - outlines[name].xMin * narrowing
        pen = TTGlyphPen(drawn)
        drawn[name].draw(TransformPen(pen, (narrowing, 0, 0, 1, shift, 0)))
        redrawn[name] = pen.glyph()
    for name, glyph in redrawn.items():
        outlines[name] = glyph
        glyph.recalcBounds(outlines)
        font["hmtx"][name] = (width, glyph.xMin)
    cutter = fonttools_subset.Subsetter(options)
    cutter.populate(text="0123456789")
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID == 1:  # the family; the licence asks for a name of its own
            record.string = "Be Vietnam Figures"
    target = BytesIO()
    fonttools_subset.save_font(font, target, options)
    return target.getvalue()


def build(folder: Path = FONTS, stamp: Path = STAMP) -> bool:
    """Cut the fonts unless they are there already; whether anything was done."""
    faces = {
        weight: Path(fontpkg_be_vietnam_pro.ROOT) / f"files/BeVietnamPro-{name}.ttf"
        for weight, name in WEIGHTS.items()
    }
    mark = fingerprint([*faces.values(), Path(__file__)], str(folder))
    wanted = [folder / f"{part}-{weight}.woff2" for part in (*RANGES, "figures") for weight in WEIGHTS]
    if is_fresh(stamp, mark) and all(path.exists() for path in wanted):
        return False
    for weight, face in faces.items():
        for part, ranges in RANGES.items():
            write_whole(folder / f"{part}-{weight}.woff2", subset(face, characters(ranges)))
        write_whole(folder / f"figures-{weight}.woff2", figures(face, FIGURE_WIDTH[weight]))
    press(stamp, mark)
    return True


if __name__ == "__main__":
    build()
    sys.exit(0)

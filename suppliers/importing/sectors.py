"""Sectors as lists write them ("Apparel", "may mặc", "ô tô - xe máy"): the letters of our seven."""

import re
from functools import cache

from portal.folding import fold
from portal.vocabulary import rows

_SEVERAL = re.compile(r"[,;/|&+\n]|\s-\s|\svà\s|\sand\s")
WORDS = {
    "M": """cơ khí | cơ khí chế tạo | cơ khí chính xác | gia công cơ khí | kim loại | mechanical engineering | mechanics
        | machinery | metal | metalworking | metal fabrication | machining | precision engineering""",
    "P": """nhựa | cao su | plastic | plastics | rubber | nhựa cao su | cao su nhựa | plastic injection""",
    "E": """điện | điện tử | điện điện tử | điện tử tin học | electronic | electrical | electrical electronic
        | electrical and electronics | electronics assembly""",
    "A": """ô tô | xe máy | ô tô xe máy | sản xuất ô tô | lắp ráp ô tô | công nghiệp ô tô | auto | automobile | automobiles
        | automotive parts | motorcycle | motorcycles | vehicles""",
    "T": """dệt | may | may mặc | dệt may | sợi | nhuộm | hàng may mặc | quần áo | phụ liệu may | apparel | garment
        | garments | clothing | textile | textiles | textile and garment | home textiles | knitwear | fabric | yarn""",
    "F": """da | giày | da giày | giày dép | da giầy | giầy dép | túi xách | footwear | shoes | leather | leather goods
        | handbags | bags | leather and footwear""",
    "H": """công nghệ cao | high tech | hi tech | hitech | high technology | công nghiệp công nghệ cao | semiconductor
        | semiconductors | bán dẫn | vi mạch""",
}  # fmt: skip


@cache
def _letters() -> dict[str, str]:
    found = {fold(word): letter for letter, words in WORDS.items() for word in words.split("|")}
    for row in rows("sectors"):
        if len(row["letters"]) == 1:
            found |= {fold(row["name_vi"]): row["letters"], fold(row["name_en"]): row["letters"]}
    return found


def sectors_in(text: str) -> tuple[str, tuple[str, ...]]:
    """Letters in the order in which they are named ("TF"), and what names none of the seven.

    A field within one sector ("ngành may mặc", "ngành công nghiệp dệt may") is that sector; otherwise
    only words that mean one of them by themselves count.
    """
    letters, unknown = "", []
    for part in [text] if _letter(text) else _SEVERAL.split(text):
        letter = _letter(part)
        if letter and letter not in letters:
            letters += letter
        elif not letter and part.strip():
            unknown.append(part.strip())
    return letters, tuple(unknown)


def _letter(part: str) -> str:
    words = fold(part)
    for before in ("nganh cong nghiep ", "cong nghiep ", "nganh ", "san xuat ", "linh vuc "):
        words = words.removeprefix(before)
    for after in (" industry", " manufacturing", " products", " production", " sector"):
        words = words.removesuffix(after)
    return _letters().get(words, "") or (part.strip().upper() if part.strip().upper() in WORDS else "")

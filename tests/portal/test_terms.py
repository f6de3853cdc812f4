"""One Vietnamese word for one thing, in every sentence of the portal: the words chosen, and those they stand for."""

import re
from pathlib import Path

import polib
import pytest

CATALOGUE = Path(__file__).parents[2] / "locale/vi/LC_MESSAGES/django.po"

# What is not written, and what is written for it.
TERMS = {
    "nhà cung ứng": "nhà cung cấp: a supplier",
    "minh chứng|chứng cứ": "bằng chứng: evidence",
    "người mua": "bên mua: a buyer",
    "có phát hiện|một phát hiện|phát hiện chưa": "kết luận: a finding",
    "(lên|rời|khỏi|trong|vào) danh sách doanh nghiệp": "danh bạ: the directory; danh sách is a list that is brought in",
    "liên kết": "đường dẫn: a link",
    "(cùng|bằng chứng) hạng": "loại: a class of evidence; hạng is a band of SIRI",
    "thư điện tử|e-mail": "email",
    r"\bbạn\b": "anh/chị: the reader",
    r"\b(huỷ|xoá|hoá|khoá|thoả|hoà)\b": "the tone mark over the first vowel: hủy, xóa, hóa, khóa, thỏa, hòa",
}


@pytest.mark.parametrize("other", TERMS)
def test_a_thing_has_one_name(other: str) -> None:
    said = [
        text
        for entry in polib.pofile(str(CATALOGUE))
        for text in (entry.msgstr, *entry.msgstr_plural.values())
    ]
    assert not [text for text in said if re.search(other, text, re.IGNORECASE)], TERMS[other]

"""Which column is which: column names in Vietnamese and English, folded as every text is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.folding import fold
from suppliers.importing.refusal import Refused

# A title, a date and an empty line or two may stand above the names of the columns.
LOOKED_AT = 40
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*+")
_SEVERAL = re.compile(r"[/\n|]| - ")

NAMES: Mapping[str, str] = {
    "name": """tên doanh nghiệp | tên công ty | tên đơn vị | tên cơ sở | tên nhà máy | tên nhà cung cấp | tên hộ kinh doanh
        | tên | doanh nghiệp | công ty | nhà cung cấp | tên đầy đủ | tên tiếng Việt | name | company | company name
        | supplier | supplier name | factory | factory name | facility name | enterprise | enterprise name | firm
        | vendor | vendor name | registered name | name of company | name of enterprise | manufacturer
        | name in Vietnamese | Vietnamese name""",
    "name_latin": """tên tiếng Anh | tên nước ngoài | tên giao dịch | tên giao dịch tiếng Anh | tên quốc tế | English name
        | name in English | name en | company name in English | international name | trading name""",
    "tax_code": """mã số thuế | mst | mã thuế | mã số doanh nghiệp | msdn | mã số dn | mã doanh nghiệp | tax code
        | tax id | tax no | tax number | taxcode | tax identification number | tin | vat code | vat number
        | enterprise code | business code | business registration number""",
    "address": """địa chỉ | địa chỉ trụ sở | địa chỉ trụ sở chính | trụ sở chính | trụ sở | địa chỉ nhà máy | địa điểm
        | địa chỉ sản xuất | address | factory address | company address | street address | full address | location""",
    "province": """tỉnh | tỉnh thành | tỉnh thành phố | thành phố | tỉnh tp | tp | địa phương | province | city
        | province city | city province | state province | province or city""",
    "country": "quốc gia | nước | country | country region | nation | country name | country code",
    "sector": """ngành | ngành nghề | lĩnh vực | ngành hàng | nhóm ngành | ngành sản xuất | lĩnh vực hoạt động | sector
        | industry | sectors | field | business sector | ngành nghề kinh doanh""",
    "industries": """mã ngành | mã ngành kinh tế | mã ngành nghề | mã ngành cấp 4 | vsic | mã vsic | vsic code | vsic 2025
        | industry code | industry codes | industry class | isic | isic code""",
    "contact": """người liên hệ | họ tên người liên hệ | đầu mối liên hệ | liên hệ | người đại diện | contact
        | contact person | contact name | representative""",
    "phone": """điện thoại | số điện thoại | sđt | đt | tel | telephone | phone | phone number | mobile | di động
        | hotline | điện thoại liên hệ | contact phone | điện thoại di động""",
    "email": "email | e-mail | thư điện tử | địa chỉ email | email address | e-mail address | contact email | mail",
    "website": "website | trang web | web | địa chỉ website | web site | url | homepage | web address",
    "process": """công nghệ | quy trình | công đoạn | quá trình | công nghệ sản xuất | năng lực sản xuất | process
        | processes | manufacturing process | production process | capability | capabilities | technology
        | processing type""",
    "material": "vật liệu | nguyên liệu | nguyên vật liệu | material | materials | raw materials",
    "product": """sản phẩm | sản phẩm chính | mặt hàng | mặt hàng chính | sản phẩm chủ lực | sản phẩm dịch vụ | product
        | products | main products | main product | product type | goods | mô tả | description""",
    "workers": """số lao động | lao động | số công nhân | tổng số lao động | quy mô lao động | số người lao động | workers
        | number of workers | employees | number of employees | headcount""",
    "established": """năm thành lập | thành lập | năm hoạt động | year founded | founded | established
        | year established | year of establishment""",
}  # fmt: skip
_FIELD_OF = {fold(name): field for field, names in NAMES.items() for name in names.split("|")}
# Numbers of lines are no loss: nobody is told that they were not read.
_COUNTERS = {"stt", "tt", "no", "so", "so tt", "so thu tu", "id", "index", "number"}


@dataclass(frozen=True, slots=True)
class Header:
    """``row``: where it stands, from 1. ``columns``: field -> position. ``titles``: field -> as written.
    ``unread``: titles of columns in which nobody looks."""

    row: int
    columns: Mapping[str, int]
    titles: Mapping[str, str]
    unread: tuple[str, ...]


def field_of(title: str) -> str:
    """The field that a column's title names, or ""; both halves of "Tên doanh nghiệp / Name" are tried."""
    bare = _BRACKETS.sub(" ", title)
    for part in (title, bare, *_SEVERAL.split(bare)):
        if field := _FIELD_OF.get(fold(part)):
            return field
    return ""


def find_header(rows: Sequence[Sequence[str]]) -> Header:
    """The first row that names the firm's column and knows itself for a header: another column known, or
    nothing else in it."""
    for number, row in enumerate(rows[:LOOKED_AT], start=1):
        header = _read(number, row)
        filled = sum(bool(cell.strip()) for cell in row)
        if "name" in header.columns and (len(header.columns) > 1 or filled == 1 == len(header.titles)):
            return header
    raise Refused(
        _(
            "None of the first %(count)s rows names the columns. One of them has to be called “tên doanh nghiệp” or “name”."
        )
        % {"count": LOOKED_AT}
    )


def header_of(number: int, names: Sequence[str], fields: Mapping[int, str]) -> Header:
    """The header that a person chose: ``names`` as they stand in row ``number``, position -> field. Two columns
    never have one title, and one without a name is called by its letter."""
    titles: dict[str, str] = {}
    for at, field in sorted(fields.items()):
        title = title_of(names, at)
        titles[field] = title if title not in titles.values() else f"{title} ({letter_of(at)})"
    unread = tuple(
        title_of(names, at)
        for at, cell in enumerate(names)
        if at not in fields and cell.strip() and fold(cell) not in _COUNTERS
    )
    return Header(number, {field: at for at, field in fields.items()}, titles, unread)


def title_of(names: Sequence[str], at: int) -> str:
    """What a column is called: its name, or its letter."""
    title = " ".join(names[at].split())[:100] if at < len(names) else ""
    return title or letter_of(at)


def letter_of(at: int) -> str:
    """A column as spreadsheets call it: 0 is A, 26 is AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _read(number: int, row: Sequence[str]) -> Header:
    columns: dict[str, int] = {}
    titles: dict[str, str] = {}
    unread = []
    for at, cell in enumerate(row):
        title = " ".join(cell.split())[:100]
        field = field_of(cell[:200])
        if field and field not in columns:
            columns[field], titles[field] = at, title
        elif title and fold(title) not in _COUNTERS:
            unread.append(title)
    return Header(number, columns, titles, tuple(unread))

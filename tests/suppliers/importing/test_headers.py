"""Finding the row that names the columns, in Vietnamese and English."""

import pytest

from suppliers.importing.headers import find_header
from suppliers.importing.refusal import Refused


@pytest.mark.parametrize(
    "title, field",
    [
        ("TÊN DOANH NGHIỆP (*)", "name"),
        ("Ten cong ty", "name"),
        ("Tên doanh nghiệp / Company name", "name"),
        ("Tên doanh nghiệp\n(Company name)", "name"),
        ("Mã số thuế", "tax_code"),
        ("MST", "tax_code"),
        ("Tax code", "tax_code"),
        ("Địa chỉ trụ sở chính", "address"),
        ("Tỉnh/Thành phố", "province"),
        ("Ngành nghề", "sector"),
        ("Số điện thoại", "phone"),
        ("E-mail", "email"),
        ("Công nghệ sản xuất", "process"),
        ("Sản phẩm chính", "product"),
    ],
)
def test_a_column_is_known_by_its_folded_title(title, field):
    header = find_header([["Tên" if field != "name" else "Địa chỉ", title]])
    assert header.columns[field] == 1


def test_the_header_stands_below_a_title_and_empty_rows():
    header = find_header(
        [["DANH SÁCH DOANH NGHIỆP NĂM 2026"], [], ["Cập nhật: 01/2026"], ["STT", "Tên", "Ghi chú", "MST"]]
    )
    assert (header.row, header.columns) == (4, {"name": 1, "tax_code": 3})
    assert header.unread == ("Ghi chú",)


def test_a_title_alone_that_says_company_is_no_header():
    assert find_header([["Doanh nghiệp"], ["Tên", "Địa chỉ"]]).row == 1
    assert find_header([["Doanh nghiệp", "2026"], ["Tên", "Địa chỉ"]]).row == 2


def test_of_two_columns_for_one_thing_the_first_is_read():
    header = find_header([["name", "address", "Địa chỉ"]])
    assert header.columns["address"] == 1
    assert header.unread == ("Địa chỉ",)


@pytest.mark.parametrize("rows", [[], [[]], [["a", "b"]], [["Địa chỉ", "MST"]]])
def test_without_a_column_for_the_name_the_file_is_refused(rows):
    with pytest.raises(Refused):
        find_header(rows)

"""Is it a firm we have? Reasons, never a merge, and never by the name alone."""

import pytest

from suppliers.importing.matching import Index, Known
from suppliers.importing.names import address_of, name_of, phone_key


def known(name, address="", province="", *, tax="", phone="", household="", supplier=None, row=None):
    return Known(
        label=name,
        names=(name_of(name),),
        address=address_of(address, province),
        tax_code=tax,
        household=household,
        phone=phone_key(phone),
        supplier=supplier,
        row=row,
    )


def reasons(new, old):
    """The reasons for which ``new`` may be ``old``; "namesake" where only the name says so."""
    match = Index([old]).match(new)
    if match.candidates:
        return match.candidates[0].reasons
    return ("namesake",) if match.namesakes else ()


HOUSE = "12 Trần Phú, Ba Đình"


def test_the_same_tax_code_is_the_same_firm_whatever_its_name():
    assert reasons(known("A Minh", tax="0100109106"), known("Bình Yên", tax="0100109106")) == ("tax_code",)


def test_two_tax_codes_are_two_firms_whatever_else_agrees():
    one = known("Minh Phát", HOUSE, "01", tax="0100109106", phone="0912345678")
    assert reasons(one, known("Minh Phát", HOUSE, "01", tax="0100686209", phone="0912345678")) == ()


def test_the_same_household_number_is_the_same_firm():
    assert reasons(known("A", household="001085012345"), known("B", household="001085012345")) == (
        "household",
    )


@pytest.mark.parametrize(
    "new, old, why",
    [
        pytest.param(known("Công ty TNHH Minh Phát", HOUSE, "01"), known("Công ty TNHH Minh Phát", HOUSE, "01"),
                     ("name", "address"), id="name and address"),
        pytest.param(known("CTCP Minh Phát", HOUSE), known("Cty TNHH Minh Phát", "Số 12 đường Trần Phú, Ba Đình"),
                     ("legal_form", "address"), id="another legal form, the same address"),
        pytest.param(known("Minh Phát", "", "01"), known("Minh Phát", HOUSE, "01"), ("name", "province"),
                     id="name and province, where one address is missing"),
        pytest.param(known("Minh Phát", phone="+84 912 345 678"), known("Minh Phát", HOUSE, "01", phone="0912.345.678"),
                     ("name", "phone"), id="name and telephone"),
        pytest.param(known("Saigon Textile Group", HOUSE), known("Saigon Textiles", HOUSE), ("similar", "address"),
                     id="a similar name at the same address"),
        pytest.param(known("Dệt may Nam Sơn 1", HOUSE, "01"), known("Dệt may Nam Sơn 2", HOUSE, "01"),
                     ("sister", "address"), id="sister plants at one address"),
        pytest.param(known("Eclat Textile Co. Ltd.", "5A road Nhon Trach 2  Inductrial Zone,Dong Nai province", "75"),
                     known("Eclat Textile Co. Ltd. (Vietnam)", "5A Road,Nhon Trach 2 Industrial Zone,Nhon Trach"),
                     ("legal_form", "address"), id="a misspelt address"),
    ],
)  # fmt: skip
def test_a_name_and_something_else_make_a_candidate(new, old, why):
    assert reasons(new, old) == why


@pytest.mark.parametrize(
    "new, old",
    [
        pytest.param(known("Minh Phát"), known("Minh Phát"), id="nothing else is known"),
        pytest.param(
            known("Minh Phát", HOUSE, "01"),
            known("Minh Phát", "99 Lê Lợi, Hoàn Kiếm", "01"),
            id="another house",
        ),
        pytest.param(known("Minh Phát", "", "01"), known("Minh Phát", "", "79"), id="another province"),
        pytest.param(
            known("CTCP Minh Phát"), known("Công ty TNHH Minh Phát"), id="only the legal form differs"
        ),
    ],
)
def test_a_name_alone_is_only_said(new, old):
    assert reasons(new, old) == ("namesake",)


@pytest.mark.parametrize(
    "new, old",
    [
        ("Dệt may 1", "Dệt may 2"),
        ("Nhà máy 1", "Nhà máy 2"),
        ("Công ty CP May 10", "Công ty CP May 20"),
        ("Saitex 4 Laundry", "Saitex 5 Laundry"),
        ("Xí nghiệp Z111", "Xí nghiệp Z117"),
        ("Duc Thanh II Co., Ltd", "Duc Thanh III Co., Ltd"),
        ("Duc Thanh Co., Ltd", "Duc Thanh II Co., Ltd"),
    ],
)
@pytest.mark.parametrize("phone", ["", "0912345678"], ids=["no telephone", "one switchboard"])
def test_sister_plants_are_never_proposed_without_an_address_or_a_code(new, old, phone):
    assert reasons(known(new, "", "01", phone=phone), known(old, "", "01", phone=phone)) == ()
    assert reasons(known(new, "Lô 1, KCN A", "01"), known(old, "Lô 7, KCN A", "01")) == ()


def test_numbers_are_the_same_however_they_are_written():
    for one, other in (
        ("Pungkook Saigon ll", "Pungkook Saigon Two Corporation"),
        ("Duc Thanh II", "Duc Thanh 02"),
    ):
        assert name_of(one).key == name_of(other).key


def test_other_names_at_one_address_are_other_firms():
    assert reasons(known("Minh Phát", HOUSE, "01"), known("Hòa Bình An", HOUSE, "01")) == ()


def test_trade_words_do_not_make_names_similar():
    one, other = (
        "Công ty TNHH Sản xuất Thương mại Dịch vụ Minh Phát",
        "Công ty TNHH Sản xuất Thương mại Dịch vụ Minh Phúc",
    )
    assert reasons(known(one, HOUSE, "01"), known(other, HOUSE, "01")) == ()


def test_the_likeliest_candidate_stands_first():
    index = Index([known("Minh Phát", "", "01", supplier=1), known("Minh Phát", HOUSE, "01", supplier=2)])
    match = index.match(known("Minh Phát", HOUSE, "01"))
    assert [c.known.supplier for c in match.candidates] == [2, 1]


def test_a_common_word_does_not_make_every_firm_compared():
    index = Index(known(f"Minh {n:05}x", f"{n} Lê Lợi") for n in range(3000))
    assert len(index._nearby(known("Minh Phát", "5 Lê Lợi"))) < 200

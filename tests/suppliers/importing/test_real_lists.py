"""Published factory lists of brands, as they are: misspelt, damaged, of many countries. They are not ours to
keep here; where they are not at hand these tests are skipped. Provinces were read by a person."""

from pathlib import Path

import pytest

from suppliers.models import ImportRow, Supplier
from tests.suppliers.importing.lists import told

LISTS = Path(__file__).resolve().parents[4] / "shared" / "real" / "brand_lists"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not LISTS.exists(), reason="the lists are not at hand"),
]

# File -> (landed, refused, set aside) when they are taken in one after the other.
FATES = {
    "11.csv": (16, 39, 0),
    "2.csv": (1, 82, 0),
    "4.csv": (6, 75, 0),
    "5.csv": (6, 58, 0),
    "8.csv": (18, 42, 1),
    "12.xlsx": (1, 14, 0),
}
# Row -> (province today, former province where the address names one that is gone); rows left out name none.
PLACES = {
    "11.csv": {
        41: ("37", "36"), 44: ("33", "34"), 45: ("37", "36"), 46: ("79", "77"), 48: ("33", "34"), 49: ("33", "34"),
        51: ("79", ""), 52: ("37", "36"), 53: ("79", ""), 54: ("37", "36"),
    },
    "2.csv": {52: ("75", "")},
    "4.csv": {18: ("01", ""), 33: ("24", "24"), 61: ("75", ""), 62: ("75", ""), 63: ("75", "")},
    "5.csv": {56: ("31", "30"), 58: ("37", ""), 59: ("22", ""), 60: ("79", ""), 61: ("31", "30"), 62: ("24", "")},
    "8.csv": {
        44: ("01", ""), 45: ("79", ""), 48: ("79", ""), 49: ("37", "35"), 51: ("31", "30"), 52: ("79", "74"),
        53: ("38", ""), 54: ("79", ""), 56: ("01", ""), 57: ("79", "74"), 58: ("24", ""), 59: ("75", ""), 60: ("80", ""),
        61: ("01", ""),
    },
    "12.xlsx": {13: ("75", "")},
}  # fmt: skip


@pytest.fixture
def reports():
    return {name: told(LISTS / name) for name in FATES}


def test_the_vietnamese_factories_land_and_the_others_are_refused_with_the_reason(reports):
    for name, report in reports.items():
        counts = report["counts"]
        assert (counts["landed"], counts["refused"], counts["set_aside"]) == FATES[name], name
        for row in report["rows"]:
            if row["fate"] == "refused":
                assert [problem["code"] for problem in row["problems"]] == ["other_country"]
                assert row["problems"][0]["value"] in row["problems"][0]["sentence"]
    assert Supplier.objects.count() == 48
    assert not any(firm.claimed or firm.listed or firm.tax_code for firm in Supplier.objects.all())
    assert all(
        [s.letter for s in f.sectors.all()] == ["T"] for f in Supplier.objects.prefetch_related("sectors")
    )


def test_each_lands_in_the_province_its_address_names(reports):
    for name, report in reports.items():
        read = {
            row["row"]: (row["province"], row["former_province"])
            for row in report["rows"]
            if row["fate"] == "landed" and row["province"]
        }
        assert read == PLACES[name], name


def test_what_is_damaged_lands_with_a_note_and_the_look_alike_is_set_aside(reports):
    notes = {
        (name, row["row"]): [note["code"] for note in row["notes"]]
        for name, report in reports.items()
        for row in report["rows"]
        if row["notes"]
    }
    assert notes == {("11.csv", 53): ["damaged"], ("8.csv", 62): ["namesake"]}
    bi = Supplier.objects.get(name="BI (VN) Co. Ltd.")
    assert bi.address == "Zone 1,Thanh Xuan Ward,Ho Chi Minh"
    aside = ImportRow.objects.get(fate="set_aside")
    eclat = Supplier.objects.get(name="Eclat Textile Co. Ltd. (Vietnam)")
    assert (aside.number, aside.candidates[0]["supplier"]) == (46, eclat.pk)

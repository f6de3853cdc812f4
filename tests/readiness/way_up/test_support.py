"""Which programmes are open to whom: every condition a hard filter, and what is not known neither yes nor no."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from readiness.engine.roadmap import Grant
from readiness.models import Programme, ProgrammeFit
from readiness.support import ASK, CLOSED, OPEN, PAST, Applicant, grants, help_by_step, judge_fit
from tests.cast import TODAY

FIRM = Applicant(
    sector="M", province="01", macro_region="north", ownership="vietnamese", owner_countries="VN", workers=80
)


def fit(code="p", **said):
    return ProgrammeFit(
        **{
            "programme": Programme(code=code, name_vi=code, name_en=code),
            "status": "active",
            "serves_steps": ["S"],
            **said,
        }
    )


CASES = [
    pytest.param({}, {}, OPEN, id="asks nothing"),
    pytest.param({"status": "ended"}, {}, PAST, id="ended"),
    pytest.param({"ends_on": date(2026, 11, 20)}, {}, PAST, id="last day was yesterday"),
    pytest.param({"ends_on": date(2026, 11, 21)}, {}, OPEN, id="last day is today"),
    pytest.param({"starts_on": date(2026, 11, 22)}, {}, CLOSED, id="begins tomorrow"),
    pytest.param({"starts_on": date(2026, 11, 21)}, {}, OPEN, id="begins today"),
    pytest.param({"status": "unknown", "last_seen": 2021}, {}, ASK, id="not known whether it runs"),
    pytest.param({"status": "unknown", "ends_on": date(2025, 12, 31)}, {}, PAST, id="unknown, but its time is over"),
    pytest.param({"sectors": ["M", "P"]}, {}, OPEN, id="its sector"),
    pytest.param({"sectors": ["A"]}, {}, CLOSED, id="another sector"),
    pytest.param({"provinces": ["01", "79"]}, {}, OPEN, id="its province"),
    pytest.param({"provinces": ["79"]}, {}, CLOSED, id="another province"),
    pytest.param({"provinces": ["79"]}, {"province": ""}, ASK, id="province not known"),
    pytest.param({"macro_regions": ["north"]}, {}, OPEN, id="its region"),
    pytest.param({"macro_regions": ["south"]}, {}, CLOSED, id="another region"),
    pytest.param({"ownership": "vietnamese"}, {}, OPEN, id="Vietnamese-owned"),
    pytest.param({"ownership": "vietnamese"}, {"ownership": "foreign"}, CLOSED, id="foreign-invested"),
    pytest.param({"ownership": "vietnamese"}, {"ownership": "unknown"}, ASK, id="owner not known"),
    pytest.param({"ownership": "vietnamese_100_percent"}, {}, OPEN, id="wholly Vietnamese-owned"),
    pytest.param({"ownership": "vietnamese_100_percent"}, {"owner_countries": "VN JP"}, CLOSED, id="a foreign share"),
    pytest.param({"ownership": "vietnamese_100_percent"}, {"owner_countries": ""}, ASK, id="shares not known"),
    pytest.param({"ownership": "vietnamese_100_percent"}, {"ownership": "foreign", "owner_countries": ""}, CLOSED, id="foreign, shares not known"),
    pytest.param({"size_classes": ["micro", "small", "medium"]}, {"workers": 200}, OPEN, id="as many workers as may be"),
    pytest.param({"size_classes": ["micro", "small", "medium"]}, {"workers": 201}, CLOSED, id="one worker too many"),
    pytest.param({"size_classes": ["small"]}, {"workers": 101}, CLOSED, id="too large for small"),
    pytest.param({"size_classes": ["sme"]}, {"workers": None}, ASK, id="size not known"),
    pytest.param({"level_from": 2, "level_to": 3}, {"level": 3}, OPEN, id="the highest level that may be"),
    pytest.param({"level_from": 2}, {"level": 2}, OPEN, id="the lowest level that may be"),
    pytest.param({"level_from": 2}, {"level": 1}, CLOSED, id="a level too low"),
    pytest.param({"level_to": 2}, {"level": 3}, CLOSED, id="a level too high"),
    pytest.param({"places_left": 1}, {}, OPEN, id="one place left"),
    pytest.param({"places_left": 0}, {}, CLOSED, id="no place left"),
    pytest.param({"sectors": ["A"], "status": "unknown"}, {}, CLOSED, id="a no outweighs what is not known"),
]  # fmt: skip


@pytest.mark.parametrize("asked, said, state", CASES)
def test_who_may_have_a_programme(asked, said, state):
    judged = judge_fit(fit(**asked), replace(FIRM, **said), today=TODAY)
    assert judged.state == state
    assert judged.reasons, "it is said why"


def test_what_is_open_comes_first_and_what_is_closed_is_not_named():
    fits = [fit("past", status="ended"), fit("ask", status="unknown"), fit("no", sectors=["A"]), fit("open")]
    found = help_by_step(fits, FIRM, today=TODAY)
    assert [h.fit.programme.code for h in found["S"]] == ["open", "ask", "past"]


def test_only_money_of_open_programmes_is_counted():
    share = {"subsidy_share_percent": 50, "subsidy_cap_million_vnd": Decimal("100")}
    fits = [
        fit("past", status="ended", **share),
        fit("ask", status="unknown", **share),
        fit("open", **share),
        fit("free"),
        fit("far", provinces=["79"], **share),
    ]
    assert grants(help_by_step(fits, FIRM, today=TODAY)) == {
        "S": [Grant("open", Fraction(1, 2), 100_000)],
    }
    assert grants(help_by_step(fits[:2], FIRM, today=TODAY)) == {}


@pytest.mark.django_db
def test_no_ended_programme_of_the_file_is_ever_open():
    """Whatever the firm is."""
    for sector in "MPEATFH":
        for province, region in (("01", "north"), ("79", "south"), ("", "")):
            firm = replace(FIRM, sector=sector, province=province, macro_region=region)
            for each in ProgrammeFit.objects.select_related("programme"):
                judged = judge_fit(each, firm, today=TODAY)
                over = each.status == "ended" or (each.ends_on is not None and each.ends_on < TODAY)
                assert (judged.state == PAST) == over

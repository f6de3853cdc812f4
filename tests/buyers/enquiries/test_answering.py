"""Criterion 8.5: the hours that a firm takes to answer, measured by the portal each night."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from buyers.enquiring import actions
from buyers.enquiring.actions import Question
from buyers.enquiring.answering import answering, follow_answers
from portal.models import Membership, Organisation
from suppliers.actions.changing import changing
from suppliers.models import Evidence, Supplier
from tests.buyers.enquiries.asking import asked
from tests.cast import NOW, firm, member
from tests.readiness.pages.proof import judge, score_of

HOUR = timedelta(hours=1)
SENT = datetime(2026, 11, 2, 3, tzinfo=UTC)


def figures(*waits: float | None, now: datetime = SENT + timedelta(days=30)):
    """Of enquiries sent on one day, answered after so many hours."""
    said = answering([(SENT, None if w is None else SENT + w * HOUR) for w in waits], now=now)
    return [(claim.figures["requests"], claim.figures["median_hours"]) for claim in said]


@pytest.mark.parametrize(
    "waits, told",
    [
        ((), []),
        ((5,), [(1, "5.0")]),
        ((1, 2, 30), [(3, "2.0")]),
        ((1, 2), [(2, "1.5")]),
        ((0.01,), [(1, "0.1")]),
        ((None, 1, 2), [(3, "2.0")]),
        ((None, None, 2), [(3, "8760.0")]),
    ],
)
def test_the_median_is_told_in_hours_rounded_up_and_silence_is_a_year(waits, told):
    assert figures(*waits) == told


def test_what_may_still_be_answered_in_time_does_not_count_yet():
    assert figures(None, 4, now=SENT + 167 * HOUR) == [(1, "4.0")]
    assert figures(None, 4, now=SENT + 168 * HOUR) == [(2, "4382.0")]


def test_it_counts_from_the_first_to_a_year_after_the_month_of_the_last():
    later = datetime(2026, 11, 30, 18, tzinfo=UTC)  # 1 December in Viet Nam
    (claim,) = answering([(SENT, SENT + HOUR), (later, later + HOUR)], now=later + HOUR)
    assert (claim.valid_from, claim.valid_to) == (date(2026, 11, 2), date(2027, 12, 31))


def ask(cast, number: int, *, after: timedelta | None = 10 * HOUR, **more):
    sent = NOW - timedelta(days=10 + number)
    enquiry = asked(cast, question=Question(f"Part {number}", "Can you?"), now=sent, **more)
    if after is not None:
        actions.write_message(enquiry, "firm", "Yes", by=cast.duong, now=sent + after)
        actions.write_message(enquiry, "firm", "And more", by=cast.duong, now=sent + after + 50 * HOUR)
    return enquiry


def line() -> Evidence | None:
    return Evidence.objects.counting().filter(criterion="8.5").first()


@pytest.fixture
def verified(cast, today):
    Organisation.objects.filter(pk=cast.assembler.pk).update(verified_at=NOW)


@pytest.mark.django_db
@pytest.mark.usefixtures("verified")
class TestAFirm:
    def test_five_answered_enquiries_are_a_level(self, cast):
        for number in range(5):
            ask(cast, number)
        version = Supplier.objects.get(pk=cast.welding_shop.pk).facts_version
        assert follow_answers(now=NOW) == 1
        assert (line().evidence_class, line().figures) == ("A2", {"requests": 5, "median_hours": "10.0"})
        assert Supplier.objects.get(pk=cast.welding_shop.pk).facts_version == version + 1
        judge(cast.welding_shop)
        before = score_of(cast.welding_shop).proven
        assert before > 0
        assert follow_answers(now=NOW) == 0, "nothing new, nothing written"
        with changing(cast.welding_shop):
            Evidence.objects.filter(pk=line().pk).update(state="withdrawn")
        judge(cast.welding_shop)
        assert score_of(cast.welding_shop).proven < before

    def test_a_slow_answer_lowers_it_in_place_and_a_year_later_it_is_gone(self, cast):
        ask(cast, 0)
        follow_answers(now=NOW)
        first = line().pk
        ask(cast, 1, after=None)
        assert follow_answers(now=NOW) == 1
        assert (line().pk, line().figures["median_hours"]) == (first, "4385.0")
        assert follow_answers(now=NOW + timedelta(days=366)) == 1
        assert line() is None

    def test_who_is_not_verified_or_acts_for_the_firm_measures_nothing(self, cast):
        ask(cast, 0)
        Organisation.objects.filter(pk=cast.assembler.pk).update(verified_at=None)
        assert follow_answers(now=NOW) == 0
        Organisation.objects.filter(pk=cast.assembler.pk).update(verified_at=NOW)
        member(cast.binh, cast.welding_shop.organisation, Membership.Role.VIEWER)
        assert follow_answers(now=NOW) == 0
        assert line() is None

    def test_its_questions_do_not_grow_with_enquiries(self, cast):
        ask(cast, 0)
        follow_answers(now=NOW)

        def asked_of_the_database() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert follow_answers(now=NOW) == 0
            return len(queries)

        one = asked_of_the_database()
        for number in range(1, 5):
            ask(cast, number)
        follow_answers(now=NOW)
        assert asked_of_the_database() == one


@pytest.mark.django_db
@pytest.mark.usefixtures("verified")
def test_a_firm_that_nobody_asked_is_left_alone(cast):
    firm("Chưa ai hỏi", "0100000031")
    assert follow_answers(now=NOW) == 0

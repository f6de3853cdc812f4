"""What each line adds to the fit, in whole points as they are shown."""

from math import ceil, floor

from hypothesis import given, settings

from readiness.engine.fit import Outcome, fit
from readiness.matching.page import points_of
from tests.readiness.engine.fit.offers import offers, requirements


@settings(max_examples=150, deadline=None)
@given(offers, requirements.filter(bool))
def test_both_ends_add_up_to_the_fit_and_what_is_known_is_no_range(offer, lines):
    found = fit(offer, lines)
    points = points_of(found)
    ends = [[int(end) for end in each.split("–")] for each in points]
    assert (sum(pair[0] for pair in ends), sum(pair[-1] for pair in ends)) == (
        floor(found.low),
        ceil(found.high) if found.high > found.low else floor(found.low),
    )
    for finding, pair in zip(found.findings, ends, strict=True):
        assert (len(pair) == 2) is (finding.outcome is Outcome.UNKNOWN)
        assert finding.outcome is not Outcome.MISSED or pair == [0]

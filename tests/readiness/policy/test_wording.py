"""Differences of frameworks as the reader meets them."""

from django.utils.translation import override

from readiness.engine.draft import Difference
from readiness.policy.wording import told
from tests.readiness.engine.making import shipped


def test_the_order_of_gates_is_told_by_codes_which_are_no_decimals():
    swapped = Difference(("level", "4", "order"), ["2.1 A", "2.1 M", "7.3"], ["2.1 M", "2.1 A", "7.3"])
    for language in ("vi", "en"):
        with override(language):
            row = told(swapped, shipped())
            assert (row.before, row.after) == ("2.1 A, 2.1 M, 7.3", "2.1 M, 2.1 A, 7.3")

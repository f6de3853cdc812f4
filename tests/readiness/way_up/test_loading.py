"""Steps and programme fit come from files, once; a change of the file is a change of the row, with its history."""

from datetime import date
from decimal import Decimal

import pytest

from readiness import loading
from readiness.loading import load_ministry
from readiness.models import ProgrammeFit, Step

pytestmark = pytest.mark.django_db


def test_the_files_are_loaded_and_loading_again_changes_nothing():
    assert Step.objects.count() == 76
    assert ProgrammeFit.objects.count() == 26
    assert set(load_ministry().values()) == {0}


def test_a_step_that_was_changed_by_hand_goes_back_to_the_file_and_both_are_on_record():
    step = Step.objects.get(code="CE01")
    Step.objects.filter(pk=step.pk).update(cost_typical_million_vnd=130)
    assert load_ministry()["steps"] == 1
    step.refresh_from_db()
    assert step.cost_typical_million_vnd == Decimal(120)
    costs = step.events.order_by("pgh_id").values_list("cost_typical_million_vnd", flat=True)
    assert list(costs)[-2:] == [Decimal(130), Decimal(120)]


def test_part_of_a_date_means_its_first_or_its_last_day():
    usaid = ProgrammeFit.objects.get(programme__code="usaid_linksme")
    assert (usaid.starts_on, usaid.ends_on) == (date(2018, 9, 1), date(2023, 12, 31))
    assert ProgrammeFit.objects.get(programme__code="jica_sme").ends_on == date(2023, 12, 31)
    assert loading._last_day("2024-02") == date(2024, 2, 29)
    assert loading._last_day("2024-02-03") == date(2024, 2, 3)

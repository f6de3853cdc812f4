"""Who changed the policy, when: for staff, with the way to the record."""

from functools import partial

import pghistory
import pytest
from django.urls import reverse

from readiness import frameworks
from readiness.engine.draft import with_dimension_weights
from readiness.models import FrameworkDraft, Programme
from readiness.policy import actions
from readiness.policy.history import records
from tests.cast import NOW
from tests.readiness.policy import people

pytestmark = pytest.mark.django_db


def test_it_says_who_changed_what_and_leads_there(browse, cast):
    draft = people.draft(cast.mai)
    with pghistory.context(user=cast.mai.pk):
        FrameworkDraft.objects.filter(pk=draft.pk).update(reason="Theo nghị quyết")
        Programme.objects.filter(pk=Programme.objects.earliest("pk").pk).update(
            edit_reason="Hết hạn", end="2030"
        )
    page = browse(reverse("readiness:policy_history"), user=cast.mai, language="en")
    told = " ".join(page.select_one("#changes").get_text(" ").split())
    assert cast.mai.name in told
    assert "Theo nghị quyết" in told
    assert "Hết hạn" in told
    assert page.select_one(f'a[href="{reverse("readiness:policy_draft", args=[draft.pk])}"]')
    for link in page.select("#changes strong a"):
        browse(link["href"])


def test_an_edit_of_a_draft_says_what_it_changed(browse, cast):
    draft = people.draft(cast.mai)
    weights = {d.code: d.weight for d in frameworks.engine(draft.base).dimensions}
    with pghistory.context(user=cast.mai.pk):
        for revision, more in ((1, 100), (2, 300)):
            moved = weights | {"D1": weights["D1"] + more, "D2": weights["D2"] - more}
            actions.edit(
                draft, partial(with_dimension_weights, weights=moved), revision=revision, by=cast.mai, now=NOW
            )
    page = browse(reverse("readiness:policy_history"), user=cast.mai, language="en")
    told = " ".join(page.select_one("#changes").get_text(" ").split())
    assert "D1 Enterprise standing: weight of the dimension 800 → 900" in told
    assert "D1 Enterprise standing: weight of the dimension 900 → 1,100" in told
    assert "changes so far" not in told


def test_its_fields_are_fields(cast):
    for record in records():
        for name in (*record.named, *record.told):
            record.model._meta.get_field(name)

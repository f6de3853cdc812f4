"""Who changed the policy, when: for staff, with the way to the record."""

import pghistory
import pytest
from django.urls import reverse

from readiness.models import FrameworkDraft, Programme
from readiness.policy.history import records
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


def test_its_fields_are_fields(cast):
    for record in records():
        for name in (*record.named, *record.told):
            record.model._meta.get_field(name)

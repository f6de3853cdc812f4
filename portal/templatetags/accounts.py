"""What the pages of signing in need: the demo accounts, and what a passkey is asked for."""

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings

from portal import demo
from portal.models import User

register = template.Library()


@register.filter
def as_json(value: Mapping[str, Any]) -> str:
    """For an attribute that a script reads: the policy admits no inline script, so data has no other place."""
    return json.dumps(value)


@register.simple_tag
def demo_people() -> dict[str, Any]:
    """``{"password": ..., "accounts": [{"email", "name", "role"}]}`` of the demo accounts that exist; empty outside demo mode."""
    if not settings.DEMO:
        return {}
    people = User.objects.filter(email__in=demo.EVERYONE, synthetic=True).order_by("pk")
    accounts = [
        {
            "email": p.email,
            "name": p.name,
            "role": next((str(m.organisation) for m in p.memberships_held), ""),
        }
        for p in people
    ]
    return {"password": demo.PASSWORD, "accounts": accounts} if accounts else {}

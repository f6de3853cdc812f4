"""What the pages of signing in need: the demo accounts, and what a passkey is asked for."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django import template
from django.conf import settings

from portal import demo
from portal.models import User

FILES = "django.core.mail.backends.filebased.EmailBackend"

register = template.Library()


@register.filter
def as_json(value: Mapping[str, Any]) -> str:
    """For an attribute that a script reads: the policy admits no inline script, so data has no other place."""
    return json.dumps(value)


@register.simple_tag
def unconfirmed(user: User) -> str:
    """The first address of ``user`` that is not confirmed, which keeps a second factor from being made; "" for none."""
    held = EmailAddress.objects.filter(user_id=user.pk, verified=False)
    return held.order_by("pk").values_list("email", flat=True).first() or ""


@register.simple_tag
def demo_letters() -> str:
    """The folder where a demo portal keeps its letters in place of sending them; "" elsewhere."""
    if not (settings.DEMO and settings.EMAIL_BACKEND == FILES):
        return ""
    folder = Path(settings.EMAIL_CONFIG["EMAIL_FILE_PATH"])
    return str(folder.relative_to(settings.BASE_DIR) if folder.is_relative_to(settings.BASE_DIR) else folder)


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

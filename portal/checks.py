"""What `check --deploy` of Django cannot know."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.http.request import validate_host


@checks.register(checks.Tags.security, deploy=True)
def letters_lead_to_this_portal(**_asked: Any) -> list[checks.CheckMessage]:
    host = urlsplit(settings.PORTAL_URL).hostname or ""
    if validate_host(host, settings.ALLOWED_HOSTS):
        return []
    sentence = f"PORTAL_URL names “{host}”, which ALLOWED_HOSTS does not: links in letters lead elsewhere."
    return [checks.Warning(sentence, hint="Set PORTAL_URL to the portal's own address.", id="portal.W001")]

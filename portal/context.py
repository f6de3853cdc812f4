"""What every page of ours needs besides its own content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from portal.second_factor import exempt
from portal.waiting import waiting


def page(request: HttpRequest) -> dict[str, Any]:
    """``nav``: list of {"url", "label", "current", "waiting"} for the reader's role; ``demo``; ``mfa_exempt``."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    reader = user if signed_in else None
    return {
        "nav": [_item(request, reader, name, label) for name, label in _entries(reader)],
        "demo": settings.DEMO,
        "mfa_exempt": signed_in and user.is_ministry and exempt(user),
    }


def _entries(user: Any) -> list[tuple[str, str]]:
    if user is None:
        return [("suppliers:directory", _("Find suppliers"))]
    entries = []
    if user.is_ministry:
        entries += [
            ("readiness:target", _("Targets")),
            ("suppliers:verification", _("Verification")),
            *([("suppliers:lists", _("Lists"))] if user.works_everywhere else []),
            ("readiness:policy", _("Policy")),
        ]
    if user.is_supplier:
        entries += [
            ("suppliers:home", _("My page")),
            ("suppliers:profile", _("Profile")),
            ("readiness:mine", _("Readiness")),
            ("suppliers:evidence", _("Evidence")),
        ]
    if user.is_supplier and not user.is_buyer:
        entries.append(("buyers:enquiries", _("Enquiries")))
    if user.is_buyer:
        entries.append(("buyers:requirements", _("Requirements")))
        entries.append(("buyers:shortlists", _("Shortlists")))
        entries.append(("buyers:enquiries", _("Enquiries")))
        entries.append(("buyers:purchases", _("Purchases")))
        entries.append(("buyers:deliveries", _("Deliveries")))
    return [*entries, ("suppliers:directory", _("Find suppliers"))]


def _item(request: HttpRequest, user: Any, name: str, label: str) -> dict[str, Any]:
    try:
        url = reverse(name)
    except NoReverseMatch:
        url = reverse("home")
    return {
        "url": url,
        "label": label,
        "current": request.path == url or (url != "/" and request.path.startswith(url)),
        "waiting": waiting(name, user.memberships_held) if user else 0,
    }

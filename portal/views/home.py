"""The front page, and the notice on personal data."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal import demo


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A visitor reads what this is; who signed in goes to the page of their role."""
    user = request.user
    if not user.is_authenticated:
        return render(request, "portal/home.html", _front_page())
    if user.is_ministry:
        return redirect("readiness:target")
    if user.is_supplier:
        return redirect("suppliers:home")
    return redirect("suppliers:directory")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")


def _front_page() -> dict[str, Any]:
    """Searches to try and, on a demo portal, the people it can be tried with."""
    examples = [_("injection moulding"), _("CNC turning stainless steel"), "IATF 16949"]
    if not settings.DEMO:
        return {"examples": examples}
    accounts = (
        (
            demo.SUPPLIER,
            _("Supplier"),
            _("A moulder near Ho Chi Minh City: its own page, profile and level."),
        ),
        (demo.BUYER, _("Buyer"), _("A foreign-invested assembler that looks for suppliers.")),
        (demo.MINISTRY, _("Ministry"), _("Targets, how far the country is, and the papers that wait.")),
        (
            demo.SECOND_PERSON,
            _("Ministry, a second person"),
            _("Confirms what takes two people; sets for what bodies of staff are responsible."),
        ),
    )
    return {
        "examples": examples,
        "accounts": [{"email": email, "role": role, "sees": sees} for email, role, sees in accounts],
        "password": demo.PASSWORD,
    }

"""The evidence vault: the firm's papers by when they end, and what each holds up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.clock import today
from suppliers.models import Evidence
from suppliers.permissions import may_edit
from suppliers.vault import vault_of
from suppliers.views.own import letter_of, own_firm
from suppliers.views.profile import facts

# State -> heading of its shelf and the shape of its status.
SHELVES = {
    "expired": (_("Lapsed"), "expired"),
    "expiring": (_("Lapses within 90 days"), "part"),
    "unknown": (_("No end date known"), "unknown"),
    "valid": (_("In force"), "met"),
}


@require_safe
def vault(request: HttpRequest, public_id: str) -> HttpResponse:
    firm = own_firm(request, public_id)
    shelves = vault_of(firm, letter_of(firm), today())
    context = {
        "firm": firm,
        "facts": facts(firm),
        "may_edit": may_edit(request.user, firm),
        "shelves": [(state, *SHELVES[state], papers) for state, papers in shelves.items() if papers],
        "figures": Evidence.Kind.FIGURES,
    }
    return render(request, "suppliers/evidence/vault.html", context)

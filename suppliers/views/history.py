"""What changed about a firm: for its own people, and for staff in whose scope it lies."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.history import history
from suppliers.finding import firm_of
from suppliers.history import named_to, personal_changes, records, team_record
from suppliers.models import Supplier
from suppliers.permissions import may_read_private


@require_safe
def firm_history(request: HttpRequest, public_id: str) -> HttpResponse:
    firm = firm_of(public_id, Supplier.objects.visible_to(request.user))
    if firm is None or not may_read_private(request.user, firm):
        raise Http404
    own = firm.organisation_id in request.user.organisation_ids()
    kinds = records(firm, as_staff=not own)
    if firm.organisation_id is not None:
        kinds.append(team_record(firm.organisation_id))
    who = named_to(request.user, firm)
    page, saves = history(kinds, request.GET.get("page"), who)
    context = {
        "firm": firm,
        "own": own,
        "page_obj": page,
        "saves": saves,
        "personal": personal_changes(firm, who) if page.number == 1 else [],
    }
    return render(request, "suppliers/history.html", context)

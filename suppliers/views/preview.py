"""The firm's page as the public, a buyer or the ministry will see it, before and after it is listed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.clock import today
from suppliers.contacts import Opening
from suppliers.models import Supplier
from suppliers.permissions import AUDIENCES
from suppliers.public_page import public_page
from suppliers.views.own import own_firm
from suppliers.views.supplier import with_facts


@require_safe
def preview(request: HttpRequest, public_id: str, audience: str) -> HttpResponse:
    if audience not in AUDIENCES:
        raise Http404
    own = own_firm(request, public_id)
    firm = get_object_or_404(with_facts(Supplier.objects.all()), pk=own.pk)
    sight = AUDIENCES[audience]
    context = {
        "page": public_page(firm, sight, today=today()),
        "firm": firm,
        "opening": Opening(shown=sight.contact),
        "preview": audience,
        "audiences": [("public", _("Everybody")), ("buyer", _("Buyers")), ("ministry", _("The ministry"))],
        "own": True,
        "sees_more": False,
        "reads_criteria": False,
    }
    return render(request, "suppliers/supplier.html", context)

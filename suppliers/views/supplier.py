"""A firm as buyers see it. Open to everyone; contact and capacity to those who may read them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from suppliers.models import Supplier


@login_not_required
@require_safe
def supplier(request: HttpRequest, public_id: str) -> HttpResponse:
    firm = get_object_or_404(Supplier.objects.visible_to(request.user), public_id=public_id)
    return render(request, "suppliers/supplier.html", {"firm": firm})

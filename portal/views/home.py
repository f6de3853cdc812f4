from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A visitor reads what this is; who signed in goes to the page of their role."""
    user = request.user
    if not user.is_authenticated:
        return render(request, "portal/home.html")
    if user.is_ministry:
        return redirect("readiness:target")
    if user.is_supplier:
        return redirect("suppliers:home")
    return redirect("suppliers:directory")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")

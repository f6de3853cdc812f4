"""What opens from the letter of an invitation. Opening it uses nothing up: mail programs look ahead."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.actions import NotOpen, accept_invitation, register_person
from portal.forms import InvitedPersonForm
from portal.models import Invitation, User


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Say who invites to what; then accept, sign in first, or make an account with the letter's address."""
    found = (
        Invitation.objects.open(now=timezone.now())
        .by_key(key)
        .select_related("organisation", "invited_by")
        .first()
    )
    if found is None:
        return render(request, "portal/invitation_closed.html", status=404)
    if request.user.is_authenticated:
        return _answer(request, found)
    known = User.objects.filter(email__iexact=found.email).exists()
    if known:
        return _page(request, found, must_sign_in=True)
    return _register(request, found)


def _answer(request: HttpRequest, found: Invitation) -> HttpResponse:
    mine = request.user.email.lower() == found.email.lower()
    if request.method != "POST" or not mine:
        return _page(request, found, mine=mine, status=200 if request.method != "POST" else 422)
    return _accept(request, found, request.user)


def _register(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = InvitedPersonForm(request.POST or None, address=found.email)
    if request.method != "POST":
        return _page(request, found, form=form)
    if not ratelimit.consume(request, action="signup"):
        return render(request, "429.html", status=429)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    user = register_person(form.person(), address_confirmed=True)
    accepted = _accept(request, found, user)
    perform_login(request, Login(user=user, redirect_url=reverse("home")))
    return accepted


def _accept(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    try:
        accept_invitation(found, user=user, now=timezone.now())
    except NotOpen:
        return render(request, "portal/invitation_closed.html", status=404)
    messages.success(request, _("You now act for %(name)s.") % {"name": found.organisation})
    return redirect("home")


def _page(request: HttpRequest, found: Invitation, *, status: int = 200, **context: object) -> HttpResponse:
    return render(request, "portal/invitation.html", {"invitation": found, **context}, status=status)

"""A person's keys to the API: made (and shown once), and revoked. Making one asks once more who is there."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.actions.keys import MOST_KEYS, TooMany, make_key, revoke_key
from portal.forms import KeyForm
from portal.models import ApiToken


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
@never_cache
def new_key(request: HttpRequest) -> HttpResponse:
    form = KeyForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "portal/new_key.html", {"form": form})
    if not form.is_valid():
        return render(request, "portal/new_key.html", {"form": form}, status=422)
    try:
        key = make_key(request.user, form.cleaned_data["name"])
    except TooMany:
        words = _("You have %(most)s keys already. Revoke one that is no longer used.")
        form.add_error(None, words % {"most": MOST_KEYS})
        return render(request, "portal/new_key.html", {"form": form}, status=409)
    return render(request, "portal/new_key.html", {"key": key, "name": form.cleaned_data["name"]})


@require_POST
def end_key(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(ApiToken, pk=pk, user=request.user)
    if revoke_key(token, now=timezone.now()):
        messages.success(request, _("The key is revoked. A program that uses it is refused from now on."))
    else:
        messages.info(request, _("This key was revoked before."))
    return redirect("account")

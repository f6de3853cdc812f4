"""A person's own account: who they are, how they sign in, where they are signed in, for whom they act."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from portal import signing_in
from portal.forms import OwnNameForm
from portal.models import ApiToken, SignedIn, User

# Keys out of use, the latest revoked first.
REVOKED_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    # A copy: a name that is refused must not stand at the top of the page.
    person = get_object_or_404(User, pk=request.user.pk)
    form = OwnNameForm(request.POST or None, instance=person)
    if request.method == "POST":
        if form.is_valid():
            form.save()
            messages.success(request, _("Saved."))
            return redirect("account")
        return _page(request, form, status=422)
    return _page(request, form)


def _page(request: HttpRequest, form: OwnNameForm, status: int = 200) -> HttpResponse:
    here = request.session.session_key
    context = {
        "form": form,
        "signed_in": [
            {"device": each, "here": each.session_key == here}
            for each in SignedIn.objects.live(request.user, now=timezone.now())
        ],
        "keys": ApiToken.objects.filter(user=request.user.pk, revoked_at=None).order_by("-created_at", "-pk"),
        "revoked_keys": ApiToken.objects.filter(user=request.user.pk, revoked_at__isnull=False).order_by(
            "-revoked_at", "-pk"
        )[:REVOKED_SHOWN],
        "memberships": request.user.memberships_held,
    }
    return render(request, "portal/account.html", context, status=status)


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one browser out; this one goes to the sign-in page."""
    signed_in = get_object_or_404(SignedIn, pk=pk, user=request.user)
    signing_in.end([signed_in])
    if signed_in.session_key == request.session.session_key:
        request.session.flush()
        return redirect("account_login")
    messages.success(request, _("Signed out there."))
    return redirect("account")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    ended = signing_in.end_others(request.user, but=request.session.session_key, now=timezone.now())
    if ended:
        words = ngettext("Signed out in one other browser.", "Signed out in %(n)s other browsers.", ended)
        messages.success(request, words % {"n": ended})
    else:
        messages.info(request, _("You are signed in nowhere else."))
    return redirect("account")

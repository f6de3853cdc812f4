"""Asking to act for a firm, and answering: owners for their firms, staff for those that nobody has in hand."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.actions import register_person
from portal.clock import today
from portal.letters import post_letter
from portal.models import Membership, User
from portal.views.registration import register, tell
from suppliers.actions.joining import Answered, accept_request, ask_to_join, refuse_request
from suppliers.criteria_texts import validity_months
from suppliers.forms.joining import AcceptForm, JoinForm, JoiningPersonForm, RefuseForm
from suppliers.models import JoinRequest


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def register_joining(request: HttpRequest) -> HttpResponse:
    """An account and the asking, in one."""

    def make(form: JoiningPersonForm) -> User:
        with transaction.atomic():
            user = register_person(form.person())
            _ask(request, form, user)
        return user

    return register(
        request,
        JoiningPersonForm(request.POST or None, initial={"tax_code": request.GET.get("tax_code", "")}),
        make,
        "suppliers/joining/register.html",
        then="suppliers:join",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Ask, and read how one's own requests stand."""
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and tell(form, lambda: _ask(request, form, request.user)):
        messages.success(request, _("You have asked. The answer comes by e-mail."))
        return redirect("suppliers:join")
    own = JoinRequest.objects.asked_by(request.user).select_related("supplier").order_by("-asked_at")[:20]
    context = {"form": form, "own": own}
    return render(request, "suppliers/joining/join.html", context, status=422 if form.errors else 200)


@require_safe
def joining(request: HttpRequest) -> HttpResponse:
    """What the reader may answer, oldest first; the team page shows those of one organisation."""
    waiting = JoinRequest.objects.waiting().answerable_by(request.user)
    of = request.GET.get("of", "")
    if of.isdigit():
        waiting = waiting.filter(supplier__organisation=int(of[:9]))
    context = {
        "waiting": waiting.select_related("user", "supplier").order_by("asked_at", "pk")[:100],
        "roles": Membership.Role.choices,
        "editor": Membership.Role.EDITOR,
    }
    part = "#requests" if request.htmx else ""
    return render(request, f"suppliers/joining/joining.html{part}", context)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _answered_by(request, pk)
    form = AcceptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the list."))
        return redirect("suppliers:joining")
    try:
        with transaction.atomic():
            accept_request(
                asked,
                role=form.cleaned_data["role"],
                by=request.user,
                months=validity_months(),
                today=today(),
                now=timezone.now(),
            )
            _tell_asker(request, asked, accepted=True)
    except Answered:
        messages.warning(request, _("Somebody answered this meanwhile. Nothing of yours was saved."))
    else:
        messages.success(request, _("%(name)s now acts for the firm.") % {"name": asked.user})
    return redirect("suppliers:joining")


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _answered_by(request, pk)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write a reason: the person reads it."))
        return redirect("suppliers:joining")
    try:
        with transaction.atomic():
            refuse_request(asked, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now())
            _tell_asker(request, asked, accepted=False, reason=form.cleaned_data["reason"])
    except Answered:
        messages.warning(request, _("Somebody answered this meanwhile. Nothing of yours was saved."))
    else:
        messages.success(request, _("Refused. The person is told the reason."))
    return redirect("suppliers:joining")


def _answered_by(request: HttpRequest, pk: int) -> JoinRequest:
    """One that the reader may answer; what one may not see is 404."""
    answerable = JoinRequest.objects.answerable_by(request.user).filter(supplier__merged_into__isnull=True)
    return get_object_or_404(answerable.select_related("supplier__organisation", "user"), pk=pk)


@transaction.atomic
def _ask(request: HttpRequest, form: JoinForm, user: User) -> None:
    data, now = form.cleaned_data, timezone.now()
    asked = ask_to_join(data["tax_code"], user=user, words=data["words"], now=now)
    firm = asked.supplier
    if firm.organisation_id is None:
        return
    owners = User.objects.filter(
        memberships__organisation=firm.organisation_id,
        memberships__role=Membership.Role.OWNER,
        is_active=True,
    )
    url = request.build_absolute_uri(reverse("suppliers:joining"))
    for owner in owners:
        post_letter(
            "join_request", to=owner.email, language=owner.language, now=now, asked=asked, firm=firm, url=url
        )


def _tell_asker(request: HttpRequest, asked: JoinRequest, *, accepted: bool, reason: str = "") -> None:
    post_letter(
        "join_answer",
        to=asked.user.email,
        language=asked.user.language,
        now=timezone.now(),
        firm=asked.supplier,
        accepted=accepted,
        reason=reason,
        url=request.build_absolute_uri(reverse("home")),
    )

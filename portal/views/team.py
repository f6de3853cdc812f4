"""Who acts for an organisation, and what its owners change about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.actions import LastOwner, change_role, invite, remove_member, revoke_invitation
from portal.actions.team import Verified, describe_company
from portal.forms import ROLES, CompanyForm, InvitationForm
from portal.letters import send_letter
from portal.models import Invitation, Membership, Organisation
from portal.permissions import may_manage_team, may_read_team


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """The team of the reader; where there are several, a choice."""
    held = request.user.memberships_held
    if len(held) == 1:
        return redirect("team", held[0].organisation_id)
    return render(request, "portal/teams.html", {"memberships": held})


@require_safe
def team(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _own(request, pk), InvitationForm())


@require_POST
def invite_somebody(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _managed(request, pk)
    members = frozenset(email.lower() for email in organisation.members.values_list("email", flat=True))
    form = InvitationForm(request.POST, members=members)
    if not form.is_valid():
        return _page(request, organisation, form, status=422)
    email = form.cleaned_data["email"]
    invited = invite(
        organisation, email=email, role=form.cleaned_data["role"], by=request.user, now=timezone.now()
    )
    sent = send_letter(
        "invitation",
        to=email,
        language=request.LANGUAGE_CODE,
        organisation=organisation,
        by=request.user,
        url=request.build_absolute_uri(reverse("invitation", args=[invited.key])),
        until=invited.invitation.expires_at,
    )
    if sent:
        messages.success(request, _("A letter is on its way to %(email)s.") % {"email": email})
    else:
        revoke_invitation(invited.invitation, by=request.user, now=timezone.now())
        messages.error(request, _("The letter could not be sent. Nobody was invited; try again in a while."))
    return redirect("team", pk)


@require_POST
def company(request: HttpRequest, pk: int) -> HttpResponse:
    """What a buyer states of itself, for staff to look up; once verified it stands."""
    organisation = _managed(request, pk)
    if organisation.kind != Organisation.Kind.BUYER:
        raise Http404
    stated = CompanyForm(request.POST)
    if not stated.is_valid():
        return _page(request, organisation, InvitationForm(), status=422, stated=stated)
    try:
        describe_company(organisation, **stated.cleaned_data)
    except Verified:
        messages.error(
            request, _("Nothing was changed: staff have verified the company by what stands there.")
        )
    else:
        messages.success(request, _("Saved. Staff look the company up by it."))
    return redirect("team", pk)


@require_POST
def revoke(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    organisation = _managed(request, pk)
    out = get_object_or_404(Invitation, pk=invitation, organisation=organisation)
    if revoke_invitation(out, by=request.user, now=timezone.now()):
        messages.success(request, _("Taken back. The letter opens nothing any more."))
    else:
        messages.warning(request, _("This invitation was answered or taken back meanwhile."))
    return redirect("team", pk)


@require_POST
def give_role(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    membership = get_object_or_404(Membership, pk=member, organisation=_managed(request, pk))
    role = request.POST.get("role", "")
    if role not in Membership.Role.values:
        messages.error(request, _("Choose one of the list."))
        return redirect("team", pk)
    try:
        change_role(membership, role=role)
    except LastOwner:
        _say_last_owner(request)
    else:
        messages.success(request, _("Saved."))
    return redirect("team", pk)


@require_POST
def remove(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    membership = get_object_or_404(Membership, pk=member, organisation=_managed(request, pk))
    try:
        remove_member(membership)
    except LastOwner:
        _say_last_owner(request)
    else:
        who = {"name": str(membership.user)}
        messages.success(request, _("%(name)s no longer belongs to the team. What they wrote stays.") % who)
    return redirect("teams" if membership.user_id == request.user.pk else reverse("team", args=[pk]))


@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """A member goes of their own accord; an owner only while another stays."""
    organisation = _own(request, pk)
    if organisation.is_staff_body:
        raise PermissionDenied(_("Accounts of staff are changed by the administrator of the portal."))
    try:
        remove_member(get_object_or_404(Membership, user=request.user, organisation=organisation))
    except LastOwner:
        _say_last_owner(request)
        return redirect("team", pk)
    messages.success(request, _("You no longer act for %(name)s.") % {"name": organisation})
    return redirect("home")


def _own(request: HttpRequest, pk: int) -> Organisation:
    organisation = get_object_or_404(Organisation, pk=pk)
    if not may_read_team(request.user, organisation):
        raise Http404
    return organisation


def _managed(request: HttpRequest, pk: int) -> Organisation:
    organisation = _own(request, pk)
    if not may_manage_team(request.user, organisation):
        raise PermissionDenied(_("Only an owner changes who belongs to the team."))
    return organisation


def _say_last_owner(request: HttpRequest) -> None:
    messages.error(
        request, _("Nothing was changed: an organisation needs an owner. Make somebody else owner first.")
    )


def _page(
    request: HttpRequest,
    organisation: Organisation,
    form: InvitationForm,
    status: int = 200,
    stated: CompanyForm | None = None,
) -> HttpResponse:
    manages = may_manage_team(request.user, organisation)
    invitations = Invitation.objects.open(now=timezone.now()).filter(organisation=organisation)
    context = {
        "organisation": organisation,
        "members": organisation.memberships.select_related("user").order_by("user__name", "pk"),
        "may_manage": manages,
        "invitations": invitations.select_related("invited_by").order_by("-created_at") if manages else [],
        "roles": Membership.Role.choices,
        "meanings": [words for _role, words in ROLES],
        "form": form,
        "stated": stated or _stated(organisation),
    }
    return render(request, "portal/team.html", context, status=status)


def _stated(organisation: Organisation) -> CompanyForm | None:
    """The form of what a buyer states of itself; None for other organisations."""
    if organisation.kind != Organisation.Kind.BUYER:
        return None
    return CompanyForm(initial={"registration": organisation.registration, "website": organisation.website})

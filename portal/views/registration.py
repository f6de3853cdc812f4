"""Self-registration of suppliers and buyers. Ministry accounts are made by an administrator's command."""

from collections.abc import Callable
from typing import TypeVar

from allauth.account.internal.flows.signup import complete_signup, prevent_enumeration
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import CAME_FROM
from portal.actions import register_buyer, register_supplier
from portal.forms import BuyerRegistrationForm, PersonForm, SupplierRegistrationForm
from portal.models import User

Form = TypeVar("Form", bound=PersonForm)


@login_not_required
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/register.html", {"next": get_next_redirect_url(request) or ""})


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def supplier(request: HttpRequest) -> HttpResponse:
    def make(form: SupplierRegistrationForm) -> User:
        return register_supplier(form.person(), firm=form.cleaned_data["firm"], **form.numbers())

    return register(
        request, SupplierRegistrationForm(request.POST or None), make, "portal/register_supplier.html"
    )


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def buyer(request: HttpRequest) -> HttpResponse:
    def make(form: BuyerRegistrationForm) -> User:
        data = form.cleaned_data
        stated = {name: data[name] for name in ("company", "country", "registration", "website")}
        return register_buyer(form.person(), **stated)

    return register(request, BuyerRegistrationForm(request.POST or None), make, "portal/register_buyer.html")


def register(
    request: HttpRequest, form: Form, make: Callable[[Form], User], template: str, *, then: str = "home"
) -> HttpResponse:
    """Show the form, make the account, and go on where the visitor came from (``next``), else at the route ``then``.
    What ``make`` refuses stands at its field."""
    came_from = get_next_redirect_url(request) or ""
    if request.user.is_authenticated:
        return redirect(came_from or "home")
    context = {"form": form, "next": came_from}
    if request.method != "POST":
        return render(request, template, context)
    if not ratelimit.consume(request, action="signup"):
        return render(request, "429.html", status=429)
    if form.is_valid():
        if form.known:
            return prevent_enumeration(request, email=form.cleaned_data["email"])
        made: list[User] = []
        if tell(form, lambda: made.append(make(form))):
            if came_from:
                request.session[CAME_FROM] = came_from
            return complete_signup(request, user=made[0], redirect_url=came_from or reverse(then))
    return render(request, template, context, status=422)


def tell(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; False where it was refused, and then the sentence stands beside the field that was asked."""
    try:
        act()
    except ValidationError as refusal:
        # What listeners call the fields of the firm, and what the form does.
        asked = {"name": "firm", "household_number": "tax_code"}
        for field, errors in refusal.error_dict.items():
            name = asked.get(field, field)
            form.add_error(name if name in form.fields else None, errors)
        return False
    return True

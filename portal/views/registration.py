"""Self-registration of suppliers and buyers. Ministry accounts are made by an administrator's command."""

from collections.abc import Callable
from typing import TypeVar

from allauth.account.internal.flows.signup import complete_signup, prevent_enumeration
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from portal.actions import register_buyer, register_supplier
from portal.forms import BuyerRegistrationForm, PersonForm, SupplierRegistrationForm
from portal.models import User

Form = TypeVar("Form", bound=PersonForm)


@login_not_required
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/register.html")


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def supplier(request: HttpRequest) -> HttpResponse:
    def make(form: SupplierRegistrationForm) -> User:
        return register_supplier(form.person(), firm=form.cleaned_data["firm"], **form.numbers())

    return _register(
        request, SupplierRegistrationForm(request.POST or None), make, "portal/register_supplier.html"
    )


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def buyer(request: HttpRequest) -> HttpResponse:
    def make(form: BuyerRegistrationForm) -> User:
        data = form.cleaned_data
        return register_buyer(form.person(), company=data["company"], country=data["country"])

    return _register(request, BuyerRegistrationForm(request.POST or None), make, "portal/register_buyer.html")


def _register(request: HttpRequest, form: Form, make: Callable[[Form], User], template: str) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("home")
    if request.method != "POST":
        return render(request, template, {"form": form})
    if not ratelimit.consume(request, action="signup"):
        return render(request, "429.html", status=429)
    if form.is_valid():
        if form.known:
            return prevent_enumeration(request, email=form.cleaned_data["email"])
        try:
            user = make(form)
        except ValidationError as refusal:
            _tell(form, refusal)
        else:
            return complete_signup(request, user=user, redirect_url=reverse("home"))
    return render(request, template, {"form": form}, status=422)


def _tell(form: PersonForm, refusal: ValidationError) -> None:
    """Put what a listener refused beside the field that was asked; its fields are those of the firm."""
    asked = {"name": "firm", "household_number": "tax_code"}
    for field, errors in refusal.error_dict.items():
        name = asked.get(field, field)
        form.add_error(name if name in form.fields else None, errors)

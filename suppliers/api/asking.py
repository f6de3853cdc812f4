"""What views of one firm share: whose firm it is, what was sent, and how a refusal of an action is told."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from portal.api.refusals import Conflict
from suppliers.actions.rulings import Refused
from suppliers.models import Supplier
from suppliers.permissions import may_read_private
from suppliers.views.own import edited_firm
from suppliers.views.rulings import decided_firm


def read_firm(request: Request, public_id: str) -> Supplier:
    """A firm whose evidence and decisions the caller may read; any other is 404."""
    firm = get_object_or_404(
        Supplier.objects.visible_to(request.user), public_id=public_id.upper(), merged_into=None
    )
    if not may_read_private(request.user, firm):
        raise Http404
    return firm


def own_firm(request: Request, public_id: str) -> Supplier:
    """A firm for which the caller may write: 404 for others, 403 for who only reads."""
    return edited_firm(request, public_id.upper())


def judged_firm(request: Request, public_id: str) -> Supplier:
    """A firm on which the caller may decide; any other is 404."""
    return decided_firm(request, public_id.upper())


def sent(request: Request, serializer: type[Serializer]) -> dict[str, Any]:
    """The body, clean; refused by field."""
    body = serializer(data=request.data)
    body.is_valid(raise_exception=True)
    return body.validated_data


def clean(form: forms.Form, renamed: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the page's form makes of it; refused by field, under the names of the API."""
    if not form.is_valid():
        names = renamed or {}
        raise ValidationError({names.get(name, name): list(errors) for name, errors in form.errors.items()})
    return form.cleaned_data


@contextmanager
def acting() -> Iterator[None]:
    """An action that refuses is 409 with its sentence."""
    try:
        yield
    except Refused as why:
        raise Conflict(str(why)) from None

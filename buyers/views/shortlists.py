"""Shortlists of a buyer: all of them, one with what changed since, firms put on one and taken away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from buyers.enquiring.actions import MOST
from buyers.forms.shortlists import NameForm, NoteForm, NotingForm
from buyers.models import Shortlist, ShortlistEntry
from buyers.permissions import EDITING, asks_for
from buyers.shortlisting import actions
from buyers.shortlisting.changes import noted
from portal.models import Organisation
from suppliers.models import Supplier

# Firms that are put on a list at once; more than are compared.
AT_ONCE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def shortlists(request: HttpRequest) -> HttpResponse:
    """All of the reader's buyer, the newest on top; POST begins one."""
    if not request.user.is_buyer:
        raise Http404
    form = NameForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        organisation = _writing_for(request)
        if form.is_valid():
            try:
                made = actions.begin_shortlist(
                    organisation, form.cleaned_data["name"], by=request.user, now=timezone.now()
                )
            except actions.Refused as why:
                form.add_error("name", str(why))
            else:
                return redirect("buyers:shortlist", made.public_id)
    seen = Shortlist.objects.visible_to(request.user).annotate(firms=Count("entries"))
    context = {
        "shortlists": seen.select_related("created_by").order_by("-created_at", "-pk"),
        "form": form,
        "may_write": asks_for(request.user) is not None,
        "wrong": form.is_bound,
    }
    return render(request, "buyers/shortlists/list.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """``firm`` in the address, repeated: who is put on a list, by public number."""
    if not request.user.is_buyer:
        raise Http404
    organisation = _writing_for(request)
    numbers = list(dict.fromkeys(filter(str.isalnum, map(str.upper, request.GET.getlist("firm")))))[:AT_ONCE]
    found = {firm.public_id: firm for firm in Supplier.objects.listed().filter(public_id__in=numbers)}
    firms = [found[number] for number in numbers if number in found]
    lists = list(Shortlist.objects.filter(organisation=organisation).order_by("-created_at", "-pk"))
    form = NotingForm(request.POST if request.method == "POST" else None, lists=lists, firms=firms)
    if form.is_bound and firms and form.is_valid():
        try:
            shortlist, new = _noted(request, form, organisation)
        except actions.Refused as why:
            form.add_error("shortlist" if form.chosen else "name", str(why))
        else:
            words = ngettext("%(n)s firm was added.", "%(n)s firms were added.", new)
            messages.success(request, words % {"n": new} if new else _("They are on this list already."))
            return redirect("buyers:shortlist", shortlist.public_id)
    context = {"form": form, "firms": firms, "wrong": form.is_bound}
    return render(request, "buyers/shortlists/add.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _noted(request: HttpRequest, form: NotingForm, organisation: Organisation) -> tuple[Shortlist, int]:
    now = timezone.now()
    shortlist = form.chosen or actions.begin_shortlist(
        organisation, form.cleaned_data["name"], by=request.user, now=now
    )
    return shortlist, actions.note_firms(shortlist, form.firms, by=request.user, now=now)


@require_safe
def shortlist(request: HttpRequest, public_id: str) -> HttpResponse:
    return _show(request, _of(request, public_id))


@require_POST
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _changeable(request, public_id)
    actions.delete_shortlist(found)
    messages.success(request, _("“%(name)s” was deleted.") % {"name": found.name})
    return redirect("buyers:shortlists")


@require_POST
def entry(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """The note of one firm; with ``remove`` it is taken away."""
    found = _changeable(request, public_id)
    held = get_object_or_404(found.entries.select_related("supplier"), pk=pk)
    if "remove" in request.POST:
        actions.take_away(held)
        messages.success(request, _("%(firm)s was taken away.") % {"firm": held.supplier.name})
        return redirect("buyers:shortlist", public_id)
    form = NoteForm(request.POST, prefix=f"e{pk}")
    if not form.is_valid():
        return _show(request, found, wrong=(held, form), status=422)
    actions.write_note(held, form.cleaned_data["note"])
    messages.success(request, _("Saved."))
    return redirect("buyers:shortlist", public_id)


def _show(
    request: HttpRequest,
    found: Shortlist,
    *,
    wrong: tuple[ShortlistEntry, NoteForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    entries = list(found.entries.select_related("supplier__search_document", "added_by"))
    rows = []
    for each in entries:
        form = wrong[1] if wrong and wrong[0].pk == each.pk else NoteForm(prefix=f"e{each.pk}", initial={"note": each.note})  # fmt: skip
        rows.append((noted(each), form))
    context = {
        "shortlist": found,
        "rows": rows,
        "few": [told.entry.supplier.public_id for told, _form in rows if told.listed][:MOST],
        "most": MOST,
        "may_write": _may_change(request, found),
        "wrong_form": wrong[1] if wrong else None,
    }
    return render(request, "buyers/shortlists/one.html", context, status=status)


def _of(request: HttpRequest, public_id: str) -> Shortlist:
    return get_object_or_404(
        Shortlist.objects.visible_to(request.user).select_related("organisation"), public_id=public_id.upper()
    )


def _may_change(request: HttpRequest, found: Shortlist) -> bool:
    return found.organisation_id in request.user.organisation_ids(*EDITING)


def _changeable(request: HttpRequest, public_id: str) -> Shortlist:
    found = _of(request, public_id)
    if not _may_change(request, found):
        raise _refused()
    return found


def _writing_for(request: HttpRequest) -> Organisation:
    organisation = asks_for(request.user)
    if organisation is None:
        raise _refused()
    return organisation


def _refused() -> PermissionDenied:
    return PermissionDenied(
        _("You may read shortlists, but not change them. Ask an owner of the account to make you an editor.")
    )

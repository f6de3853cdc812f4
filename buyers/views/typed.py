"""What stands in the form of a requirement and is not saved yet, kept in the session while its page is shown.

A page that answers a POST has an address that would show an empty form: the switch of language goes back to
``address`` instead, where the form stands as it was typed.
"""

from django.http import HttpRequest, QueryDict

KEY = "requirement_typed"


def keep(request: HttpRequest) -> None:
    """Keep the form that was sent; it replaces what was kept before."""
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    request.session[KEY] = {"path": request.path, "sent": sent.urlencode()}


def address(request: HttpRequest) -> str:
    """Where the form that was kept is shown again."""
    return f"{request.path}?typed=1"


def kept(request: HttpRequest) -> QueryDict | None:
    """The form that was kept for this address; None where none was, or the reader did not ask for it."""
    held = request.session.get(KEY)
    if "typed" not in request.GET or held is None or held["path"] != request.path:
        return None
    return QueryDict(held["sent"])


def forget(request: HttpRequest) -> None:
    """It is saved."""
    request.session.pop(KEY, None)

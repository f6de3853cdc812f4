"""Refusals that every room of the API shares."""

from json import JSONDecodeError
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, NotFound, ParseError
from rest_framework.response import Response
from rest_framework.views import exception_handler


class Conflict(APIException):
    """What is there now does not allow it, or somebody else was quicker; nothing of the caller's was saved."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"


def refuse(error: Exception, context: dict[str, Any]) -> Response | None:
    """The framework's answers, in plain text for every way of writing them down; of what is not there none says what
    it would be, for Django names the model, and in English."""
    if isinstance(error, Http404):
        error = NotFound()
    elif isinstance(error, ParseError):
        error = ParseError(_unread(error.__context__))
    answer = exception_handler(error, context)
    if answer is not None:
        answer.data = _plain(answer.data)
    return answer


def _unread(why: BaseException | None) -> str:
    """Where a body cannot be read; the framework says it in English."""
    if isinstance(why, JSONDecodeError):
        place = {"line": why.lineno, "column": why.colno}
        return _("This is no sound JSON: line %(line)s, column %(column)s.") % place
    return _("This body cannot be read.")


def _plain(said: Any) -> Any:
    if isinstance(said, dict):
        return {str(key): _plain(value) for key, value in said.items()}
    if isinstance(said, list):
        return [_plain(value) for value in said]
    return str(said) if isinstance(said, str) else said

"""Refusals that every room of the API shares."""

from rest_framework import status
from rest_framework.exceptions import APIException


class Conflict(APIException):
    """What is there now does not allow it, or somebody else was quicker; nothing of the caller's was saved."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "conflict"

"""How much waits for a reader behind an entry of the menu: floors above say at start how it is counted.

It is counted with the reader's memberships, which every page asks for anyway: no page asks one more question.
"""

from collections.abc import Callable, Iterable
from typing import Any

_counts: dict[str, Callable[[], Any]] = {}


def register(route: str, count: Callable[[], Any]) -> None:
    """``route``: the name of the menu's entry, as in "buyers:enquiries"; ``count`` makes the expression that counts
    what waits for the organisation of a membership."""
    _counts[route] = count


def counted() -> dict[str, Any]:
    """What a queryset of memberships is annotated with."""
    return {_column(route): count() for route, count in _counts.items()}


def waiting(route: str, memberships: Iterable[Any]) -> int:
    """``memberships`` annotated with ``counted``."""
    return sum(getattr(each, _column(route)) for each in memberships) if route in _counts else 0


def _column(route: str) -> str:
    return f"waits_{route.replace(':', '_')}"

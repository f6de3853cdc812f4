"""How much waits for a reader behind an entry of the menu: floors above tell us at start how to count it."""

from collections.abc import Callable

from portal.models import User

_counters: dict[str, Callable[[User], int]] = {}


def register(route: str, counter: Callable[[User], int]) -> None:
    """``route``: the name of the menu's entry, as in "buyers:enquiries"."""
    _counters[route] = counter


def waiting(route: str, user: User) -> int:
    return _counters[route](user) if route in _counters else 0

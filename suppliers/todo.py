"""What floors above ask a firm to do next: they tell us at start, so that the firm's page need not know them."""

from collections.abc import Callable

from suppliers.models import Supplier

# Words and the address where it is done.
Task = tuple[str, str]
Provider = Callable[[Supplier], list[Task]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    if provider not in _providers:
        _providers.append(provider)


def tasks_of(firm: Supplier) -> list[Task]:
    return [task for provider in _providers for task in provider(firm)]

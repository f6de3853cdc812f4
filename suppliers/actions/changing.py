"""One way in for a change of facts: from a form, the API, an import or a command."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from suppliers.events import facts_changed
from suppliers.models import Supplier


@contextmanager
def changing(supplier: Supplier) -> Iterator[None]:
    """Change one firm's facts: one writer at a time, told to listeners after commit.

    The version is raised first because the UPDATE holds the firm's row until commit. Listeners are
    called robustly: one that fails (a broker that is down) cannot turn a saved profile into an error;
    the sweep finds the firm by its version.
    """
    with changing_many([supplier.pk]):
        yield


@contextmanager
def changing_many(supplier_ids: Iterable[int]) -> Iterator[None]:
    """The same for several firms at once, locked in order of their keys so that two writers cannot
    wait for each other."""
    ids = sorted(set(supplier_ids))
    with transaction.atomic():
        list(Supplier.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))
        Supplier.objects.filter(pk__in=ids).update(
            facts_version=F("facts_version") + 1, facts_changed_at=Now()
        )
        yield
        for pk in ids:
            transaction.on_commit(partial(facts_changed.send_robust, Supplier, supplier_id=pk))

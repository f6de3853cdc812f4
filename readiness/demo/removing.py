"""Take the synthetic country away again."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from pghistory.models import Event

from portal.models import Organisation, User
from readiness.demo.copying import without_history
from readiness.demo.sections import SAID
from readiness.models import FactsSnapshot, Judgement, Score
from suppliers.models import (
    Certificate,
    Contact,
    Decision,
    DeliveryMonth,
    Document,
    DuplicatePair,
    Enterprise,
    Evidence,
    Finding,
    Machine,
    Offer,
    Owner,
    SearchDocument,
    SectionDraft,
    SectionVersion,
    Supplier,
    SupplierMerge,
    SupplierSector,
)

# What may be taken away without asking what hangs on it; for the rest Django asks.
LEAVES: tuple[type[Model], ...] = (
    *SAID, SectionDraft, Offer, SearchDocument, Judgement, Score, Finding, DeliveryMonth, Decision, Evidence, Document, Certificate, Machine,
    SectionVersion, Owner, Contact, SupplierSector,
)  # fmt: skip


def real_firms_exist() -> bool:
    return Supplier.objects.filter(synthetic=False).exists()


@transaction.atomic
def remove_all() -> None:
    """Take the synthetic country away again, with the history of what was edited of its firms."""
    firms = Supplier.objects.filter(synthetic=True)
    enterprises = list(firms.values_list("enterprise", flat=True))
    histories: list[Any] = [model for model in apps.get_models() if issubclass(model, Event)]
    with without_history([history.pgh_tracked_model for history in histories]):
        _delete([(model, "supplier_id") for model in LEAVES])
        _delete([(h, "supplier_id") for h in histories if any(f.name == "supplier" for f in h._meta.fields)])
        _delete([(h, "pgh_obj_id") for h in histories if h.pgh_tracked_model is Supplier])
        _delete([(h, "one_id") for h in histories if h.pgh_tracked_model is DuplicatePair])
        _delete([(h, "merged_id") for h in histories if h.pgh_tracked_model is SupplierMerge])
        SupplierMerge.objects.filter(merged__synthetic=True).delete()
        firms.update(merged_into=None)
        firms.delete()
        Enterprise.objects.filter(pk__in=enterprises, establishments__isnull=True).delete()
        User.objects.filter(synthetic=True).delete()
        Organisation.objects.filter(synthetic=True).delete()
    FactsSnapshot.objects.exclude(pk__in=Judgement.objects.values("facts_hash")).delete()


def _delete(columns: Sequence[tuple[type[Model], str]]) -> None:
    """Rows of synthetic firms, in one statement a table."""
    with connection.cursor() as cursor:
        for model, column in columns:
            cursor.execute(
                f'DELETE FROM "{model._meta.db_table}" AS own USING suppliers_supplier AS firm '  # noqa: S608
                f"WHERE firm.id = own.{column} AND firm.synthetic"
            )

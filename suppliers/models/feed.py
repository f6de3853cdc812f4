"""What changed in the directory, in an order that a reader can follow."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from suppliers.models.directory import SearchDocument


class DirectoryChange(models.Model):
    """A row of the directory appeared, changed or went. Written by trigger, whoever writes the directory.

    ``place`` is empty until the change is committed and numbered (``suppliers.feed``): a transaction that began
    early may commit late, so neither keys nor clocks tell the order in which changes came to be seen.
    """

    class Kind(models.TextChoices):
        LISTED = "listed"
        CHANGED = "changed"
        UNLISTED = "unlisted"

    public_id = models.CharField(max_length=8)
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField(db_default=Now())
    place = models.BigIntegerField(null=True, unique=True)
    # The newest change of those cleared away stays, so that a cursor from before it is known to be too old.
    cleared_up_to_here = models.BooleanField(db_default=False)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="change_without_place", condition=models.Q(place__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


def _noting(operation: pgtrigger.Operation, kind: str, rows: str, **referencing: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"note_{kind}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**referencing),
        func=f"""
            INSERT INTO suppliers_directorychange (public_id, kind)
            SELECT {rows};
            RETURN NULL;
        """,
    )


# What a reader of the list would see: that a row was written again with the same words is no change.
TRIGGERS = [
    _noting(pgtrigger.Insert, "listed", "\"row\"->>'public_id', 'listed' FROM after_rows", new="after_rows"),
    _noting(
        pgtrigger.Update,
        "changed",
        """a."row"->>'public_id', 'changed' FROM before_rows AS b JOIN after_rows AS a USING (supplier_id)
           WHERE (b."row", b.level, b.standing) IS DISTINCT FROM (a."row", a.level, a.standing)""",
        old="before_rows",
        new="after_rows",
    ),
    _noting(
        pgtrigger.Delete, "unlisted", "\"row\"->>'public_id', 'unlisted' FROM before_rows", old="before_rows"
    ),
]
pgtrigger.register(*TRIGGERS)(SearchDocument)

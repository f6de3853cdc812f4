"""Merge two firms into one, and undo it: everything that is done is written down, row by row.

The merged firm is not deleted: it keeps its number, which leads to the kept one, and what stayed with it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pghistory
from django.apps import apps
from django.db import IntegrityError, models
from django.db.models import F
from django.utils.translation import gettext as _

from portal.models import Membership, User
from suppliers.actions import changing_many
from suppliers.duplicates.finding import ordered
from suppliers.duplicates.plan import MergePlan, plan_merge
from suppliers.importing.refusal import Refused
from suppliers.models import (
    Capability,
    DuplicatePair,
    Evidence,
    SectionVersion,
    Supplier,
    SupplierMerge,
    SupplierName,
    SupplierSector,
)

Verdict = DuplicatePair.Verdict


def merge(kept: Supplier, merged: Supplier, *, by: User, now: datetime) -> SupplierMerge:
    """Make ``merged`` part of ``kept``. Raises Refused, and then nothing is changed."""
    with pghistory.context(merged=merged.public_id, into=kept.public_id), changing_many([kept.pk, merged.pk]):
        firms = Supplier.objects.in_bulk([kept.pk, merged.pk])
        plan = plan_merge(firms[kept.pk], firms[merged.pk])
        done = _Deed(plan)
        done.unite_certificates()
        done.unite_processes()
        done.move()
        done.take_values()
        done.keep_names()
        done.join()
        plan.merged.merged_into = plan.kept
        plan.merged.save(update_fields=["merged_into"])
        _sections_changed(plan.kept)
        one, other = ordered(kept.pk, merged.pk)
        DuplicatePair.objects.update_or_create(
            one_id=one, other_id=other, defaults={"verdict": Verdict.SAME, "judged_by": by, "judged_at": now}
        )
        return SupplierMerge.objects.create(
            kept=plan.kept, merged=plan.merged, merged_at=now, merged_by=by, done=done.written()
        )


class _Deed:
    """What a merge does, while it does it: ``moved`` is "label.field" -> keys, ``added`` is label -> keys,
    ``changed`` are (label, key, column, before, after) with keys of other rows in place of the rows."""

    def __init__(self, plan: MergePlan) -> None:
        self.plan = plan
        self.moved: dict[str, list[int]] = {}
        self.added: dict[str, list[int]] = {}
        self.changed: list[tuple[str, int, str, Any, Any]] = []

    def written(self) -> Mapping[str, Any]:
        return {"moved": self.moved, "added": self.added, "changed": self.changed}

    def change(self, row: models.Model, values: Mapping[str, Any]) -> None:
        """Set columns (``..._id`` for keys), remembering what they said."""
        for column, value in values.items():
            self.changed.append(
                (row._meta.label, row.pk, column, _plain(getattr(row, column)), _plain(value))
            )
            setattr(row, column, value)
        row.save(update_fields=[column.removesuffix("_id") for column in values])

    def move(self) -> None:
        for move in self.plan.moves:
            if not move.rows:
                continue
            if move.model is SupplierSector:
                self._only_one_main(move.rows)
            rows = move.model._default_manager.filter(pk__in=move.rows)
            rows.update(**{move.field: self.plan.kept})
            self.moved[f"{move.model._meta.label}.{move.field}"] = list(move.rows)

    def _only_one_main(self, rows: Sequence[int]) -> None:
        if SupplierSector.objects.filter(supplier=self.plan.kept, is_main=True).exists():
            for sector in SupplierSector.objects.filter(pk__in=rows, is_main=True):
                self.change(sector, {"is_main": False})

    def unite_certificates(self) -> None:
        """Evidence of a certificate that both hold speaks for the kept firm's."""
        alike = self.plan.alike
        for line in Evidence.objects.filter(supplier=self.plan.merged, certificate__in=alike):
            self.change(line, {"certificate_id": alike[line.certificate_id or 0]})

    def unite_processes(self) -> None:
        """A process that both state is proven as long as the longer of the two proofs."""
        own = {c.process_id: c for c in Capability.objects.filter(supplier=self.plan.kept)}
        for theirs in Capability.objects.filter(supplier=self.plan.merged, proven_until__isnull=False):
            mine = own.get(theirs.process_id)
            if mine and (mine.proven_until or date.min) < (theirs.proven_until or date.min):
                self.change(mine, {"proven_until": theirs.proven_until})

    def take_values(self) -> None:
        """A tax code belongs to one firm at a time: it is given up before it is taken."""
        kept, merged = self.plan.kept, self.plan.merged
        columns = [Supplier._meta.get_field(name).attname for name in self.plan.taken]  # type: ignore[union-attr]
        values = {column: getattr(merged, column) for column in columns}
        if "tax_code" in values:
            self.change(merged, {"tax_code": None})
        if values:
            self.change(kept, values)

    def keep_names(self) -> None:
        """People go on looking for the merged firm by its names."""
        kept, merged = self.plan.kept, self.plan.merged
        known = {
            kept.name,
            kept.name_latin,
            *SupplierName.objects.filter(supplier=kept).values_list("name", flat=True),
        }
        for name in dict.fromkeys((merged.name, merged.name_latin)):
            if name and name not in known:
                row = SupplierName.objects.create(supplier=kept, kind=SupplierName.Kind.TRADING, name=name)
                self.added.setdefault(row._meta.label, []).append(row.pk)

    def join(self) -> None:
        """People of the merged firm's account come to the kept firm's; its owners stay those it had."""
        account = self.plan.kept.organisation
        if account is None:
            return
        for theirs in self.plan.joining:
            role = Membership.Role.VIEWER if theirs.role == Membership.Role.VIEWER else Membership.Role.EDITOR
            row = Membership.objects.create(user=theirs.user, organisation=account, role=role)
            self.added.setdefault(row._meta.label, []).append(row.pk)


def undo(record: SupplierMerge, *, by: User, now: datetime) -> None:
    """Give back what a merge moved, and the values it changed where nobody changed them since.

    The pair is open again as one of which nobody is sure. Raises Refused, and then nothing is changed.
    """
    try:
        with pghistory.context(unmerged=record.pk), changing_many([record.kept_id, record.merged_id]):
            _undo(record, by, now)
    except IntegrityError:
        raise Refused(
            _("The two have changed so much since that they cannot be parted again without losing something.")
        ) from None


def _undo(record: SupplierMerge, by: User, now: datetime) -> None:
    held = SupplierMerge.objects.select_for_update().get(pk=record.pk)
    kept, merged = Supplier.objects.get(pk=held.kept_id), Supplier.objects.get(pk=held.merged_id)
    if held.undone_at or merged.merged_into_id != kept.pk:
        raise Refused(_("This merge was undone already."))
    if kept.merged_into_id:
        raise Refused(_("The kept firm was itself merged into another since. Undo that first."))
    _remove(held.done["added"])
    for label, pk, column, before, after in reversed(held.done["changed"]):
        row = apps.get_model(label)._default_manager.filter(pk=pk).first()
        if row is not None and _plain(getattr(row, column)) == after:
            setattr(row, column, _read(row, column, before))
            row.save(update_fields=[column.removesuffix("_id")])
    for place, keys in held.done["moved"].items():
        label, _dot, field = place.rpartition(".")
        rows = apps.get_model(label)._default_manager.filter(pk__in=keys, **{field: kept})
        rows.update(**{field: merged})
    merged.refresh_from_db()
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    _sections_changed(kept)
    held.undone_at, held.undone_by = now, by
    held.save(update_fields=["undone_at", "undone_by"])
    one, other = ordered(kept.pk, merged.pk)
    DuplicatePair.objects.filter(one=one, other=other).update(
        verdict=Verdict.UNSURE, judged_by=by, judged_at=now
    )


def _sections_changed(firm: Supplier) -> None:
    """Whoever has a section of the firm open is told, and overwrites nothing unseen."""
    SectionVersion.objects.filter(supplier=firm).update(version=F("version") + 1)


def _remove(added: Mapping[str, Sequence[int]]) -> None:
    for label, keys in added.items():
        apps.get_model(label)._default_manager.filter(pk__in=keys).delete()


def _plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)


def _read(row: models.Model, column: str, text: Any) -> Any:
    field = row._meta.get_field(column.removesuffix("_id") if column.endswith("_id") else column)
    return text if isinstance(field, models.ForeignKey) else field.to_python(text)  # type: ignore[union-attr]

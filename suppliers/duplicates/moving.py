"""Which rows of a merged firm move to the kept one, and which stay since the kept firm has its own."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from portal.folding import fold
from suppliers.duplicates import relations
from suppliers.duplicates.relations import Fate
from suppliers.models import Capability, Certificate, Decision, Evidence, Supplier, SupplierSector
from suppliers.models.evidence import PROVEN_CLASSES

Model = type[models.Model]


def moves(kept: Supplier, merged: Supplier) -> Iterator[tuple[Model, str, list[int]]]:
    """(model, its field that names the firm, keys of the rows that move), for every kind that may move."""
    for model, field in relations.of(Fate.MOVES):
        yield model, field, _keys(model, field, merged)
    for model, field in relations.of(Fate.FILLS):
        held = _rows(model, field, kept).exists()
        yield model, field, [] if held else _keys(model, field, merged)
    for model, field in relations.of(Fate.UNITES):
        yield model, field, unheld(model, field, kept, merged)
    for own in (Capability, SupplierSector):
        yield own, "supplier", unheld(own, "supplier", kept, merged)
    evidence = _evidence(kept, merged)
    yield Evidence, "supplier", evidence
    decisions = Decision.objects.filter(evidence__in=evidence)
    yield Decision, "supplier", list(decisions.values_list("pk", flat=True))


def unheld(model: Model, field: str, kept: Supplier, merged: Supplier) -> list[int]:
    """Rows of ``merged`` that ``kept`` has not one already, by what the table holds unique beside the firm."""
    keys = [
        [name for name in constraint.fields if name != field]
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        and field in constraint.fields
        and len(constraint.fields) > 1
    ]
    held: list[set[Any]] = [set(_rows(model, field, kept).values_list(*names)) for names in keys]
    rows = [list(_rows(model, field, merged).order_by("pk").values_list("pk", *names)) for names in keys]
    taken = {pk for each, there in zip(rows, held, strict=True) for pk, *said in each if tuple(said) in there}
    return [pk for pk in _keys(model, field, merged) if pk not in taken]


def _rows(model: Model, field: str, firm: Supplier) -> models.QuerySet[Any]:
    return model._default_manager.filter(**{field: firm})


def _keys(model: Model, field: str, firm: Supplier) -> list[int]:
    return list(_rows(model, field, firm).order_by("pk").values_list("pk", flat=True))


def certificates_alike(kept: Supplier, merged: Supplier) -> dict[int, int]:
    """Certificate of the merged firm that does not move -> the same one of the kept firm: one standard, and one
    number where both say it."""
    own = {c.standard_id: c for c in Certificate.objects.filter(supplier=kept)}
    return {
        theirs.pk: mine.pk
        for theirs in Certificate.objects.filter(supplier=merged)
        if (mine := own.get(theirs.standard_id))
        and (not theirs.number or not mine.number or fold(theirs.number) == fold(mine.number))
    }


def _evidence(kept: Supplier, merged: Supplier) -> list[int]:
    """What staff decided always moves; what the firm merely says moves where the kept firm says nothing of it.
    Evidence of a certificate that the kept firm holds otherwise stays with it."""
    alike = certificates_alike(kept, merged)
    moving = set(unheld(Certificate, "supplier", kept, merged))
    own_word = {
        (e.kind, e.criterion, e.certificate_id)
        for e in Evidence.objects.filter(supplier=kept, state=Evidence.State.LIVE)
        if not e.proven_class
    }
    found = []
    for line in Evidence.objects.filter(supplier=merged).order_by("pk"):
        held = line.certificate_id
        if held is not None and held not in moving and held not in alike:
            continue
        said = (line.kind, line.criterion, alike.get(held, held) if held else None)
        merely_said = line.state == Evidence.State.LIVE and line.evidence_class not in PROVEN_CLASSES
        if not (merely_said and said in own_word):
            found.append(line.pk)
    return found

"""Which rows of a merged firm move to the kept one, and which stay since the kept firm has its own."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models

from portal.folding import fold
from portal.together import read_together
from suppliers.duplicates import relations
from suppliers.duplicates.relations import Fate
from suppliers.models import Capability, Certificate, Decision, Evidence, Supplier, SupplierSector
from suppliers.models.evidence import PROVEN_CLASSES

Model = type[models.Model]


class Kind(NamedTuple):
    """``field`` of the model names the firm."""

    model: Model
    field: str


class Both:
    """The rows of two firms of every kind that may move, in the order of their keys; read in one question."""

    def __init__(self, kept: Supplier, merged: Supplier) -> None:
        self.by_fate = {fate: [Kind(*each) for each in relations.of(fate)] for fate in Fate}
        kinds = [kind for fate in Fate if fate is not Fate.STAYS for kind in self.by_fate[fate]]
        found = read_together(
            [
                model._default_manager.filter(**{field: firm}).order_by("pk")
                for model, field in kinds
                for firm in (kept, merged)
            ]
        )
        self.kept: dict[Kind, list[Any]] = dict(zip(kinds, found[::2], strict=True))
        self.merged: dict[Kind, list[Any]] = dict(zip(kinds, found[1::2], strict=True))

    def moves(self) -> Iterator[tuple[Kind, list[int]]]:
        """Each kind with the keys of the rows that move."""
        for kind in self.by_fate[Fate.MOVES]:
            yield kind, _keys(self.merged[kind])
        for kind in self.by_fate[Fate.FILLS]:
            yield kind, [] if self.kept[kind] else _keys(self.merged[kind])
        for kind in self.by_fate[Fate.UNITES]:
            yield kind, self.unheld(kind)
        for kind in (Kind(Capability, "supplier"), Kind(SupplierSector, "supplier")):
            yield kind, self.unheld(kind)
        evidence = self._evidence()
        yield Kind(Evidence, "supplier"), evidence
        decisions = Kind(Decision, "supplier")
        yield decisions, [row.pk for row in self.merged[decisions] if row.evidence_id in evidence]

    def unheld(self, kind: Kind) -> list[int]:
        """Rows of the merged firm that the kept one has not already, by what the table holds unique beside the firm."""
        taken = set()
        for names in _unique_beside(kind):
            held = {_said(row, names) for row in self.kept[kind]}
            taken |= {row.pk for row in self.merged[kind] if _said(row, names) in held}
        return [row.pk for row in self.merged[kind] if row.pk not in taken]

    def certificates_alike(self) -> dict[int, int]:
        """Certificate of the merged firm that does not move -> the same one of the kept firm: one standard, and one
        number where both say it."""
        kind = Kind(Certificate, "supplier")
        own = {row.standard_id: row for row in self.kept[kind]}
        return {
            theirs.pk: mine.pk
            for theirs in self.merged[kind]
            if (mine := own.get(theirs.standard_id))
            and (not theirs.number or not mine.number or fold(theirs.number) == fold(mine.number))
        }

    def _evidence(self) -> list[int]:
        """What staff decided always moves; what the firm merely says moves where the kept firm says nothing of it.
        Evidence of a certificate that the kept firm holds otherwise stays with it."""
        alike = self.certificates_alike()
        moving = set(self.unheld(Kind(Certificate, "supplier")))
        kind = Kind(Evidence, "supplier")
        own_word = {
            (line.kind, line.criterion, line.certificate_id)
            for line in self.kept[kind]
            if line.state == Evidence.State.LIVE and not line.proven_class
        }
        found = []
        for line in self.merged[kind]:
            held = line.certificate_id
            if held is not None and held not in moving and held not in alike:
                continue
            said = (line.kind, line.criterion, alike.get(held, held) if held else None)
            merely_said = line.state == Evidence.State.LIVE and line.evidence_class not in PROVEN_CLASSES
            if not (merely_said and said in own_word):
                found.append(line.pk)
        return found


def _keys(rows: list[Any]) -> list[int]:
    return [row.pk for row in rows]


def _unique_beside(kind: Kind) -> Iterator[list[str]]:
    """The fields that, beside the firm, a constraint of the table holds unique."""
    for constraint in kind.model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint) or kind.field not in constraint.fields:
            continue
        if names := [name for name in constraint.fields if name != kind.field]:
            yield names


def _said(row: models.Model, names: list[str]) -> tuple[Any, ...]:
    return tuple(row.serializable_value(name) for name in names)

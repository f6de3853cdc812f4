"""All weights: dimensions in basis points, criteria as whole numbers inside their dimension."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.functional import cached_property

from readiness.engine.draft import Wrong, with_dimension_weights, with_weights
from readiness.engine.draft.rules import WHOLE
from readiness.engine.framework import Dimension
from readiness.policy.forms.part import PartForm
from readiness.policy.wording import name_of
from suppliers.forms.fields import WholeNumberField

# A weight inside a dimension is a small number: beyond this it is a slip of the finger.
HEAVIEST = 100


def name_for(kind: str, code: str) -> str:
    return f"{kind}_{code.replace('.', '_')}"


class WeightsForm(PartForm):
    def build(self) -> None:
        for d in self.framework.dimensions:
            self.fields[name_for("dimension", d.code)] = WholeNumberField(
                label=name_of(d.code, self.framework), initial=d.weight, highest=WHOLE
            )
        for c in self.framework.criteria:
            self.fields[name_for("criterion", c.code)] = WholeNumberField(
                label=name_of(c.code, self.framework), initial=c.weight, highest=HEAVIEST
            )

    def change(self, document: Mapping[str, Any]) -> dict[str, Any]:
        typed = self.cleaned_data
        dimensions = {d.code: typed[name_for("dimension", d.code)] for d in self.framework.dimensions}
        criteria = {c.code: typed[name_for("criterion", c.code)] for c in self.framework.criteria}
        return with_weights(with_dimension_weights(document, dimensions), criteria)

    def field_of(self, wrong: Wrong) -> str | None:
        kind, _, code = wrong.place.partition(" ")
        return name_for(kind, code) if kind in ("dimension", "criterion") and code else None

    @cached_property
    def sum_now(self) -> int | None:
        """What the weights of the dimensions add up to as typed; None while one is no number."""
        if not self.is_bound:
            return sum(d.weight for d in self.framework.dimensions)
        typed = [
            getattr(self, "cleaned_data", {}).get(name_for("dimension", d.code))
            for d in self.framework.dimensions
        ]
        known = [weight for weight in typed if weight is not None]
        return sum(known) if len(known) == len(typed) else None

    @property
    def groups(self) -> Iterator[tuple[Dimension, forms.BoundField, list[tuple[str, forms.BoundField]]]]:
        """Each dimension with its field and (code, field) of its criteria."""
        for d in self.framework.dimensions:
            own = [c.code for c in self.framework.criteria if c.dimension == d.code]
            fields = [(code, self[name_for("criterion", code)]) for code in own]
            yield d, self[name_for("dimension", d.code)], fields

"""What a level asks besides its gates: totals, scores of dimensions, and how much must be answered."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from readiness.engine.draft import Wrong, with_level
from readiness.engine.framework import Framework
from readiness.policy.forms.part import ExactField, PartForm, percent_field
from readiness.policy.wording import name_of


class LevelForm(PartForm):
    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        document: Mapping[str, Any],
        framework: Framework,
        number: int,
    ) -> None:
        level = framework.level(number)
        assert level is not None
        self.level = level
        super().__init__(data, document=document, framework=framework)

    def build(self) -> None:
        level = self.level
        self.fields["total"] = ExactField(
            label=gettext_lazy("Least total"), initial=level.minimum_total, highest=100
        )
        self.fields["dimension"] = ExactField(
            label=gettext_lazy("Least score in every dimension"), initial=level.minimum_dimension, highest=100
        )
        for d in self.framework.dimensions:
            self.fields[f"dimension_{d.code}"] = ExactField(
                label=name_of(d.code, self.framework),
                initial=level.minimum_by_code.get(d.code),
                highest=100,
                required=False,
            )
        self.fields["coverage"] = percent_field(
            label=gettext_lazy("Share of the criteria, by weight, that must have a paper or better"),
            initial=level.coverage,
        )
        self.fields["floors"] = forms.ChoiceField(
            label=gettext_lazy("These minima read"),
            choices=[
                ("proven", gettext_lazy("what is proven")),
                ("credited", gettext_lazy("all that is credited")),
            ],
            initial="proven" if level.floors_proven else "credited",
            widget=forms.RadioSelect,
        )

    def change(self, document: Mapping[str, Any]) -> dict[str, Any]:
        typed = self.cleaned_data
        by_code = {d.code: typed[f"dimension_{d.code}"] for d in self.framework.dimensions}
        return with_level(
            document,
            self.level.number,
            minimum_total=typed["total"],
            minimum_dimension=typed["dimension"],
            minimum_by_code={code: least for code, least in by_code.items() if least is not None},
            coverage=typed["coverage"],
            floors_proven=typed["floors"] == "proven",
        )

    def field_of(self, wrong: Wrong) -> str | None:
        here = f"level {self.level.number} "
        if not wrong.place.startswith(here):
            # The level above now asks for less than this one: it is mended here.
            above = f"level {self.level.number + 1} "
            return wrong.place.removeprefix(above) if wrong.place.startswith(above) else None
        return wrong.place.removeprefix(here).replace(" ", "_")

    @property
    def exceptions(self) -> list[forms.BoundField]:
        return [self[f"dimension_{d.code}"] for d in self.framework.dimensions]

"""One criterion: its weights, its clock, caps of its own, the limits of its figures, and the words of its anchors."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from readiness.engine.draft import Wrong, with_criterion
from readiness.engine.draft.rules import SHARES
from readiness.engine.framework import CLASSES, Framework
from readiness.policy.forms.part import ExactField, PartForm, level_field, percent_field
from readiness.policy.forms.weights import HEAVIEST
from readiness.policy.wording import sectors_of
from suppliers.forms.fields import WholeNumberField

# Per million, hours, places in a table.
HIGHEST_LIMIT = 1_000_000
LONGEST_MONTHS = 120
LONGEST_WORDS = 600


@dataclass(frozen=True, slots=True)
class Block:
    """Anchors of all sectors, or of those that have words of their own."""

    heading: str
    anchors: list[tuple[str, forms.BoundField, forms.BoundField]]


def limit_field(**options: Any) -> ExactField:
    return ExactField(highest=HIGHEST_LIMIT, **options)


class CriterionForm(PartForm):
    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        document: Mapping[str, Any],
        framework: Framework,
        code: str,
    ) -> None:
        self.criterion = framework.by_code[code]
        self.table: dict[str, Any] = next(t for t in document["criterion"] if t["code"] == code)
        super().__init__(data, document=document, framework=framework)

    def build(self) -> None:
        criterion = self.criterion
        self.fields["weight"] = WholeNumberField(
            label=gettext_lazy("Weight inside the dimension"), initial=criterion.weight, highest=HEAVIEST
        )
        for letter in self.letters:
            self.fields[f"weight_{letter}"] = WholeNumberField(
                label=sectors_of(letter, self.framework),
                initial=criterion.weight_by_sector.get(letter),
                required=False,
                highest=HEAVIEST,
            )
        self.fields["months"] = WholeNumberField(
            label=gettext_lazy("Months for which evidence counts"),
            initial=criterion.validity_months,
            highest=LONGEST_MONTHS,
            help_text=gettext_lazy("0: until the day on the paper."),
        )
        for rank, name in enumerate(CLASSES):
            own = name in self.table.get("caps", {})
            self.fields[f"cap_{name}"] = level_field(
                label=name, initial=criterion.caps[rank] if own else None, required=False
            )
        for letter, limits in self.criterion.scale.thresholds.items():
            for level, limit in enumerate(limits, 1):
                field = percent_field if criterion.rule in SHARES else limit_field
                self.fields[f"limit_{letter}_{level}"] = field(
                    label=pgettext("of a criterion", "Level %(n)s") % {"n": level}, initial=limit
                )
        for name, place, words in self._anchors():
            for language in ("vi", "en"):
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=_("Level %(level)s, Vietnamese") % {"level": place}
                    if language == "vi"
                    else _("Level %(level)s, English") % {"level": place},
                    initial=words.get(language, ""),
                    max_length=LONGEST_WORDS,
                    widget=forms.Textarea(attrs={"rows": 3, "lang": language}),
                )

    @property
    def letters(self) -> list[str]:
        return [letter for letter in self.framework.sectors if self.criterion.applies(letter)]

    def _tables(self) -> Iterator[tuple[int | None, dict[str, Any]]]:
        """The criterion's own table and those of its variants that have anchors."""
        yield None, self.table
        for place, variant in enumerate(self.table.get("variant", [])):
            if "anchors" in variant:
                yield place, variant

    def _anchors(self) -> Iterator[tuple[str, str, dict[str, str]]]:
        """(field name, level, words) of each anchor."""
        for variant, table in self._tables():
            for place, anchor in enumerate(table.get("anchors", [])):
                yield f"anchor_{'all' if variant is None else variant}_{place}", str(anchor["level"]), anchor

    def change(self, document: Mapping[str, Any]) -> dict[str, Any]:
        typed = self.cleaned_data
        anchors = {
            (variant, place): {
                language: typed[f"anchor_{'all' if variant is None else variant}_{place}_{language}"]
                for language in ("vi", "en")
            }
            for variant, table in self._tables()
            for place, _anchor in enumerate(table.get("anchors", []))
        }
        return with_criterion(
            document,
            self.criterion.code,
            weight=typed["weight"],
            weight_by_sector={
                letter: typed[f"weight_{letter}"]
                for letter in self.letters
                if typed[f"weight_{letter}"] is not None
            },
            validity_months=typed["months"],
            caps={name: typed[f"cap_{name}"] for name in CLASSES if typed[f"cap_{name}"] is not None},
            anchors=anchors,
            thresholds={
                letter: [typed[f"limit_{letter}_{level}"] for level, _limit in enumerate(limits, 1)]
                for letter, limits in self.criterion.scale.thresholds.items()
            },
        )

    def field_of(self, wrong: Wrong) -> str | None:
        if wrong.place == f"criterion {self.criterion.code} caps":
            return f"cap_{wrong.values['higher']}"
        if wrong.place.startswith(f"criterion {self.criterion.code} thresholds "):
            sector, level = wrong.place.split()[-2:]
            return f"limit_{sector}_{level}"
        if wrong.rule == "dimension_empty":
            return "weight"
        return None

    def group_of(self, name: str) -> str:
        """The sector of a limit: each has a row of the same labels."""
        kind, _mark, rest = name.partition("_")
        return sectors_of(rest.split("_")[0], self.framework) if kind == "limit" else ""

    @property
    def sector_weights(self) -> list[forms.BoundField]:
        return [self[f"weight_{letter}"] for letter in self.letters]

    @property
    def caps(self) -> list[forms.BoundField]:
        return [self[f"cap_{name}"] for name in CLASSES]

    @property
    def limits(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(sector, its limits of levels 1 to 5) where figures decide the level."""
        return [
            (
                sectors_of(letter, self.framework),
                [self[f"limit_{letter}_{n}"] for n in range(1, len(limits) + 1)],
            )
            for letter, limits in self.criterion.scale.thresholds.items()
        ]

    @property
    def limits_are(self) -> str:
        """What the limits of this criterion's figures are."""
        return {
            "ppm": _("Parts rejected in a million delivered, at most."),
            "on_time": _("Per cent of due lines delivered on time and in full, at least."),
            "percentile": _("Place in the table of the sector, from 0 to 100, at least."),
            "scrap": _("Per cent scrapped, at most."),
            "response_hours": _("Hours until an answer, at most; the median."),
        }.get(self.criterion.rule, "")

    @property
    def blocks(self) -> list[Block]:
        blocks = []
        for variant, table in self._tables():
            key = "all" if variant is None else str(variant)
            rows = [
                (str(a["level"]), self[f"anchor_{key}_{n}_vi"], self[f"anchor_{key}_{n}_en"])
                for n, a in enumerate(table.get("anchors", []))
            ]
            heading = (
                _("What each level asks")
                if variant is None
                else sectors_of("".join(table["sectors"]), self.framework)
            )
            if rows:
                blocks.append(Block(heading, rows))
        return blocks

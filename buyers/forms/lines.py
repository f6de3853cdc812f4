"""The rows of a requirement: one class for each kind of line, each must or wish with a weight."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from buyers import words
from buyers.asking import HEAVIEST, LIMITS, Asked, plain
from buyers.models import LineKind
from suppliers.forms.fields import DecimalNumberField, WholeNumberField
from suppliers.forms.rows import Row
from suppliers.forms.wording import flat, text_of

_chosen = _("Choose one of the list.")
MUST, WISH = "must", "wish"


class LineRow(Row):
    """``choices`` are the words that a line of this kind may name."""

    kind: ClassVar[LineKind]
    given = frozenset({"must", "weight"})

    must = forms.TypedChoiceField(
        label=_("Must or wish"),
        choices=(
            (MUST, pgettext_lazy("of a requirement", "must")),
            (WISH, pgettext_lazy("of a requirement", "wish")),
        ),
        coerce=lambda value: value == MUST,
        initial=MUST,
        error_messages={"required": _chosen, "invalid_choice": _chosen},
    )
    weight = forms.TypedChoiceField(
        label=_("Weight"),
        choices=tuple((n, str(n)) for n in range(1, HEAVIEST + 1)),
        coerce=int,
        initial=1,
        error_messages={"required": _chosen, "invalid_choice": _chosen},
    )

    def __init__(self, *args: Any, choices: words.Choices = (), **kwargs: Any) -> None:  # type: ignore[assignment]
        super().__init__(*args, **kwargs)
        self.choose(choices)
        self.order_fields([n for n in self.fields if n not in self.given] + ["must", "weight"])

    def choose(self, choices: words.Choices) -> None:
        """Take the words; a kind without words needs none."""

    @property
    def title(self) -> str:
        return next((text for n in self.own if (text := text_of(self, n))), "")

    @property
    def facts(self) -> list[str]:
        rest = [text for n in self.own[1:] if (text := text_of(self, n))] if self.title else []
        wish = self["must"].value() not in (MUST, True, None)
        return [*rest, *([gettext("a wish, not a must")] if wish else [])]

    @property
    def own(self) -> list[str]:
        """The fields that say what is asked."""
        return [n for n in self.fields if n != "id" and n not in self.given]

    @property
    def controls(self) -> list[forms.BoundField]:
        return [self[n] for n in self.own]

    @property
    def asked(self) -> Asked:
        """The line, once the row is valid."""
        data = self.cleaned_data
        return Asked(self.kind, must=data["must"], weight=data["weight"], **self.says(data))

    def says(self, data: Mapping[str, Any]) -> dict[str, Any]:
        raise NotImplementedError

    @classmethod
    def initial_of(cls, line: Asked) -> dict[str, Any]:
        """A line as the row shows it."""
        return {"must": MUST if line.must else WISH, "weight": line.weight, **cls.shows(line)}

    @classmethod
    def shows(cls, line: Asked) -> dict[str, Any]:
        raise NotImplementedError


class WordsRow(LineRow):
    """Any of the ticked words will do."""

    codes = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one."), "invalid_choice": _chosen},
    )

    def choose(self, choices: words.Choices) -> None:
        self.fields["codes"].label = self.kind.label
        self.fields["codes"].choices = choices

    @property
    def families(self) -> Iterator[tuple[str, list[Any], int]]:
        """The boxes under the name of their family, and how many are ticked; words alone come under no name."""
        boxes = iter(self["codes"].subwidgets)
        ticked = set(self["codes"].value() or ())
        for name, members in self.fields["codes"].choices:
            if isinstance(members, list | tuple):
                own = [next(boxes) for _member in members]
                yield name, own, sum(value in ticked for value, _label in members)
            else:
                yield "", [next(boxes)], 0

    @property
    def chosen(self) -> str:
        """The labels of the ticked words, for the closed list."""
        labels = dict(flat(self.fields["codes"].choices))
        return ", ".join(str(labels[code]) for code in self["codes"].value() or () if code in labels)

    def says(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {"codes": tuple(data["codes"])}

    @classmethod
    def shows(cls, line: Asked) -> dict[str, Any]:
        return {"codes": list(line.codes)}


class ProcessRow(WordsRow):
    kind = LineKind.PROCESS


class MaterialRow(WordsRow):
    kind = LineKind.MATERIAL


class RegionRow(WordsRow):
    kind = LineKind.REGION


class OwnershipRow(WordsRow):
    kind = LineKind.OWNERSHIP


class LanguageRow(WordsRow):
    kind = LineKind.LANGUAGE


class StandardRow(LineRow):
    kind = LineKind.STANDARD
    code = forms.ChoiceField(
        label=_("Standard"), error_messages={"required": _chosen, "invalid_choice": _chosen}
    )

    def choose(self, choices: words.Choices) -> None:
        self.fields["code"].choices = [("", "—"), *choices]

    def says(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {"codes": (data["code"],)}

    @classmethod
    def shows(cls, line: Asked) -> dict[str, Any]:
        return {"code": line.codes[0]}


class CriterionRow(StandardRow):
    kind = LineKind.CRITERION
    code = forms.ChoiceField(
        label=_("Criterion"), error_messages={"required": _chosen, "invalid_choice": _chosen}
    )
    level = forms.TypedChoiceField(
        label=_("At level"),
        choices=[("", "—"), *((n, str(n)) for n in range(1, 6))],
        coerce=Decimal,
        error_messages={"required": _("Choose the least level."), "invalid_choice": _chosen},
    )

    def says(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {"codes": (data["code"],), "limit": data["level"]}

    @classmethod
    def shows(cls, line: Asked) -> dict[str, Any]:
        return {"code": line.codes[0], "level": int(line.limit or 0)}


class FigureRow(LineRow):
    """A figure: the least, or the most that may be."""

    def says(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {"limit": plain(Decimal(data["limit"]))}

    @classmethod
    def shows(cls, line: Asked) -> dict[str, Any]:
        whole = LIMITS[cls.kind][0] == 0
        return {"limit": int(line.limit or 0) if whole else line.limit}


def _whole(kind: LineKind, label: Any, empty: Any) -> WholeNumberField:
    _places, least, most = LIMITS[kind]
    return WholeNumberField(
        label=label, lowest=int(least), highest=int(most), error_messages={"required": empty}
    )


class SizeRow(FigureRow):
    kind = LineKind.SIZE
    limit = _whole(LineKind.SIZE, _("Longest side of the piece"), _("Write the longest side in mm."))


class ToleranceRow(FigureRow):
    kind = LineKind.TOLERANCE
    limit = DecimalNumberField(
        label=_("Tolerance"),
        places=LIMITS[LineKind.TOLERANCE][0],
        highest=LIMITS[LineKind.TOLERANCE][2],
        error_messages={"required": _("Write the tolerance in mm.")},
    )


class VolumeRow(FigureRow):
    kind = LineKind.VOLUME
    limit = _whole(LineKind.VOLUME, _("Pieces a month"), _("Write how many pieces a month."))


class LocalContentRow(FigureRow):
    kind = LineKind.LOCAL_CONTENT
    limit = _whole(
        LineKind.LOCAL_CONTENT,
        _("Share of inputs bought in Viet Nam, at least"),
        _("Write a share in per cent."),
    )


class LevelRow(FigureRow):
    kind = LineKind.LEVEL
    limit = forms.TypedChoiceField(
        label=_("Level or higher"),
        choices=[("", "—"), *((n, str(n)) for n in range(1, 6))],
        coerce=int,
        error_messages={"required": _("Choose the least level."), "invalid_choice": _chosen},
    )


class DistanceRow(LineRow):
    kind = LineKind.DISTANCE
    limit = _whole(LineKind.DISTANCE, _("At most"), _("Write the distance in km."))
    place = forms.ChoiceField(
        label=_("From the centre of"),
        error_messages={"required": _("Choose the place to measure from."), "invalid_choice": _chosen},
    )

    def choose(self, choices: words.Choices) -> None:
        self.fields["place"].choices = [("", "—"), *choices]

    def says(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {"limit": Decimal(data["limit"]), "place": data["place"]}

    @classmethod
    def shows(cls, line: Asked) -> dict[str, Any]:
        return {"limit": int(line.limit or 0), "place": line.place}


# In the order of the page.
ROWS: dict[str, type[LineRow]] = {
    row.kind.value: row
    for row in (
        ProcessRow, MaterialRow, SizeRow, ToleranceRow, VolumeRow, StandardRow, LevelRow, CriterionRow, RegionRow,
        DistanceRow, OwnershipRow, LanguageRow, LocalContentRow,
    )
}  # fmt: skip
# Kinds of which a requirement may hold several lines: all of them are asked, each by itself.
SEVERAL = frozenset({"process", "material", "standard", "criterion", "language"})

"""The gates of a level as rows; an empty row at the end takes a new one, and a row without a criterion is no gate."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from readiness.engine.draft import GateAsked, NotAFramework, checked, with_gates
from readiness.engine.framework import CLASSES, PROVEN_FROM, Framework, Gate
from readiness.merging import Difference, shown, unplaced
from readiness.policy.forms.part import level_field
from readiness.policy.wording import broken, name_of, sectors_of
from suppliers.forms.fields import WholeNumberField

MOST = 40
NEW_ROWS = 1
PROOF = CLASSES[PROVEN_FROM:]


class GateForm(forms.Form):
    """One gate."""

    use_required_attribute = False

    criterion = forms.ChoiceField(label=gettext_lazy("Criterion"), required=False)
    at_least = level_field(label=gettext_lazy("Level or more"), required=False)
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Only in these sectors"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: in all of them."),
    )
    confirmed_by = forms.MultipleChoiceField(
        label=gettext_lazy("Only on this proof"),
        required=False,
        choices=[(name, name) for name in PROOF],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: any proof will do."),
    )
    months = WholeNumberField(label=gettext_lazy("Months of data"), required=False, highest=60)
    waivable = forms.BooleanField(label=gettext_lazy("A waiver in writing may stand for it"), required=False)
    fits = forms.BooleanField(
        label=gettext_lazy("I read the words below: they say what the gate asks for now"), required=False
    )
    vi = forms.CharField(label=gettext_lazy("In Vietnamese"), required=False, max_length=300)
    en = forms.CharField(label=gettext_lazy("In English"), required=False, max_length=300)

    def __init__(
        self, data: Mapping[str, Any] | None, *, prefix: str, framework: Framework, gate: Gate | None
    ) -> None:
        super().__init__(data, prefix=prefix, initial=_initial(gate))
        self.framework, self.gate = framework, gate
        # Whether the words may no longer fit: asked for before it is saved.
        self.doubtful = False
        codes = [(c.code, name_of(c.code, framework)) for c in framework.criteria]
        self.fields["criterion"].choices = [("", _("No gate")), *codes]
        letters = [(letter, sectors_of(letter, framework)) for letter in framework.sectors]
        self.fields["sectors"].choices = letters

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not typed.get("criterion"):
            return typed
        if typed.get("at_least") is None and "at_least" not in self.errors:
            self.add_error("at_least", _("Write the level that the gate asks for."))
        for language in ("vi", "en"):
            if not typed.get(language):
                self.add_error(language, _("Write it in both languages: firms read it."))
        return typed

    def doubt(self) -> None:
        """Ask once more where the gate asks for something else and one of its sentences is the old one."""
        gate, typed = self.gate, self.cleaned_data
        if gate is None or not typed["criterion"]:
            return
        if (typed["criterion"], typed["at_least"]) == (gate.criterion, gate.at_least):
            return
        self.doubtful = any(typed[language] == gate.text.get(language, "") for language in ("vi", "en"))
        if self.doubtful and not typed["fits"]:
            self.add_error(
                "fits",
                _(
                    "What the gate asks for changed, its words did not. Write them anew, or say that they still fit."
                ),
            )

    @property
    def asked(self) -> GateAsked | None:
        """The gate as typed; None for a row that is none."""
        typed = self.cleaned_data
        if not typed["criterion"]:
            return None
        return GateAsked(
            criterion=typed["criterion"],
            at_least=typed["at_least"],
            words={"vi": typed["vi"], "en": typed["en"]},
            sectors=tuple(typed["sectors"]),
            confirmed_by=tuple(typed["confirmed_by"]),
            minimum_months=typed["months"] or 0,
            waivable=typed["waivable"],
        )

    @property
    def title(self) -> str:
        """The gate in one line, for its closed row."""
        if self.gate is None:
            return _("Another gate")
        return f"{name_of(self.gate.criterion, self.framework)}\u00a0≥\u00a0{self['at_least'].value()}"

    @property
    def called(self) -> str:
        """Which of the gates it is, in a list of what is wrong."""
        return self.title

    @property
    def where(self) -> str:
        letters = self.gate.sectors if self.gate else None
        return sectors_of("".join(s for s in self.framework.sectors if s in (letters or ())), self.framework)


def _initial(gate: Gate | None) -> dict[str, Any]:
    if gate is None:
        return {}
    return {
        "criterion": gate.criterion,
        "at_least": gate.at_least,
        "sectors": sorted(gate.sectors or ()),
        "confirmed_by": [CLASSES[rank] for rank in sorted(gate.confirmed_by)],
        "months": gate.minimum_months or None,
        "waivable": gate.waivable,
        "vi": gate.text.get("vi", ""),
        "en": gate.text.get("en", ""),
    }


class GatesForm:
    """All gates of one level. Behaves as a form towards views: bound, valid or not, and one change."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        document: Mapping[str, Any],
        framework: Framework,
        number: int,
    ) -> None:
        self.document, self.framework, self.number = document, framework, number
        level = framework.level(number)
        gates = list(level.gates) if level else []
        sent = data.get("gate-count", "") if data is not None else ""
        count = min(int(sent), MOST) if sent.isdigit() else len(gates) + NEW_ROWS
        self.rows = [
            GateForm(data, prefix=f"gate-{n}", framework=framework, gate=gates[n] if n < len(gates) else None)
            for n in range(count)
        ]
        self.is_bound = data is not None

    def is_valid(self) -> bool:
        each = [row.is_valid() for row in self.rows]
        if not self.is_bound or not all(each):
            return False
        try:
            checked(self.change(self.document))
        except NotAFramework as refused:
            self.refuse(refused)
            return False
        for row in self.rows:
            row.doubt()
        return not self.errors

    def change(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return with_gates(document, self.number, [gate for row in self.rows if (gate := row.asked)])

    def refuse(self, refused: NotAFramework) -> None:
        """Each broken rule on its row."""
        filled = [row for row in self.rows if row.asked]
        for wrong in refused.wrongs:
            head, _sep, place = wrong.place.rpartition(" ")
            own = head == f"level {self.number} gate" and place.isdigit()
            row = filled[int(place)] if own else self.rows[0]
            reach = wrong.rule in ("gate_out_of_reach", "gate_asks_nothing")
            field = "at_least" if reach else "vi" if wrong.rule == "no_words" else "criterion"
            row.add_error(field if own else None, broken(wrong, self.framework))

    @property
    def gates(self) -> list[tuple[str, str]]:
        """Which gates there are, in order: criterion and sectors."""
        return [(row.gate.criterion, row.where) for row in self.rows if row.gate]

    def unplaced(self, sent: QueryDict, seen: "GatesForm") -> list[Difference]:
        """What was changed in rows of ``seen`` that no longer are the rows of this form."""
        now = {(row.gate.criterion, row.where): row for row in self.rows if row.gate}

        def saved(row: GateForm, name: str) -> str:
            same = now.get((row.gate.criterion, row.where)) if row.gate else None
            return shown(same[name], same[name].value()) if same else "–"

        return unplaced(sent, seen.rows, lambda row: row.title, saved)

    @property
    def forms(self) -> list[GateForm]:
        """For the error summary."""
        return self.rows

    @property
    def errors(self) -> bool:
        return any(row.errors for row in self.rows)

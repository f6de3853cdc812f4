"""People and engineering: posts and numbers, never names."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suppliers.forms.facts import FactsForm
from suppliers.forms.fields import DecimalNumberField, WholeNumberField
from suppliers.forms.rows import Row, Rows, sentence
from suppliers.forms.sources import Sources, as_typed
from suppliers.forms.wording import text_of
from suppliers.languages import LANGUAGES
from suppliers.models import Post

FOREIGN = [pair for pair in LANGUAGES.items() if pair[0] != "vi"]


class PostRow(Row):
    layout = (("name",), ("people", "certified"), ("stand_ins",), ("is_key",))
    nameless = gettext_lazy("Post %(n)s")
    plural = gettext_lazy("Posts")
    more = gettext_lazy("Add a post")

    name = forms.CharField(
        label=gettext_lazy("Post or skill"),
        max_length=100,
        help_text=gettext_lazy("For example welder, CNC operator, quality inspector."),
        error_messages={"required": gettext_lazy("Write which work it is.")},
    )
    people = WholeNumberField(
        label=gettext_lazy("How many people"),
        lowest=1,
        highest=1_000_000,
        error_messages={"required": gettext_lazy("Write how many people do it.")},
    )
    certified = WholeNumberField(
        label=gettext_lazy("of them with a certificate"), highest=1_000_000, required=False
    )
    stand_ins = WholeNumberField(
        label=gettext_lazy("Others who can stand in"), highest=1_000_000, required=False
    )
    is_key = forms.BooleanField(label=gettext_lazy("Work stops without it (a key post)"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        people, certified = data.get("people"), data.get("certified")
        if people is not None and certified is not None and certified > people:
            self.add_error("certified", sentence(Post, "certified_at_most_all"))
        return data

    @property
    def title(self) -> str:
        return text_of(self, "name")

    @property
    def facts(self) -> list[str]:
        people = text_of(self, "people")
        key = _("key post") if text_of(self, "is_key") == _("yes") else ""
        return [text for text in (_("%(n)s people") % {"n": people} if people else "", key) if text]


class PostRows(Rows):
    def is_valid(self) -> bool:
        good = super().is_valid()
        self.refuse_repeats(["name"], sentence(Post, "one_row_a_post_of_a_firm"))
        return good and not any(form.errors for form in self.filled())


def post_rows(sources: Sources, data: Any = None) -> PostRows:
    initial = () if data is not None else as_typed(sources["posts"], PostRow.base_fields)
    return PostRows(PostRow, "post", data=data, initial=initial)


class SkillsForm(FactsForm):
    skills_matrix = forms.BooleanField(
        label=gettext_lazy("A table shows who can do what, for each post"), required=False
    )
    cross_trained = forms.BooleanField(
        label=gettext_lazy("Workers learn each other's work and are tested every year"), required=False
    )


class TrainingForm(FactsForm):
    suffixes = {"training_hours": gettext_lazy("hours")}

    training_hours = WholeNumberField(
        label=gettext_lazy("Hours of training each worker had last year"),
        highest=1000,
        required=False,
        help_text=gettext_lazy("The least that anybody had. 0 if there was none."),
    )
    training_plan = forms.BooleanField(label=gettext_lazy("Training follows a yearly plan"), required=False)


class EngineeringForm(FactsForm):
    engineers = WholeNumberField(label=gettext_lazy("Engineers"), highest=100_000, required=False)
    software = forms.CharField(
        label=gettext_lazy("Software for drawing and production"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example AutoCAD, SolidWorks, Mastercam."),
    )


class NewForm(FactsForm):
    layout = (("trials",), ("new_products", "new_products_before"), ("rd_percent",), ("titles_used",))
    suffixes = {"rd_percent": gettext_lazy("% of sales")}

    trials = forms.BooleanField(
        label=gettext_lazy("We have tried new products or new ways of making them"), required=False
    )
    new_products = WholeNumberField(
        label=gettext_lazy("New products sold in the last 12 months"), highest=10_000, required=False
    )
    new_products_before = WholeNumberField(
        label=gettext_lazy("and in the 12 months before"), highest=10_000, required=False
    )
    rd_percent = DecimalNumberField(
        label=gettext_lazy("Spent on research and development"),
        places=2,
        above=-1,
        highest=100,
        required=False,
    )
    titles_used = WholeNumberField(
        label=gettext_lazy("Own patents and designs used in what you sell"), highest=10_000, required=False
    )


def _languages(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=FOREIGN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the list.")},
    )


class LanguagesForm(FactsForm):
    interpreter = forms.BooleanField(
        label=gettext_lazy("We talk to foreign customers through an interpreter"), required=False
    )
    languages_written = _languages(gettext_lazy("We answer e-mail in"))
    languages_spoken = _languages(gettext_lazy("We work directly with customers in"))
    languages_technical = _languages(gettext_lazy("Our engineers discuss drawings in"))

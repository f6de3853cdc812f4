"""One FilterSet asks the same questions of the directory's page and of the API."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import Form
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.lexicon import Lexicon
from suppliers.directory.query import (
    FACETS,
    Text,
    as_typed,
    conditions,
    facet_condition,
    level_condition,
    read,
)
from suppliers.directory.tags import OWNERSHIP, Words, tag
from suppliers.models import SearchDocument

NOT_IN_LIST = {"invalid_choice": _("There is no “%(value)s” in this list.")}
ORDERS = [("relevance", _("where your words were found, then readiness")), ("readiness", _("readiness"))]


class _Codes(django_filters.MultipleChoiceFilter):
    """Repeats of one facet are OR; a code that does not exist is said so beside the field."""

    def __init__(self, kind: str, label: Any) -> None:
        super().__init__(choices=(), label=label)
        self.kind = kind
        self.extra["error_messages"] = NOT_IN_LIST

    def filter(self, qs: QuerySet, value: Sequence[str]) -> QuerySet:
        if not value:
            return qs
        if self.kind == "ownership":
            return qs.filter(tags__overlap=[tag("ownership", OWNERSHIP[code]) for code in value])
        return qs.filter(facet_condition(self.kind, value, self.parent.words))


def _choices(kind: str, words: Words) -> list[tuple[str, str]]:
    """What may be asked for. The page writes its own labels, only for what it shows."""
    return [(code, code) for code in (OWNERSHIP if kind == "ownership" else words.by_kind[kind])]


class DirectoryFilter(django_filters.FilterSet):
    """``q`` free text; facets by code, repeats are OR; ``level`` means at least; ``as_typed`` reads no vocabulary."""

    q = django_filters.CharFilter(method="by_text", max_length=200, label=_("Search"))
    process = _Codes("process", _("Process"))
    material = _Codes("material", _("Material"))
    standard = _Codes("standard", _("Standard in force today, stated or proven"))
    sector = _Codes("sector", _("Sector"))
    province = _Codes("province", _("Province"))
    former_province = _Codes("former_province", _("Province before 1 July 2025"))
    industry = _Codes("industry", _("Industry class (VSIC 2025)"))
    ownership = _Codes("ownership", _("Ownership"))
    level = django_filters.TypedChoiceFilter(
        choices=[(str(n), str(n)) for n in range(1, 6)],
        coerce=int,
        method="at_least",
        label=_("Level, at least"),
        error_messages=NOT_IN_LIST,
    )
    order = django_filters.ChoiceFilter(
        choices=ORDERS, method="no_filter", label=_("Order"), error_messages=NOT_IN_LIST
    )
    as_typed = django_filters.BooleanFilter(method="no_filter", label=_("Words as typed"))

    class Meta:
        model = SearchDocument
        fields: list[str] = []

    @cached_property
    def form(self) -> Form:
        """The choices are given to this form alone: Django copies what a form's class holds, each time."""
        form = super().form
        for kind in FACETS:
            form.fields[kind].choices = _choices(kind, self.words)
        return form

    @cached_property
    def words(self) -> Words:
        """The vocabulary as it is now, asked for once."""
        return Words.load()

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon.load()

    @property
    def cleaned(self) -> dict[str, Any]:
        """What could be read of the query; what could not is left out and told by ``errors``."""
        self.is_valid()
        return self.form.cleaned_data if self.is_bound else {}

    def by_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        for condition in conditions(self.text) if self.text else ():
            queryset = queryset.filter(condition)
        return queryset

    def at_least(self, queryset: QuerySet, name: str, value: int) -> QuerySet:
        return queryset.filter(level_condition(value))

    def no_filter(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset

    @cached_property
    def text(self) -> Text | None:
        """The free text, understood; None when there is none."""
        typed = self.cleaned.get("q") or ""
        if not typed.strip():
            return None
        return as_typed(typed) if self.cleaned.get("as_typed") else read(typed, self.words, self.lexicon)

    @property
    def ordering(self) -> str:
        return self.cleaned.get("order") or ("relevance" if self.text else "readiness")

    def chosen(self, name: str) -> list[str]:
        """The codes chosen in one facet; the level as one code."""
        value = self.cleaned.get(name)
        if value in (None, "", []):
            return []
        return [str(v) for v in value] if isinstance(value, (list, tuple)) else [str(value)]

    def without(self, name: str) -> QuerySet:
        """The matches with one facet's own choice taken back: what its counts are counted over."""
        queryset = self.queryset.all()
        for field, value in self.cleaned.items():
            if field != name:
                queryset = self.filters[field].filter(queryset, value)
        return queryset

    def asks_nothing(self, but: str = "") -> bool:
        """Whether nothing is asked, one facet's own choice aside: the whole list matches."""
        asked = (name for name, value in self.cleaned.items() if value not in (None, "", [], False))
        return self.text is None and not set(asked) - {but, "q", "order", "as_typed"}

    def asked_instead(self, data: QueryDict) -> "DirectoryFilter":
        """Another question in the same words, without reading the vocabulary again."""
        other = type(self)(data, queryset=self.queryset)
        other.words, other.lexicon = self.words, self.lexicon
        return other

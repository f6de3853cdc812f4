"""One FilterSet asks the same questions of the verification queue's page and of its API."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import Count, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.folding import fold
from portal.models import Province, Sector, User
from suppliers.models import Evidence

# What lies before a reader. A certificate is one whatever form its paper has.
_REGISTER, _FIGURES = Q(kind=Evidence.Kind.REGISTER), Q(figures__isnull=False)
_CERTIFICATE = Q(certificate__isnull=False) & ~_REGISTER & ~_FIGURES
KINDS: Mapping[str, tuple[Any, Q]] = {
    "certificate": (_("Certificates"), _CERTIFICATE),
    "paper": (_("Uploaded papers"), Q(certificate__isnull=True) & ~_REGISTER & ~_FIGURES),
    "figures": (_("Delivery figures"), _FIGURES & ~_REGISTER),
    "register": (_("Register matches"), _REGISTER),
}
ANY = pgettext_lazy("in a filter", "any")
AGES = [("over", _("overdue")), ("due", _("due within a day")), ("ok", _("not due yet"))]
TAKEN = [("me", _("by me")), ("nobody", _("by nobody")), ("others", _("by somebody else"))]


class QueueFilter(django_filters.FilterSet):
    """``q``: words of the firm's name, the beginning of its tax code, or a criterion; ``age`` by the promise that
    firms have; ``taken``: who said that they read it. ``reader``, ``promised`` and ``due``: who asks, and since when
    what is overdue, or due within a day, has waited."""

    q = django_filters.CharFilter(method="by_text", max_length=200, label=_("Firm, tax code or criterion"))
    kind = django_filters.ChoiceFilter(
        empty_label=ANY,
        choices=[(name, words) for name, (words, _what) in KINDS.items()],
        method="of_kind",
        label=_("Kind"),
    )
    province = django_filters.ChoiceFilter(empty_label=ANY,
        choices=lambda: [(p.code, p.label) for p in Province.objects.filter(changes_after__isnull=True).order_by("sort_key")],
        field_name="supplier__province__code",
        method="in_province",
        label=_("Province or city"),
    )  # fmt: skip
    sector = django_filters.ChoiceFilter(
        empty_label=ANY,
        choices=lambda: [(s.letters[0], s.label) for s in Sector.objects.current() if len(s.letters) == 1],
        method="in_sector",
        label=_("Main sector"),
    )
    age = django_filters.ChoiceFilter(empty_label=ANY, choices=AGES, method="of_age", label=_("Time left"))
    taken = django_filters.ChoiceFilter(empty_label=ANY, choices=TAKEN, method="taken_by", label=_("Taken"))

    class Meta:
        model = Evidence
        fields: list[str] = []

    def __init__(self, *args: Any, reader: User, promised: datetime, due: datetime, **kwargs: Any) -> None:
        self.reader, self.promised, self.due = reader, promised, due
        super().__init__(*args, **kwargs)

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        """What could be read of the query and asks for something."""
        self.is_valid()
        return (
            {name: value for name, value in self.form.cleaned_data.items() if value} if self.is_bound else {}
        )

    def query(self, page: int = 1) -> str:
        """The filter, and a page of what it leaves, as an address ends; "" where nothing is asked."""
        asked = self.cleaned | ({"page": page} if page > 1 else {})
        return f"?{urlencode(asked)}" if asked else ""

    @cached_property
    def kinds(self) -> dict[str, int]:
        """How many of each kind there are under everything else that is asked."""
        queryset = self.queryset.order_by()
        for name, value in self.cleaned.items():
            if name != "kind":
                queryset = self.filters[name].filter(queryset, value)
        # An aggregate may not be called as a field is.
        counts = queryset.aggregate(
            **{f"of_{name}": Count("pk", filter=what) for name, (_words, what) in KINDS.items()}
        )
        return {name: counts[f"of_{name}"] for name in KINDS}

    @property
    def found(self) -> int:
        """How many there are: each is of one kind."""
        chosen = self.cleaned.get("kind")
        return self.kinds[chosen] if chosen else sum(self.kinds.values())

    def by_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Folded as everywhere: the names of the firms in the queue are few enough to be read."""
        words = fold(value).split()
        firms = (
            self.queryset.order_by()
            .values_list("supplier", "supplier__name", "supplier__tax_code")
            .distinct()
        )
        typed = value.strip()
        found = [
            key
            for key, called, code in firms
            if (words and all(word in fold(called) for word in words))
            or (typed.isdecimal() and (code or "").startswith(typed))
        ]
        return queryset.filter(Q(supplier__in=found) | Q(criterion=typed))

    def of_kind(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(KINDS[value][1])

    def in_province(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        here = Province.objects.filter(changes_after__isnull=True, code=value)
        return queryset.filter(supplier__province__in=here)

    def in_sector(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """One row a firm has a main sector, so that nothing stands twice."""
        return queryset.filter(supplier__sectors__is_main=True, supplier__sectors__sector__letters=[value])

    def of_age(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "over":
            return queryset.filter(queued_at__lt=self.promised)
        if value == "due":
            return queryset.filter(queued_at__gte=self.promised, queued_at__lt=self.due)
        return queryset.filter(queued_at__gte=self.due)

    def taken_by(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "me":
            return queryset.filter(reading__reader=self.reader)
        if value == "nobody":
            return queryset.filter(reading__isnull=True)
        return queryset.filter(reading__isnull=False).exclude(reading__reader=self.reader)

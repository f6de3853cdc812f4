"""Any firm of a member of staff's scope by its name, tax code or number, whether it is in the directory or not."""

from collections.abc import Iterator, Sequence

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, Q, QuerySet, When

from portal.folding import fold
from portal.models import User
from suppliers.directory.query import tsquery
from suppliers.models import Supplier

# A list that is longer asks for a longer word instead.
MOST = 50


def firms_for(user: User) -> QuerySet[Supplier]:
    """Firms on which ``user`` may read decisions: living ones of the scope, none of the reader's own."""
    return (
        Supplier.objects.in_scope_of(user)
        .filter(merged_into__isnull=True)
        .exclude(organisation__in=user.organisation_ids())
    )


def found_for(user: User, typed: str) -> list[Supplier]:
    """Those whose names hold every word of ``typed``, the last one as a beginning: first who holds exactly these words
    in this order, then by name, one more than ``MOST`` at most.

    The directory has the folded names of listed firms in an index; those of the others, which are few, are read.
    """
    words = fold(typed).split()
    if not words:
        return []
    firms = firms_for(user)
    listed, exactly = _named(tsquery(words, "A")), _named(" <-> ".join(f"'{word}':A" for word in words))
    unlisted = list(_unlisted(firms))
    others = [key for key, told in unlisted if all(word in told for word in words)]
    exact = [key for key, told in unlisted if f" {' '.join(words)} " in f" {told} "]
    found = firms.filter(listed | Q(pk__in=others)).select_related("province")
    first = Case(When(exactly | Q(pk__in=exact), then=0), default=1)
    return list(found.order_by(first, "name", "pk")[: MOST + 1])


def _named(query: str) -> Q:
    return Q(search_document__text=SearchQuery(query, config="simple", search_type="raw"))


def _unlisted(firms: QuerySet[Supplier]) -> Iterator[tuple[int, str]]:
    rows: Sequence[tuple[int, str, str, str | None, str]] = firms.filter(
        search_document__isnull=True
    ).values_list("pk", "name", "name_latin", "tax_code", "public_id")  # type: ignore[assignment]
    for key, *told in rows:
        yield key, fold(" ".join(filter(None, told)))

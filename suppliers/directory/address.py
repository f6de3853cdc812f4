"""The state of a search is its address: what is asked, in one order, without what means nothing here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.http import QueryDict

from suppliers.directory.query import FACETS

# The names of a query in the order in which they are written; ``after`` belongs to one page of one order.
NAMES = ("q", "as_typed", *FACETS, "level", "order")


@dataclass(frozen=True, slots=True)
class Address:
    """A search as the query of an address. Every change leads back to the first page."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        pairs = ((name, value) for name in NAMES for value in query.getlist(name))
        return cls(tuple(dict.fromkeys((name, value) for name, value in pairs if value.strip())))

    @classmethod
    def read(cls, query: str) -> Self:
        return cls.of(QueryDict(query))

    def without(self, *names: str) -> Self:
        return type(self)(tuple(pair for pair in self.pairs if pair[0] not in names))

    def less(self, name: str, value: str) -> Self:
        """Without one value of one field."""
        return type(self)(tuple(pair for pair in self.pairs if pair != (name, value)))

    def asking(self, name: str, value: str) -> Self:
        """With this one value of a field in place of what it had."""
        query = QueryDict(mutable=True)
        for each, other in (*self.without(name).pairs, (name, value)):
            query.appendlist(each, other)
        return self.of(query)

    @property
    def data(self) -> QueryDict:
        return QueryDict(str(self).removeprefix("?"))

    def __str__(self) -> str:
        """ "?q=…&process=…", or nothing but "?" where nothing is asked: the bare directory."""
        query = QueryDict(mutable=True)
        for name, value in self.pairs:
            query.appendlist(name, value)
        return f"?{query.urlencode()}"


def page_of(address: Address, more: Mapping[str, str]) -> str:
    """The address with ``more`` behind it, such as the cursor of the next page."""
    query = address.data.copy()
    query.update(more)
    return f"?{query.urlencode()}"

"""Who changed what, when: the rows that triggers keep, told in the reader's words.

A page names its kinds of record; the rest is the same for a firm, a requirement or the policy. Questions to the
database: two for the page of events and what was before them, one for what was noted of them, one for all that
their values point to, and one a list of words that they hold codes of.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection, models
from django.db.models import Q, Value
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from pghistory.models import Context

from portal.models import User
from portal.together import read_together, record_of

A_PAGE = 40
Words = str | Promise
CodeWords = Callable[[Collection[str]], Mapping[str, str]]
Who = Callable[[Collection[int]], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Record:
    """One kind of record: its noun, the fields that say which one it is, the fields that are told with their
    words, and which of its events are of this page. What is not told stays out: keys, hashes, personal data."""

    model: type[models.Model]
    noun: Words
    named: tuple[str, ...]
    told: Mapping[str, Words]
    where: Q
    # Fields that hold codes of lists: what says them in words, asked once a page with all that are on it.
    codes: Mapping[str, CodeWords] = field(default_factory=dict)
    # Fields that are not written as their column says, each with how: a month, a share with its sign.
    written: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    # The page of a record by its key; "" where it has none of its own.
    url: Callable[[int], str] = lambda key: ""
    # What events say beside their fields, asked once for all of a page: key of the event -> changes.
    more: "Callable[[Sequence[Any]], Mapping[int, Sequence[Change]]] | None" = None

    @property
    def events(self) -> models.QuerySet[Any]:
        return self.model.pgh_event_model.objects.filter(self.where)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` is None for what was written first."""

    label: Words
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One record in one save; ``action`` is insert, update or delete."""

    noun: Words
    name: str
    action: str
    changes: tuple[Change, ...]
    url: str = ""


@dataclass(slots=True)
class Save:
    """What one person changed in one transaction."""

    at: datetime
    by: str
    entries: list[Entry] = field(default_factory=list)


def history(records: Sequence[Record], number: str | None, who: Who) -> tuple[Page, list[Save]]:
    """The page of events, for its numbers, and its saves, the latest first."""
    page = Paginator(_keys(records), A_PAGE).get_page(number)
    keys = list(page.object_list)
    events, before = _events(records, keys)
    contexts = _contexts(events.values())
    told = _Values(records, [*events.values(), *before.values()])
    more = _more(records, events)
    actors = who({noted["user"] for noted in contexts.values() if noted.get("user") is not None})
    saves: list[Save] = []
    for kind, pk, at in keys:
        record, event = records[kind], events[kind, pk]
        changes = _changes(record, event, before.get((kind, pk)), told) + more.get((kind, pk), ())
        # Nothing that is told changed. A row without an earlier state (a demo's, written in bulk) says that it did.
        if (kind, pk) in before and not changes:
            continue
        by = _by(contexts.get(event.pgh_context_id, {}), actors)
        if not saves or (saves[-1].at, saves[-1].by) != (at, by):
            saves.append(Save(at, by))
        name = " ".join(told.of(record, event, each) for each in record.named).strip()
        url = "" if event.pgh_label == "delete" else record.url(event.pgh_obj_id)
        saves[-1].entries.append(Entry(record.noun, name, event.pgh_label, changes, url))
    return page, saves


def _more(
    records: Sequence[Record], events: Mapping[tuple[int, int], Any]
) -> dict[tuple[int, int], tuple[Change, ...]]:
    found: dict[tuple[int, int], tuple[Change, ...]] = {}
    for kind, record in enumerate(records):
        mine = [event for (place, _pk), event in events.items() if place == kind]
        if record.more is not None and mine:
            found |= {(kind, pk): tuple(changes) for pk, changes in record.more(mine).items()}
    return found


def _by(noted: Mapping[str, Any], actors: Mapping[int, str]) -> str:
    """Without an account it was a command, a worker or a load."""
    if (user := noted.get("user")) is not None:
        return actors.get(user) or _("somebody whose account was deleted")
    if "import_batch" in noted:
        return _("import of a list")
    return _("the portal itself")


def _keys(records: Sequence[Record]) -> models.QuerySet[Any]:
    """(kind, key of the event, time) of all of them, the latest first."""
    first, *rest = (
        record.events.order_by()
        .annotate(nth_record=Value(kind, models.IntegerField()))
        .values_list("nth_record", "pgh_id", "pgh_created_at")
        for kind, record in enumerate(records)
    )
    return first.union(*rest, all=True).order_by("-pgh_created_at", "nth_record", "-pgh_id")


# An event and the state of its record before it, as JSON: the tables of a page's events differ, and one question
# reads them all.
_EVENT = """
    SELECT %s AS kind, to_jsonb(event)::text, to_jsonb(earlier)::text
      FROM {table} AS event
      LEFT JOIN LATERAL (SELECT * FROM {table} AS own
                          WHERE own.pgh_obj_id = event.pgh_obj_id AND own.pgh_id < event.pgh_id
                          ORDER BY own.pgh_id DESC LIMIT 1) AS earlier ON event.pgh_label = 'update'
     WHERE event.pgh_id = ANY(%s)
"""


def _events(
    records: Sequence[Record], keys: Iterable[tuple[int, int, datetime]]
) -> tuple[dict[tuple[int, int], Any], dict[tuple[int, int], Any]]:
    """(events, the state of a record before each update), by kind and key of the event."""
    wanted = defaultdict(list)
    for kind, pk, _at in keys:
        wanted[kind].append(pk)
    if not wanted:
        return {}, {}
    parts = [_EVENT.format(table=_event_model(records[kind])._meta.db_table) for kind in wanted]
    params = [param for kind, pks in wanted.items() for param in (kind, pks)]
    events, before = {}, {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        for kind, event, earlier in cursor.fetchall():
            row = _row(_event_model(records[kind]), event)
            events[kind, row.pgh_id] = row
            if earlier:
                before[kind, row.pgh_id] = _row(_event_model(records[kind]), earlier)
    return events, before


def _event_model(record: Record) -> Any:
    return record.model.pgh_event_model  # type: ignore[attr-defined]


def _row(model: Any, text: str) -> Any:
    return record_of(model, json.loads(text, parse_float=Decimal), connection.alias)


def _contexts(events: Iterable[Any]) -> dict[Any, Mapping[str, Any]]:
    """What was noted of the request or command of each event, by key."""
    keys = {event.pgh_context_id for event in events if event.pgh_context_id}
    return dict(Context.objects.filter(pk__in=keys).values_list("pk", "metadata"))


def _changes(record: Record, event: Any, before: Any, told: "_Values") -> tuple[Change, ...]:
    if event.pgh_label == "delete":
        return ()
    changes = []
    for name, label in record.told.items():
        after = told.of(record, event, name)
        if before is None:
            if event.pgh_label == "insert" and after and name not in record.named:
                changes.append(Change(label, None, after))
        elif (was := told.of(record, before, name)) != after:
            changes.append(Change(label, was or "–", after or "–"))
    return tuple(changes)


class _Values:
    """Values in words; what keys point to is looked up once for the page."""

    def __init__(self, records: Sequence[Record], events: Sequence[Any]) -> None:
        self.fields = {
            record.model: {name: record.model._meta.get_field(name) for name in {*record.named, *record.told}}
            for record in records
        }
        keys: dict[Any, set[int]] = defaultdict(set)
        for event in events:
            for name, column in self.fields[type(event).pgh_tracked_model].items():
                if column.is_relation and (key := getattr(event, f"{name}_id")) is not None:
                    keys[column.related_model].add(key)
        found = read_together([model._base_manager.filter(pk__in=pks) for model, pks in keys.items()])
        self.names = {
            model: {each.pk: each for each in named} for model, named in zip(keys, found, strict=True)
        }
        self.codes = _codes_in_words(records, events)

    def of(self, record: Record, event: Any, name: str) -> str:
        column: Any = self.fields[record.model][name]
        if words := self.codes.get((record.model, name)):
            value = getattr(event, name)
            return ", ".join(
                words.get(each, each) for each in ([value] if isinstance(value, str) else value or [])
            )
        if (write := record.written.get(name)) and (value := getattr(event, name)) not in (None, ""):
            return write(value)
        if not column.is_relation:
            return in_words(getattr(event, name), dict(column.flatchoices))
        key = getattr(event, f"{name}_id")
        if key is None:
            return ""
        found = self.names[column.related_model].get(key)
        return str(found) if found is not None else _("something removed since")


def _codes_in_words(records: Sequence[Record], events: Sequence[Any]) -> dict[Any, Mapping[str, str]]:
    words = {}
    for record in records:
        mine = [event for event in events if type(event).pgh_tracked_model is record.model]
        for name, asked in record.codes.items():
            said: set[str] = set()
            for event in mine:
                value = getattr(event, name) or []
                said.update([value] if isinstance(value, str) else value)
            words[record.model, name] = asked(said) if said else {}
    return words


YEARS = range(1900, 2101)


def in_words(value: Any, choices: Mapping[Any, Words]) -> str:
    """A value as a reader writes it; "" for nothing."""
    if value in (None, "", [], {}):
        return ""
    if choices and not isinstance(value, (list, dict)):
        return str(choices.get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, Decimal):
        return number_format(value.normalize(), force_grouping=True)
    if isinstance(value, int):
        # A year is written without a separator.
        return number_format(value, force_grouping=value not in YEARS)
    if isinstance(value, (list, tuple)):
        return "; ".join(in_words(each, {}) for each in value)
    return str(value)


def a_month(value: date) -> str:
    return f"{value:%m/%Y}"


def labelled(model: type[models.Model], names: Iterable[str]) -> dict[str, Words]:
    """The words that the model itself has for its fields; only for those that were given words."""
    words: dict[str, Words] = {}
    for name in names:
        own = getattr(model._meta.get_field(name), "verbose_name", "")
        if not isinstance(own, Promise):
            raise ValueError(f"{model.__name__}.{name} has no words for a reader")
        words[name] = own
    return words


def named_plainly(keys: Collection[int]) -> Mapping[int, str]:
    """People by name: for readers of the same body."""
    return {p.pk: str(p) for p in User.objects.filter(pk__in=keys, deleted_at__isnull=True)}

"""Write many rows of a model by COPY."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import connection, models

_ODD = re.compile(r"[\\\t\n\r]")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def reserve_ids(model: type[models.Model], count: int) -> range:
    """``count`` primary keys that nobody else will be given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(seq, nextval(seq) + %s) FROM (SELECT pg_get_serial_sequence(%s, 'id') AS seq) AS s",
            [count, model._meta.db_table],
        )
        last = cursor.fetchone()[0]
    return range(last - count, last)


@contextmanager
def without_history(tracked: Iterable[type[models.Model]]) -> Iterator[None]:
    """Switch the history of these tables off until the end of the block, inside a transaction.

    What never changed has no history; a later edit of a demo firm has. To ask each row's trigger to keep
    quiet (``pgtrigger.ignore``) costs five times the row itself.
    """
    tables = [model._meta.db_table for model in tracked]
    with connection.cursor() as cursor:
        # Checks that wait for the end of the transaction forbid to alter their tables.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        yield
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def checked_at_the_end(models_: Iterable[type[models.Model]]) -> Iterator[None]:
    """Take the foreign keys and plain indexes of these tables off and put them back as they were, inside a
    transaction: one join checks a whole table, and an index is built faster than it grows row by row."""
    tables = [model._meta.db_table for model in models_]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(_KEYS, [tables])
        keys = cursor.fetchall()
        cursor.execute(_INDEXES, [tables])
        indexes = cursor.fetchall()
        for table, name, _definition in keys:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in keys:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


_KEYS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%s::regclass[]) ORDER BY 1, 2
"""
_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY 1
"""


def copy_rows(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> int:
    """COPY ``rows`` (column name -> value; what a row leaves out takes the field's default); how many."""
    rows = list(rows)
    if not rows:
        return 0
    given = set(rows[0])
    columns = {
        field.column: _text(field.get_prep_value(field.get_default()))
        for field in model._meta.concrete_fields
        if field.column and not field.generated and (field.column in given or not field.primary_key)
    }
    lines = (
        "\t".join([_text(row[c]) if c in row else default for c, default in columns.items()]) + "\n"
        for row in rows
    )
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN', _Stream(lines))
    return len(rows)


class _Stream:
    """Lines as a file: the server writes rows while the next ones are spelled."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines

    def read(self, _size: int) -> str:
        return "".join(islice(self._lines, 200))


# Days, moments and levels come again and again.
_spelled = lru_cache(maxsize=20_000, typed=True)(str)


def _text(value: Any) -> str:
    if value is None:
        return "\\N"
    kind = type(value)
    if kind is str:
        return value.translate(_ESCAPES) if _ODD.search(value) else value
    if kind is bool:
        return "t" if value else "f"
    if kind is dict or kind is list:
        return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
    return str(value) if kind is int else _spelled(value)

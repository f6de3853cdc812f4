"""Several small lists of records in one question to the database.

A page that shows a little of many tables would ask once a table; what it waits for is the number of questions,
not their rows. Each row travels as JSON, since the columns of tables differ.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

# Rows of one list, numbered in its order.
_LIST = "SELECT %s AS list, row_number() OVER () AS place, to_jsonb(row)::text FROM ({sql}) AS row"


def read_together(wanted: Sequence[models.QuerySet[Any]]) -> list[list[Any]]:
    """The records of each of ``wanted``, in its order; nothing of related records is read with them.

    A plain annotation is set as JSON says it: whole numbers, text and lists of them.
    """
    found: list[list[Any]] = [[] for _each in wanted]
    parts: list[str] = []
    params: list[Any] = []
    for nth, records in enumerate(wanted):
        with suppress(EmptyResultSet):
            sql, own = records.query.sql_with_params()
            parts.append(_LIST.format(sql=sql))
            params += [nth, *own]
    if not parts:
        return found
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts) + " ORDER BY list, place", params)
        for nth, _place, text in cursor.fetchall():
            found[nth].append(_record(wanted[nth], text))
    return found


def _record(records: models.QuerySet[Any], text: str) -> Any:
    told = json.loads(text, parse_float=Decimal)
    record = record_of(records.model, told, records.db)
    for name in records.query.annotation_select:
        setattr(record, name, told[name])
    return record


def record_of(model: type[models.Model], told: dict[str, Any], using: str) -> Any:
    """A record as it was saved, from its row as JSON (numbers with a point as ``Decimal``), by name of column."""
    columns: Sequence[Any] = model._meta.concrete_fields
    return model.from_db(
        using,
        [column.attname for column in columns],
        [column.to_python(told[column.column]) for column in columns],
    )

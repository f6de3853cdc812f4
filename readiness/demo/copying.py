"""Write many rows of a model by COPY."""

import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, models

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


def copy_rows(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> int:
    """COPY ``rows`` (column name -> value; what a row leaves out takes the field's default); how many."""
    fields = [f for f in model._meta.concrete_fields if not f.generated]
    rows = list(rows)
    if not rows:
        return 0
    given = set(rows[0])
    fields = [f for f in fields if f.column in given or not f.primary_key]
    buffer = io.StringIO()
    for row in rows:
        buffer.write(
            "\t".join(_text(row[f.column] if f.column in row else f.get_default(), f) for f in fields) + "\n"
        )
    buffer.seek(0)
    columns = ", ".join(f'"{f.column}"' for f in fields)
    with connection.cursor() as cursor:
        cursor.copy_expert(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN', buffer)
    return len(rows)


def _text(value: Any, field: models.Field) -> str:
    if isinstance(field, models.JSONField) and value is not None:
        value = json.dumps(value, ensure_ascii=False)
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, int):
        return str(value)
    return str(value).translate(_ESCAPES)

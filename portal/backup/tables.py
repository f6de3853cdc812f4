"""Rows of every table as PostgreSQL's own COPY text."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.db import connection, transaction

# Sessions end with a restore: people sign in again. Migrations are compared, not copied.
LEFT_OUT = frozenset({"django_session", "django_migrations"})
# Filled by migrate itself; the archive's rows replace them.
FILLED_BY_MIGRATE = frozenset({"django_content_type", "auth_permission"})

Sequences = dict[str, tuple[int, bool]]


def names() -> list[str]:
    return sorted(t for t in connection.introspection.table_names() if t not in LEFT_OUT)


def columns(table: str) -> list[str]:
    """Every column that is not worked out by the database itself, in its order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        return [name for (name,) in cursor.fetchall()]


def migrations() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


def filled() -> list[str]:
    """Tables with rows that migrate does not make."""
    found = []
    with connection.cursor() as cursor:
        for table in names():
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {_quoted(table)})")  # noqa: S608
            if cursor.fetchone()[0] and table not in FILLED_BY_MIGRATE:
                found.append(table)
    return found


@contextmanager
def snapshot() -> Iterator[None]:
    """All reads inside see the database as it is now, whatever is written meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def read(table: str, to: IO[bytes]) -> int:
    """Write the rows of ``table``; how many."""
    listed = ", ".join(map(_quoted, columns(table)))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {_quoted(table)} ({listed}) TO STDOUT", to)
        return int(cursor.rowcount)


def write(table: str, listed: list[str], rows: IO[bytes]) -> int:
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {_quoted(table)} ({', '.join(map(_quoted, listed))}) FROM STDIN", rows)
        return int(cursor.rowcount)


@contextmanager
def quiet_triggers() -> Iterator[None]:
    """Rows are put back as they were: history and the change feed do not note it. Keys are checked at the end."""
    with connection.cursor() as cursor:
        for table in names():
            cursor.execute(f"ALTER TABLE {_quoted(table)} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in names():
            cursor.execute(f"ALTER TABLE {_quoted(table)} ENABLE TRIGGER USER")


def clear_what_migrate_filled() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(_quoted, sorted(FILLED_BY_MIGRATE)))} CASCADE")


def sequences() -> Sequences:
    """Sequence -> (its last value, whether that was given out)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema() ORDER BY 1")
        found: Sequences = {}
        for (name,) in cursor.fetchall():
            cursor.execute(f"SELECT last_value, is_called FROM {_quoted(name)}")  # noqa: S608
            found[name] = cursor.fetchone()
        return found


def set_sequences(values: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        for name, (last, called) in values.items():
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", [_quoted(name), last, called])


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

"""What is taken off the tables while rows are copied in."""

import pytest
from django.db import connection

from readiness.demo.copying import checked_at_the_end
from suppliers.models import Decision, Evidence

pytestmark = pytest.mark.django_db


def described() -> list[tuple]:
    """Keys and indexes of both tables, by name, with their definitions."""
    tables = [Evidence._meta.db_table, Decision._meta.db_table]
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
               WHERE conrelid = ANY(%s::regclass[]) ORDER BY 1""",
            [tables],
        )
        keys = cursor.fetchall()
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) ORDER BY 1", [tables]
        )
        return [*keys, *cursor.fetchall()]


def test_keys_and_indexes_are_put_back_as_they_were():
    before = described()
    with checked_at_the_end([Evidence, Decision]):
        assert len(described()) < len(before)
    assert described() == before

"""What the floor above tells the directory to show. This floor knows no engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from psycopg2.extras import Json, execute_values


@dataclass(frozen=True, slots=True)
class Standing:
    """A firm's headline. Totals and coverage in millionths; names and sentences by language ("vi", "en").

    ``blocker`` is empty at the top level.
    """

    supplier_id: int
    level: int
    total: int
    proven: int
    coverage: int
    level_name: Mapping[str, str]
    blocker: Mapping[str, str]

    @property
    def rank(self) -> int:
        """Level first, then the proven total: the order called "readiness"."""
        return self.level * 200_000_000 + self.proven


def show_standing(rows: Sequence[Standing]) -> None:
    """Put standings beside the firms they are of; firms that are not listed have no row and are left."""
    if not rows:
        return
    values = [
        (
            r.supplier_id,
            r.level,
            r.rank,
            Json({"total": r.total, "proven": r.proven, "coverage": r.coverage, "name": dict(r.level_name),
                  "blocker": dict(r.blocker)}),
        )
        for r in rows
    ]  # fmt: skip
    with connection.cursor() as cursor:
        execute_values(
            cursor,
            """UPDATE suppliers_searchdocument AS doc SET level = data.level, rank = data.rank,
                      standing = data.standing::jsonb
               FROM (VALUES %s) AS data (supplier_id, level, rank, standing)
               WHERE doc.supplier_id = data.supplier_id""",
            values,
            page_size=1000,
        )

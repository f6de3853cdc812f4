"""What the floor above tells the directory to show. This floor knows no engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import connection
from psycopg2.extras import Json, execute_values

# More than any total, in the units of ``rank``.
A_LEVEL = 200_000_000


@dataclass(frozen=True, slots=True)
class Standing:
    """A firm's headline, and the sector that it is of. Totals and coverage in millionths; names and sentences
    by language ("vi", "en").

    ``blocker`` is empty at the top level. ``counted_level`` is lower than ``level`` where a condition is waived or no
    buyer confirms it yet.
    """

    supplier_id: int
    sector: str
    level: int
    counted_level: int
    total: int
    proven: int
    coverage: int
    level_name: Mapping[str, str]
    blocker: Mapping[str, str]

    @property
    def rank(self) -> int:
        """Level first, then the proven total: the order called "readiness"."""
        return self.level * A_LEVEL + self.proven

    @property
    def document(self) -> dict[str, object]:
        return {
            "sector": self.sector,
            "counted": self.counted_level,
            "total": self.total,
            "proven": self.proven,
            "coverage": self.coverage,
            "name": dict(self.level_name),
            "blocker": dict(self.blocker),
        }


def show_standing(rows: Sequence[Standing]) -> None:
    """Put standings beside the firms they are of; firms that are not listed have no row and are left.

    Rows are locked in the order of their keys: whoever else writes many of them waits, and nobody for us.
    """
    if not rows:
        return
    values = [(r.supplier_id, r.level, r.rank, Json(r.document)) for r in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM suppliers_searchdocument WHERE supplier_id = ANY(%s) ORDER BY supplier_id FOR UPDATE",
            [[r.supplier_id for r in rows]],
        )
        execute_values(
            cursor,
            """UPDATE suppliers_searchdocument AS doc SET level = data.level, rank = data.rank,
                      standing = data.standing::jsonb
               FROM (VALUES %s) AS data (supplier_id, level, rank, standing)
               WHERE doc.supplier_id = data.supplier_id""",
            values,
            page_size=len(values),
        )

"""The difference between two kept pages, by cause, with the firms behind each part as far as a reader may see."""

from dataclasses import dataclass
from functools import partial

from portal.models import User
from readiness.dashboards.small_cells import small
from readiness.engine.changes import CAUSES, Move, Split, split
from readiness.kept.reading import Opened
from readiness.kept.rejudging import levels
from readiness.kept.snapshot import Row
from suppliers.models import Supplier


@dataclass(frozen=True, slots=True)
class Moved:
    """A firm that moved, to a reader who may see it."""

    move: Move
    row: Row
    firm: Supplier


@dataclass(frozen=True, slots=True)
class Part:
    """The change by one cause: (all, Vietnamese-owned) as numbers, and the rows behind it.

    ``hidden``: firms that the reader may not see would be told by the numbers. ``unseen`` counts those.
    """

    cause: str
    firms: int
    vietnamese: int
    moved: tuple[Moved, ...]
    unseen: int
    hidden: bool

    @property
    def behind(self) -> int:
        """Firms that came into the count or left it, or changed hands in it."""
        return len(self.moved) + self.unseen


@dataclass(frozen=True, slots=True)
class Since:
    """What changed between two pages."""

    first: Opened
    second: Opened
    split: Split
    parts: tuple[Part, ...]

    @property
    def firms(self) -> int:
        return self.split.second[0] - self.split.first[0]

    @property
    def vietnamese(self) -> int:
        return self.split.second[1] - self.split.first[1]

    @property
    def adds_up(self) -> bool:
        """To the difference of the figures that the two pages show."""
        shown = [
            after - before
            for before, after in zip(
                self.first.document["counts"]["country"],
                self.second.document["counts"]["country"],
                strict=True,
            )
        ]
        return self.split.adds_up and shown == [self.firms, self.vietnamese]


def since(first: Opened, second: Opened, reader: User) -> Since:
    """The split, with the firms that ``reader`` may see."""
    found = split(first.reading(), second.reading(), partial(levels, first, second))
    rows = {row.id: row for row in (*first.rows, *second.rows)} if found.moves else {}
    seen = {
        firm.public_id: firm
        for firm in Supplier.objects.visible_to(reader)
        .filter(public_id__in={move.site for move in found.moves})
        .select_related("province", "enterprise")
    }
    return Since(first, second, found, _parts(found, rows, seen))


def _parts(found: Split, rows: dict[str, Row], seen: dict[str, Supplier]) -> tuple[Part, ...]:
    changed, parts = found.parts, []
    for cause in CAUSES:
        moves = [move for move in found.moves if move.cause == cause]
        moved = tuple(Moved(move, rows[move.site], seen[move.site]) for move in moves if move.site in seen)
        unseen = len(moves) - len(moved)
        parts.append(Part(cause, *changed[cause], moved, unseen, bool(unseen) and small(len(moves))))
    if sum(part.hidden for part in parts) == 1:
        # The whole difference is known from the two pages; one hidden part would be what the others leave.
        others = [part for part in parts if not part.hidden and part.behind]
        if others:
            least = min(others, key=lambda part: part.behind)
            parts = [_hide(part) if part is least else part for part in parts]
    return tuple(parts)


def _hide(part: Part) -> Part:
    return Part(part.cause, part.firms, part.vietnamese, part.moved, part.unseen, True)

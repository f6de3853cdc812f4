"""Matches as a file: the three groups in their order, each firm with every line's answer and the reason.

What a file says is what the page says: rows are those of the page, without contact and without a claim.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from buyers.asking import Asked
from readiness.engine.fit import Group
from readiness.matching.answers import Answer
from readiness.matching.page import GROUPS, MatchRow, columns, rows
from suppliers.directory.tags import Words

# Firms whose rows are asked for, and sent, together.
AT_ONCE = 500


def group_words(group: Group) -> str:
    return {
        Group.MEETS_ALL: _("meet all"),
        Group.MISSES_ONE: _("miss one line"),
        Group.UNKNOWN: _("unknown on some lines"),
    }[group]


def headings(asked: Sequence[Asked], known: Words) -> list[str]:
    """One column a line, must lines first; a wish says so."""
    lines = [c.label if c.must else _("%(line)s (wish)") % {"line": c.label} for c in columns(asked, known)]
    return [
        _("Group"), _("Place in the group"), _("Number"), _("Registered name"), _("Name in English"), _("Ownership"),
        _("Province"), _("Level"), _("Fit, at least"), _("Fit, at most"), *lines, _("Reason"),
    ]  # fmt: skip


def lines(
    answered: Answer, asked: Sequence[Asked], known: Words, today: date, only: str = ""
) -> Iterator[list[str]]:
    """Each match as cells; ``only``: one group by the name that the page gives it."""
    for name, group in GROUPS.items():
        if only and name != only:
            continue
        everybody, place = answered.groups[group][:], 0
        for at in range(0, len(everybody), AT_ONCE):
            for row in rows(everybody[at : at + AT_ONCE], asked, known, today):
                place += 1
                yield _cells(group_words(group), place, row)


def _cells(group: str, place: int, row: MatchRow) -> list[str]:
    firm = row.firm
    low, _dash, high = row.fit.partition("–")
    return [
        group, str(place), firm.public_id, firm.name, firm.latin, firm.ownership, firm.place,
        str(firm.headline.level) if firm.headline else "", low, high or low, *(cell.word for cell in row.cells),
        row.reason,
    ]  # fmt: skip

"""The provinces of 1976 to 2008 and what became of them, read from the reference files (no database).

Lists of firms still carry their names. Each is known by its parts among the 63 of before 1 July 2025, and by the
province of today in which each part lies. Four names (Đắk Lắk, Lai Châu, Cần Thơ, Hậu Giang) are those of a later
province too; whoever reads a name takes the later meaning.
"""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import gettext as _

from portal.folding import fold
from portal.i18n import in_language
from portal.vocabulary import BEFORE, SINCE, rows


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an earlier province: one of the 63, and the one of today in which it lies. Labels in Vietnamese and
    English."""

    former: str
    province: str
    labels: tuple[str, str]
    labels_now: tuple[str, str]

    @property
    def label_now(self) -> str:
        return in_language(*self.labels_now)

    @property
    def label(self) -> str:
        """ "Bình Dương, now Ho Chi Minh City"."""
        name, now = in_language(*self.labels), self.label_now
        return name if fold(name) == fold(now) else _("%(place)s, now %(now)s") % {"place": name, "now": now}


@dataclass(frozen=True, slots=True)
class Earlier:
    """A province of 1976 to 2008 and what became of it. ``filled``: provinces of today with no land of another."""

    code: str
    labels: tuple[str, str]
    parts: tuple[Part, ...]
    filled: frozenset[str]

    @property
    def label(self) -> str:
        return in_language(*self.labels)

    @property
    def divided(self) -> bool:
        """Whether its parts lie in several provinces of today."""
        return len({part.province for part in self.parts}) > 1

    @property
    def became(self) -> tuple[tuple[str, str], ...]:
        """(edition of the list of provinces, code): a province of today that it fills, else its parts."""
        found = (
            (SINCE, part.province) if part.province in self.filled else (BEFORE, part.former)
            for part in self.parts
        )
        return tuple(dict.fromkeys(found))

    def part(self, former: str) -> Part | None:
        return next((part for part in self.parts if part.former == former), None)

    @property
    def question(self) -> str:
        *first, last = (in_language(*part.labels) for part in self.parts)
        return _("%(earlier)s was divided: choose %(parts)s or %(last)s.") % {
            "earlier": self.label,
            "parts": ", ".join(first),
            "last": last,
        }


@cache
def earlier_provinces() -> dict[str, Earlier]:
    """Code -> a province of 1976 to 2008, from the reference files."""
    now = {row["code"]: (row["name_vi"], row["name_en"]) for row in rows("provinces")}
    before = {row["code"]: row for row in rows("former_provinces")}
    found = {}
    for row in rows("earlier_provinces"):
        became = [before[code] for code in row["successors"].split("|")]
        others = {of["successor"] for of in before.values() if of not in became}
        found[row["code"]] = Earlier(
            row["code"],
            (row["name_vi"], row["name_en"]),
            tuple(
                Part(of["code"], of["successor"], (of["name_vi"], of["name_en"]), now[of["successor"]])
                for of in became
            ),
            frozenset(of["successor"] for of in became) - others,
        )
    return found

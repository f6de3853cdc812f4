"""A firm of the directory in the reader's words, from its row alone: nothing here asks the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from portal.countries import COUNTRIES
from portal.i18n import in_language
from suppliers.directory.search import Row, standards
from suppliers.directory.tags import Words, same_place
from suppliers.models import Supplier

# How long before its end a certificate is spoken of as about to lapse: renewing one takes about three months.
LAPSING_DAYS = 90
# Facts confirmed longer ago than this are called ageing.
AGEING_DAYS = 270


@dataclass(frozen=True, slots=True)
class Headline:
    """What readiness told us to show, in the reader's language. None of it is a mere claim.

    ``lacks`` and ``reason`` are the two halves of the sentence: "Level 4 still needs" and by what. ``counted`` is False
    where a condition of the level is waived or not confirmed yet.
    """

    level: int
    name: str
    lacks: str
    reason: str
    proven: int
    total: int
    counted: bool = True

    @property
    def sentence(self) -> str:
        return f"{self.lacks}: {self.reason}" if self.lacks else self.reason


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate of a firm as it counts (``suppliers.claims.InForce``); ``proven_by`` is the class of the proof in
    force, or empty; ``begins`` only where it does not count yet."""

    label: str
    until: date | None
    proven_by: str
    lapsed: bool
    lapsing: bool
    unaudited: bool = False
    begins: date | None = None

    @property
    def css(self) -> str:
        return "ev lapsed" if self.lapsed else "ev" if self.proven_by else "ev claim"

    @property
    def icon(self) -> str:
        if self.lapsed:
            return "triangle-alert"
        return "clock" if self.lapsing else "award" if self.proven_by else ""


@dataclass(frozen=True, slots=True)
class Able:
    """A process with its materials; ``proven`` while the check of its machines counts."""

    process: str
    materials: str
    proven: bool


@dataclass(frozen=True, slots=True)
class ResultRow:
    public_id: str
    name: str
    latin: str
    makes: str
    makes_language: str
    able: tuple[Able, ...]
    why: tuple[str, ...]
    headline: Headline | None
    standards: tuple[Held, ...]
    no_certificate: bool
    ownership: str
    place: str
    former: str
    confirmed_on: date | None
    ageing: bool
    claimed: bool


def headline(level: int, standing: Mapping[str, Any]) -> Headline | None:
    """None while nothing has been worked out."""
    if not standing:
        return None
    name, blocker = standing["name"], standing["blocker"]
    sentence = in_language(blocker.get("vi", ""), blocker.get("en", ""))
    lacks, colon, reason = sentence.partition(": ")
    lacks, reason = (lacks, reason) if colon else ("", sentence)
    return Headline(
        level,
        in_language(name.get("vi", ""), name.get("en", "")),
        lacks,
        reason,
        standing["proven"],
        standing["total"],
        # A standing written before it was told says nothing of it.
        standing.get("counted", level) >= level,
    )


def held(row: Mapping[str, Any], words: Words, today: date) -> tuple[Held, ...]:
    """Lapsed ones on top: they are never hidden."""
    found = []
    for code, counts, by in standards(row):
        lapsed = counts.lapsed(today)
        soon = counts.lapsed(today + timedelta(days=LAPSING_DAYS + 1)) and not lapsed
        ahead = counts.begins if counts.begins and counts.begins > today else None
        label = words.by_kind["standard"][code].brief
        found.append(Held(label, counts.until, by, lapsed, soon, counts.unaudited, ahead))
    return tuple(sorted(found, key=lambda h: not h.lapsed))


def ownership(code: str, countries: Iterable[str]) -> str:
    """ "Foreign-invested (Japan, South Korea)", "Vietnamese-owned, with owners from Japan"; the country goes without
    saying where it is this one."""
    abroad = [country for country in countries if country != "VN"]
    names = dict(COUNTRIES) if abroad else {}
    label = str(Supplier.Ownership(code).label)
    if not abroad:
        return label
    said = ", ".join(str(names.get(country, country)) for country in abroad)
    if code == Supplier.Ownership.VIETNAMESE:
        return _("%(ownership)s, with owners from %(countries)s") % {"ownership": label, "countries": said}
    return f"{label} ({said})"


def _able(row: Mapping[str, Any], words: Words, today: date) -> tuple[Able, ...]:
    return tuple(
        Able(
            words.by_kind["process"][process].label,
            ", ".join(words.by_kind["material"][code].label for code in materials),
            until is not None and until >= today.isoformat(),
        )
        for process, materials, until in row["capabilities"]
    )


def _place(row: Mapping[str, Any], words: Words) -> tuple[str, str]:
    """(place, its old name if that was another)."""
    now = words.by_kind["province"].get(row["province"])
    before = words.by_kind["former_province"].get(row["former"])
    renamed = before is not None and (now is None or not same_place(before.label_vi, now.label_vi))
    return (now.label if now else "", before.label if before and renamed else "")


def result(found: Row, why: Iterable[str], words: Words, today: date) -> ResultRow:
    row = found.row
    place, former = _place(row, words)
    confirmed = date.fromisoformat(row["confirmed_on"]) if row["confirmed_on"] else None
    makes = in_language(row["makes_vi"], row["makes_en"])
    return ResultRow(
        public_id=row["public_id"],
        name=row["name"],
        latin=row["latin"],
        makes=makes,
        makes_language="vi" if makes == row["makes_vi"] else "en",
        able=_able(row, words, today),
        why=tuple(why),
        headline=headline(found.level, found.standing),
        standards=held(row, words, today),
        no_certificate=row["no_certificate"],
        ownership=ownership(row["ownership"], row["owner_countries"].split()),
        place=place,
        former=former,
        confirmed_on=confirmed,
        ageing=confirmed is not None and confirmed < today - timedelta(days=AGEING_DAYS),
        claimed=row["claimed"],
    )

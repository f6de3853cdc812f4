from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from suppliers.claims import Claim, statement
from suppliers.deciding.steps import at_least, reached


@dataclass(frozen=True, slots=True)
class Work:
    """A post: people in it, how many of them certified, how many others could stand in."""

    people: int
    key: bool = False
    certified: int | None = None
    stand_ins: int | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """Foreign languages by how well: answered in writing, worked in, discussed in by engineers."""

    interpreter: bool = False
    written: Collection[str] = ()
    spoken: Collection[str] = ()
    technical: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class New:
    """New products sold in the last twelve months and the twelve before; R&D in per cent of sales."""

    trials: bool = False
    last_year: int | None = None
    year_before: int | None = None
    rd_percent: Decimal | None = None
    titles_used: int | None = None


def skill_claims(
    posts: Sequence[Work], *, matrix: bool, cross_trained: bool, months: Mapping[str, int], today: date
) -> list[Claim]:
    """6.1: a list, a matrix, all holders of key posts certified, a stand-in for each key post, cross-training."""
    if not posts and not matrix and not cross_trained:
        return []
    key = [post for post in posts if post.key]
    level = reached(
        bool(posts),
        matrix,
        bool(key) and all(at_least(post.certified, post.people) for post in key),
        all(at_least(post.stand_ins, 1) for post in key),
        cross_trained,
    )
    return statement("6.1", level, months, today)


def training_claims(
    hours: int | None, *, planned: bool, months: Mapping[str, int], today: date
) -> list[Claim]:
    """6.2 from the hours of each worker last year; level 5 asks for a plan."""
    if hours is None:
        return []
    level = reached(hours > 0, hours >= 8, hours >= 16, hours >= 24, hours >= 40 and planned)
    return statement("6.2", level, months, today)


def innovation_claims(new: New, *, months: Mapping[str, int], today: date) -> list[Claim]:
    """6.4: trials, one new product in 24 months, one in each year, R&D of 1 % of sales, titles in use."""
    told = (new.last_year, new.year_before, new.rd_percent, new.titles_used)
    if not new.trials and all(figure is None for figure in told):
        return []
    sold = (new.last_year or 0) + (new.year_before or 0)
    level = reached(
        new.trials or sold > 0,
        sold > 0,
        at_least(new.last_year, 1) and at_least(new.year_before, 1),
        at_least(new.rd_percent, 1),
        at_least(new.titles_used, 1),
    )
    return statement("6.4", level, months, today)


def language_claims(talk: Talk, *, months: Mapping[str, int], today: date) -> list[Claim]:
    """6.5. Who works in a language also answers letters in it, and needs no interpreter."""
    spoken = set(talk.spoken) | set(talk.technical)
    written = set(talk.written) | spoken
    if not talk.interpreter and not written:
        return []
    level = reached(True, bool(written), bool(spoken), bool(talk.technical), len(spoken) >= 2)
    return statement("6.5", level, months, today)

"""Which support programmes serve which step for one firm: those open to it, those to ask about, those that are past.

Status, dates, sector, place, ownership and size are hard filters. What is not known, of the programme or of the
firm, is neither a yes nor a no: such a programme is named as one to ask about and none of its money is counted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from readiness.engine.framework import TOP
from readiness.engine.roadmap import Grant
from readiness.engine.roadmap.steps import MONEY
from readiness.models import ProgrammeFit
from suppliers.models import Supplier

OPEN, ASK, PAST, CLOSED = "open", "ask", "past", "closed"

# Most workers of a firm of each size in industry (Decree 80/2021); its limits on revenue or capital are not asked
# here and stand among the conditions that are shown.
MOST_WORKERS = {"micro": 10, "small": 100, "medium": 200, "sme": 200}


@dataclass(frozen=True, slots=True)
class Applicant:
    """What programmes ask of a firm; None, "" or unknown where it has not said."""

    sector: str
    province: str = ""
    macro_region: str = ""
    ownership: str = Supplier.Ownership.UNKNOWN
    owner_countries: str = ""
    workers: int | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Help:
    """``reasons``: why it is open to the firm, or what is not known, or what shuts it out.
    ``fits``: what it asks and the firm meets."""

    fit: ProgrammeFit
    state: str
    reasons: tuple[str, ...]
    fits: tuple[str, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether its money is taken off the cost."""
        return self.state == OPEN and bool(self.fit.subsidy_share_percent)


# True: met; False: not met; None: not known.
Answer = tuple[bool | None, str]


def applicant(firm: Supplier, sector: str, level: int) -> Applicant:
    province = firm.province
    return Applicant(
        sector=sector,
        province=province.code if province else "",
        macro_region=province.macro_region if province else "",
        ownership=firm.ownership,
        owner_countries=firm.owner_countries,
        workers=firm.workers,
        level=level,
    )


def judge_fit(fit: ProgrammeFit, firm: Applicant, *, today: date) -> Help:
    if fit.status == ProgrammeFit.Status.ENDED or (fit.ends_on and fit.ends_on < today):
        return Help(fit, PAST, (_past(fit),))
    answers = list(_answers(fit, firm, today))
    for verdict, state in ((False, CLOSED), (None, ASK)):
        if reasons := tuple(words for met, words in answers if met is verdict):
            fits = tuple(words for met, words in answers if met)
            return Help(fit, state, reasons, fits)
    return Help(fit, OPEN, tuple(words for _met, words in answers))


def help_by_step(
    fits: Iterable[ProgrammeFit], firm: Applicant, *, today: date
) -> Mapping[str, tuple[Help, ...]]:
    """Step -> what serves it: open programmes first, then those to ask about, then past ones."""
    found: dict[str, list[Help]] = {}
    for fit in fits:
        judged = judge_fit(fit, firm, today=today)
        if judged.state != CLOSED:
            for step in fit.serves_steps:
                found.setdefault(step, []).append(judged)
    order = (OPEN, ASK, PAST)
    return {
        step: tuple(sorted(helps, key=lambda h: (order.index(h.state), not h.counted, h.fit.programme.code)))
        for step, helps in found.items()
    }


def grants(helps: Mapping[str, Iterable[Help]]) -> dict[str, list[Grant]]:
    """Step -> what open programmes pay of it."""
    return {
        step: [_grant(each.fit) for each in found if each.counted]
        for step, found in helps.items()
        if any(each.counted for each in found)
    }


def _grant(fit: ProgrammeFit) -> Grant:
    cap = fit.subsidy_cap_million_vnd
    return Grant(
        fit.programme.code,
        Fraction(fit.subsidy_share_percent or 0, 100),
        None if cap is None else int(cap * MONEY),
    )


def _past(fit: ProgrammeFit) -> str:
    if fit.ends_on:
        return _("ended in %(year)s") % {"year": fit.ends_on.year}
    return _("ended")


def _answers(fit: ProgrammeFit, firm: Applicant, today: date) -> Iterator[Answer]:
    """One answer for each thing that the programme asks."""
    yield from _runs(fit, today)
    if fit.sectors:
        yield firm.sector in fit.sectors, _("serves the sector")
    yield from _place(fit, firm)
    yield from _owners(fit, firm)
    yield from _size(fit, firm)
    yield from _level(fit, firm)
    if fit.places_left is not None:
        said = ngettext("%(n)s place left", "%(n)s places left", fit.places_left) % {"n": fit.places_left}
        yield fit.places_left > 0, said if fit.places_left else _("no place left")


def _runs(fit: ProgrammeFit, today: date) -> Iterator[Answer]:
    if fit.starts_on and fit.starts_on > today:
        yield False, _("begins later")
    elif fit.status == ProgrammeFit.Status.ACTIVE:
        yield True, _("running")
    elif fit.last_seen:
        yield (
            None,
            _("whether it still runs is not known; last seen in %(year)s") % {"year": fit.last_seen},
        )
    else:
        yield None, _("whether it still runs is not known")


def _place(fit: ProgrammeFit, firm: Applicant) -> Iterator[Answer]:
    for asked, said in ((fit.provinces, firm.province), (fit.macro_regions, firm.macro_region)):
        if asked and not said:
            yield None, _("the province of the firm is not known")
        elif asked:
            yield said in asked, _("serves the province")


def _owners(fit: ProgrammeFit, firm: Applicant) -> Iterator[Answer]:
    if not fit.ownership:
        return
    unknown = firm.ownership == Supplier.Ownership.UNKNOWN
    wholly = fit.ownership == ProgrammeFit.Ownership.WHOLLY_VIETNAMESE
    countries = set(firm.owner_countries.split())
    if unknown or (wholly and firm.ownership == Supplier.Ownership.VIETNAMESE and not countries):
        yield None, _("who owns the firm is not known")
    elif wholly:
        met = firm.ownership == Supplier.Ownership.VIETNAMESE and countries == {"VN"}
        yield met, _("for wholly Vietnamese-owned firms")
    else:
        yield firm.ownership == Supplier.Ownership.VIETNAMESE, _("for Vietnamese-owned firms")


def _size(fit: ProgrammeFit, firm: Applicant) -> Iterator[Answer]:
    if not fit.size_classes:
        return
    most = max(MOST_WORKERS[size] for size in fit.size_classes)
    if firm.workers is None:
        yield None, _("the number of workers is not known")
    else:
        yield firm.workers <= most, _("for firms of at most %(most)s workers") % {"most": most}


def _level(fit: ProgrammeFit, firm: Applicant) -> Iterator[Answer]:
    if fit.level_from is None and fit.level_to is None:
        return
    low, high = fit.level_from or 0, TOP if fit.level_to is None else fit.level_to
    yield low <= firm.level <= high, _("for firms of level %(low)s to %(high)s") % {"low": low, "high": high}

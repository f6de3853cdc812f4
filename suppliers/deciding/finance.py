from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from suppliers.claims import FIGURES, FIGURES_STALE_AFTER, Claim
from suppliers.clocks import add_months, month_end
from suppliers.deciding.steps import at_least, claim_until, reached


@dataclass(frozen=True, slots=True)
class Year:
    """What the statements of one year say, in millions of VND; None where it is not told."""

    year: int
    filed: bool = False
    audited: bool = False
    equity: int | None = None
    current_assets: int | None = None
    current_liabilities: int | None = None
    operating_cash_flow: int | None = None
    profit_before_interest_and_tax: int | None = None
    interest: int | None = None

    @property
    def solid(self) -> bool:
        """Equity above zero and a current ratio of at least 1."""
        liquid = (
            self.current_assets is not None
            and self.current_liabilities is not None
            and self.current_assets >= self.current_liabilities
        )
        return at_least(self.equity, 1) and liquid

    @property
    def sound(self) -> bool:
        """Audited, with money coming in from operations."""
        return self.audited and at_least(self.operating_cash_flow, 1)

    @property
    def covered(self) -> bool:
        """Profit before interest and tax at least three times the interest."""
        return (
            self.profit_before_interest_and_tax is not None
            and self.interest is not None
            and self.profit_before_interest_and_tax >= 3 * self.interest
        )


def financial_claims(years: Sequence[Year], *, months: Mapping[str, int], today: date) -> list[Claim]:
    """1.3 from the last year told and those that run up to it without a gap; it counts from the year's end."""
    if not years:
        return []
    by_year = {y.year: y for y in years}
    last = max(by_year)
    run: list[Year] = []
    while last - len(run) in by_year and by_year[last - len(run)].filed:
        run.append(by_year[last - len(run)])
    three = run[:3]
    newest = by_year[last]
    level = reached(
        bool(run),
        len(run) >= 2,
        newest.solid,
        newest.sound,
        len(three) == 3 and all(y.solid and y.sound and y.covered for y in three),
    )
    closed = date(last, 12, 31)
    return claim_until("1.3", level, months, begins=min(closed, today))


def lean_claims(
    *,
    trained: bool,
    score: int | None,
    scored_on: date | None,
    everywhere: bool,
    standard_work: bool,
    months: Mapping[str, int],
    today: date,
) -> list[Claim]:
    """5.2 from the last 5S score; the claim ages from the day on which it was scored."""
    if not trained and score is None:
        return []
    level = reached(
        trained,
        at_least(score, 60),
        at_least(score, 75),
        at_least(score, 85) and everywhere,
        at_least(score, 90) and standard_work,
    )
    begins = scored_on if scored_on and level > 1 else today
    return claim_until("5.2", level, months, begins=min(begins, today))


def scrap_claims(rows: Sequence[tuple[date, int, int]]) -> list[Claim]:
    """5.4: (month, made, scrapped) of the twelve months up to the last, added up."""
    known = [row for row in rows if row[1]]
    if not known:
        return []
    last = max(month for month, _made, _scrapped in known)
    window = [row for row in known if row[0] > add_months(last, -12)]
    figures = {
        "made": sum(made for _month, made, _scrapped in window),
        "scrapped": sum(scrapped for _month, _made, scrapped in window),
        "months": len({month for month, _made, _scrapped in window}),
    }
    ends = month_end(add_months(last, FIGURES_STALE_AFTER))
    return [Claim("5.4", FIGURES, min(row[0] for row in window), ends, figures=figures)]

"""What a criterion asks, in the reader's language.

The framework lives one floor up. That floor tells us its words at start (``register``), so that
forms here can show questions and anchors without knowing the framework.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Anchor:
    """One level of a criterion in plain words. ``used`` is False where the level only repeats the lower one."""

    level: int
    text: str
    used: bool = True


@dataclass(frozen=True, slots=True)
class GateText:
    """A level that asks at least ``at_least`` of the criterion, and whether a buyer may waive it in writing."""

    level: int
    at_least: float
    text: str
    waivable: bool = False


@dataclass(frozen=True, slots=True)
class CriterionText:
    """A criterion as people read it, for one sector.

    ``validity_months`` is how long proof counts; ``caps`` the highest level that each evidence class
    can credit (A0..A4 -> 0..5). ``points`` is what it brings to the total at level 5, of 100.
    """

    code: str
    name: str
    dimension: str
    dimension_name: str
    question: str
    evidence: str
    validity: str
    validity_months: int
    validity_rule: str
    rule: str
    verifiers: tuple[str, ...]
    caps: Mapping[str, float]
    anchors: tuple[Anchor, ...]
    # The gates that rest on it in this sector, from the lowest level up.
    gates: tuple[GateText, ...] = ()
    points: float = 0

    @property
    def gate_of(self) -> int | None:
        """The lowest level of a firm that asks something of it."""
        return self.gates[0].level if self.gates else None


SECTORS = "MPEATFH"

Provider = Callable[[str], Mapping[str, CriterionText]]
_provider: list[Provider] = []


def register(provider: Provider) -> None:
    """Name who knows the criteria: a function of a sector letter, giving code -> text in reading order."""
    _provider[:] = [provider]


def criteria_for(sector: str) -> Mapping[str, CriterionText]:
    """The criteria that apply in ``sector`` (M P E A T F H), by code, in the reader's language."""
    return _provider[0](sector) if _provider else {}


def criterion(code: str) -> CriterionText | None:
    """One criterion in the first sector where it applies: name and clock are the same in all of them."""
    return next((texts[code] for letter in SECTORS if code in (texts := criteria_for(letter))), None)


def named(codes: Collection[str]) -> dict[str, str]:
    """Code and name of each criterion, as a page says them; a code that no sector has stays out."""
    texts = {code: text for letter in SECTORS for code, text in criteria_for(letter).items()}
    return {code: f"{code} {texts[code].name}" for code in codes if code in texts}


def validity_months() -> dict[str, int]:
    """How long a statement on each criterion counts, in any sector."""
    return {code: t.validity_months for letter in SECTORS for code, t in criteria_for(letter).items()}

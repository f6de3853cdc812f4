"""How levels are decided: the framework in force in words, for everybody, as one sector reads it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.i18n import in_language
from readiness import frameworks
from readiness.engine.framework import CLASSES, Framework, Gate, Level, Text
from suppliers.criteria_texts import CriterionText


@dataclass(frozen=True, slots=True)
class GateHow:
    """``on``: what makes it hold beside its level, each a phrase."""

    code: str
    text: str
    at_least: str
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelHow:
    number: int
    name: str
    meaning: str
    asks: tuple[str, ...]
    gates: tuple[GateHow, ...]


@dataclass(frozen=True, slots=True)
class CriterionHow:
    """``weight``: its part of the dimension in per cent; ``caps`` (class, level) only where they are its own."""

    text: CriterionText
    weight: str
    caps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DimensionHow:
    code: str
    name: str
    weight: str
    criteria: tuple[CriterionHow, ...]


@dataclass(frozen=True, slots=True)
class HowPage:
    """``classes``: (class, who vouches, the highest level it credits)."""

    framework: str
    since: date | None
    sector: str
    sectors: tuple[tuple[str, str], ...]
    levels: tuple[LevelHow, ...]
    classes: tuple[tuple[str, str, str], ...]
    decay: tuple[str, ...]
    dimensions: tuple[DimensionHow, ...]

    @property
    def sector_name(self) -> str:
        return dict(self.sectors)[self.sector]


def how_page(asked: str) -> HowPage:
    """As the sector of this letter reads it; the first sector where there is none of it."""
    stored = frameworks.current()
    framework = frameworks.engine(stored)
    sectors = tuple((letter, _said(name)) for letter, name in framework.sectors.items())
    sector = asked if asked in framework.sectors else sectors[0][0]
    return HowPage(
        framework=f"{stored.name} {stored.version}",
        since=stored.published_at and timezone.localdate(stored.published_at),
        sector=sector,
        sectors=sectors,
        levels=tuple(_level(framework, level, sector) for level in framework.levels),
        classes=tuple(
            (name, _said(framework.classes.get(name, {})), _plain(cap))
            for name, cap in zip(CLASSES, framework.caps, strict=True)
        ),
        decay=tuple(_decay(framework)),
        dimensions=tuple(_dimensions(framework, sector)),
    )


def _level(framework: Framework, level: Level, sector: str) -> LevelHow:
    return LevelHow(
        level.number,
        _said(level.name),
        _said(level.meaning),
        tuple(_minima(framework, level)),
        tuple(_gate(gate) for gate in level.gates if gate.applies(sector)),
    )


def _minima(framework: Framework, level: Level) -> Iterator[str]:
    total = _plain(level.minimum_total)
    if level.minimum_total and level.floors_proven:
        yield _("%(n)s of 100 points or more, all of them proven") % {"n": total}
    elif level.minimum_total:
        yield _("%(n)s of 100 points or more") % {"n": total}
    if level.minimum_dimension:
        yield _("%(n)s of 100 or more in every dimension") % {"n": _plain(level.minimum_dimension)}
    names = {d.code: _said(d.name) for d in framework.dimensions}
    for code, least in level.minimum_by_code.items():
        if least:
            yield _("%(n)s of 100 or more in: %(name)s") % {"n": _plain(least), "name": names[code]}
        else:
            yield _("nothing is asked of: %(name)s") % {"name": names[code]}
    if level.coverage:
        yield _("a paper or better on %(share)s %% of all criteria by weight") % {
            "share": _percent(level.coverage)
        }


def _gate(gate: Gate) -> GateHow:
    on = []
    if gate.confirmed_by:
        classes = ", ".join(CLASSES[rank] for rank in sorted(gate.confirmed_by))
        on.append(_("proof of class %(classes)s") % {"classes": classes})
    if gate.minimum_months:
        on.append(
            ngettext("%(n)s month of data", "%(n)s months of data", gate.minimum_months)
            % {"n": gate.minimum_months}
        )
    if gate.waivable:
        on.append(_("a buyer may waive it in writing"))
    return GateHow(gate.criterion, _said(gate.text), _plain(gate.at_least), tuple(on))


def _decay(framework: Framework) -> Iterator[str]:
    for days, keep in framework.decay:
        yield ngettext(
            "Up to %(n)s day after its last day, %(share)s %% of it counts.",
            "Up to %(n)s days after its last day, %(share)s %% of it counts.",
            days,
        ) % {"n": days, "share": _percent(keep)}
    yield _("After that, nothing of it counts. A gate never rests on proof that has lapsed.")


def _dimensions(framework: Framework, sector: str) -> Iterator[DimensionHow]:
    texts = frameworks.texts_for(sector)
    whole = sum(d.weight for d in framework.dimensions)
    for dimension in framework.dimensions:
        own = [c for c in framework.criteria if c.dimension == dimension.code and c.code in texts]
        weights = sum(c.weight_in(sector) for c in own)
        yield DimensionHow(
            dimension.code,
            _said(dimension.name),
            _percent(Fraction(dimension.weight, whole)),
            tuple(
                CriterionHow(
                    texts[c.code],
                    _percent(Fraction(c.weight_in(sector), weights)) if weights else "0",
                    _own_caps(framework.caps, c.caps),
                )
                for c in own
            ),
        )


def _own_caps(general: Sequence[Fraction], own: Sequence[Fraction]) -> tuple[tuple[str, str], ...]:
    pairs = zip(CLASSES, general, own, strict=True)
    return tuple((name, _plain(cap)) for name, usual, cap in pairs if cap != usual)


def _said(words: Text) -> str:
    return in_language(words.get("vi", ""), words.get("en", ""))


def _plain(value: Fraction) -> str:
    return number_format(float(value), 1 if value.denominator > 1 else 0)


def _percent(share: Fraction) -> str:
    whole = (share * 100).denominator == 1
    return number_format(round(float(share * 100), 1), 0 if whole else 1)

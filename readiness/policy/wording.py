"""Differences and broken rules in the reader's words. The engine names places; here they get their sentences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from readiness.engine.draft import Difference, Wrong
from readiness.engine.framework import Framework


@dataclass(frozen=True, slots=True)
class Told:
    """A difference as a row: what, and its two values; "–" where there is nothing."""

    what: str
    before: str
    after: str


def told(difference: Difference, framework: Framework) -> Told:
    """``framework``: either of the two; it lends the names of dimensions and criteria."""
    say = _value_words(difference.place)
    return Told(what(difference.place, framework), say(difference.before), say(difference.after))


def what(place: tuple[str, ...], framework: Framework) -> str:
    """A place in words."""
    kind, *rest = place
    if kind == "dimension":
        return _dimension(rest, framework)
    if kind == "criterion":
        return _criterion(rest, framework)
    if kind == "level":
        return _level(rest, framework)
    if kind == "cap":
        return _("Highest level that %(class)s credits") % {"class": rest[0]}
    words = {
        "decay": _("What is kept after the last day"),
        "coverage_classes": _("Evidence that makes a criterion known"),
        "coverage_grace_days": _("Days for which lapsed evidence still makes a criterion known"),
        "max_not_applicable": _("Share of a dimension that may be excused"),
    }
    return words.get(kind) or _("Words of explanations: %(which)s") % {"which": " · ".join(rest)}


def name_of(code: str, framework: Framework) -> str:
    """Code and name of a dimension or a criterion, in the reader's language."""
    language = reader_language()
    found = framework.by_code.get(code) or next((d for d in framework.dimensions if d.code == code), None)
    return f"{code} {found.name.get(language, '')}".strip() if found else code


def sectors_of(letters: str, framework: Framework) -> str:
    """Names of sectors by their letters; "all sectors" where there are none."""
    if not letters:
        return _("all sectors")
    language = reader_language()
    return ", ".join(framework.sectors.get(letter, {}).get(language, letter) for letter in letters)


def reader_language() -> str:
    return "vi" if (get_language() or "vi").startswith("vi") else "en"


def _dimension(rest: list[str], framework: Framework) -> str:
    name = name_of(rest[0], framework)
    if rest[1] == "weight":
        return _("%(name)s: weight of the dimension") % {"name": name}
    return _("%(name)s: name") % {"name": name}


def _criterion(rest: list[str], framework: Framework) -> str:
    code, part, *more = rest
    name = name_of(code, framework)
    if part == "weight":
        return _("%(name)s: weight") % {"name": name}
    if part == "weight_in":
        return _("%(name)s: weight in %(sector)s") % {"name": name, "sector": sectors_of(more[0], framework)}
    if part == "cap":
        return _("%(name)s: highest level that %(class)s credits") % {"name": name, "class": more[0]}
    if part == "validity_months":
        return _("%(name)s: months for which evidence counts") % {"name": name}
    if part == "anchor":
        where = f" ({sectors_of(more[0], framework)})" if more[0] else ""
        words = {"name": name, "level": more[1], "where": where}
        return _("%(name)s: words of level %(level)s%(where)s") % words
    if part == "scale" and more[:1] == ["thresholds"]:
        return _("%(name)s: limits of levels 1 to 5 in %(sector)s") % {
            "name": name,
            "sector": sectors_of(more[1], framework),
        }
    if part == "scale":
        return _("%(name)s: how a measurement becomes a level") % {"name": name}
    if part in ("sectors", "dimension", "rule"):
        return _("%(name)s: where and how it is asked") % {"name": name}
    return _("%(name)s: its words") % {"name": name}


def _level(rest: list[str], framework: Framework) -> str:
    number, part, *more = rest
    level = {"level": number}
    if part == "gate":
        words = {**level, "criterion": name_of(more[0], framework), "sectors": sectors_of(more[1], framework)}
        return _("Level %(level)s: gate on %(criterion)s, %(sectors)s") % words
    if part == "dimension" and more:
        return _("Level %(level)s: least score in %(dimension)s") % {
            **level,
            "dimension": name_of(more[0], framework),
        }
    sentences: Mapping[str, str] = {
        "total": _("Level %(level)s: least total"),
        "dimension": _("Level %(level)s: least score in every dimension"),
        "coverage": _("Level %(level)s: share that must have a paper or better"),
        "floors": _("Level %(level)s: what the minima read"),
        "order": _("Level %(level)s: order of the gates"),
    }
    return sentences.get(part, _("Level %(level)s: its words")) % level


def _value_words(place: tuple[str, ...]) -> Callable[[Any], str]:
    """How a value at this place is written."""
    if place[0] == "decay":
        return _decay
    if place[-1] == "coverage" or place[0] == "max_not_applicable":
        return _share
    if place[0] == "level" and place[2] == "gate":
        return _gate
    if place[0] == "level" and place[2] == "order":
        return lambda value: ", ".join(value or ()) or "–"
    if place[0] == "level" and place[2] == "floors":
        return lambda value: _("proven only") if value == "proven" else _("all that is credited")
    return _plainly


def _plainly(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_plainly(part) for part in value) or "–"
    return localised(str(value)) or "–"


def localised(text: str) -> str:
    """A decimal as the reader writes it; everything else as it is."""
    head, dot, tail = text.partition(".")
    if dot and head.lstrip("-").isdigit() and tail.isdigit():
        return number_format(Decimal(text), len(tail))
    return number_format(int(text), force_grouping=True) if text.isdigit() and len(text) < 15 else text


def percent(share: Fraction) -> str:
    """A share in per cent, as exactly as it can be written."""
    hundredth = share * 100
    whole = Decimal(hundredth.numerator) / Decimal(hundredth.denominator)
    return f"{number_format(whole.quantize(Decimal('0.1')).normalize(), use_l10n=True)}\u00a0%"


def _share(value: Any) -> str:
    if value is None:
        return "–"
    exact = Fraction(value)
    return percent(exact) if (exact * 1000).denominator == 1 else f"{value}"


def _decay(value: Any) -> str:
    if not value:
        return _("nothing")
    steps = [
        _("%(share)s to day %(days)s") % {"days": days, "share": percent(Fraction(keep))}
        for days, keep in value
    ]
    return ", ".join(steps)


def _gate(value: Any) -> str:
    if value is None:
        return "–"
    parts = [_("level %(level)s or more") % {"level": localised(value["at_least"])}]
    if value["confirmed_by"]:
        parts.append(_("confirmed by %(classes)s") % {"classes": ", ".join(value["confirmed_by"])})
    if months := value["minimum_months"]:
        parts.append(ngettext("%(n)s month of data", "%(n)s months of data", months) % {"n": months})
    if value["waivable"]:
        parts.append(_("may be waived"))
    words = value["words"].get(reader_language(), "")
    return " · ".join(parts) + (f" ({words})" if words else "")


def broken(wrong: Wrong, framework: Framework) -> str:
    """A rule that does not hold, as a sentence."""
    values: dict[str, Any] = {**wrong.values}
    if "code" in values:
        values["name"] = name_of(values["code"], framework)
    if "sectors" in values:
        values["sectors"] = sectors_of("".join(values["sectors"]), framework)
    if "highest" in values:
        values["highest"] = localised(values["highest"])
    for number in ("sum", "whole"):
        if number in values:
            values[number] = number_format(values[number], force_grouping=True)
    sentences = {
        "weights_sum": _("The weights of the dimensions must add up to %(whole)s; these add up to %(sum)s."),
        "dimension_empty": _(
            "In %(name)s no criterion weighs anything. Give one a weight, or the dimension none."
        ),
        "caps_fall": _(
            "%(higher)s may not credit less than %(lower)s: otherwise accepting a paper could lower a firm."
        ),
        "decay_days": _("The days must rise from step to step."),
        "decay_keep": _("What is kept may not rise from step to step."),
        "not_points": _("Write a number from 0 to 100."),
        "not_a_share": _("Write a share from 0 to 100 %%."),
        "less_than_lower": _("A level may not ask for less than level %(lower)s does."),
        "gate_asks_nothing": _("A gate at level 0 asks nothing. Write a level above 0, or remove the gate."),
        "gate_not_asked": _("%(name)s is not asked in %(sectors)s: no firm there could pass this gate."),
        "gate_out_of_reach": _(
            "Proof on %(name)s credits level %(highest)s at most: no firm could pass this gate."
        ),
        "gate_twice": _("Two gates of this level rest on %(name)s in %(sectors)s. Keep one of them."),
        "no_words": _("Write it in both languages: firms read it."),
        "limit_too_low": _("No firm could reach a limit of this kind. Write a number above 0."),
        "limit_easier": _("This level would be easier to reach than level %(lower)s."),
    }
    if wrong.rule not in sentences:
        return _("This cannot be read (%(place)s): %(reason)s") % {
            "place": wrong.place,
            "reason": values.get("reason", wrong.rule),
        }
    return sentences[wrong.rule] % values


def said_of(wrong: Wrong, sentence: str, framework: Framework) -> str:
    """The sentence where no field stands beside it: it names its criterion."""
    what, _space, rest = wrong.place.partition(" ")
    if what != "criterion":
        return sentence
    return f"{name_of(rest.partition(' ')[0], framework)}: {sentence}"

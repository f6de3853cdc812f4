"""What a result says in words, in Vietnamese or English, from the framework's own sentences."""

from datetime import date
from fractions import Fraction

from readiness.engine.framework import Criterion, Framework
from readiness.engine.results import Blocker

# What a sentence of the framework may leave open.
BLANKS = (
    "level", "lower", "gate", "criterion", "name", "needed", "value", "proven", "claimed", "ceiling", "date", "buyer",
    "reason", "approver",
)  # fmt: skip

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_SENTENCE = {
    "unknown": "gate_unknown",
    "unproven": "gate_unproven",
    "short": "gate_short",
    "expired": "gate_expired",
    "finding": "gate_finding",
    "unconfirmed": "gate_unconfirmed",
}


def decimal(value: Fraction, language: str, places: int = 1) -> str:
    """Rounded down, since it is said of what is short; 48.3 or 48,3, and no needless zeros."""
    scaled = int(value * 10**places // 1)
    whole, rest = divmod(scaled, 10**places)
    if not rest:
        return str(whole)
    return f"{whole}{',' if language == 'vi' else '.'}{rest:0{places}d}"


def day(value: date, language: str) -> str:
    if language == "vi":
        return f"{value:%d/%m/%Y}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def percent(share: Fraction) -> str:
    """A share as whole per cent, rounded down."""
    return f"{int(share * 100 // 1)}\u00a0%"


def criterion_name(criterion: Criterion, sector: str, language: str) -> str:
    name = criterion.variant(sector).get("name", criterion.name)
    return name.get(language) or criterion.name.get(language) or criterion.code


def gate_text(framework: Framework, sector: str, level: int, code: str, language: str) -> str:
    """The gate's own sentence, without a capital or a full stop; criterion and level where it has none."""
    asked = framework.level(level)
    for gate in asked.gates if asked else ():
        if gate.criterion == code and gate.applies(sector):
            return gate.text.get(language) or f"{code} ≥ {decimal(gate.at_least, language)}"
    return code


def blocker_sentence(
    framework: Framework,
    sector: str,
    level: int,
    blocker: Blocker,
    language: str,
    claimed: Fraction = Fraction(0),
) -> str:
    """One blocker of ``level`` as a sentence; ``claimed`` is what the firm claims on its criterion."""
    asked = framework.level(level)
    words = dict.fromkeys(BLANKS, "") | {
        "level": str(level),
        "needed": decimal(blocker.needed, language),
        "value": decimal(blocker.value, language),
    }
    if blocker.kind == "gate":
        assert blocker.code is not None
        criterion = framework.by_code[blocker.code]
        key = _SENTENCE[blocker.reason]
        words |= {
            "gate": gate_text(framework, sector, level, blocker.code, language),
            "criterion": blocker.code,
            "name": criterion_name(criterion, sector, language),
            "proven": words["value"],
            "claimed": decimal(claimed, language),
            "ceiling": words["value"],
            "date": day(blocker.day, language) if blocker.day else "",
        }
    elif blocker.kind == "dimension":
        key = "dimension_short"
        dimension = next(d for d in framework.dimensions if d.code == blocker.code)
        words["name"] = dimension.name.get(language, dimension.code)
    elif blocker.kind == "coverage":
        key = "coverage_short"
        words |= {"needed": percent(blocker.needed), "value": percent(blocker.value)}
    else:
        key = "total_short"
    if asked and asked.floors_proven and f"{key}_proven" in framework.sentences:
        # What is compared is another number than the total or score that stands on the page.
        key += "_proven"
    template = framework.sentences.get(key, {}).get(language)
    if template is None:
        return f"{level}: {words['gate'] or blocker.code or blocker.kind}"
    return template.format_map(words)


def level_name(framework: Framework, number: int, language: str) -> str:
    level = framework.level(number)
    return level.name.get(language, "") if level else ""

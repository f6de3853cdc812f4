"""Load what the state promised and measured, and what moves firms up, from ``readiness/reference/*.csv``:
idempotent, by code."""

import csv
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import models, transaction

from portal.models import Sector
from readiness.models import Baseline, Programme, ProgrammeFit, Statistic, Step, Target

FOLDER = Path(__file__).parent / "reference"
# What is divided by what, and whose firms count.
DEFINED = tuple(
    f"{part}_{language}"
    for part in ("numerator", "denominator", "ownership_rule")
    for language in ("vi", "en")
)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def definitions() -> dict[str, dict[str, str]]:
    """Indicator -> what it counts (``DEFINED``); those that no file defines further are left out."""
    return {row["indicator"]: {name: row[name] for name in DEFINED} for row in _rows("definitions")}


@transaction.atomic
def load_ministry() -> dict[str, int]:
    """Bring the six tables to what the files say; table -> rows added or changed."""
    letters = {s.code: s.letters for s in Sector.objects.current()}
    defined = definitions()
    changed = {
        "targets": _sync(Target, ("code",), (_target(row, letters, defined) for row in _rows("targets"))),
        "baselines": _sync(
            Baseline,
            ("sector", "indicator", "year", "measured_by"),
            map(_baseline, _rows("localisation_baselines")),
        ),
        "statistics": _sync(Statistic, ("indicator", "year", "note"), map(_statistic, _rows("statistics"))),
        "programmes": _sync(Programme, ("code",), map(_programme, _rows("programmes"))),
        "steps": _sync(Step, ("framework", "code"), map(_step, _rows("steps"))),
    }
    keys = dict(Programme.objects.values_list("code", "pk"))
    fits = (_fit(row, keys) for row in _rows("programme_fit"))
    changed["programme fit"] = _sync(ProgrammeFit, ("programme_id",), fits)
    return changed


def _sync(model: type[models.Model], key: tuple[str, ...], wanted: Iterator[dict[str, Any]]) -> int:
    """Rows that people changed or added here are theirs: the file neither changes nor deletes them."""
    present = {tuple(getattr(row, k) for k in key): row for row in model._default_manager.all()}
    kept = {k for k, row in present.items() if getattr(row, "edited_at", None)}
    changed = 0
    for values in wanted:
        place = tuple(values[k] for k in key)
        row = present.pop(place, None)
        if place in kept:
            continue
        if row is None:
            model._default_manager.create(**values)
            changed += 1
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            changed += 1
    for row in (row for place, row in present.items() if place not in kept):
        row.delete()  # the history keeps it
        changed += 1
    return changed


def _target(
    row: dict[str, str], letters: dict[str, list[str]], defined: dict[str, dict[str, str]]
) -> dict[str, Any]:
    return {
        "code": row["id"],
        "sector_letters": letters.get(row["sector_code"], []),
        "year": int(row["period_year"]),
        "low": _number(row["value_low"]),
        "high": _number(row["value_high"]),
        **{k: row[k] for k in ("document", "status", "scope", "sector_code", "sector", "indicator", "unit")},
        **{k: row[k] for k in ("qualifier", "note", "source", "confidence")},
        **dict.fromkeys(DEFINED, ""),
        **defined.get(row["indicator"], {}),
    }


def _baseline(row: dict[str, str]) -> dict[str, Any]:
    return {
        "sector": row["sector"],
        "indicator": row["indicator"],
        "year": int(row["year"]) if row["year"] else None,
        "low": _number(row["value_low"]),
        "high": _number(row["value_high"]),
        "unit": row["unit"],
        "measured_by": row["who_measured"],
        "source": row["source"],
        "confidence": row["confidence"],
    }


def _statistic(row: dict[str, str]) -> dict[str, Any]:
    return {**row, "year": int(row["year"]), "value": _number(row["value"])}


def _programme(row: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = dict(row)
    return {
        "code": values.pop("id"),
        "name_en": values.pop("name"),
        **values,
    }


def _step(row: dict[str, str]) -> dict[str, Any]:
    return {
        name: Decimal(text) if name.startswith(("cost_", "months_")) else text for name, text in row.items()
    }


def _fit(row: dict[str, str], programmes: dict[str, int]) -> dict[str, Any]:
    lists = ("sectors", "macro_regions", "provinces", "serves_criteria", "serves_steps")
    return {
        "programme_id": programmes[row["programme"]],
        "last_seen": int(row["last_seen"]) if row["last_seen"] else None,
        "starts_on": _first_day(row["start"]),
        "ends_on": _last_day(row["end"]),
        "size_classes": _list(row["size_class"]),
        "subsidy_share_percent": int(row["subsidy_share_percent"]) if row["subsidy_share_percent"] else None,
        "subsidy_cap_million_vnd": _number(row["subsidy_cap_million_vnd"]),
        **{name: _list(row[name]) for name in lists},
        **{k: row[k] for k in ("status", "region", "ownership", "other_conditions", "cap_note")},
        **{k: row[k] for k in ("fit_basis", "source")},
    }


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _first_day(text: str) -> date | None:
    """The first day of a year, a month or a day: "2018", "2018-09", "2018-09-01"."""
    if not text:
        return None
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _last_day(text: str) -> date | None:
    """The last day of a year, a month or a day."""
    first = _first_day(text)
    if first is None:
        return None
    parts = text.count("-")
    month = 12 if parts == 0 else first.month
    return first if parts == 2 else date(first.year, month, monthrange(first.year, month)[1])

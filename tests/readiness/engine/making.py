"""Small frameworks and facts to judge, and the shipped ones; documents as a file would hold them."""

import json
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from readiness import engine
from readiness.engine import Framework, assess, parse_facts, parse_framework
from readiness.engine.framework_file import framework_from

TODAY = date(2026, 11, 21)
SHIPPED = Path(engine.__file__).parents[1] / "frameworks" / "vn-si-1.toml"
PROFILES = SHIPPED.with_name("demo_profiles.json")
# The model's own files stand beside the repository where it was written, and nowhere else.
SHARED = Path(__file__).resolve().parents[4] / "shared"

CAPS = {"A0": "1", "A1": "2", "A2": "4", "A3": "5", "A4": "5"}
DECAY = [{"days": 30, "keep": "0.75"}, {"days": 60, "keep": "0.5"}]


@cache
def shipped() -> Framework:
    return parse_framework(SHIPPED.read_text(encoding="utf-8"))


@cache
def shipped_document() -> dict[str, Any]:
    return tomllib.loads(SHIPPED.read_text(encoding="utf-8"))


@cache
def profiles() -> list[dict[str, Any]]:
    return json.loads(PROFILES.read_text(encoding="utf-8"))["profiles"]


def day(offset: int) -> str:
    """So many days from the day of judgement."""
    return (TODAY + timedelta(days=offset)).isoformat()


def document(*, criteria: list[dict] | None = None, levels: list[dict] | None = None, **top: Any) -> dict:
    """A framework of one dimension with criteria x and y; what is named is different."""
    groups = top.pop("dimension", [{"code": "D", "weight": 10}])
    return {
        "name": "Small",
        "version": "1",
        "caps": CAPS,
        "decay": DECAY,
        "dimension": groups,
        "criterion": criteria if criteria is not None else [criterion("x"), criterion("y")],
        "level": levels or [],
    } | top


def small(**changes: Any) -> Framework:
    return framework_from(document(**changes))


def criterion(code: str, dimension: str = "D", weight: int = 1, **more: Any) -> dict:
    return {"code": code, "dimension": dimension, "weight": weight} | more


def level(number: int, *gates: dict, **more: Any) -> dict:
    return {"number": number, "gates": list(gates)} | more


def gate(code: str, at_least: str = "1", **more: Any) -> dict:
    return {"criterion": code, "at_least": at_least} | more


def proof(code: str, level: str = "3", class_: str = "A3", **more: Any) -> dict:
    """One piece of evidence, in force without end unless it is said otherwise."""
    return {"criterion": code, "level": level, "class": class_} | more


def judged(
    framework: Framework, *evidence: dict, on: date | int = TODAY, sector: str = "M", **facts: Any
) -> dict[str, Any]:
    """The object that `assess` prints, on a day or so many days from today."""
    if isinstance(on, int):
        on = TODAY + timedelta(days=on)
    return assess(
        framework, parse_facts({"sector": sector, "evidence": list(evidence)} | facts, framework), on
    )


def of(result: dict[str, Any], code: str) -> dict[str, Any]:
    """One criterion of a result."""
    return next(c for c in result["criteria"] if c["code"] == code)

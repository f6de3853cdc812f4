"""One firm explained, and a past result once more."""

import json
from datetime import date
from typing import Any

from readiness import frameworks
from readiness.engine import Explained, assess, parse_facts, to_json
from readiness.engine import Framework as EngineFramework
from readiness.engine.explain import explain
from readiness.facts_reader import facts_of
from readiness.models import FactsSnapshot, Framework, Judgement
from suppliers.models import Supplier


def explained(supplier: Supplier, sector: str, *, today: date) -> tuple[EngineFramework, Explained]:
    """The full result of one firm today, judged afresh, with the framework it was judged by."""
    engine = frameworks.engine(frameworks.current())
    return engine, explain(engine, facts_of(engine, supplier.pk, sector), today)


def assessed(supplier: Supplier, sector: str, *, today: date) -> dict[str, Any]:
    """The same as the object that ``manage.py assess`` prints."""
    engine = frameworks.engine(frameworks.current())
    return assess(engine, facts_of(engine, supplier.pk, sector), today)


def recompute(judgement: Judgement) -> str:
    """A past result once more, to the byte, from its snapshot, framework and day."""
    engine = frameworks.engine(Framework.objects.get(hash=judgement.framework_hash))
    document = json.loads(FactsSnapshot.objects.get(pk=judgement.facts_hash).document)
    return to_json(assess(engine, parse_facts(document, engine), judgement.as_of))

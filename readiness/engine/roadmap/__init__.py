"""The cheapest way up: which steps bring a firm to a level, for the least money, then months, then steps.

Pure like the rest of the engine. Read in this order::

    steps       the list of steps with costs and months, and what programmes pay; read and checked
    moves       what each step would do for one firm on one day
    money       which programme pays for which step, within its cap
    conditions  what a level asks, as rows over the moves
    search      the cheapest plans, exactly
    plans       a plan in words of the reader: order, months, money, what each step buys
    document    all of it as JSON
"""

from readiness.engine.roadmap.document import roadmap_document
from readiness.engine.roadmap.plans import Roadmap, Way, WayStep, roadmap, tried
from readiness.engine.roadmap.steps import Grant, Span, Step, parse_steps

__all__ = [
    "Grant",
    "Roadmap",
    "Span",
    "Step",
    "Way",
    "WayStep",
    "parse_steps",
    "roadmap",
    "roadmap_document",
    "tried",
]

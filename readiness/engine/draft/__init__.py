"""A framework document being changed: edits, the rules each must keep, and what differs between two.

document    TOML in, TOML out, in one spelling
edits       one function for each part that staff may change; the document given is left as it was
rules       what a framework must be, beyond what ``parse_framework`` reads
compare     the differences of two frameworks, place by place
"""

from readiness.engine.draft.compare import Difference, compare
from readiness.engine.draft.document import opened, written
from readiness.engine.draft.edits import (
    GateAsked,
    with_caps,
    with_clocks,
    with_criterion,
    with_dimension_weights,
    with_gates,
    with_level,
    with_version,
    with_weights,
)
from readiness.engine.draft.rules import NotAFramework, Wrong, checked

__all__ = [
    "Difference",
    "GateAsked",
    "NotAFramework",
    "Wrong",
    "checked",
    "compare",
    "opened",
    "with_caps",
    "with_clocks",
    "with_criterion",
    "with_dimension_weights",
    "with_gates",
    "with_level",
    "with_version",
    "with_weights",
    "written",
]

"""A requirement against the listed firms: a cut in SQL that loses nobody who matters, then the engine.

``lines`` brings what was asked to the engine's lines; ``cut`` says in SQL which firms may be dropped because
they miss two must lines, or one and leave another unknown; ``offers`` reads the rest, firms that are alike
together; ``answers`` asks the engine once for each kind of firm and counts or orders them.
"""

from readiness.matching.answers import Answer, Match, answer, tally_for
from readiness.matching.lines import engine_lines

__all__ = ["Answer", "Match", "answer", "engine_lines", "tally_for"]

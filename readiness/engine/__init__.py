"""The readiness engine: a framework, a firm's facts and a day give a result. Nothing else.

No Django, no clock, no file. Read in this order::

    exact       numbers without rounding, and how they are printed
    framework   the framework document: dimensions, criteria, levels, gates; its hash
    framework_file  reads and checks it
    facts       what is known of a firm: evidence, findings, measurements; checked, hashed
    criteria    the rules that turn a measurement into a level (M-1 and its like)
    plan        a framework seen from one sector
    judge       the arithmetic, in scaled integers: totals, levels, the day of the next change
    case        one firm in one sector: losses by cause, gates, what blocks the next level
    explain     from facts to a case, and to its full result (``results``)
    assess      the result of one firm as one JSON object, as ``manage.py assess`` prints it
    milp        a small mixed integer program, solved by HiGHS
    roadmap     the cheapest way to a level: steps, plans, what they buy
    draft       a framework document being changed: edits, rules, comparison
    ranking, sensitivity  places in a ranking; how much of a result hangs on single choices
    simulation  what another framework would do to the same firms
    fit         a requirement against firms
    progress    where a count is heading, and when its pace reaches a target
    reported    what buyers reported, in cells from which no buyer can be read
    counted     firms ready to supply directly, against those that buyers confirm (``establishments`` reads them)
    changes     why the count differs between two readings, by cause
    supply      how much of a demand could be served, and what binds

A name with ``_file`` behind it reads and prints what ``manage.py`` takes of the same name.

``judge`` is the loop over many firms; ``assess`` and ``explain`` stand on the same numbers.
"""

from readiness.engine.assess import assess, to_json
from readiness.engine.case import Case, Exemption, Limit
from readiness.engine.exact import Refused
from readiness.engine.explain import case_of, explain, measured_line
from readiness.engine.facts import Facts, parse_facts
from readiness.engine.framework import Framework
from readiness.engine.framework_file import parse_framework
from readiness.engine.judge import Judge, Line, Verdict
from readiness.engine.results import Blocker, Explained

__all__ = [
    "Blocker",
    "Case",
    "Exemption",
    "Explained",
    "Facts",
    "Framework",
    "Judge",
    "Limit",
    "Line",
    "Refused",
    "Verdict",
    "assess",
    "case_of",
    "explain",
    "measured_line",
    "parse_facts",
    "parse_framework",
    "to_json",
]

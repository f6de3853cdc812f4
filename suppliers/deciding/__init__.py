"""The level of a criterion that the facts of a section show by themselves: pure, no database and no clock.

A room a section. Each function takes what the section says and answers claims; a level rests on all lower
ones (readiness model (a)), and what nobody has said claims nothing. What only a reader can judge (a visit, a
witnessed run, an audited calculation) is never worked out here: a paper shows it.
"""

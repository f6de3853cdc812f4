"""The potential: how much of the demand of today the capacity that is free and proven could serve.

Read in this order::

    case      sites and what is asked, as the engine's plants and lines (pure)
    reading   sites and what is asked, out of the tables
    result    what a run keeps: the flow, its bounds, what is short and why, whom to help (pure)
    choosing  whom to help first, for the flow and for the number of firms (pure)
    running   compute, store, and say whether anything changed since
    naming    what a run names, in the reader's words

Model (e) 2 of the readiness model; the mathematics is ``readiness.engine.supply``.
"""

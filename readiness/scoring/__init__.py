"""Facts to the engine and judgements back.

Staleness is a question for the database (``Score.objects.stale``); a message only rings the bell. Every
function here is safe to run twice, and in two places at once.

``rescoring`` takes stale scores in hand, batch after batch; ``judging`` judges one of them; ``writing`` writes
what came out; ``results`` explains one firm and recomputes the past.
"""

from readiness.scoring.rescoring import (
    open_missing_scores,
    rescore_all,
    rescore_firms,
    rescore_some,
    tell_the_untold,
)
from readiness.scoring.results import assessed, explained, recompute

__all__ = [
    "assessed",
    "explained",
    "open_missing_scores",
    "recompute",
    "rescore_all",
    "rescore_firms",
    "rescore_some",
    "tell_the_untold",
]

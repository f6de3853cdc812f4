"""Who pays for a plan: one programme a step at most, and no programme more than its cap over the whole plan."""

from collections.abc import Mapping

from readiness.engine.roadmap.moves import Move
from readiness.engine.roadmap.steps import Grant, Span

Payers = dict[str, Grant]


def paid(moves: Mapping[str, Move]) -> dict[str, tuple[Grant, Span]]:
    """What programmes pay of each move, where together they pay most of what the moves usually cost."""
    left: dict[tuple[str, str], int] = {}
    shares = {}
    for key, grant in _payers(moves).items():
        cost = moves[key].step.cost
        parts = {}
        for part in ("low", "typical", "high"):
            amount = getattr(grant.paid(cost), part)
            if grant.cap is not None:
                slot = grant.programme, part
                amount = min(amount, left.get(slot, grant.cap))
                left[slot] = left.get(slot, grant.cap) - amount
            parts[part] = amount
        shares[key] = grant, Span(**parts)
    return shares


def net(moves: Mapping[str, Move]) -> int:
    """What the moves usually cost the firm, subsidies taken off."""
    return sum(move.step.cost.typical for move in moves.values()) - sum(
        share.typical for _grant, share in paid(moves).values()
    )


def _payers(moves: Mapping[str, Move]) -> Payers:
    """Exact: move by move, for each way in which the caps may be used up by then the most that is paid."""
    found: dict[tuple[tuple[str, int], ...], tuple[int, Payers]] = {(): (0, {})}
    for key in sorted(moves):
        grown = dict(found)
        for used, (amount, payers) in found.items():
            for grant in moves[key].grants:
                now = dict(used)
                share = grant.paid(moves[key].step.cost).typical
                if grant.cap is not None:
                    share = min(share, grant.cap - now.get(grant.programme, 0))
                    now[grant.programme] = now.get(grant.programme, 0) + share
                state = tuple(sorted(now.items()))
                if share and amount + share > grown.get(state, (-1, {}))[0]:
                    grown[state] = amount + share, payers | {key: grant}
        found = grown
    return max(found.values(), key=lambda way: way[0])[1]

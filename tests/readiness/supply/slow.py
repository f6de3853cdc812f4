"""The potential the long way: every site and every demand a node of its own, written from the rules and not
from ``readiness.supply``. Small cases only."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from readiness.supply.case import Ask, Site

SOURCE, SINK = ("source",), ("sink",)


def lacks(site: Site, ask: Ask, level: int) -> set[str] | None:
    """Everything for which a site cannot serve a demand; None where it can never come to serve it."""
    if ask.process not in site.pools or (ask.regions and site.region not in ask.regions):
        return None
    if site.counted >= level:
        missing: set[str] = set()
    elif site.reached >= level:
        missing = {"level:confirmed"}
    elif site.reached == level - 1:
        missing = set(site.short_of)
    else:
        return None
    if ask.minimum_level > max(level, site.counted):
        return None
    missing |= {"|".join(sorted(any_of)) for any_of in ask.standards if not any_of & site.holds}
    if ask.ownerships and site.ownership not in ask.ownerships:
        missing.add("ownership:" + "|".join(sorted(ask.ownerships)))
    return missing


def flow(
    sites: Sequence[Site],
    asks: Sequence[Ask],
    *,
    level: int,
    ownership: str = "",
    waived: Iterable[str] = (),
    met: Mapping[str, Sequence[str]] | None = None,
) -> int:
    """The most that can be served, by paths found one after another."""
    room: dict[tuple, dict[tuple, int]] = {}

    def arc(tail: tuple, head: tuple, most: int) -> None:
        room.setdefault(tail, {})[head] = most
        room.setdefault(head, {}).setdefault(tail, 0)

    for site in sites:
        if ownership and site.ownership != ownership:
            continue
        arc(SOURCE, ("site", site.id), site.free)
        for process, pieces in site.pools.items():
            arc(("site", site.id), ("pool", site.id, process), pieces)
            for ask in asks:
                missing = lacks(site, ask, level)
                if ask.process != process or missing is None:
                    continue
                gained = (met or {}).get(site.id, ())
                if not [m for m in missing - set(waived) if not any(_takes(m, g) for g in gained)]:
                    arc(("pool", site.id, process), ("ask", ask.id), 10**9)
    for ask in asks:
        arc(("ask", ask.id), SINK, ask.pieces)
    total = 0
    while path := _path(room):
        amount = min(room[a][b] for a, b in path)
        for a, b in path:
            room[a][b] -= amount
            room[b][a] += amount
        total += amount
    return total


def _takes(condition: str, gained: str) -> bool:
    """Does a condition that takes one of several standards take any that was gained?"""
    return all(part in condition.split("|") for part in gained.split("|"))


def _path(room: dict[tuple, dict[tuple, int]]) -> list[tuple[tuple, tuple]]:
    came: dict[tuple, tuple] = {SOURCE: SOURCE}
    waiting = deque([SOURCE])
    while waiting:
        node = waiting.popleft()
        for head, left in room.get(node, {}).items():
            if left and head not in came:
                came[head] = node
                waiting.append(head)
    if SINK not in came:
        return []
    path, node = [], SINK
    while node != SOURCE:
        path.append((came[node], node))
        node = came[node]
    return path

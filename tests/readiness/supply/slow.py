"""The potential the long way: every site and every demand a node of its own, written from the rules and not
from ``readiness.supply``. Small cases only."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from readiness.supply.case import Ask, Site

SOURCE, SINK = ("source",), ("sink",)


def lacks(site: Site, ask: Ask, level: int) -> set[str] | None:
    """Everything for which a site cannot serve a demand; None where it can never come to serve it."""
    if not ask.processes & site.pools.keys() or (ask.regions and site.region not in ask.regions):
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
    missing |= {said(any_of) for any_of in ask.standards if not any_of & site.holds}
    missing |= {f"ownership:{said(each)}" for each in ask.ownerships if site.ownership not in each}
    missing |= {f"language:{said(each)}" for each in ask.languages if not each & site.languages}
    missing |= {
        f"process:{said(each)}"
        for each in ask.also
        if not ask.processes <= each and not each & site.pools.keys()
    }
    works = {*ask.processes, *(one for each in ask.also for one in each)}
    at = "+".join(sorted(works))
    for any_of in ask.materials:
        if not any(any_of & site.materials[one] for one in works if one in site.materials):
            missing.add(f"material:{at}:{said(any_of)}")
    if ask.tolerance is not None:
        finest = min((site.tolerances[one] for one in works if one in site.tolerances), default=None)
        if finest is None or finest > ask.tolerance:
            missing.add(f"tolerance:{at}:{float(ask.tolerance):g}")
    if max((site.largest[one] for one in works if one in site.largest), default=0) < ask.size:
        missing.add(f"size:{at}:{ask.size}")
    for code, least in ask.criteria:
        if code not in site.levels or site.levels[code] < least:
            missing.add(f"criterion:{code}:{float(least):g}")
    if site.local_content < ask.local_content:
        missing.add(f"local_content:{ask.local_content}")
    return missing


def said(any_of: frozenset[str]) -> str:
    return "|".join(sorted(any_of))


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
                if process not in ask.processes or missing is None:
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
    """Is a condition met where another is: one that takes any of several words, or asks for less?"""
    *kind, words = condition.split(":")
    *same, own = gained.split(":")
    if kind != same:
        return False
    if kind[:1] == ["tolerance"]:
        return float(own) <= float(words)
    if kind and kind[0] in ("size", "criterion", "local_content"):
        return float(own) >= float(words)
    return all(part in words.split("|") for part in own.split("|"))


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

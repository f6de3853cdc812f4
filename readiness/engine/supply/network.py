"""Maximum flow by augmenting paths, drawn from demand towards supply, one line after the other.

A line draws on pools, and pools draw on the plant that they share. Which pools can serve a line is one bit
mask per line, so the arcs between them, by far the most, are never stored. Plants are no nodes: a pool whose
plant is used up takes over from a line that the plant serves now, be it out of another pool. A line that takes
any of several processes is a node in the market of each.

Method: shortest augmenting paths by distance labels (Ahuja and Orlin, 1991). What a set of lines can be
served is a polymatroid rank, so that drawing line by line, each as far as it goes, is the fullest flow in
that order and a maximum flow as well (Edmonds 1970; Megiddo 1974). Python's integers do not overflow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush

# The level of a pool that can give more; DEAD where nothing can be had.
GIVES = 1
DEAD = 1 << 60
# When to look rather than to lift labels step by step; measured on 100,000 plants whose limits bind.
PATIENCE = 12
LIFTS_PER_LINE = 4

# A line, a pool that it draws on, and the line that this takes over from: None where it has more to give.
Step = tuple[int, int, int | None]


def places(mask: int) -> Iterator[int]:
    """The places of the bits that are set."""
    text = bin(mask)[:1:-1]
    at = text.find("1")
    while at >= 0:
        yield at
        at = text.find("1", at + 1)


def mask_of(at: Iterable[int], size: int) -> int:
    """The mask with these bits set, all below ``size``."""
    held = bytearray(size // 8 + 1)
    for n in at:
        held[n >> 3] |= 1 << (n & 7)
    return int.from_bytes(held, "little")


class Network:
    """Lines and pools are nodes, which are numbers; plants have numbers of their own.

    A market is a process, and a plant has one pool in it at most. ``near`` marks for a line, by their
    ``place`` in the market, the ``pools`` that can serve it. ``room`` is what more a pool could give, ``left``
    what more its plant could, ``serves`` what a plant gives to which line. How far it is to a pool that gives,
    never too long: ``level`` by line, and ``at`` marks the pools of a level. A pool used up by one line alone
    is always one further than that line; they are ``sole`` and move with it. ``twins`` are the nodes of one line
    in several markets, by each of them: always at one level.
    """

    # All of them made by ``start``.
    level: dict[int, int]
    at: list[dict[int, int]]
    alive: list[int]
    sole: dict[int, int]
    patience: dict[int, int]
    lifts: int

    def __init__(self, markets: int) -> None:
        self.market: list[int] = []
        self.near: dict[int, int] = {}
        self.place: dict[int, int] = {}
        self.pools: list[list[int]] = [[] for _ in range(markets)]
        self.room: list[int] = []
        self.plant_of: list[int] = []
        self.left: list[int] = []
        self.serves: list[dict[int, int]] = []
        self.pools_of: list[tuple[int, ...]] = []
        self.twins: dict[int, tuple[int, ...]] = {}

    def plant(self, limit: int) -> int:
        """A limit over several pools."""
        self.left.append(limit)
        self.serves.append({})
        self.pools_of.append(())
        return len(self.left) - 1

    def pool(self, market: int, capacity: int, plant: int | None = None) -> int:
        """Bound by its own capacity and by its plant's limit, if there is one."""
        plant = self.plant(capacity) if plant is None else plant
        node = self._node(market, capacity, plant)
        self.place[node] = len(self.pools[market])
        self.pools[market].append(node)
        self.pools_of[plant] += (node,)
        return node

    def split(self, pool: int, capacity: int) -> int:
        """Part of a pool that is the only one of its plant, as a pool by itself that serves the same lines."""
        plant, market = self.plant_of[pool], self.market[pool]
        free = min(capacity, self.room[pool])
        self.room[pool] -= free
        self.left[plant] -= free
        part = self.pool(market, free)
        wanted = capacity - free
        for line, amount in list(self.serves[plant].items()):
            if moved := min(amount, wanted):
                wanted -= moved
                _add(self.serves[plant], line, -moved)
                _add(self.serves[self.plant_of[part]], line, moved)
        whole, bit = 1 << self.place[pool], 1 << self.place[part]
        for line, near in self.near.items():
            if self.market[line] == market and near & whole:
                self.near[line] = near | bit
        return part

    def line(self, market: int, near: int) -> int:
        """``near`` marks the pools of the market that can serve it, by their order there."""
        node = self._node(market, 0, -1)
        self.near[node] = near
        return node

    def join(self, lines: Sequence[int]) -> None:
        """These are one line, served in any of their markets; draw for one of them."""
        self.twins.update(dict.fromkeys(lines, tuple(lines)))

    def _node(self, market: int, room: int, plant: int) -> int:
        self.market.append(market)
        self.room.append(room)
        self.plant_of.append(plant)
        return len(self.market) - 1

    def start(self) -> None:
        """Label each node with its distance."""
        distances = self.distances()
        self.level = {line: distances.get(line, DEAD) for line in self.near}
        self.sole = dict.fromkeys(self.near, 0)
        self.at = []
        for pools in self.pools:
            at: dict[int, list[int]] = {}
            for place, pool in enumerate(pools):
                if pool in distances:
                    at.setdefault(distances[pool], []).append(place)
                if not self.room[pool] and len(served := self._served(pool)) == 1:
                    self.sole[served[0]] |= 1 << place
            self.at.append({level: mask_of(found, len(pools)) for level, found in at.items()})
        self.alive = [sum(at.values()) for at in self.at]
        self.lifts = 0
        self.patience = {}

    def _served(self, pool: int) -> list[int]:
        """The lines that a pool serves."""
        market = self.market[pool]
        return [line for line in self.serves[self.plant_of[pool]] if self.market[line] == market]

    def copy(self) -> Network:
        """The same flow, ready to be given more pools and arcs; call ``start`` before drawing on."""
        copy = Network(len(self.pools))
        copy.market, copy.near, copy.place = list(self.market), dict(self.near), dict(self.place)
        copy.pools = [list(pools) for pools in self.pools]
        copy.room, copy.left = list(self.room), list(self.left)
        copy.serves = [dict(served) for served in self.serves]
        copy.plant_of, copy.pools_of, copy.twins = list(self.plant_of), list(self.pools_of), self.twins
        return copy

    def draw(self, line: int, wanted: int) -> int:
        """Serve the line up to ``wanted`` more; no other line is served less. Returns what it got."""
        left, lines, path = wanted, [line], list[Step]()
        while left and self.level[line] < DEAD:
            at = lines[-1]
            step = self._step_anywhere(at) if at in self.twins else self._step(at)
            if step is None:
                self._lift(lines.pop())
                if path:
                    path.pop()
                    continue
                lines.append(line)
                if self.lifts > LIFTS_PER_LINE * len(self.near):
                    self.start()
                elif self.patience.get(line, PATIENCE) <= self.level[line] < DEAD:
                    self.patience[line] = 2 * self.level[line]
                    self._bury_if_cut_off(line)
                continue
            path.append(step)
            if step[2] is not None:
                lines.append(step[2])
                continue
            left -= self._push(path, left)
            lines, path = [line], []
        return wanted - left

    def _step_anywhere(self, line: int) -> Step | None:
        return next(filter(None, map(self._step, self.twins[line])), None)

    def _step(self, line: int) -> Step | None:
        """The first step towards a pool that gives. Pools that prove to be further away are lifted."""
        level, market_of, room = self.level, self.market, self.room
        plant_of, serves, left = self.plant_of, self.serves, self.left
        market, nearer = market_of[line], level[line] - 1
        pools = self.pools[market]
        untried = nearest = self.near[line] & self.at[market].get(nearer, 0)
        further: dict[int, list[int]] = {}
        step: Step | None = None
        while untried:
            place = untried.bit_length() - 1
            pool = pools[place]
            plant, lowest = plant_of[pool], DEAD
            if room[pool]:
                if left[plant]:
                    step = (line, pool, None)
                    break
                for other in serves[plant]:
                    if level[other] < lowest:
                        lowest, found = level[other], other
            else:
                for other in serves[plant]:
                    if market_of[other] == market and level[other] < lowest:
                        lowest, found = level[other], other
            if lowest < nearer:
                step = (line, pool, found)
                break
            if lowest in further:
                further[lowest].append(place)
            else:
                further[lowest] = [place]
            untried ^= 1 << place
        if further:
            self._lift_pools(market, nearer, nearest ^ untried, further)
        return step

    def _lift_pools(self, market: int, old: int, lifted: int, beyond: dict[int, list[int]]) -> None:
        """``beyond`` are places by the level of the lines that they are one further than."""
        at, size = self.at[market], len(self.pools[market])
        at[old] ^= lifted
        if not at[old]:
            del at[old]
        for lowest, found in beyond.items():
            mask = mask_of(found, size)
            if lowest < DEAD:
                at[lowest + 1] = at.get(lowest + 1, 0) | mask
            else:
                self.alive[market] ^= mask

    def _lift(self, line: int) -> None:
        nodes, lowest = self.twins.get(line, (line,)), DEAD
        for node in nodes:
            near = self.near[node]
            for level, mask in self.at[self.market[node]].items():
                if level < lowest and mask & near:
                    lowest = level
        old, new = self.level[line], min(lowest + 1, DEAD)
        self.lifts += 1
        for node in nodes:
            self.level[node], market = new, self.market[node]
            if sole := self.sole[node] & self.alive[market]:
                self._move(market, sole, old + 1, new + 1)

    def _move(self, market: int, pools: int, old: int, new: int) -> None:
        """None of them goes dead: a line with a sole pool that is alive has this very pool to go to."""
        at = self.at[market]
        if left := at[old] ^ pools:
            at[old] = left
        else:
            del at[old]
        at[new] = at.get(new, 0) | pools

    def _push(self, path: Sequence[Step], most: int) -> int:
        end = path[-1][1]
        amount = min(most, self.room[end], self.left[self.plant_of[end]])
        for _line, pool, other in path:
            if other is not None:
                amount = min(amount, self.serves[self.plant_of[pool]][other])
                if self.market[other] != self.market[pool]:
                    amount = min(amount, self.room[pool])
        for line, pool, other in path:
            self._serve(pool, line, other, amount)
        self.left[self.plant_of[end]] -= amount
        return amount

    def _serve(self, pool: int, line: int, other: int | None, amount: int) -> None:
        """The pool serves the line so much more, and its plant the other line so much less."""
        plant, market, bit = self.plant_of[pool], self.market[line], 1 << self.place[pool]
        served = self.serves[plant]
        served[line] = served.get(line, 0) + amount
        self.room[pool] -= amount
        if other is not None:
            _add(served, other, -amount)
            giver = next(node for node in self.pools_of[plant] if self.market[node] == self.market[other])
            self.room[giver] += amount
            given = 1 << self.place[giver]
            if self.sole[other] & given:
                self.sole[other] ^= given
        if self.room[pool] or self.sole[line] & bit:
            return
        if len(served) == 1 or len(self._served(pool)) == 1:
            self.sole[line] |= bit
            self._move(market, bit, self.level[line] - 1, self.level[line] + 1)

    def _bury_if_cut_off(self, line: int) -> None:
        """If nothing can be had from the line, neither can it from all that it reaches."""
        dead = self._reach([line], self.alive)
        if dead is None:
            return
        lines, rest = dead
        self.level.update(dict.fromkeys(lines, DEAD))
        for market, alive in enumerate(rest):
            if alive != self.alive[market]:
                self.alive[market] = alive
                at = self.at[market].items()
                self.at[market] = {level: mask & alive for level, mask in at if mask & alive}

    def reached(self, lines: Iterable[int]) -> set[int]:
        """Lines of which none can be served more, and all that share what they draw on."""
        found = self._reach(lines, [(1 << len(pools)) - 1 for pools in self.pools])
        assert found is not None
        return found[0]

    def _reach(self, lines: Iterable[int], pools: Sequence[int]) -> tuple[set[int], list[int]] | None:
        """All lines that these could take over from by way of ``pools``, and the pools then left over.

        None where one of the pools still gives: the nearest lines are looked at first.
        """
        twins, rest = self.twins, list(pools)
        reached = {node for line in lines for node in twins.get(line, (line,))}
        waiting = [(self.level[line], line) for line in reached]
        heapify(waiting)
        while waiting:
            _level, line = heappop(waiting)
            market = self.market[line]
            found = self.near[line] & rest[market]
            rest[market] ^= found
            of_market = self.pools[market]
            for place in places(found):
                pool = of_market[place]
                plant, free = self.plant_of[pool], self.room[pool]
                if free and self.left[plant]:
                    return None
                for other in self.serves[plant]:
                    if other not in reached and (free or self.market[other] == market):
                        for node in twins.get(other, (other,)):
                            reached.add(node)
                            heappush(waiting, (self.level[node], node))
        return reached, rest

    def distances(self) -> dict[int, int]:
        """How far it is to a pool that gives, from each line and pool that can reach one."""
        lines: list[list[int]] = [[] for _ in self.pools]
        for line in self.near:
            lines[self.market[line]].append(line)
        served_by: dict[int, list[int]] = {}
        for plant, served in enumerate(self.serves):
            for line in served:
                served_by.setdefault(line, []).append(plant)
        edge = [pool for pool in self.place if self.room[pool] and self.left[self.plant_of[pool]]]
        step = GIVES
        distances = dict.fromkeys(edge, step)
        while edge:
            found: dict[int, list[int]] = {}
            for pool in edge:
                found.setdefault(self.market[pool], []).append(self.place[pool])
            fresh: list[int] = []
            for market, at in found.items():
                mask = mask_of(at, len(self.pools[market]))
                near = [line for line in lines[market] if self.near[line] & mask]
                lines[market] = [line for line in lines[market] if not self.near[line] & mask]
                for line in near:
                    if line not in distances:
                        nodes = self.twins.get(line, (line,))
                        distances.update(dict.fromkeys(nodes, step + 1))
                        fresh += nodes
            edge, step = [], step + 2
            for line in fresh:
                market = self.market[line]
                for plant in served_by.get(line, ()):
                    for pool in self.pools_of[plant]:
                        if pool not in distances and (self.room[pool] or self.market[pool] == market):
                            distances[pool] = step
                            edge.append(pool)
        return distances


def _add(amounts: dict[int, int], key: int, amount: int) -> None:
    total = amounts.get(key, 0) + amount
    if total:
        amounts[key] = total
    else:
        del amounts[key]

"""Maximum flow by augmenting paths, drawn from demand towards supply, one line after the other.

A line draws on pools, a pool on its plant, a plant on ``ROOT``. Which pools can serve a line is one bit mask
per line, so the arcs between them, by far the most, are never stored.

Method: shortest augmenting paths by distance labels (Ahuja and Orlin, 1991). What a set of lines can be
served is a polymatroid rank, so that drawing line by line, each as far as it goes, is the fullest flow in
that order and a maximum flow as well (Edmonds 1970; Megiddo 1974). Python's integers do not overflow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

ROOT = 0
# The label of a node from which the root can no longer be reached.
DEAD = 1 << 60
# When to look rather than to lift labels step by step. Measured on 100,000 plants with limits and 20,000 lines:
# asking whether a line is cut off when its label reaches 8, 16, 32 took 10, 3.6, 2.3 s in all; measuring all
# distances anew after as many lifts as there are nodes, or four times as many, 3.3 and 2.7 s.
PATIENCE = 32
LIFTS_PER_NODE = 4


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
    """Nodes are numbers. ``room`` is what more an arc can carry, by tail and head; empty arcs left out.

    ``level`` is a distance to the root that is never too long. A market is a process: ``near`` marks for a
    line, by their ``place`` in the market, the ``pools`` that can serve it; ``at`` marks those of a level.
    """

    def __init__(self, markets: int) -> None:
        self.room: list[dict[int, int]] = [{}]
        self.level: list[int] = []
        self.market: dict[int, int] = {}
        self.near: dict[int, int] = {}
        self.place: dict[int, int] = {}
        self.pools: list[list[int]] = [[] for _ in range(markets)]
        self.at: list[dict[int, int]] = [{} for _ in range(markets)]
        self.alive = [0] * markets
        self.patience: dict[int, int] = {}
        self.lifts = 0

    def plant(self, limit: int) -> int:
        return self._node({ROOT: limit})

    def pool(self, market: int, capacity: int, on: int = ROOT) -> int:
        """``on`` is the plant whose limit binds, or another pool whose capacity this one may also use."""
        node = self._node({on: capacity})
        self.market[node] = market
        self.place[node] = len(self.pools[market])
        self.pools[market].append(node)
        return node

    def line(self, market: int, near: int) -> int:
        """``near`` marks the pools of the market that can serve it, by their order there."""
        node = self._node({})
        self.market[node] = market
        self.near[node] = near
        return node

    def _node(self, room: dict[int, int]) -> int:
        self.room.append({head: amount for head, amount in room.items() if amount})
        return len(self.room) - 1

    def start(self) -> None:
        """Label each node with its distance to the root."""
        distances = self.distances()
        self.level = [distances.get(node, DEAD) for node in range(len(self.room))]
        for market, pools in enumerate(self.pools):
            at: dict[int, list[int]] = {}
            for place, node in enumerate(pools):
                at.setdefault(self.level[node], []).append(place)
            at.pop(DEAD, None)
            self.at[market] = {level: mask_of(found, len(pools)) for level, found in at.items()}
            self.alive[market] = sum(self.at[market].values())
        self.lifts = 0
        self.patience = {}

    def copy(self) -> Network:
        """The same flow, ready to be given more arcs; call ``start`` before drawing on."""
        copy = Network(len(self.pools))
        copy.room = [dict(room) for room in self.room]
        copy.market, copy.near, copy.place = dict(self.market), dict(self.near), dict(self.place)
        copy.pools = [list(pools) for pools in self.pools]
        return copy

    def draw(self, line: int, wanted: int) -> int:
        """Serve the line up to ``wanted`` more; no other line is served less. Returns what it got."""
        left, path = wanted, [line]
        while left and self.level[line] < DEAD:
            node = path[-1]
            if node == ROOT:
                left -= self._push(path, left)
                path = [line]
                continue
            step = self._step(node)
            if step is not None:
                path.append(step)
                continue
            self._lift(node)
            if len(path) > 1:
                path.pop()
            elif self.lifts > LIFTS_PER_NODE * len(self.room):
                self.start()
            elif self.patience.get(line, PATIENCE) <= self.level[line] < DEAD:
                self.patience[line] = 2 * self.level[line]
                self._bury_if_cut_off(line)
        return wanted - left

    def _step(self, node: int) -> int | None:
        """A node one nearer to the root that this one can draw on."""
        nearer = self.level[node] - 1
        near = self.near.get(node)
        if near is not None:
            market = self.market[node]
            found = near & self.at[market].get(nearer, 0)
            return self.pools[market][found.bit_length() - 1] if found else None
        level = self.level
        for head in self.room[node]:
            if level[head] == nearer:
                return head
        return None

    def _lift(self, node: int) -> None:
        level, near = self.level, self.near.get(node)
        old, lowest = level[node], DEAD
        if near is not None:
            for at, mask in self.at[self.market[node]].items():
                if at < lowest and mask & near:
                    lowest = at
        elif self.room[node]:
            lowest = min(map(level.__getitem__, self.room[node]))
        level[node] = new = min(lowest + 1, DEAD)
        self.lifts += 1
        if node in self.place:
            self._move(node, old, new)

    def _move(self, pool: int, old: int, new: int) -> None:
        market, bit = self.market[pool], 1 << self.place[pool]
        at = self.at[market]
        if left := at[old] ^ bit:
            at[old] = left
        else:
            del at[old]
        if new < DEAD:
            at[new] = at.get(new, 0) | bit
        else:
            self.alive[market] ^= bit

    def _push(self, path: list[int], most: int) -> int:
        steps = list(pairwise(path))
        amount = min(most, *(self.room[tail][head] for tail, head in steps if tail not in self.near))
        for tail, head in steps:
            if tail not in self.near:
                left = self.room[tail][head] - amount
                if left:
                    self.room[tail][head] = left
                else:
                    del self.room[tail][head]
            if head != ROOT and head not in self.near:
                self.room[head][tail] = self.room[head].get(tail, 0) + amount
        return amount

    def _bury_if_cut_off(self, line: int) -> None:
        """If the root cannot be reached from the line, neither can it from all that can be."""
        reached = self.reached([line], alive=self.alive)
        if ROOT in reached:
            return
        for node in reached:
            if node in self.place:
                self._move(node, self.level[node], DEAD)
            self.level[node] = DEAD

    def reached(self, start: Iterable[int], *, alive: list[int] | None = None) -> set[int]:
        """All that can be drawn on from these nodes, themselves included; not further than the root.

        With the masks of the pools ``alive``, what is dead is left out.
        """
        reached = set(start)
        waiting = list(reached)
        fresh = list(alive) if alive else [(1 << len(pools)) - 1 for pools in self.pools]
        while waiting:
            node = waiting.pop()
            near = self.near.get(node)
            if near is not None:
                market = self.market[node]
                found = near & fresh[market]
                fresh[market] ^= found
                heads = [self.pools[market][n] for n in places(found)]
            else:
                heads = list(self.room[node])
            for head in heads:
                if head in reached or (alive and self.level[head] >= DEAD):
                    continue
                reached.add(head)
                if head == ROOT:
                    return reached
                waiting.append(head)
        return reached

    def distances(self) -> dict[int, int]:
        """How far the root is from each node that can reach it."""
        into: dict[int, list[int]] = {}
        for tail, room in enumerate(self.room):
            for head in room:
                into.setdefault(head, []).append(tail)
        lines: list[list[int]] = [[] for _ in self.pools]
        for line in self.near:
            lines[self.market[line]].append(line)
        distances, edge, step = {ROOT: 0}, [ROOT], 0
        while edge:
            step += 1
            found: dict[int, list[int]] = {}
            fresh: list[int] = []
            for node in edge:
                if node in self.place:
                    found.setdefault(self.market[node], []).append(self.place[node])
                fresh += into.get(node, ())
            for market, at in found.items():
                mask = mask_of(at, len(self.pools[market]))
                fresh += [line for line in lines[market] if self.near[line] & mask]
                lines[market] = [line for line in lines[market] if not self.near[line] & mask]
            edge = list({node for node in fresh if node not in distances})
            distances.update(dict.fromkeys(edge, step))
        return distances

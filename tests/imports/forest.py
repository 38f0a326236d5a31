"""A forest sorted person by person, all of it in memory: what the stage must come to as well. PURE.

People are numbered as they come, in any order. The order that comes out goes by the times of joining, except that
nobody comes before their inviter: whoever is said to have joined earlier than that comes as soon after as possible.
Of people with the same time the one nearer the root comes first, then the one with the smaller number.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar

ROOT = -1


class Ordered(Protocol):
    """A time: all that matters is which is the earlier."""

    def __lt__(self, other: Self, /) -> bool: ...


Time = TypeVar("Time", bound=Ordered)


@dataclass(frozen=True)
class SortedForest:
    """The order of those who stand, their depths (a root's is 0), and those who do not stand.

    A circle is a list of people of whom each was invited by the next and the last by the first. `cut_off` are the
    people below a circle or below somebody who was barred, each after those above them.
    """

    order: list[int]
    depths: list[int]
    circles: list[list[int]]
    cut_off: list[int]


_UNSEEN, _ON_PATH, _STANDS, _FALLS = range(4)


def sort_forest(above: Sequence[int], joined: Sequence[Time], *, barred: Collection[int] = ()) -> SortedForest:
    """Sort people by `joined`, inviters first; `above[n]` is n's inviter or ROOT, whoever is barred does not stand."""
    count = len(above)
    state = bytearray(count)
    for person in barred:
        state[person] = _FALLS
    depth = [0] * count
    # The time of joining, or the inviter's where that is later.
    since = list(joined)
    circles: list[list[int]] = []
    cut_off: list[int] = []
    for start in range(count):
        path = []
        person = start
        while person != ROOT and state[person] == _UNSEEN:
            state[person] = _ON_PATH
            path.append(person)
            person = above[person]
        if person != ROOT and state[person] == _ON_PATH:
            circle = path[path.index(person) :]
            del path[-len(circle) :]
            for member in circle:
                state[member] = _FALLS
            circles.append(circle)
        if person != ROOT and state[person] == _FALLS:
            path.reverse()
            cut_off.extend(path)
            for member in path:
                state[member] = _FALLS
            continue
        while path:
            member = path.pop()
            inviter = above[member]
            if inviter != ROOT:
                depth[member] = depth[inviter] + 1
                if since[member] < since[inviter]:
                    since[member] = since[inviter]
            state[member] = _STANDS
    order = [person for person in range(count) if state[person] == _STANDS]
    # Sorting is stable, so the last key counts most.
    order.sort(key=depth.__getitem__)
    order.sort(key=since.__getitem__)
    return SortedForest(order, [depth[person] for person in order], circles, cut_off)

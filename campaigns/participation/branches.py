"""Branches: a tree of many people drawn as a few blocks, each as wide as its branch. PURE.

Nouns: a *branch* is somebody and everybody below them; a *block* is a branch that is shown, or all those of one
inviter together that are too narrow for it. *Heads* of a block are those at the top of its branches, one or as many as
`others` says; everybody else in it is so many *steps* below them.

Laws: what a branch is divided into adds up to it, less whoever stands at its head; so do the blocks at the top to
everybody. What a block has at each step adds up to it, where the asked depth reaches down to its last; so do those of
each step who are active.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from campaigns.participation.periods import Ints

MOST_BLOCKS = 2_000
"""No screen shows more; the widest branches are divided first."""


@dataclass(frozen=True, slots=True)
class Block:
    """A branch, or where `head` is 0 the `others` of an inviter together; `people` and `active` are of all of it.

    `head` and `inviter` are ids; `inviter` is 0 at the top. `people_by_step` begins with the heads and ends with the
    last step at which somebody stands, or with the asked depth; `active_by_step` is as long.
    """

    head: int
    inviter: int
    generation: int
    people: int
    active: int
    direct: int
    others: int
    people_by_step: list[int]
    active_by_step: list[int]


@dataclass(frozen=True, eq=False)
class Branches:
    """All branches of a forest, by rows in order of breadth: whoever came by themselves, then those they brought in, …

    Those of one inviter stand beside each other, the widest branch first. So those whom a run of rows brought in are
    a run of rows again: of `low` to `high`, `recruits[low + 1]` to `recruits[high + 1]`. Row -1 is nobody, who brought
    in all at the top.

    `id`, `generation`: int64[people]. `recruits`: int64[people + 2]. `by_id`: int64[people], the rows in order of ids.
    `people_before`, `active_before`: int64[people + 1], of the branches of all rows before this one together; a branch
    within another of them is counted with both.
    """

    id: Ints
    generation: Ints
    recruits: Ints
    people_before: Ints
    active_before: Ints
    by_id: Ints

    def __len__(self) -> int:
        return len(self.id)

    def __contains__(self, head: int) -> bool:
        place = int(np.searchsorted(self.id, head, sorter=self.by_id))
        return place < len(self) and int(self.id[self.by_id[place]]) == head

    def row_of(self, head: int) -> int:
        return int(self.by_id[np.searchsorted(self.id, head, sorter=self.by_id)])

    def blocks(self, *, head: int | None, depth: int, most: int) -> list[Block]:
        """Divide a branch, or with no head the whole, so many generations deep and into the `most` widest each.

        Every block comes behind that of its inviter.
        """
        # Of each block from and to which row its heads are, their inviter's row, its steps from the top, its `others`.
        runs: list[tuple[int, int, int, int, int]] = []
        top = -1
        if head is not None:
            top = self.row_of(head)
            runs.append((top, top + 1, -1, 0, 0))
        # The widest first; of equals whoever stands nearer to the top.
        waiting = [(0, top, 0)]
        while waiting and len(runs) + most + 1 <= MOST_BLOCKS:
            _, row, steps = heapq.heappop(waiting)
            low, high = self.recruits[row + 1 : row + 3].tolist()
            alone = min(low + most, high)
            widths = np.diff(self.people_before[low : alone + 1]).tolist()
            for each, people in zip(range(low, alone), widths, strict=True):
                runs.append((each, each + 1, row, steps + 1, 0))
                if people > 1 and steps + 1 < depth:
                    heapq.heappush(waiting, (-people, each, steps + 1))
            if alone < high:
                runs.append((alone, high, row, steps + 1, high - alone))
        return self._told(np.array(runs, dtype=np.int64).reshape(-1, 5), depth=depth)

    def _told(self, runs: Ints, *, depth: int) -> list[Block]:
        low, high, inviter, steps, others = runs.T
        is_one = others == 0
        # How many stand so many steps below the heads or deeper: int64[steps][blocks].
        people, active = [], []
        at, to = low, high
        for _ in range(depth + 2):
            people.append(self.people_before[to] - self.people_before[at])
            active.append(self.active_before[to] - self.active_before[at])
            at, to = self.recruits[at + 1], self.recruits[to + 1]
        people_by_step, active_by_step = (-np.diff(deeper, axis=0).T for deeper in (people, active))
        reached = np.minimum((people_by_step > 0).sum(axis=1), depth + 1 - steps).tolist()
        counts = (
            np.where(is_one, self.id[low], 0),
            np.where(inviter < 0, 0, self.id[inviter]),
            self.generation[low],
            people[0],
            active[0],
            np.where(is_one, self.recruits[low + 2] - self.recruits[low + 1], 0),
            others,
        )
        levels = (
            [block[:end] for block, end in zip(by_step.tolist(), reached, strict=True)]
            for by_step in (people_by_step, active_by_step)
        )
        return [Block(*block) for block in zip(*(each.tolist() for each in counts), *levels, strict=True)]


def branches_of(*, ids: Ints, inviters: Ints, generations: Ints, active: Ints) -> Branches:
    """Add a forest up. Ids come in any order, inviters are ids, 0 for nobody; `active` are the ids of whoever is."""
    in_turn = np.argsort(ids)
    ids, inviters, generations = ids[in_turn], inviters[in_turn], generations[in_turn]
    above = np.where(inviters > 0, np.searchsorted(ids, inviters), -1).astype(np.int64)
    people, alive = np.ones(len(ids), dtype=np.int64), np.isin(ids, active).astype(np.int64)
    # The last generation first, so that whatever is added to an inviter is whole.
    for rows in reversed(_rows_by(generations)[1:]):
        np.add.at(people, above[rows], people[rows])
        np.add.at(alive, above[rows], alive[rows])
    order, direct = _by_breadth(above, people)
    by_id = np.empty_like(order)
    by_id[order] = np.arange(len(order))
    return Branches(
        id=ids[order],
        generation=generations[order],
        recruits=_added_up(direct),
        people_before=_added_up(people[order]),
        active_before=_added_up(alive[order]),
        by_id=by_id,
    )


def _rows_by(generations: Ints) -> list[Ints]:
    """Give the rows of each generation, from that of whoever came by themselves."""
    return np.split(np.argsort(generations, kind="stable"), np.cumsum(np.bincount(generations))[:-1])


def _by_breadth(above: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """Give rows in order of breadth, and how many were brought in by nobody and then by each of them, in that order."""
    beside = np.lexsort((-sizes, above))
    # By the inviter's row and one.
    brought = np.bincount(above + 1, minlength=len(above) + 1)
    begins = _added_up(brought)
    generations = [beside[: brought[0]]]
    while len(generations[-1]):
        inviters = generations[-1] + 1
        many = brought[inviters]
        # Places in `beside`: for each inviter a run from where theirs begin.
        shift = begins[inviters] - _added_up(many)[:-1]
        generations.append(beside[np.repeat(shift, many) + np.arange(many.sum())])
    order = np.concatenate(generations)
    return order, brought[np.concatenate(([0], order + 1))]


def _added_up(counts: Ints) -> Ints:
    """Give how many there are before each, and at the end all of them."""
    return np.concatenate(([0], np.cumsum(counts)))

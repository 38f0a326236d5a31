"""Cascade: the trees of who invited whom, measured: depths, sizes, breadth, branching, structural virality. PURE.

People are numbered in the order of joining; `parent[n]` is the number of n's inviter, or ROOT. Law: an inviter has the
smaller number. An edge is named after its lower end, so `size[n]` is also how many people hang below n's edge.

Everything is found by doubling: what is known about the 2^k people next above gives what holds for the 2^(k+1) next.
That takes O(people · log(deepest)) whatever the shape of the trees, where going level by level is slow in a chain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from campaigns.recruiting.forest import ROOT

Ints = NDArray[np.int64]

_MOST_EXACT = 2**63 - 1


@dataclass(frozen=True, eq=False, slots=True)
class Histogram:
    """How many there are of each value: `values` ascending, each there at least once; both int64 of one length."""

    values: Ints
    counts: Ints


@dataclass(frozen=True, eq=False, slots=True)
class Cascade:
    """The trees, person by person; all int64[people]. `depth` of a root is 0, `size` counts the person too."""

    parent: Ints
    depth: Ints
    size: Ints
    root: Ints

    def __len__(self) -> int:
        return len(self.parent)


@dataclass(frozen=True, eq=False, slots=True)
class TreePieces:
    """What structural virality is made of, tree by tree; all int64[trees], the roots ascending.

    `people` in the tree, `sizes` = Σ s and `squares` = Σ s² over its edges, s the number of people below an edge. When
    somebody joins, s grows by one on each edge between them and the root: `sizes` by their depth d, and `squares` by
    d + 2·(the sum of those s before). So the pieces can be kept up to date from the upline of whoever is new.
    """

    root: Ints
    people: Ints
    sizes: Ints
    squares: Ints


def read_cascade(parent: ArrayLike) -> Cascade:
    """Measure the trees of `parent`, int64[people]. Raises ValueError where an inviter has not the smaller number."""
    above = np.ascontiguousarray(parent, dtype=np.int64)
    numbers = np.arange(len(above), dtype=np.int64)
    if np.any((above >= numbers) | (above < ROOT)):
        raise ValueError("an inviter has a smaller number than the recruit, and a root's is -1")
    depth: Ints = (above >= 0).astype(np.int64)
    size: Ints = np.ones(len(above), dtype=np.int64)
    root = np.where(above < 0, numbers, above)
    # `person` are those who have somebody `far` steps above, `there`; depth and root reach as far, size down as far
    person = np.flatnonzero(above >= 0)
    there = above[person]
    while len(person):
        gained = size[person]
        depth[person] += depth[there]
        root[person] = root[there]
        np.add.at(size, there, gained)
        jump: Ints = np.full(len(above), ROOT, dtype=np.int64)
        jump[person] = there
        there = jump[there]
        person, there = person[there >= 0], there[there >= 0]
    return Cascade(above, depth, size, root)


def extend_cascade(cascade: Cascade, parent: ArrayLike) -> Cascade:
    """Add those who joined since, in their order; gives what `read_cascade` would give for all.

    Beyond a copy of the arrays it costs O(new people · their depth); where that is more than all people, they are read
    anew. Raises ValueError as `read_cascade` does.
    """
    new = np.ascontiguousarray(parent, dtype=np.int64)
    before = len(cascade)
    numbers = np.arange(before, before + len(new), dtype=np.int64)
    if np.any((new >= numbers) | (new < ROOT)):
        raise ValueError("an inviter has a smaller number than the recruit, and a root's is -1")
    above = np.concatenate([cascade.parent, new])
    depth = np.concatenate([cascade.depth, np.zeros(len(new), dtype=np.int64)])
    root = np.concatenate([cascade.root, numbers])
    size = np.concatenate([cascade.size, np.ones(len(new), dtype=np.int64)])
    for person, inviter in enumerate(new.tolist(), start=before):
        if inviter >= 0:
            depth[person] = depth[inviter] + 1
            root[person] = root[inviter]
    if int(depth[before:].sum()) > len(above):
        return read_cascade(above)
    upline = new[new >= 0]
    while len(upline):
        np.add.at(size, upline, 1)
        upline = above[upline]
        upline = upline[upline >= 0]
    return Cascade(above, depth, size, root)


def breadth(cascade: Cascade) -> Ints:
    """Count the people of each generation, int64[deepest + 1]; the roots stand first."""
    return np.bincount(cascade.depth).astype(np.int64)


def tree_sizes(cascade: Cascade) -> Histogram:
    """Count the trees by how many people they have."""
    return _histogram(cascade.size[cascade.parent < 0])


def offspring(cascade: Cascade) -> Histogram:
    """Count the people by how many they brought in themselves, to this day: those who came lately had less time."""
    inviters = cascade.parent[cascade.parent >= 0]
    return _histogram(np.bincount(inviters, minlength=len(cascade)))


def wiener(cascade: Cascade) -> TreePieces:
    """Sum up sizes and their squares over the edges of each tree. Raises OverflowError where int64 is too narrow.

    Trees of up to three million people always fit; larger ones do unless they are nearly chains.
    """
    root = np.flatnonzero(cascade.parent < 0)
    edge = cascade.parent >= 0
    number_of_tree = np.cumsum(~edge) - 1
    tree, size = number_of_tree[cascade.root[edge]], cascade.size[edge]
    people = cascade.size[root]
    sizes: Ints = np.zeros(len(root), dtype=np.int64)
    squares: Ints = np.zeros(len(root), dtype=np.int64)
    np.add.at(sizes, tree, size)
    # Σ s² ≤ (the largest s)·Σ s; and a chain of n, the worst shape, has less than n³/3
    if len(root) and int(people.max()) > 3_000_000 and int(people.max()) * int(sizes.max()) > _MOST_EXACT:
        raise OverflowError("the squares of these sizes do not fit into 64 bits")
    np.add.at(squares, tree, size * size)
    return TreePieces(root, people, sizes, squares)


def structural_virality(people: int, sizes: int, squares: int) -> float | None:
    """Give the mean distance between two people of one tree, in steps: 2·Σ s(n−s) / (n(n−1)); None for fewer than 2.

    An edge lies between s people below it and n−s others, so Σ s(n−s) = n·Σs − Σs² is the Wiener index.
    Goel, Anderson, Hofman and Watts, "The structural virality of online diffusion", Management Science 62(1), 2016.
    """
    if people < 2:
        return None
    return 2 * (people * sizes - squares) / (people * (people - 1))


def pooled_distance(pieces: TreePieces) -> float | None:
    """Give the mean distance over all pairs of people who share a tree, in steps; None without such a pair.

    2·Σ W / Σ n(n−1) over the trees, W the Wiener index of each. Whole numbers until the last division.
    """
    people, sizes, squares = (column.tolist() for column in (pieces.people, pieces.sizes, pieces.squares))
    distances = sum(n * s - q for n, s, q in zip(people, sizes, squares, strict=True))
    pairs = sum(n * (n - 1) for n in people)
    return 2 * distances / pairs if pairs else None


def _histogram(numbers: Ints) -> Histogram:
    values, counts = np.unique(numbers, return_counts=True)
    return Histogram(values.astype(np.int64), counts.astype(np.int64))

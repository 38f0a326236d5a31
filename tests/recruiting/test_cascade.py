"""The cascade: equal to what networkx finds, whatever the trees; the same in pieces as at once, under any numbering."""

from __future__ import annotations

import csv
import os
import time
from pathlib import Path

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.recruiting.cascade import (
    TreePieces,
    breadth,
    extend_cascade,
    offspring,
    pooled_distance,
    read_cascade,
    structural_virality,
    tree_sizes,
    wiener,
)
from campaigns.recruiting.forest import ROOT, sort_forest

FORESTS = st.integers(0, 40).flatmap(
    lambda count: st.tuples(*(st.integers(-1, person - 1) for person in range(count))).map(list)
)


def graph_of(parent: list[int]) -> networkx.DiGraph[int]:
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    graph.add_nodes_from(range(len(parent)))
    graph.add_edges_from((above, person) for person, above in enumerate(parent) if above >= 0)
    return graph


def rows_of(pieces: TreePieces) -> list[tuple[int, int, int, int]]:
    columns = (pieces.root, pieces.people, pieces.sizes, pieces.squares)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@given(FORESTS)
def test_depths_sizes_roots_and_virality_are_those_of_networkx(parent: list[int]) -> None:
    cascade = read_cascade(parent)
    graph = graph_of(parent)
    roots = [person for person, above in enumerate(parent) if above < 0]
    away = {root: networkx.single_source_shortest_path_length(graph, root) for root in roots}
    assert {person: int(depth) for person, depth in enumerate(cascade.depth)} == {
        person: steps for root in roots for person, steps in away[root].items()
    }
    assert all(cascade.root[person] == root for root in roots for person in away[root])
    assert cascade.size.tolist() == [1 + len(networkx.descendants(graph, person)) for person in range(len(parent))]

    pieces = wiener(cascade)
    assert pieces.root.tolist() == roots
    distances = pairs = 0
    for root, people, sizes, squares in rows_of(pieces):
        tree = graph.subgraph(away[root]).to_undirected()
        index = networkx.wiener_index(tree)
        assert people * sizes - squares == index
        mean = structural_virality(people, sizes, squares)
        assert mean == (pytest.approx(index * 2 / (people * (people - 1)), rel=1e-15) if people > 1 else None)
        distances += index
        pairs += people * (people - 1)
    assert pooled_distance(pieces) == (pytest.approx(2 * distances / pairs, rel=1e-15) if pairs else None)


@given(FORESTS)
def test_counts_add_up(parent: list[int]) -> None:
    cascade = read_cascade(parent)
    pieces = wiener(cascade)
    trees, brought = tree_sizes(cascade), offspring(cascade)
    assert breadth(cascade).sum() == len(cascade) == (trees.values * trees.counts).sum() == pieces.people.sum()
    assert trees.counts.sum() == sum(above < 0 for above in parent) == breadth(cascade)[:1].sum()
    assert brought.counts.sum() == len(cascade)
    assert (brought.values * brought.counts).sum() == sum(above >= 0 for above in parent)
    # everybody is counted once by each person above them, and once by themselves
    assert cascade.size.sum() == (cascade.depth + 1).sum()
    assert pieces.sizes.sum() == cascade.depth.sum()


@given(FORESTS, st.data())
def test_joining_in_several_goes_gives_the_same_as_at_once(parent: list[int], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(parent)), max_size=3)))
    cascade = read_cascade([])
    for start, stop in zip([0, *cuts], [*cuts, len(parent)], strict=True):
        cascade = extend_cascade(cascade, parent[start:stop])
    whole = read_cascade(parent)
    for name in ("parent", "depth", "size", "root"):
        assert getattr(cascade, name).tolist() == getattr(whole, name).tolist()
        assert getattr(cascade, name).dtype == np.int64


@given(FORESTS)
def test_the_pieces_of_virality_can_be_kept_from_the_upline_of_whoever_is_new(parent: list[int]) -> None:
    people, sizes, squares = {}, {}, {}
    size = [1] * len(parent)
    for person, above in enumerate(parent):
        edges, root = [], person
        while parent[root] >= 0:
            root = parent[root]
            edges.append(root)
        if above < 0:
            people[person], sizes[person], squares[person] = 1, 0, 0
            continue
        people[root] += 1
        sizes[root] += len(edges)
        squares[root] += len(edges) + 2 * sum(size[one] for one in edges if one != root)
        for one in edges:
            size[one] += 1
    kept = [(root, people[root], sizes[root], squares[root]) for root in people]
    assert rows_of(wiener(read_cascade(parent))) == kept


@given(FORESTS, st.permutations(range(40)))
def test_another_numbering_with_inviters_first_changes_nothing_but_the_numbers(
    parent: list[int], rank: list[int]
) -> None:
    order = list(networkx.lexicographical_topological_sort(graph_of(parent), key=rank.__getitem__))
    place = {person: number for number, person in enumerate(order)}
    moved = [-1 if parent[person] < 0 else place[parent[person]] for person in order]
    one, other = read_cascade(parent), read_cascade(moved)
    assert one.depth[order].tolist() == other.depth.tolist()
    assert one.size[order].tolist() == other.size.tolist()
    assert [place[root] for root in one.root[order].tolist()] == other.root.tolist()
    assert breadth(one).tolist() == breadth(other).tolist()
    assert tree_sizes(one).counts.tolist() == tree_sizes(other).counts.tolist()
    assert offspring(one).counts.tolist() == offspring(other).counts.tolist()
    assert pooled_distance(wiener(one)) == pooled_distance(wiener(other))


def test_a_star_a_chain_and_a_pair() -> None:
    star = wiener(read_cascade([-1, 0, 0, 0, 0]))
    assert structural_virality(5, int(star.sizes[0]), int(star.squares[0])) == 2 * 16 / 20
    chain = wiener(read_cascade([-1, 0, 1, 2]))
    assert structural_virality(4, int(chain.sizes[0]), int(chain.squares[0])) == 20 / 12
    assert pooled_distance(wiener(read_cascade([-1, 0]))) == 1
    assert pooled_distance(wiener(read_cascade([-1, -1]))) is None
    assert structural_virality(1, 0, 0) is None


@pytest.mark.parametrize("parent", [[0], [-1, 1], [-1, 2, 0], [-2]])
def test_whoever_does_not_stand_below_an_earlier_one_is_refused(parent: list[int]) -> None:
    with pytest.raises(ValueError, match="an inviter has a smaller number"):
        read_cascade(parent)
    with pytest.raises(ValueError, match="an inviter has a smaller number"):
        extend_cascade(read_cascade([]), parent)


def test_a_chain_of_two_hundred_thousand_is_exact() -> None:
    people = 200_000
    cascade = read_cascade(np.arange(-1, people - 1))
    pieces = wiener(cascade)
    assert cascade.depth[-1] == people - 1
    assert int(pieces.squares[0]) == (people - 1) * people * (2 * people - 1) // 6
    assert pooled_distance(pieces) == pytest.approx((people + 1) / 3, rel=1e-15)
    again = extend_cascade(cascade, [people - 1, people])
    assert again.size[0] == people + 2


def test_a_real_recruitment_by_coupons_has_the_shape_that_is_known() -> None:
    folder = os.environ.get("MOBILIZE_REFERENCE_DATA")
    if not folder:
        pytest.skip("MOBILIZE_REFERENCE_DATA names no folder with the reference data; this needs its nyjazz/")
    with (Path(folder) / "nyjazz" / "nyjazz.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    # Of a number that was handed to two people the first is meant; nobody was handed 90.
    handed = {row[f"coupon.{n}"]: place for place, row in reversed(list(enumerate(rows))) for n in range(1, 8)}
    above = [ROOT if row["own.coupon"] == "NA" else handed.get(row["own.coupon"], ROOT) for row in rows]
    orphans = [place for place, row in enumerate(rows) if row["own.coupon"] not in {"NA", *handed}]
    forest = sort_forest(above, range(len(rows)), barred=orphans)
    number = {person: place for place, person in enumerate(forest.order)} | {ROOT: ROOT}
    cascade = read_cascade([number[above[person]] for person in forest.order])
    brought = offspring(cascade)
    assert (len(orphans), len(forest.cut_off)) == (3, 4)
    assert len(cascade) == 257
    assert tree_sizes(cascade).counts.sum() == breadth(cascade)[0] == 10
    assert len(breadth(cascade)) - 1 == cascade.depth.max() == 11
    assert rows[forest.order[int(cascade.depth.argmax())]]["id"] == "114"
    assert round(int(brought.values @ brought.counts) / 257, 3) == 0.961
    assert (brought.values[-1], brought.counts[-1]) == (8, 1)


def test_a_million_people_take_less_than_two_seconds_of_work() -> None:
    chance = np.random.default_rng(1)
    numbers = np.arange(1_000_000)
    parent = np.where(chance.random(len(numbers)) < 0.05, -1, (chance.random(len(numbers)) * numbers).astype(np.int64))
    parent[0] = -1
    began = time.process_time()
    cascade = read_cascade(parent)
    assert pooled_distance(wiener(cascade)) is not None
    assert tree_sizes(cascade).counts.sum() == breadth(cascade)[0]
    assert offspring(cascade).counts.sum() == len(cascade)
    assert time.process_time() - began < 2

"""What the report says of the tree is what networkx finds in it, however the news of it came in."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

import networkx as nx
import pytest

from campaigns.participation.report import refresh_report
from campaigns.recruiting.models import Participant
from tests import cast
from tests.cast import MOMENT
from tests.imports.files import PEOPLE, run_import, write
from tests.participation.test_rollup import read_all

pytestmark = pytest.mark.usefixtures("committed")


def forest(draw: random.Random, people: int) -> list[str]:
    """Make rows of the table of people; some come by themselves, the others by anybody who is there, often the last."""
    rows = []
    for number in range(people):
        inviter = "" if not number or draw.random() < 0.1 else f"p{draw.choice([number - 1, draw.randrange(number)])}"
        rows.append(f"p{number},{inviter},{(MOMENT + timedelta(minutes=7 * number)).isoformat()},Person {number}")
    return rows


@pytest.mark.parametrize(("seed", "portion"), [(1, 13), (2, 1_000)])
def test_sizes_depths_recruits_and_distances(seed: int, portion: int, tmp_path: Path) -> None:
    campaign = cast.live_campaign()
    rows = forest(random.Random(seed), 180)
    run_import(campaign.slug, participants=write(tmp_path, "p.csv", PEOPLE, rows))
    read_all(portion)
    cascade = refresh_report(campaign=campaign, at=MOMENT + timedelta(days=2)).body["cascade"]

    places = Participant.objects.filter(campaign=campaign)
    graph = nx.DiGraph()
    graph.add_nodes_from(places.values_list("pk", flat=True))
    graph.add_edges_from(places.exclude(invited_by=None).values_list("invited_by", "pk"))
    roots = [person for person in graph if not graph.in_degree(person)]
    trees = [graph.subgraph([root, *nx.descendants(graph, root)]) for root in roots]
    assert cascade["roots"] == len(roots)

    sizes = Counter(len(tree) for tree in trees)
    assert dict(zip(cascade["tree_sizes"]["size"], cascade["tree_sizes"]["trees"], strict=True)) == sizes
    depths = Counter(depth for root in roots for depth in nx.shortest_path_length(graph, root).values())
    assert dict(zip(cascade["breadth"]["depth"], cascade["breadth"]["people"], strict=True)) == depths
    recruits = Counter(brought for _, brought in graph.out_degree)
    assert dict(zip(cascade["offspring"]["recruits"], cascade["offspring"]["people"], strict=True)) == recruits

    # The mean over all pairs of one tree; within a tree that is its Wiener index over its pairs.
    distances = sum(nx.wiener_index(tree.to_undirected()) for tree in trees)
    pairs = sum(len(tree) * (len(tree) - 1) // 2 for tree in trees)
    assert cascade["structural_virality"]["n"] == pairs
    assert cascade["structural_virality"]["value"] == pytest.approx(distances / pairs, rel=1e-5)
    largest = sorted(trees, key=len, reverse=True)[0]
    virality = nx.average_shortest_path_length(largest.to_undirected())
    assert cascade["largest_trees"][0]["people"] == len(largest)
    assert cascade["largest_trees"][0]["structural_virality"] == pytest.approx(virality, rel=1e-5)

"""The cascade keeps its laws for every seed and size, and the shape of its trees is the documented one."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobilize.demo.cascade import (
    DEFAULT_SHAPE,
    Burst,
    Cascade,
    Shape,
    chain_of,
    depths,
    grow,
    roots_of,
    subtree_sizes,
    tree_sizes,
)

seeds = st.integers(min_value=0, max_value=2**63)
small = st.integers(min_value=1, max_value=120)
windows = st.floats(min_value=0.01, max_value=2_000, allow_nan=False)


@given(seed=seeds, people=small, hours=windows)
def test_an_inviter_joined_strictly_earlier_and_inside_the_window(seed: int, people: int, hours: float) -> None:
    cascade = grow(seed, people=people, hours=hours)
    joined = cascade.joined_after_seconds
    assert len(cascade) == len(joined) == people
    assert joined[0] >= 0
    assert joined[-1] < hours * 3600
    assert np.all(np.diff(joined) >= 0)
    recruits = np.flatnonzero(cascade.inviter >= 0)
    assert np.all(cascade.inviter[recruits] < recruits)
    assert np.all(joined[cascade.inviter[recruits]] < joined[recruits])
    assert np.all(cascade.inviter >= -1)


@given(seed=seeds, people=small)
def test_depths_and_sizes_agree_with_the_chains(seed: int, people: int) -> None:
    inviter = grow(seed, people=people, hours=36).inviter
    chains = [chain_of(inviter, person) for person in range(people)]
    assert depths(inviter).tolist() == [len(chain) for chain in chains]
    assert roots_of(inviter).tolist() == [chain[-1] for chain in chains]
    assert subtree_sizes(inviter).tolist() == [sum(person in chain for chain in chains) for person in range(people)]
    sizes = tree_sizes(inviter)
    assert sum(sizes.values()) == people
    assert sizes == {root: int(subtree_sizes(inviter)[root]) for root in np.flatnonzero(inviter < 0)}


def test_a_small_tree_by_hand() -> None:
    # Alice invites Bob and Dave, Bob invites Carol; Erin comes alone
    inviter = np.array([-1, 0, 1, 0, -1], dtype=np.int64)
    assert chain_of(inviter, 2) == (2, 1, 0)
    assert depths(inviter).tolist() == [1, 2, 3, 2, 1]
    assert roots_of(inviter).tolist() == [0, 0, 0, 0, 4]
    assert tree_sizes(inviter) == {0: 4, 4: 1}
    assert subtree_sizes(inviter).tolist() == [4, 2, 1, 1, 1]


def test_the_same_seed_grows_the_same_cascade_on_every_machine() -> None:
    cascade = grow(2009, people=4_000, hours=36)
    told = b"".join(column.astype("<i8").tobytes() for column in (cascade.inviter, cascade.joined_after_seconds))
    # pinned on purpose: a new NumPy or another processor must not change the story
    assert hashlib.sha256(told).hexdigest() == ("d6c17a1fdb140a0d568c5a426e71c28c54fbe41a280e6fcc2ccd67a722c42854")


def test_another_seed_grows_another_cascade() -> None:
    first, second = (grow(seed, people=500, hours=36) for seed in (1, 2))
    assert first.joined_after_seconds.tolist() != second.joined_after_seconds.tolist()


def _large() -> Cascade:
    return grow(7, people=200_000, hours=36)


def test_many_trees_are_small_and_few_are_large() -> None:
    sizes = np.array(sorted(tree_sizes(_large().inviter).values()))
    assert np.mean(sizes == 1) > 0.5
    assert sizes[-1] > 500
    # heavy tail: the largest hundredth of the trees holds several times what it would under equal sizes
    assert sizes[-len(sizes) // 100 :].sum() > 0.2 * sizes.sum()


def test_waits_are_log_normal_with_the_documented_median_and_spread() -> None:
    shape = Shape(bursts=(), ordinary_recruits=0.5, hub_share=0.0)
    # a window so long that nobody is cut off but the few who join last
    cascade = grow(7, people=100_000, hours=36_000, shape=shape)
    recruits = np.flatnonzero(cascade.inviter >= 0)
    joined = cascade.joined_after_seconds
    waits = (joined[recruits] - joined[cascade.inviter[recruits]]) / 3600
    assert np.median(waits) == pytest.approx(shape.median_response_hours, rel=0.03)
    assert np.std(np.log(waits)) == pytest.approx(shape.response_sigma, rel=0.03)
    # and with no end to the window everyone brings as many as the shape says, on average
    assert len(recruits) / len(cascade) == pytest.approx(shape.reproduction, rel=0.03)


def test_bursts_bring_roots_when_they_start() -> None:
    shape = Shape(bursts=(Burst(start=0.5, decay=0.01, share=0.8),), ordinary_recruits=0.1, hub_share=0.0)
    cascade = grow(3, people=20_000, hours=10, shape=shape)
    roots = cascade.joined_after_seconds[cascade.inviter < 0] / 36_000
    # 80 % come with the burst and 99 % of these within five times its decay; the rest come evenly
    assert np.mean((roots >= 0.5) & (roots < 0.55)) == pytest.approx(0.8 * 0.993 + 0.2 * 0.05, abs=0.02)


@pytest.mark.parametrize(
    "terms",
    [
        {"ordinary_recruits": 1.1},
        {"hub_share": 0.2},
        {"hub_share": -0.1},
        {"hub_least": 0},
        {"hub_most": 3},
        {"dispersion": 0.0},
        {"bursts": (Burst(1.0, 0.1, 0.5),)},
        {"bursts": (Burst(0.1, 0.1, 0.7), Burst(0.2, 0.1, 0.7))},
    ],
)
def test_a_shape_without_an_end_or_without_sense_is_refused(terms: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Shape(**terms)  # type: ignore[arg-type]  # nonsense on purpose


@pytest.mark.parametrize(("seed", "people", "hours"), [(1, 0, 36.0), (1, 10, 0.0), (-1, 10, 36.0)])
def test_nobody_no_time_and_a_negative_seed_are_refused(seed: int, people: int, hours: float) -> None:
    with pytest.raises(ValueError, match=r"at least|zero or more"):
        grow(seed, people=people, hours=hours)


def test_the_default_shape_dies_out() -> None:
    assert 0.5 < DEFAULT_SHAPE.reproduction < 1

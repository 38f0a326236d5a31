"""The worked examples of the three chain rules: Dave found it; Carol invited Dave, Bob Carol, Alice Bob."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rewards.mechanisms.chain import ShareReason
from rewards.mechanisms.registry import chain_mechanism

DAVE_TO_ALICE = ["dave", "carol", "bob", "alice"]
B = 400_000
half = chain_mechanism("recursive", {"ratio": "1/2"})


def test_the_balloon_chain_of_four() -> None:
    allocation = half.allocate(B, DAVE_TO_ALICE)
    assert [(share.participant, share.amount_minor) for share in allocation.shares] == [
        ("dave", 200_000),
        ("carol", 100_000),
        ("bob", 50_000),
        ("alice", 25_000),
    ]
    assert allocation.remainder_minor == 25_000
    assert half.budget_bound(B) == B


def test_three_people_share_four_thousand() -> None:
    allocation = half.allocate(B, ["third", "second", "first"])
    assert [share.amount_minor for share in allocation.shares] == [200_000, 100_000, 50_000]
    assert allocation.remainder_minor == 50_000


@pytest.mark.parametrize(
    ("fakes", "finder_minor", "inviter_minor"),
    [(1, 300_000, 50_000), (2, 350_000, 25_000), (3, 375_000, 12_500)],
)
def test_fakes_between_finder_and_inviter(fakes: int, finder_minor: int, inviter_minor: int) -> None:
    amounts = half.amounts(B, 4 + fakes)
    assert sum(amounts[: 1 + fakes]) == finder_minor
    assert amounts[1 + fakes] == inviter_minor


def test_the_first_half_cent_appears_at_the_eighth_person() -> None:
    assert half.amounts(B, 8) == (200_000, 100_000, 50_000, 25_000, 12_500, 6_250, 3_125, 1_562)
    for height in range(1, 8):
        assert sum(half.amounts(B, height)) == B * (1 - Fraction(1, 2**height))


def test_over_twenty_levels_nothing_is_lost() -> None:
    allocation = half.allocate(B, list(range(20)))
    assert allocation.paid_minor + allocation.remainder_minor == B
    assert [share.amount_minor for share in allocation.shares[18:]] == [0, 0]
    assert allocation.shares[17].amount_minor == 1


def test_a_thousand_dollars_along_twelve_waves() -> None:
    allocation = half.allocate(100_000, list(range(12)))
    assert [share.amount_minor for share in allocation.shares] == [
        50000,
        25000,
        12500,
        6250,
        3125,
        1562,
        781,
        390,
        195,
        97,
        48,
        24,
    ]
    assert allocation.remainder_minor == 28


def test_a_smaller_finder_s_share_leaves_more() -> None:
    rule = chain_mechanism("recursive", {"ratio": "1/2", "finder_share": "1/4"})
    allocation = rule.allocate(B, DAVE_TO_ALICE)
    assert [share.amount_minor for share in allocation.shares] == [100_000, 50_000, 25_000, 12_500]
    assert rule.budget_bound(B) == 200_000


def test_the_ratio_is_a_half_where_nothing_is_said() -> None:
    assert chain_mechanism("recursive", {}) == half


def test_ratio_zero_pays_the_finder_alone() -> None:
    assert chain_mechanism("recursive", {"ratio": 0}).amounts(B, 3) == (B, 0, 0)


def test_finder_only() -> None:
    allocation = chain_mechanism("finder_only", {}).allocate(B, DAVE_TO_ALICE)
    assert [share.amount_minor for share in allocation.shares] == [B, 0, 0, 0]
    assert allocation.remainder_minor == 0


def test_tag_challenge_pays_the_finder_and_the_recruiter() -> None:
    rule = chain_mechanism("levels", {"levels": [50_000, 10_000]})
    assert rule.amounts(60_000, 3) == (50_000, 10_000, 0)
    assert rule.allocate(60_000, ["dave"]).remainder_minor == 10_000
    assert rule.budget_bound(100_000) == 60_000


def test_langley_knights_pay_three_levels() -> None:
    rule = chain_mechanism("levels", {"levels": [100_000, 50_000, 25_000]})
    allocation = rule.allocate(200_000, DAVE_TO_ALICE)
    assert [share.amount_minor for share in allocation.shares] == [100_000, 50_000, 25_000, 0]
    assert allocation.remainder_minor == 25_000


def test_ten_two_and_one_percent_of_a_hundred_dollars() -> None:
    rule = chain_mechanism("levels", {"levels": ["1/10", "1/50", "1/100"]})
    assert rule.amounts(10_000, 4) == (1_000, 200, 100, 0)
    assert rule.budget_bound(10_000) == 1_300


def test_a_skipped_member_s_share_is_not_handed_on() -> None:
    allocation = half.allocate(B, DAVE_TO_ALICE, skipped={"carol"})
    assert [share.amount_minor for share in allocation.shares] == [200_000, 0, 50_000, 25_000]
    assert allocation.remainder_minor == 125_000


def test_a_greatest_paid_depth_of_two_pays_the_finder_and_their_inviter() -> None:
    allocation = half.allocate(B, DAVE_TO_ALICE, max_depth_paid=2)
    assert [share.amount_minor for share in allocation.shares] == [200_000, 100_000, 0, 0]
    assert allocation.remainder_minor == 100_000


def test_the_reasons_name_the_fraction_or_the_fixed_amount() -> None:
    assert half.explain(B, height=4, distance=2) == ShareReason(2, Fraction(1, 8), None, 50_000)
    fixed = chain_mechanism("levels", {"levels": [50_000, 10_000]})
    assert fixed.explain(60_000, height=3, distance=1) == ShareReason(1, None, 10_000, 10_000)
    assert fixed.explain(60_000, height=3, distance=2) == ShareReason(2, None, 0, 0)
    with pytest.raises(ValueError, match="nobody at distance 4"):
        half.explain(B, height=4, distance=4)

"""The worked examples of the chain rules: Dave found it; Carol invited Dave, Bob Carol, Alice Bob."""

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


def test_a_split_contract_hands_half_up_over_each_edge_and_the_root_keeps_the_rest() -> None:
    rule = chain_mechanism("split_contract", {})
    allocation = rule.allocate(B, DAVE_TO_ALICE)
    assert [share.amount_minor for share in allocation.shares] == [200_000, 100_000, 50_000, 50_000]
    assert allocation.remainder_minor == 0
    # with the campaign itself as the root it is the Balloon rule, whose remainder is the campaign's
    with_campaign = rule.allocate(B, [*DAVE_TO_ALICE, "the campaign"])
    balloon = half.allocate(B, DAVE_TO_ALICE)
    assert with_campaign.shares[:4] == balloon.shares
    assert with_campaign.shares[4].amount_minor == balloon.remainder_minor


def test_a_split_contract_by_the_splits_that_people_chose() -> None:
    rule = chain_mechanism("split_contract", {"max_split": "3/4"})
    # Carol asks for a third, Bob for more than is allowed; on Alice's link the default stands
    splits = [Fraction(1, 3), Fraction(1), None]
    allocation = rule.allocate(B, DAVE_TO_ALICE, edge_splits=splits)
    # 266,666 2/3, 33,333 1/3, 50,000 and 50,000: the odd unit goes to Dave
    assert [share.amount_minor for share in allocation.shares] == [266_667, 33_333, 50_000, 50_000]
    reason = rule.explain(B, height=4, distance=1, edge_splits=splits)
    assert reason == ShareReason(1, Fraction(1, 12), None, 33_333)
    # Bob in quarantine keeps nobody from their own share, and beyond the depth nobody is paid
    skipped = rule.allocate(B, DAVE_TO_ALICE, edge_splits=splits, skipped={"bob"}, max_depth_paid=3)
    assert [share.amount_minor for share in skipped.shares] == [266_667, 33_333, 0, 0]
    assert skipped.remainder_minor == 100_000


def test_of_equal_remainders_the_nearest_to_the_finder_gets_the_unit() -> None:
    rule = chain_mechanism("split_contract", {"default_split": "1/2"})
    assert rule.amounts(1, 2) == (1, 0)
    assert rule.amounts(3, 2) == (2, 1)
    assert rule.amounts(101, 3) == (51, 25, 25)  # 50 1/2, 25 1/4 and 25 1/4
    equal = chain_mechanism("almost_uniform", {"H": 3, "beta": 1})
    assert equal.amounts(5, 3) == (3, 1, 1)  # 2 1/2, 1 1/4 and 1 1/4
    assert equal.amounts(6, 3) == (3, 2, 1)  # 3, 1 1/2 and 1 1/2


@pytest.mark.parametrize(
    ("height", "amounts", "remainder_minor"),
    [(1, [200_000], 0), (2, [133_333, 66_666], 1), (3, [88_888, 44_444, 22_222], 44_446)],
)
def test_double_geometric_with_a_half(height: int, amounts: list[int], remainder_minor: int) -> None:
    rule = chain_mechanism("double_geometric", {"b": "1/2"})
    allocation = rule.allocate(200_000, DAVE_TO_ALICE[:height])
    assert [share.amount_minor for share in allocation.shares] == amounts
    assert allocation.remainder_minor == remainder_minor
    a, rho = Fraction(2, 3), 300_000
    assert rule.exact_amounts(200_000, height) == tuple(rho * a**height / 2**k for k in range(height))


def test_double_geometric_pays_nobody_on_a_path_that_is_too_long() -> None:
    rule = chain_mechanism("double_geometric", {"b": "1/2"})
    assert rule.last_paid_height(200_000) == 31
    assert rule.amounts(200_000, 31)[:2] == (1, 0)
    assert not any(rule.amounts(200_000, 32))


@pytest.mark.parametrize(
    ("beta", "prize_minor", "amounts"), [(1, 1_100, (900, 100, 100)), ("1/10", 200, (180, 10, 10))]
)
def test_almost_uniform_to_a_height_of_ten(beta: object, prize_minor: int, amounts: tuple[int, ...]) -> None:
    rule = chain_mechanism("almost_uniform", {"H": 10, "beta": beta})
    assert rule.amounts(prize_minor, 3) == amounts
    for height in range(1, 11):
        assert sum(rule.amounts(prize_minor, height)) == prize_minor
    too_long = rule.allocate(prize_minor, range(11))
    assert (too_long.paid_minor, too_long.remainder_minor) == (0, prize_minor)

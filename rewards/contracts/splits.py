"""Splits that people choose: what a participant may ask of their recruits, and what that comes to in money.

A campaign lets them choose where it has a split contract. One link serves all objectives of a campaign, so the
limit is the smallest `max_split` of its contracts: nobody is shown more than every one of them would hand up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from campaigns.errors import InvalidInput, NotPossibleNow
from campaigns.planning.models import Campaign
from campaigns.recruiting.links import set_link_split
from campaigns.recruiting.models import Participant, ReferralLink
from campaigns.recruiting.splits import MOST_SPLIT_PART, splits_above
from rewards.contracts.models import Contract
from rewards.mechanisms.split_contract import SplitContract
from rewards.mechanisms.terms import read_fraction, refused


@dataclass(frozen=True)
class SplitTerms:
    """What objectives with the same prize pay by the splits that people choose."""

    titles: tuple[str, ...]
    prize_minor: int
    rule: SplitContract

    def handed_up(self, split: Fraction | None) -> Fraction:
        """Give what is handed up over an edge for which this split was said, or none."""
        return self.rule.default_split if split is None else min(split, self.rule.max_split)


@dataclass(frozen=True)
class SplitExample:
    """What becomes of a prize that a recruit finds, by whose link they came being known.

    `further_minor` goes on to those above the inviter, and to the remainder where they are too far away to be paid.
    """

    terms: SplitTerms
    handed_up: Fraction
    recruit_minor: int
    inviter_minor: int
    further_minor: int

    @property
    def kept(self) -> Fraction:
        return 1 - self.handed_up

    @property
    def handed_up_minor(self) -> int:
        return self.inviter_minor + self.further_minor


def split_terms_of(campaign: Campaign) -> list[SplitTerms]:
    """Read the split contracts of a campaign, in the order of their objectives; the same terms and prize once."""
    titles = dict(campaign.objectives.values_list("pk", "title"))
    alike: dict[tuple[SplitContract, int], list[str]] = {}
    for contract in Contract.objects.latest_of(list(titles)):
        if contract.mechanism == SplitContract.name:
            rule = SplitContract.from_json(contract.terms)
            alike.setdefault((rule, contract.prize_minor), []).append(titles[contract.objective_id])
    return [SplitTerms(tuple(named), prize_minor, rule) for (rule, prize_minor), named in alike.items()]


def greatest_split(terms: Sequence[SplitTerms]) -> Fraction | None:
    """Give the most that anybody may ask of their recruits; None where nothing is to be chosen."""
    return min((each.rule.max_split for each in terms), default=None)


def set_split(*, participant: Participant, split: object, at: datetime) -> ReferralLink:
    """Set what recruits by this person's link hand up from now on: a fraction, or None for the contract's own.

    Raises NotPossibleNow where the campaign has no split contract, and InvalidInput, naming the bound, for what is no
    fraction within the organizer's limits.
    """
    most = greatest_split(split_terms_of(participant.campaign))
    if most is None:
        raise NotPossibleNow(
            "no_split_contract",
            "In this campaign nobody chooses what their recruits hand up: the rules of its prizes say it for everyone.",
            field="split",
        )
    written = None if split is None else str(_read_split(split, most))
    return set_link_split(participant=participant, split=written, at=at)


def examples_of(
    terms: Sequence[SplitTerms], *, campaign: Campaign, inviter: Participant, split: Fraction | None
) -> list[SplitExample]:
    """Work out what a recruit by the inviter's link would hand up of a prize, on the real chain above them."""
    if not terms:
        return []
    edges = (split, *splits_above(inviter))
    examples = []
    for each in terms:
        shares = each.rule.allocate(
            each.prize_minor, range(len(edges) + 1), max_depth_paid=campaign.max_depth_paid, edge_splits=edges
        ).shares
        recruit, owner = shares[0].amount_minor, shares[1].amount_minor
        examples.append(SplitExample(each, each.handed_up(split), recruit, owner, each.prize_minor - recruit - owner))
    return examples


def _read_split(split: object, most: Fraction) -> Fraction:
    try:
        fraction = read_fraction(split, field="split")
    except InvalidInput as unreadable:
        raise refused(unreadable.message, field="split", code="invalid_split", **unreadable.data) from None
    if not 0 <= fraction <= most:
        raise refused(
            f"You may ask your recruits to hand up from 0 to {most} of what reaches them; {fraction} is outside.",
            field="split",
            code="split_out_of_range",
            least="0",
            most=str(most),
        )
    if fraction.denominator > MOST_SPLIT_PART:
        raise refused(
            f"Numerator and denominator may be at most {MOST_SPLIT_PART:,}. Choose a rounder fraction.",
            field="split",
            code="invalid_split",
            most=MOST_SPLIT_PART,
        )
    return fraction

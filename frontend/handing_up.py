"""Handing up: what a recruit agrees to hand up to who invited them, as they are shown it before they join."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant, ReferralLink
from campaigns.recruiting.splits import Shown, offer_of
from rewards.contracts.splits import SplitExample, examples_of, split_terms_of


@dataclass(frozen=True)
class HandingUp:
    """What is agreed to by joining under this inviter; one example for each kind of prize."""

    inviter: Participant
    examples: tuple[SplitExample, ...]


def shown_of(link: ReferralLink | None, *, user: User | None, at: datetime) -> Shown:
    """Give the split to be shown with a link: as it was kept for this person, else as it is now."""
    if link is None:
        return Shown(None)
    return Shown(link.split if user is None else offer_of(link=link, user=user, at=at).split)


def handing_up(campaign: Campaign, *, link: ReferralLink | None, shown: Shown) -> HandingUp | None:
    """Say what is handed up by who joins by this link, as it is shown to them; None where nobody chooses that."""
    if link is None or link.participant is None:
        return None
    examples = examples_of(
        split_terms_of(campaign),
        campaign=campaign,
        inviter=link.participant,
        split=None if shown.split is None else Fraction(shown.split),
    )
    return HandingUp(link.participant, tuple(examples)) if examples else None

"""Splits: the fraction that a recruit hands up to whoever invited them, from the link to the edge of the tree.

The owner of a link says what they ask for, whoever would join by it is shown that, and what was shown is frozen on
the edge when they join. A split is a fraction in lowest terms, as text; None stands for the contract's own. What a
split may be is a matter of the contracts, which check it before it comes here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from campaigns.errors import NotPossibleNow
from campaigns.people.models import User
from campaigns.recruiting.models import Participant, PendingJoin, ReferralLink

# What the columns hold: both parts of a fraction have at most nine digits.
MOST_SPLIT_PART = 10**9 - 1


@dataclass(frozen=True)
class Shown:
    """The split of a link as somebody saw it before they joined by it."""

    split: str | None


@dataclass(frozen=True)
class Offer:
    """By what somebody may join: the link as it is now, and as it was kept for them when they asked to join by it."""

    link: ReferralLink
    asked_at: datetime | None = None
    kept: Shown | None = None

    @property
    def split(self) -> str | None:
        """What they hand up if they join: as it was kept for them, else as the link says."""
        return self.link.split if self.kept is None else self.kept.split


def agreed_split(offer: Offer | None, shown: Shown | None) -> str | None:
    """Give what is handed up by one who was shown this, or was shown nothing; under nobody, nothing is.

    Raises NotPossibleNow where the owner changed the split since then.
    """
    split = offer.split if offer else None
    if shown is None or shown.split == split:
        return split
    if offer is not None and shown.split == offer.link.split:
        return shown.split
    raise split_changed(shown=shown.split, now=split)


def offer_of(*, link: ReferralLink, user: User, at: datetime) -> Offer:
    """Read what was kept for this person when they asked to join by the link, if that join still waits for them."""
    waiting = PendingJoin.objects.filter(email=user.email, link=link, expires_at__gt=at)
    kept = waiting.values_list("asked_at", "split").first()
    return Offer(link) if kept is None else Offer(link, kept[0], Shown(kept[1]))


def split_changed(*, shown: str | None, now: str | None) -> NotPossibleNow:
    return NotPossibleNow(
        "split_changed",
        "What you would hand up to your inviter was changed since it was shown to you. Look at it again, and join if "
        "you agree to it as it is now.",
        field="split",
        shown=shown,
        split=now,
    )


def handed_up_by(participant_ids: list[int]) -> dict[int, str]:
    """Read what these people hand up, of those for whom it was said when they joined."""
    said = Participant.objects.filter(pk__in=participant_ids, handed_up__isnull=False)
    return {pk: handed_up for pk, handed_up in said.values_list("pk", "handed_up") if handed_up is not None}


def splits_above(participant: Participant) -> list[Fraction | None]:
    """Read the splits of the edges from this person up to the root, their own first."""
    chain = [member.participant_id for member in Participant.objects.chain_of(participant.pk)]
    said = handed_up_by(chain)
    return [Fraction(said[member]) if member in said else None for member in chain[:-1]]

"""`own_reward`, `peer_reward` and `team_reward`: who is paid for a gain.

The one who gained; their buddies, who thereby care that it goes on; or everybody in the team alike. In the FunFit
field study a unit of gain cost $83 where people were paid for their own, $39.5 where they saw their buddies'
activity besides, and $12 where the buddies were paid; the average gains were 3.2, 5.5 and 10.4 percent.

None of them stands up to fake places: a fake has no history, so it gains from nothing; a fake buddy is paid for
one's own gain; a fake on the team has a share like everybody else. They are for people who are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from rewards.mechanisms.cards import PropertyCard
from rewards.mechanisms.peer import Circle, P, PeerMechanism

_FUNFIT = "Mani, Rahwan & Pentland, 2013, and the FunFit field study"


@dataclass(frozen=True)
class OwnReward(PeerMechanism):
    """R(j) is j's own gain."""

    name: ClassVar[str] = "own_reward"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = "Each member is paid for what they did above their own baseline."
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="no",
        unbounded_reward=False,
        rewards_recruiting=False,
        reference=f"The comparison group of {_FUNFIT}",
    )

    def exact_rewards(self, circle: Circle[P]) -> tuple[Fraction, ...]:
        return tuple(Fraction(gain) for gain in circle.gains())


@dataclass(frozen=True)
class PeerReward(PeerMechanism):
    """Each of j's m buddies earns j's gain / m, and j nothing for it. Who has no buddy moves nobody's reward."""

    name: ClassVar[str] = "peer_reward"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = "Each member's gain is paid to their buddies in equal parts, and not to themselves."
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="no",
        unbounded_reward=True,
        rewards_recruiting=False,
        reference=_FUNFIT,
    )

    def exact_rewards(self, circle: Circle[P]) -> tuple[Fraction, ...]:
        gains = circle.gains()
        return tuple(
            sum((Fraction(gains[other], len(circle.buddies[other])) for other in buddies), Fraction(0))
            for buddies in circle.buddies
        )


@dataclass(frozen=True)
class TeamReward(PeerMechanism):
    """The gains of a team, everybody linked to each other by buddies, are shared by it equally."""

    name: ClassVar[str] = "team_reward"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = "The gains of everybody linked by buddies are pooled and shared equally among them."
    card: ClassVar[PropertyCard] = PropertyCard(
        bounded_by_prize=True,
        sybil_proof="no",
        unbounded_reward=True,
        rewards_recruiting=False,
        reference="Sharing equally within a team",
    )

    def exact_rewards(self, circle: Circle[P]) -> tuple[Fraction, ...]:
        gains = circle.gains()
        rewards = [Fraction(0)] * len(circle)
        for team in circle.teams():
            share = Fraction(sum(gains[member] for member in team), len(team))
            for member in team:
                rewards[member] = share
        return tuple(rewards)

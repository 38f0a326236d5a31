"""How far a chain rule is open to people who stand on a path several times: the worst case on short chains. PURE.

Every chain of up to five people is looked through, every place on it, and one to three further identities at it. A
greatest paid depth is left out of account; it takes from what the identities get and never adds to it, so it
makes a gain smaller or leaves it as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rewards.mechanisms.chain import ChainMechanism
from rewards.mechanisms.sybil_chain import ChainAttack, best_attack, gains_by_place

LONGEST_CHAIN = 5
MOST_FURTHER = 3


@dataclass(frozen=True, slots=True)
class FakePlaces:
    """What is gained at most with so many further identities, and on which chain, at which distance from the finding.

    Where nobody gains anything it is the finder on the longest chain, who gets what they get honestly.
    """

    further_identities: int
    chain_length: int
    distance: int
    honest_minor: int
    best_minor: int
    attack: str

    @property
    def gain_minor(self) -> int:
        return self.best_minor - self.honest_minor


def fake_places(rule: ChainMechanism, prize_minor: int) -> Iterator[FakePlaces]:
    """Give the worst case for each number of further identities; of equals the longest chain, nearest the finder."""
    for further in range(1, MOST_FURTHER + 1):
        worst, at_worst = -1, (LONGEST_CHAIN, 0)
        for height in range(LONGEST_CHAIN, 0, -1):
            gains = gains_by_place(rule, prize_minor=prize_minor, height=height, identities=further + 1)
            for place, gain in enumerate(gains):
                if int(gain) > worst:
                    worst, at_worst = int(gain), (height, place)
        height, place = at_worst
        found: ChainAttack[int] = best_attack(
            rule, prize_minor=prize_minor, chain=range(height), attacker=place, identities=further + 1
        )
        yield FakePlaces(
            further_identities=further,
            chain_length=height,
            distance=place,
            honest_minor=found.honest_minor,
            best_minor=found.best_minor,
            attack=found.attack,
        )

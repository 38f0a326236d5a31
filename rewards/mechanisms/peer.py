"""The peer family: doing lastingly more than before is rewarded, and the reward may go to the people around.

A Circle is a period: everybody with their baseline, what they did this time, and their buddies, who agreed to it
mutually. A member's gain is what they did above their baseline, never less than 0. A rule says what each member
earns in units of gain, R, and the terms say what a unit is worth. Where all of that is more than the pool, everybody
is paid in the same proportion. What flooring leaves, and the share of a skipped member (quarantined, withdrawn),
goes to the remainder and never to anybody else.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Generic, Literal, Self, TypeVar

from rewards.mechanisms.allocation import Allocation, Share
from rewards.mechanisms.mechanism import Mechanism, terms_schema
from rewards.mechanisms.terms import (
    check_fraction_size,
    check_prize_minor,
    fraction_schema,
    read_fraction,
    read_object,
    refused,
    shown,
)

P = TypeVar("P", bound=Hashable)

# A billion verified points of one person in one period: more is a mistake in what was sent.
MAX_ACTIVITY = 10**9
# Two are the rule. The parts of a gain stay small fractions.
MAX_BUDDIES = 10


@dataclass(frozen=True, slots=True)
class Circle(Generic[P]):
    """A period: who is there, what they did before and now, and where in the list their buddies stand."""

    members: Sequence[P]
    baselines: Sequence[int]
    activities: Sequence[int]
    buddies: Sequence[Sequence[int]]

    def __post_init__(self) -> None:
        sizes = {len(self.members), len(self.baselines), len(self.activities), len(self.buddies)}
        if len(sizes) != 1:
            raise ValueError("members, baselines, activities and buddies are not equally many")
        for place in range(len(self.members)):
            self._check_number(place, "baseline", self.baselines[place])
            self._check_number(place, "activity", self.activities[place])
        sets = [frozenset(places) for places in self.buddies]
        for place, chosen in enumerate(self.buddies):
            self._check_buddies(place, chosen, sets)

    def _check_number(self, place: int, key: str, value: object) -> None:
        if type(value) is not int or not 0 <= value <= MAX_ACTIVITY:
            raise self._refusal(
                place, key, f"{key} of {shown(value)}; it is a whole number from 0 to {MAX_ACTIVITY:,}", "has a"
            )

    def _check_buddies(self, place: int, chosen: Sequence[int], sets: Sequence[frozenset[int]]) -> None:
        if len(chosen) > MAX_BUDDIES:
            raise self._refusal(place, "buddies", f"{len(chosen):,} buddies, more than {MAX_BUDDIES}", "has")
        if len(sets[place]) != len(chosen):
            raise self._refusal(place, "buddies", "the same buddy twice", "names")
        for other in chosen:
            if other == place:
                raise self._refusal(place, "buddies", "themselves as a buddy", "names")
            if place not in sets[other]:
                raise self._refusal(
                    place,
                    "buddies",
                    f"{shown(self.members[other])} as a buddy, who does not name them; buddies agree mutually",
                    "names",
                )

    def _refusal(self, place: int, key: str, what: str, verb: str) -> Exception:
        return refused(
            f"{shown(self.members[place])} {verb} {what}.", field=f"members/{place}/{key}", code="invalid_members"
        )

    def __len__(self) -> int:
        return len(self.members)

    def numbered(self) -> Circle[int]:
        """Give the same circle with places for names."""
        return Circle(range(len(self)), self.baselines, self.activities, self.buddies)

    def gains(self) -> list[int]:
        """Give what each did above their baseline."""
        return [max(0, now - before) for before, now in zip(self.baselines, self.activities, strict=True)]

    def teams(self) -> list[list[int]]:
        """Give the teams: everybody who is linked to each other by buddies. Who has none is a team of one."""
        seen = [False] * len(self)
        teams = []
        for place in range(len(self)):
            if seen[place]:
                continue
            seen[place] = True
            team = [place]
            for member in team:  # the list grows while it is read: a search in breadth
                for other in self.buddies[member]:
                    if not seen[other]:
                        seen[other] = True
                        team.append(other)
            teams.append(sorted(team))
        return teams


@dataclass(frozen=True)
class PeerMechanism(Mechanism):
    """A rule that pays gains at a rate in minor units, to the one who gained or to those around them."""

    rate: Fraction

    family: ClassVar[Literal["peer"]] = "peer"

    def __post_init__(self) -> None:
        check_fraction_size(self.rate, field="terms/rate")
        if self.rate <= 0:
            raise refused(
                f"The rate must be above 0; it is {self.rate}. It is what one unit of gain is worth in minor units.",
                field="terms/rate",
                above="0",
            )

    @classmethod
    def terms_schema(cls) -> dict[str, Any]:
        rate = fraction_schema("What one unit of gain is worth, in minor units: above 0.", whole=[])
        rate["anyOf"][1] = {"type": "integer", "minimum": 1}
        return terms_schema(
            title=f"Terms of {cls.name}",
            properties={"rate": rate},
            required=("rate",),
            examples=[{"rate": 100}, {"rate": "5/2"}],
        )

    @classmethod
    def from_json(cls, terms: object) -> Self:
        given = read_object(terms, field="terms", known=("rate",))
        if "rate" not in given:
            raise refused("The rate is missing: what one unit of gain is worth, in minor units.", field="terms/rate")
        return cls(rate=read_fraction(given["rate"], field="terms/rate"))

    def to_json(self) -> dict[str, Any]:
        return {"rate": str(self.rate)}

    @property
    def scales_with_prize(self) -> bool:
        return False

    def budget_bound(self, prize_minor: int) -> int:
        return check_prize_minor(prize_minor)

    @abstractmethod
    def exact_rewards(self, circle: Circle[P]) -> tuple[Fraction, ...]:
        """Give R of everybody, in units of gain; together they are at most the sum of the gains."""

    def value_of_unit(self, prize_minor: int, earned: Fraction) -> Fraction:
        """Give the minor units paid for one unit of R where `earned` is earned by all together."""
        return self.rate if self.rate * earned <= prize_minor else prize_minor / earned

    def amounts(self, prize_minor: int, circle: Circle[P]) -> list[int]:
        """Give the whole minor units paid to each member, rounded down."""
        rewards = self.exact_rewards(circle)
        value = self.value_of_unit(prize_minor, sum(rewards, Fraction(0)))
        return [int(value * reward) for reward in rewards]

    def allocate(self, prize_minor: int, circle: Circle[P], *, skipped: Collection[P] = ()) -> Allocation[P]:
        """Split a period's pool over its circle; the shares stand in the order of the members."""
        self.check_prize(prize_minor)
        passed_over = frozenset(skipped)
        return Allocation.of(
            prize_minor=prize_minor,
            shares=[
                Share(member, 0 if member in passed_over else amount)
                for member, amount in zip(circle.members, self.amounts(prize_minor, circle), strict=True)
            ],
        )

"""The Sybil gain among buddies: what one person could take with fake places beside their own.

A fake has no history, so its baseline is 0 and whatever it does is a gain. Others' buddies are their own choice, so a
fake is linked to the attacker and to other fakes alone, and what real buddies are owed for each other stays as it was.

What the identities earn is linear in how the activity is divided over them, so all of it is done through one: the true
place or a fake. The fakes differ only in whether they belong to the attacker's team and whether the active one has
somebody to be paid for it. Each of these ways is tried for each number of identities, and the best is the best
there is: a gain is never paid more than once, so one's own activity x never brings more than x, and it does as soon
as a fake does it alone (own and team reward) or with the attacker for its only buddy (peer reward). What others' gains
bring is fixed under own and peer reward, and under team reward grows only with the idle fakes on the team.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, Literal, TypeVar

from rewards.mechanisms.peer import MAX_BUDDIES, Circle, PeerMechanism
from rewards.mechanisms.sybil_chain import Loss
from rewards.mechanisms.sybil_tree import check_identities, place_of

P = TypeVar("P", bound=Hashable)

Active = Literal["themselves", "alone", "attacker", "fake"]


@dataclass(frozen=True, slots=True)
class Disguise:
    """One way to use fakes.

    active: who does it all: the true place, or a fake that has no buddy, the attacker or another fake for its
    buddy. team: how many idle fakes stand in a line that begins with the attacker. apart: idle fakes outside it.
    """

    active: Active
    team: int
    apart: int

    @property
    def identities(self) -> int:
        return 1 + self.team + self.apart + (self.active != "themselves")


@dataclass(frozen=True, slots=True)
class PeerAttack(Generic[P]):
    """The best attack, in whole minor units. Where none gains it is the honest place, and nobody loses."""

    honest_minor: int
    best_minor: int
    gain_minor: int
    attack: str
    losers: tuple[Loss[P], ...]
    remainder_loss_minor: int
    disguise: Disguise


def best_peer_attack(
    rule: PeerMechanism, *, prize_minor: int, circle: Circle[P], attacker: P, identities: int
) -> PeerAttack[P]:
    """Find what gives the attacker most, and of what gives the same the one with the fewest identities.

    Raises InvalidInput for somebody who is not in the circle, and for more than MAX_IDENTITIES.
    """
    check_identities(identities)
    place = place_of(attacker, circle.members, what="circle")
    rule.check_prize(prize_minor)
    honest = rule.amounts(prize_minor, circle)
    best, best_circle = Disguise("themselves", 0, 0), circle.numbered()
    most = _taken(rule, prize_minor, best_circle, place, len(circle))
    for disguise in disguises(identities, has_room=len(circle.buddies[place]) < MAX_BUDDIES - 1):
        attacked = disguised_circle(circle, place, disguise)
        taken = _taken(rule, prize_minor, attacked, place, len(circle))
        if taken > most:
            best, best_circle, most = disguise, attacked, taken
    amounts = rule.amounts(prize_minor, best_circle)
    best_minor = amounts[place] + sum(amounts[len(circle) :])
    if best_minor <= honest[place]:
        best, amounts, best_minor = Disguise("themselves", 0, 0), honest, honest[place]
    return PeerAttack(
        honest_minor=honest[place],
        best_minor=best_minor,
        gain_minor=best_minor - honest[place],
        attack=_say(best, identities),
        losers=tuple(
            Loss(member, honest[k] - amounts[k])
            for k, member in enumerate(circle.members)
            if k != place and amounts[k] < honest[k]
        ),
        remainder_loss_minor=max(0, sum(amounts) - sum(honest)),
        disguise=best,
    )


def _taken(rule: PeerMechanism, prize_minor: int, circle: Circle[int], place: int, first_fake: int) -> Fraction:
    """Give what the attacker and the fakes, who stand last, get together before rounding."""
    rewards = rule.exact_rewards(circle)
    value = rule.value_of_unit(prize_minor, sum(rewards, Fraction(0)))
    return value * (rewards[place] + sum(rewards[first_fake:], Fraction(0)))


def disguises(identities: int, *, has_room: bool) -> Iterator[Disguise]:
    """Give every way, those with few identities first; an attacker without room takes no more buddies."""
    ways = [
        Disguise(active, team, apart)
        for active in ("themselves", "alone", "attacker", "fake")
        for team in range(identities if has_room else 1)
        for apart in ((0, 1) if active == "fake" else (0,))
        if not (active == "attacker" and not has_room) and not (active == "fake" and team + apart == 0)
    ]
    yield from sorted(
        (way for way in ways if 1 < way.identities <= identities), key=lambda way: (way.identities, way.apart)
    )


def disguised_circle(circle: Circle[P], place: int, disguise: Disguise) -> Circle[int]:
    """Make the circle with the fakes behind everybody else."""
    baselines, activities = list(circle.baselines), list(circle.activities)
    buddies = [list(chosen) for chosen in circle.buddies]
    active = place

    def add(*, buddy: int | None) -> int:
        fake = len(buddies)
        baselines.append(0)
        activities.append(0)
        buddies.append([])
        if buddy is not None:
            buddies[fake].append(buddy)
            buddies[buddy].append(fake)
        return fake

    last = place
    for _ in range(disguise.team):
        last = add(buddy=last)
    if disguise.apart:
        last = add(buddy=None)
    if disguise.active != "themselves":
        active = add(buddy={"alone": None, "attacker": place, "fake": last}[disguise.active])
    activities[place], activities[active] = 0, circle.activities[place]
    return Circle(range(len(buddies)), baselines, activities, buddies)


def _say(disguise: Disguise, identities: int) -> str:
    """Say in plain English what the attacker does."""
    if disguise.identities == 1:
        if identities == 1:
            return "Nothing pays them more."
        return f"With up to {identities} identities nothing pays them more."
    said = []
    if disguise.active != "themselves":
        whose = {
            "alone": "that has no buddy",
            "attacker": "whose only buddy they are themselves",
            "fake": "whose only buddy is another fake of theirs",
        }[disguise.active]
        said.append(f"Everything they do, they do through a new place without a history, {whose}.")
    if disguise.team:
        fakes = "an idle fake" if disguise.team == 1 else f"{disguise.team} idle fakes"
        said.append(f"They bring {fakes} into their team.")
    return " ".join(said)

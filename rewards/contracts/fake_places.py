"""What fake places would bring under a contract, in a sentence and in the campaign's currency."""

from __future__ import annotations

from collections.abc import Sequence

from campaigns.planning.currency import format_minor
from rewards.mechanisms.fake_places import LONGEST_CHAIN, FakePlaces

_PEOPLE = {1: "a path of one", 2: "a path of two", 3: "a path of three", 4: "a path of four", 5: "a path of five"}
_AT = {
    0: "whoever finds it",
    1: "the finder's inviter",
    2: "the inviter two steps above the finder",
    3: "the inviter three steps above the finder",
    4: "the inviter four steps above the finder",
}


def say_fake_places(cases: Sequence[FakePlaces], currency: str) -> str:
    """Say the worst of the cases; of equals the one with the fewest identities."""
    worst = max(cases, key=lambda case: (case.gain_minor, -case.further_identities))
    if worst.gain_minor == 0:
        return (
            f"On {_PEOPLE[LONGEST_CHAIN]} or fewer people nobody gets more by standing there several times, with up to"
            f" {len(cases)} further identities."
        )
    best, honest = (f"{format_minor(minor, currency)} {currency}" for minor in (worst.best_minor, worst.honest_minor))
    identities = "identity" if worst.further_identities == 1 else "identities"
    return (
        f"On {_PEOPLE[worst.chain_length]}, {_AT[worst.distance]} would get {best} instead of {honest} with"
        f" {worst.further_identities} further {identities}, if nobody noticed."
    )

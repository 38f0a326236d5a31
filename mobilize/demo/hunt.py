"""Hunt: the whole story of the demo, from the first person to join to the last verdict.

Nouns: a *person* takes a place in the tree; a *story* is the people and their reports; its *steps* are
joins, reports and decisions in the order of time.

What is public about the DARPA Network Challenge of 5 December 2009 and is kept exactly: ten red weather
balloons, $4,000 for each under the ½ rule, nearly 4,400 people recruited in about a day and a half, all ten
found 8 hours and 52 minutes after they went up; chains up to 14 people deep and a largest tree in the
hundreds. The clock of the story starts with recruiting and runs 36 hours; the balloons go up after 27 of
them, so that the hunt has its nine. What is made up: every person, every report, every word.

How the figures are met. Nothing is moved by hand afterwards: chance is drawn again, as a whole, until it
agrees. Cascades are grown from the seed, the seed + 1, and so on, until one has the published shape (about
one in twelve does, at a few milliseconds each). Then the ten finders are drawn from those who had joined in
time, again as a whole, until their chains differ enough for the story: one of exactly four people to show,
one of six or more. Only the clock of the ten finds is scaled, so that the last one falls on 8 h 52 min.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from mobilize.demo.cascade import Cascade, chain_of, depths, grow, tree_sizes
from mobilize.demo.cast import cast
from mobilize.demo.draws import Draws
from mobilize.demo.places import BALLOONS
from mobilize.demo.reports import END, HOUR, HUNT_STARTS, LAST_FOUND, MINUTE, Find, Report, draw_reports

DEFAULT_SEED = 2009
PEOPLE = 4_391
PRIZE_MINOR = 400_000

DEEPEST_CHAIN = 14
LARGEST_TREE = range(200, 951)
SHOWN_CHAIN = 4
LONG_CHAIN = 6
DIFFERENT_CHAINS = 4

_MOST_CASCADES = 5_000
_MOST_DRAWS_OF_FINDERS = 500


@dataclass(frozen=True, slots=True)
class Person:
    """A place in the tree: `inviter` is an index into the story's people, None for a root."""

    index: int
    name: str
    email: str
    inviter: int | None
    joined_after_seconds: int


@dataclass(frozen=True, slots=True)
class Join:
    after_seconds: int
    person: Person


@dataclass(frozen=True, slots=True)
class Decide:
    """Reviewers give a report the verdict that it carries."""

    after_seconds: int
    report: Report


Step: TypeAlias = Join | Report | Decide


@dataclass(frozen=True, slots=True)
class Story:
    """All that happens; the tree was found at `cascade_seed`, `shown_balloon` is an index into BALLOONS."""

    seed: int
    cascade_seed: int
    people: tuple[Person, ...]
    reports: tuple[Report, ...]
    shown_balloon: int

    def steps(self) -> Iterator[Step]:
        """Joins, reports and decisions in time order; within the same second in just that order."""
        steps: list[Step] = [Join(person.joined_after_seconds, person) for person in self.people]
        steps += self.reports
        steps += [Decide(report.decided_after_seconds, report) for report in self.reports]
        # a stable sort: what the list above has first stays first within a second
        yield from sorted(steps, key=lambda step: step.after_seconds)

    def paid_report(self, balloon: int) -> Report:
        """The first true report of a balloon."""
        return next(report for report in self.reports if report.balloon == balloon and report.true)

    def chain(self, person: int) -> tuple[int, ...]:
        """The person first, then their inviter, and so on up to the root."""
        chain = [person]
        while (above := self.people[chain[-1]].inviter) is not None:
            chain.append(above)
        return tuple(chain)

    @property
    def ends_after_seconds(self) -> int:
        """The moment of the last step; reviewers finish a little after the window has closed."""
        last_join = self.people[-1].joined_after_seconds
        return max(last_join, *(report.decided_after_seconds for report in self.reports))


def story(seed: int = DEFAULT_SEED) -> Story:
    """The story this seed tells: the first one from here on that agrees with the published figures."""
    for cascade_seed in range(seed, seed + _MOST_CASCADES):
        cascade = grow(cascade_seed, people=PEOPLE, hours=END / HOUR)
        if not has_published_shape(cascade):
            continue
        finds = _draw_finds(Draws(cascade_seed, stream=1), cascade=cascade)
        if finds is None:
            continue
        names = cast(Draws(cascade_seed, stream=5), people=len(cascade))
        return Story(
            seed=seed,
            cascade_seed=cascade_seed,
            people=tuple(_people(cascade, names=names)),
            reports=draw_reports(cascade, finds=finds, seed=cascade_seed),
            shown_balloon=_balloon_to_show(cascade, finds=finds),
        )
    raise LookupError(f"no story with the published figures in {_MOST_CASCADES} cascades from seed {seed} on")


def has_published_shape(cascade: Cascade) -> bool:
    """Whether trees are as deep and as large as those of 2009, and people join to the end of the window."""
    return (
        int(cascade.joined_after_seconds[-1]) >= END - HOUR // 2
        and int(depths(cascade.inviter).max()) == DEEPEST_CHAIN
        and max(tree_sizes(cascade.inviter).values()) in LARGEST_TREE
    )


def _draw_finds(draws: Draws, *, cascade: Cascade) -> tuple[Find, ...] | None:
    """When each balloon is found and by whom, or None where these people's chains hardly differ."""
    parts = draws.uniforms(len(BALLOONS))
    earliest = HUNT_STARTS + 12 * MINUTE
    moments = [earliest + round(part * (LAST_FOUND - earliest)) for part in (parts / parts.max()).tolist()]
    # a finder has been with us for ten minutes at least
    candidates = [int(np.searchsorted(cascade.joined_after_seconds, at - 10 * MINUTE)) for at in moments]
    for _ in range(_MOST_DRAWS_OF_FINDERS):
        finders = [draws.whole(0, people - 1) for people in candidates]
        lengths = {len(chain_of(cascade.inviter, finder)) for finder in finders}
        if (
            len(set(finders)) == len(finders)
            and SHOWN_CHAIN in lengths
            and max(lengths) >= LONG_CHAIN
            and len(lengths) >= DIFFERENT_CHAINS
        ):
            return tuple(
                Find(balloon, finder, at) for balloon, (finder, at) in enumerate(zip(finders, moments, strict=True))
            )
    return None


def _people(cascade: Cascade, *, names: tuple[tuple[str, str], ...]) -> Iterator[Person]:
    columns = zip(names, cascade.inviter.tolist(), cascade.joined_after_seconds.tolist(), strict=True)
    for index, ((name, email), inviter, joined) in enumerate(columns):
        yield Person(index, name, email, None if inviter < 0 else inviter, joined)


def _balloon_to_show(cascade: Cascade, *, finds: tuple[Find, ...]) -> int:
    """The first one found through a chain of exactly four: 2000, 1000, 500, 250, and 250 to charity."""
    shown = [find for find in finds if len(chain_of(cascade.inviter, find.finder)) == SHOWN_CHAIN]
    return min(shown, key=lambda find: find.after_seconds).balloon

"""Telling: whom an event of the log is told to, in which kind, and what of it.

A rule for each kind of event gives its tellings; nothing is written here. What was imported happened elsewhere and is
told to nobody. Somebody removed from a campaign is told of their own money and reports alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from campaigns.events.models import Event
from campaigns.notices import kinds
from campaigns.people.models import Role, User
from campaigns.recruiting.models import ChainMember, Participant


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One event for one person."""

    user_id: int
    kind: str
    event: Event
    person_id: int | None = None
    amount_minor: int | None = None
    word: str = ""


@dataclass(frozen=True)
class _Owner:
    """Whose a place is, and whether they may still take part."""

    user_id: int
    is_removed: bool


class Lookup:
    """What the rules ask of the database, asked once for a page of events."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events
        self._chains: dict[int, list[ChainMember]] = {}
        self._owners: dict[int, _Owner | None] = {}

    def chain(self, participant_id: int) -> list[ChainMember]:
        if participant_id not in self._chains:
            self._chains[participant_id] = Participant.objects.chain_of(participant_id)
        return self._chains[participant_id]

    def owners(self, participant_ids: Iterable[int]) -> dict[int, _Owner]:
        """Tell who has these places; those that nobody has, or whose account is closed, are left out."""
        asked = list(participant_ids)
        if missing := [place for place in asked if place not in self._owners]:
            self._owners.update(dict.fromkeys(missing))
            places = Participant.objects.filter(pk__in=missing, user__is_active=True)
            for place, user_id, removed_at in places.values_list("pk", "user", "removed_at"):
                if user_id is not None:
                    self._owners[place] = _Owner(user_id, removed_at is not None)
        return {place: owner for place in asked if (owner := self._owners[place]) is not None}

    @cached_property
    def reviewers(self) -> dict[int, list[int]]:
        """Tell who reviews in the campaigns spoken of: the reviewers, and the organizers where there are none."""
        campaigns = {event.campaign_id for event in self._events}
        held: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        roles = Role.objects.filter(
            campaign__in=campaigns, kind__in=[Role.Kind.REVIEWER, Role.Kind.ORGANIZER], user__is_active=True
        )
        for campaign_id, kind, user_id in roles.values_list("campaign", "kind", "user"):
            held[campaign_id][kind].append(user_id)
        return {campaign: by[Role.Kind.REVIEWER] or by[Role.Kind.ORGANIZER] for campaign, by in held.items()}

    @cached_property
    def _places(self) -> dict[tuple[int, int], int]:
        """Where reviewers take part themselves."""
        reviewers = {person for people in self.reviewers.values() for person in people}
        places = Participant.objects.filter(campaign__in=self.reviewers, user__in=reviewers)
        return {
            (campaign_id, user_id): place
            for place, campaign_id, user_id in places.values_list("pk", "campaign", "user")
            if user_id is not None
        }

    def is_kin(self, reviewer_id: int, *, campaign_id: int, participant_id: int) -> bool:
        """Tell whether the reviewer is the participant, or stands above or below them, and so may not decide."""
        place = self._places.get((campaign_id, reviewer_id))
        return place is not None and (
            place in {member.participant_id for member in self.chain(participant_id)}
            or participant_id in {member.participant_id for member in self.chain(place)}
        )


Rule = Callable[[Event, Lookup], Iterator[Telling]]


def tellings_of(events: Sequence[Event]) -> list[Telling]:
    """Say whom these events are told to."""
    lookup = Lookup(events)
    return [
        telling
        for event in events
        if event.kind in RULES and not event.data.get("imported")
        for telling in RULES[event.kind](event, lookup)
    ]


def _owner(kind: str, *, amount: bool = False, word: str = "") -> Rule:
    """Tell whoever has the place that the event is about."""

    def rule(event: Event, lookup: Lookup) -> Iterator[Telling]:
        if event.participant_id is None:
            return
        owner = lookup.owners([event.participant_id]).get(event.participant_id)
        amount_minor = event.data["amount_minor"] if amount else None
        # Of no money there is nothing to tell; of a cent there is.
        if owner is None or amount_minor == 0:
            return
        if kinds.KINDS[kind].is_own or not owner.is_removed:
            yield Telling(user_id=owner.user_id, kind=kind, event=event, amount_minor=amount_minor, word=word)

    return rule


def _joined(event: Event, lookup: Lookup) -> Iterator[Telling]:
    if event.participant_id is None:
        return
    chain = lookup.chain(event.participant_id)
    for owner in lookup.owners([member.participant_id for member in chain[1:2]]).values():
        if not owner.is_removed:
            yield Telling(user_id=owner.user_id, kind=kinds.RECRUIT_JOINED, event=event, person_id=event.participant_id)


def _verified(event: Event, lookup: Lookup) -> Iterator[Telling]:
    if event.participant_id is None:
        return
    yield from _owner(kinds.FINDING_DECIDED, word="verified")(event, lookup)
    chain = lookup.chain(event.participant_id)
    owners = lookup.owners(member.participant_id for member in chain[1:])
    for below, above in pairwise(chain):
        owner = owners.get(above.participant_id)
        if owner is not None and not owner.is_removed:
            # Of everybody below one knows by name those alone whom one brought in.
            yield Telling(
                user_id=owner.user_id,
                kind=kinds.DOWNLINE_VERIFIED,
                event=event,
                person_id=below.participant_id,
                word="direct" if above.distance == 1 else "through",
            )


def _waiting(event: Event, lookup: Lookup) -> Iterator[Telling]:
    if event.participant_id is None or event.campaign_id is None:
        return
    for reviewer in lookup.reviewers.get(event.campaign_id, ()):
        if not lookup.is_kin(reviewer, campaign_id=event.campaign_id, participant_id=event.participant_id):
            yield Telling(user_id=reviewer, kind=kinds.REVIEW_WAITING, event=event)


def _stopped(event: Event, lookup: Lookup) -> Iterator[Telling]:
    person = User.objects.filter(public_id=event.data["person"], is_active=True).first()
    if person is not None:
        yield Telling(user_id=person.pk, kind=kinds.ADDRESS_STOPPED, event=event, word=event.data["why"])


RULES: dict[str, Rule] = {
    "participant.joined": _joined,
    "finding.verified": _verified,
    "finding.rejected": _owner(kinds.FINDING_DECIDED, word="rejected"),
    "finding.duplicate": _owner(kinds.FINDING_DECIDED, word="duplicate"),
    "finding.reversed": _owner(kinds.FINDING_DECIDED, word="reversed"),
    "finding.needs_info": _owner(kinds.INFORMATION_REQUESTED),
    "finding.submitted": _waiting,
    "finding.appealed": _waiting,
    "finding.disputed": _waiting,
    "finding.under_review": _waiting,
    "reward.earned": _owner(kinds.REWARD_HELD, amount=True),
    "reward.released": _owner(kinds.REWARD_PAYABLE, amount=True),
    "reward.reversed": _owner(kinds.REWARD_TAKEN_BACK, amount=True, word="reversed"),
    "reward.forfeited": _owner(kinds.REWARD_TAKEN_BACK, amount=True, word="forfeited"),
    "payout.settled": _owner(kinds.REWARD_PAID, amount=True),
    "payout.failed": _owner(kinds.PAYOUT_FAILED, amount=True, word="failed"),
    "payout.returned": _owner(kinds.PAYOUT_FAILED, amount=True, word="returned"),
    "address.stopped": _stopped,
}
# Told to everybody in the campaign, by one statement instead of person by person.
TO_EVERYBODY = {"news.published": kinds.CAMPAIGN_NEWS}

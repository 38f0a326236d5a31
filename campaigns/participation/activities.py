"""Telling activities: what organizers say that people did, one or many at once, each once.

An activity is known by its teller's client id, one campaign wide: told again with the same content it is the same,
with another content it is refused. Of many, each is decided for itself, so one that is refused keeps no other out, and
the whole may be told again as it is. It may have happened long before it is told, also before the person joined or
after the campaign's end, whose aftermath is the very question; but not before the campaign began nor in the future.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from campaigns.errors import DomainError, InvalidInput, NotFound, NotPossibleNow
from campaigns.events.operations import record_events
from campaigns.participation.activity_rows import LONGEST_KIND
from campaigns.participation.models import CLOCK_TOLERANCE, LONGEST_CLIENT_ID, Activity
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.saying import english
from campaigns.values import refusal_of_word

MOST_AT_ONCE = 1_000


class Told(NamedTuple):
    """What somebody tells: who (by public id) did what, when, and under which id of the teller's own."""

    participant: UUID
    kind: str
    at: datetime
    client_id: str


@dataclass(frozen=True)
class Outcome:
    """What became of one that was told: the activity, and whether it is new; or why it is refused."""

    activity: Activity | None
    is_new: bool = False
    refusal: DomainError | None = None

    @property
    def status(self) -> str:
        """The word of the report: accepted, known or refused."""
        return "refused" if self.refusal is not None else "accepted" if self.is_new else "known"


def report_activity(*, campaign: Campaign, told: Told, reporter: User | None, at: datetime) -> tuple[Activity, bool]:
    """Take one activity; returns it and whether it is new. Raises what refuses it."""
    (outcome,) = report_activities(campaign=campaign, told=[told], reporter=reporter, at=at)
    if outcome.activity is None:
        raise outcome.refusal or AssertionError("refused without a reason")
    return outcome.activity, outcome.is_new


def report_activities(
    *, campaign: Campaign, told: Sequence[Told], reporter: User | None, at: datetime
) -> list[Outcome]:
    """Take many activities in one transaction; returns what became of each, in the order in which they were told.

    Raises NotPossibleNow while the campaign is a draft, InvalidInput for more than MOST_AT_ONCE.
    """
    if len(told) > MOST_AT_ONCE:
        raise InvalidInput("too_many_at_once", f"At most {MOST_AT_ONCE:,} activities are told at once.")
    if campaign.state == Campaign.State.DRAFT:
        raise NotPossibleNow("campaign_not_launched", "The campaign has not been launched yet.")
    people = _people_of(campaign, told)
    with transaction.atomic():
        known = _known(campaign, {one.client_id for one in told})
        wanted: dict[str, Told] = {}
        first: dict[str, int] = {}
        refused: dict[int, DomainError] = {}
        for place, one in enumerate(told):
            if one.client_id in known or one.client_id in wanted:
                continue
            refusal = _refusal(one, people.get(one.participant), campaign, at)
            if refusal is None:
                wanted[one.client_id], first[one.client_id] = one, place
            else:
                refused[place] = refusal
        new = _write(campaign, wanted, people, reporter, at)
        # Others may have told the same at the same time.
        known |= _known(campaign, wanted.keys() - new.keys())
    kept = known | new
    return [
        Outcome(None, refusal=refused[place])
        if place in refused
        else _outcome(one, kept[one.client_id], is_new=one.client_id in new and first[one.client_id] == place)
        for place, one in enumerate(told)
    ]


def _people_of(campaign: Campaign, told: Iterable[Told]) -> dict[UUID, Participant]:
    named = {one.participant for one in told}
    found = Participant.objects.filter(campaign=campaign, public_id__in=named)
    return {person.public_id: person for person in found.only("public_id", "joined_at", "is_banned")}


def _known(campaign: Campaign, client_ids: Iterable[str]) -> dict[str, Activity]:
    wanted = list(client_ids)
    if not wanted:
        return {}
    found = Activity.objects.filter(campaign=campaign, client_id__in=wanted).select_related("participant")
    return {activity.client_id: activity for activity in found}


def _refusal(told: Told, person: Participant | None, campaign: Campaign, at: datetime) -> DomainError | None:
    """Tell why this cannot be taken, or None when it can."""
    for field, word, longest in (
        ("client_id", told.client_id, LONGEST_CLIENT_ID),
        ("kind", told.kind, LONGEST_KIND),
    ):
        reason = refusal_of_word(word, longest=longest)
        if reason is not None:
            return InvalidInput(f"{field}_unusable", f"The {field} {english(reason)}.", field=field)
    if person is None:
        return NotFound("unknown_participant", "Nobody in this campaign has this participant id.", field="participant")
    if person.is_banned:
        return NotPossibleNow(
            "participant_is_banned",
            "This person was banned from the campaign; what they do does not count any more.",
            field="participant",
        )
    if told.at > at + CLOCK_TOLERANCE:
        return InvalidInput(
            "happens_in_the_future", "This lies in the future. Check the clock and its time zone.", field="at"
        )
    # Whoever was imported may have joined before the campaign began here.
    if told.at < min(campaign.starts_at, person.joined_at):
        return InvalidInput(
            "happened_before_the_campaign",
            f"This lies before the campaign began, at {campaign.starts_at.isoformat()}.",
            field="at",
        )
    return None


def _write(
    campaign: Campaign,
    wanted: Mapping[str, Told],
    people: Mapping[UUID, Participant],
    reporter: User | None,
    at: datetime,
) -> dict[str, Activity]:
    """Write what nobody told before, with its events; gives it by its client ids."""
    if not wanted:
        return {}
    # In the order of the ids, so that two who tell the same wait for each other one way round only.
    ordered = sorted(wanted.values(), key=lambda one: one.client_id)
    reporter_id = reporter.pk if reporter else None
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            {
                "campaign": campaign.pk,
                "participants": [people[one.participant].pk for one in ordered],
                "kinds": [one.kind for one in ordered],
                "times": [one.at for one in ordered],
                "client_ids": [one.client_id for one in ordered],
                "received_at": at,
                "reporter": reporter_id,
            },
        )
        written = {client_id: (pk, public_id) for pk, public_id, client_id in cursor.fetchall()}
    new = {
        one.client_id: Activity(
            pk=written[one.client_id][0],
            public_id=written[one.client_id][1],
            campaign=campaign,
            participant=people[one.participant],
            kind=one.kind,
            at=one.at,
            client_id=one.client_id,
            received_at=at,
            reported_by=reporter,
        )
        for one in wanted.values()
        if one.client_id in written
    }
    record_events(
        ("activity.reported", each.at, campaign.pk, reporter_id, each.participant_id, None, {"kind": each.kind})
        for each in new.values()
    )
    return new


_WRITE = """
INSERT INTO campaigns_activity (campaign_id, participant_id, kind, at, client_id, received_at, reported_by_id)
SELECT %(campaign)s, told.participant_id, told.kind, told.at, told.client_id, %(received_at)s, %(reporter)s
  FROM unnest(%(participants)s::bigint[], %(kinds)s::text[], %(times)s::timestamptz[], %(client_ids)s::text[])
       WITH ORDINALITY AS told(participant_id, kind, at, client_id, place)
 ORDER BY told.place
    ON CONFLICT ON CONSTRAINT activity_is_received_once DO NOTHING
RETURNING id, public_id, client_id
"""


def _outcome(told: Told, activity: Activity, *, is_new: bool) -> Outcome:
    same = (activity.participant.public_id, activity.kind, activity.at) == (told.participant, told.kind, told.at)
    if same:
        return Outcome(activity, is_new)
    return Outcome(
        None,
        refusal=NotPossibleNow(
            "client_id_reused",
            "Another activity of this campaign was told under this client_id. Give every activity its own.",
            field="client_id",
        ),
    )

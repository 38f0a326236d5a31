"""Reporters: for whom a program may report with its key.

A publishable key is anybody's to read, so it reports only for the participant whose token comes with the report. A
secret key names the participant: any of the campaign where its owner is an organizer, else the owner's own place.
"""

from __future__ import annotations

from uuid import UUID

from campaigns.errors import InvalidInput, NotAllowed, NotFound
from campaigns.people.models import ApiKey
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.recruiting.participant_tokens import find_by_token


def reporter_for_key(*, key: ApiKey, campaign: Campaign, participant_id: UUID | None, token: str | None) -> Participant:
    """Find the participant for whom this key reports; both are as the program said them."""
    if key.kind == ApiKey.Kind.PUBLISHABLE:
        holder = find_by_token(token=need_token(token), campaign=campaign)
        refuse_another(holder, participant_id)
        return holder
    refuse_token(token)
    participant_id = need_participant(participant_id)
    people = Participant.objects.filter(campaign=campaign)
    if not key.owner.may(campaign.pk):
        own = people.filter(user=key.owner, public_id=participant_id).first()
        if own is None:
            raise NotAllowed(
                "not_yourself", "Only an organizer's key reports for others; yours reports for your own place."
            )
        return own
    person = people.filter(public_id=participant_id).first()
    if person is None:
        raise NotFound("unknown_participant", "Nobody in this campaign has this participant id.", field="participant")
    return person


def need_token(token: str | None) -> str:
    if not token:
        raise InvalidInput(
            "participant_token_missing",
            "A publishable key reports for whoever's participant_token comes along: send it.",
            field="participant_token",
        )
    return token


def need_participant(participant_id: UUID | None) -> UUID:
    if participant_id is None:
        raise InvalidInput(
            "participant_missing", "This is reported for a participant: name them by their id.", field="participant"
        )
    return participant_id


def refuse_another(holder: Participant, participant_id: UUID | None) -> None:
    """Refuse a report that names somebody else than its token speaks for."""
    if participant_id is not None and participant_id != holder.public_id:
        raise InvalidInput(
            "another_participant", "This is not the participant for whom the token speaks.", field="participant"
        )


def refuse_token(token: str | None) -> None:
    """Refuse a token where the caller is known otherwise: whoever sends one means to be somebody else."""
    if token:
        raise InvalidInput(
            "participant_token_not_taken",
            "A participant_token goes with a publishable key, and with nothing else.",
            field="participant_token",
        )

"""Participant tokens: by one, somebody else's page or app reports for a participant, through a publishable key.

Law: a token speaks for one participant of one campaign and for nothing else. It is signed with the instance's key and
kept nowhere; it is good until its participant ends it, which makes the next one good, or leaves the campaign.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import F

from campaigns.errors import DomainError, InvalidInput
from campaigns.events.operations import record_event
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant

LONGEST_TOKEN = 300
# Other signatures of the instance are no tokens, whatever they sign.
_SIGNER_SALT = "campaigns.recruiting.participant_tokens"


def token_of(participant: Participant) -> str:
    """Write the token that speaks for this participant now."""
    said = [participant.campaign.public_id.hex, participant.public_id.hex, participant.token_number]
    return Signer(salt=_SIGNER_SALT).sign_object(said)


def end_tokens(*, participant: Participant, at: datetime) -> Participant:
    """Make every token of this participant useless that was given so far; the next one is good."""
    with transaction.atomic():
        Participant.objects.filter(pk=participant.pk).update(token_number=F("token_number") + 1)
        record_event(
            kind="participant.tokens_ended",
            at=at,
            campaign_id=participant.campaign_id,
            actor_id=participant.user_id,
            participant_id=participant.pk,
        )
    return Participant.objects.select_related("campaign").get(pk=participant.pk)


def find_by_token(*, token: str, campaign: Campaign) -> Participant:
    """Find the participant of this campaign for whom a token speaks; raises InvalidInput where it does not."""
    (found,) = find_by_tokens(tokens=[token], campaign=campaign).values()
    if isinstance(found, DomainError):
        raise found
    return found


def find_by_tokens(*, tokens: Iterable[str], campaign: Campaign) -> dict[str, Participant | DomainError]:
    """Find for whom each of these speaks in this campaign, or why it does not, by one query."""
    read = {token: _read(token) for token in tokens}
    named = {said[1] for said in read.values() if said is not None and said[0] == campaign.public_id}
    found_people = Participant.objects.filter(campaign=campaign, public_id__in=named).select_related("user")
    people = {person.public_id: person for person in found_people}
    found: dict[str, Participant | DomainError] = {}
    for token, said in read.items():
        person = people.get(said[1]) if said is not None and said[0] == campaign.public_id else None
        if said is None or person is None:
            found[token] = _refused("wrong", "This is no participant_token of this campaign.")
        elif person.token_number != said[2]:
            found[token] = _refused("ended", "This participant_token was ended; their own page has the next one.")
        else:
            found[token] = person
    return found


def _read(token: str) -> tuple[UUID, UUID, int] | None:
    """Read campaign, participant and number; None where we did not sign it."""
    try:
        campaign, participant, number = Signer(salt=_SIGNER_SALT).unsign_object(token)
        return UUID(campaign), UUID(participant), int(number)
    except BadSignature:
        return None


def _refused(how: str, sentence: str) -> DomainError:
    return InvalidInput(f"participant_token_{how}", sentence, field="participant_token")

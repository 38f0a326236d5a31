"""Nudging: organizers write to people about to drop out, and chance holds a tenth of them out.

Nouns: the *candidates* are an audience's people; the *reachable* are those of them against whom nothing stands now;
chance sets the reachable alone apart, so that both arms are alike. A nudge, its members, the event for each letter and
the event of the nudge are written in one transaction; the letters are made of the events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from campaigns.errors import Gone, InvalidInput, NotPossibleNow
from campaigns.events.operations import record_event, record_events
from campaigns.outreach.audiences import Candidate, audience_of
from campaigns.outreach.effect import draw_held_out, held_out_count
from campaigns.outreach.models import MOST_NOTE, MOST_SUBJECT, MOST_TEXT, Letter, Nudge, NudgeMember
from campaigns.outreach.rules import CAP_PERIOD, REASONS, Recipient, reason_against
from campaigns.people.consents import who_consents
from campaigns.people.mail_addresses import who_is_stopped
from campaigns.people.models import User
from campaigns.plain import has_control_characters, one_line, with_plain_line_ends
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.recruiting.standing import in_frozen_branches
from campaigns.saying import english


@dataclass(frozen=True)
class Reached:
    """A candidate, their public names, and what stands against writing to them: a key of `REASONS`, or nothing."""

    participant_id: int
    public_id: UUID
    display_name: str
    why: str
    against: str


@dataclass(frozen=True)
class Reach:
    """The candidates of an audience, in its order."""

    people: Sequence[Reached]

    @property
    def reachable(self) -> list[Reached]:
        return [person for person in self.people if not person.against]

    @property
    def held_out(self) -> int:
        return held_out_count(len(self.reachable))

    @property
    def unreachable(self) -> list[tuple[str, int]]:
        """Count those who can't be written to by what stands against it, in the order of `REASONS`."""
        counted = Counter(person.against for person in self.people)
        return [(reason, counted[reason]) for reason in REASONS if counted[reason]]


def reach_of(*, campaign: Campaign, audience: str, branch: Participant | None, at: datetime) -> Reach:
    """Find an audience's people and who of them can be written to now."""
    candidates = audience_of(campaign, audience, at=at, branch=branch)
    against = _against(campaign, [each.participant_id for each in candidates], at=at)
    return Reach([_reached(each, *against[each.participant_id]) for each in candidates])


def send_nudge(
    *,
    campaign: Campaign,
    organizer: User,
    audience: str,
    branch: Participant | None,
    subject: str,
    text: str,
    note: str,
    at: datetime,
) -> Nudge:
    """Write to an audience's reachable people but those held out.

    Raises NotPossibleNow where the campaign is not live or nobody can be written to, Gone where it has ended, and
    InvalidInput for words that can't be sent.
    """
    subject, text, note = checked_words(subject=subject, text=text, note=note)
    with transaction.atomic():
        # One nudge at a time, and none into the middle of a pause; people go on joining meanwhile.
        campaign = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
        refuse_unless_live(campaign, at=at)
        reach = reach_of(campaign=campaign, audience=audience, branch=branch, at=at)
        reachable = reach.reachable
        if not reachable:
            raise NotPossibleNow("nobody_to_write_to", _nobody(reach), unreachable=dict(reach.unreachable))
        nudge = Nudge.objects.create(
            campaign=campaign,
            audience=audience,
            branch=branch,
            subject=subject,
            text=text,
            note=note,
            sent_by=organizer,
            at=at,
        )
        held_out = draw_held_out(nudge.public_id, [person.public_id for person in reachable])
        treated = [person for person in reachable if person.public_id not in held_out]
        NudgeMember.objects.bulk_create(
            [
                NudgeMember(
                    nudge=nudge,
                    campaign=campaign,
                    participant_id=person.participant_id,
                    arm=NudgeMember.Arm.HELD_OUT if person.public_id in held_out else NudgeMember.Arm.TREATED,
                )
                for person in reachable
            ],
            batch_size=5_000,
        )
        said = {"nudge": str(nudge.public_id)}
        record_events(
            ("nudge.due", at, campaign.pk, organizer.pk, person.participant_id, None, said) for person in treated
        )
        record_event(
            kind="nudge.sent",
            at=at,
            campaign_id=campaign.pk,
            actor_id=organizer.pk,
            data={**said, "audience": audience, "treated": len(treated), "held_out": len(held_out)},
        )
    return nudge


def refuse_unless_live(campaign: Campaign, *, at: datetime) -> None:
    """Refuse to write to people about a campaign in which they can do nothing."""
    if campaign.state == Campaign.State.CLOSED or campaign.has_ended(at):
        raise Gone("campaign_closed", "The campaign has ended.")
    if campaign.state != Campaign.State.LIVE:
        raise NotPossibleNow(
            "campaign_not_live",
            f"The campaign is {campaign.state}: whoever came back could do nothing. Write to people while it is live.",
        )


def checked_words(*, subject: str, text: str, note: str) -> tuple[str, str, str]:
    """Tidy what an organizer wrote: a subject of one line, a text without control characters. Raises InvalidInput."""
    subject = one_line(subject)
    text = with_plain_line_ends(text)
    if has_control_characters(text):
        raise InvalidInput(
            "text_unusable",
            "The text has control characters in it. Type it anew instead of pasting it.",
            field="text",
        )
    for name, words, most in (("subject", subject, MOST_SUBJECT), ("text", text, MOST_TEXT)):
        if not words:
            raise InvalidInput(f"{name}_missing", f"Write a {name}.", field=name)
        if len(words) > most:
            raise InvalidInput(f"{name}_too_long", f"A {name} has at most {most} characters.", field=name)
    return subject, text, one_line(note)[:MOST_NOTE]


def _nobody(reach: Reach) -> str:
    if not reach.people:
        return "Nobody is in this audience now."
    reasons = "; ".join(f"{count}: {english(REASONS[reason])}" for reason, count in reach.unreachable)
    return f"None of the {len(reach.people)} people in this audience can be written to now ({reasons})."


def _reached(candidate: Candidate, public_id: UUID, display_name: str, against: str) -> Reached:
    return Reached(candidate.participant_id, public_id, display_name, candidate.why, against)


def _against(
    campaign: Campaign, participant_ids: Sequence[int], *, at: datetime
) -> Mapping[int, tuple[UUID, str, str]]:
    """Tell of each of these people their public id, their name, and what stands against writing to them now."""
    places = Participant.objects.filter(pk__in=participant_ids).select_related("user")
    users = {place.user_id for place in places if place.user_id is not None}
    consenting = who_consents(user_ids=users, campaign_id=campaign.pk)
    frozen = in_frozen_branches(participant_ids)
    lately = Letter.objects.outreach().filter(user__in=users).perhaps_read(at=at, within=CAP_PERIOD)
    queued = Letter.objects.outreach().filter(user__in=users, state=Letter.State.QUEUED)
    stopped = who_is_stopped(users)
    letters = Counter[int]()
    for found in (lately, queued):
        letters.update(dict(found.order_by().values_list("user").annotate(n=Count("pk"))))
    # Whoever was held out is left alone as well, or they would not be held out of anything.
    nudged = set(
        NudgeMember.objects.filter(
            campaign=campaign, participant__in=participant_ids, nudge__at__gt=at - CAP_PERIOD
        ).values_list("participant", flat=True)
    )
    is_over = campaign.state == Campaign.State.CLOSED or campaign.has_ended(at)
    told = {}
    for place in places:
        user = place.user
        recipient = Recipient(
            has_account=user is not None and bool(user.email),
            is_active=user is not None and user.is_active,
            is_stopped=place.user_id in stopped,
            is_removed=place.removed_at is not None,
            is_frozen=place.pk in frozen,
            consents=place.user_id in consenting,
            campaign_is_over=is_over,
            letters=letters[place.user_id] if place.user_id is not None else 0,
            nudges=int(place.pk in nudged),
        )
        told[place.pk] = (place.public_id, place.display_name, reason_against(recipient))
    return told

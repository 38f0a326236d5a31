"""Links as they are made, followed, renewed and used up, each with its event.

A campaign's own link may name the arm of the campaign that it belongs to: it is said when the link is made, told with
every join by it, and never changed. A visit is told once for each browser.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from campaigns.errors import Gone, InvalidInput, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.planning.operations import hold_campaign
from campaigns.recruiting.models import Participant, ReferralLink
from campaigns.saying import english
from campaigns.values import refusal_of_word

LONGEST_ARM = 40
# No vowels and nothing that looks like something else: a code is read aloud and typed from posters.
_CODE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZbcdfghjkmnpqrstvwxyz"
_CODE_LENGTH = 10


def create_link(
    *,
    campaign: Campaign,
    at: datetime,
    participant: Participant | None = None,
    expires_at: datetime | None = None,
    max_uses: int | None = None,
    split: str | None = None,
    arm: str = "",
    actor: User | None = None,
) -> ReferralLink:
    """Make a new link, a participant's or the campaign's own, with the campaign's expiry where none is given."""
    with transaction.atomic():
        link = first_link(
            campaign=campaign,
            at=at,
            participant=participant,
            expires_at=expires_at,
            max_uses=max_uses,
            split=split,
            arm=arm,
        )
        record_event(
            kind="link.made",
            at=at,
            campaign_id=campaign.pk,
            actor_id=actor.pk if actor else None,
            participant_id=participant.pk if participant else None,
            data={"link": str(link.public_id), **({"arm": arm} if arm else {})},
        )
    return link


def first_link(
    *,
    campaign: Campaign,
    at: datetime,
    participant: Participant | None = None,
    expires_at: datetime | None = None,
    max_uses: int | None = None,
    split: str | None = None,
    arm: str = "",
) -> ReferralLink:
    """Make a link as `create_link` does, without an event: it comes with the place that its owner is given now."""
    if expires_at is None and campaign.referral_link_days is not None:
        expires_at = at + timedelta(days=campaign.referral_link_days)
    return ReferralLink.objects.create(
        campaign=campaign,
        participant=participant,
        code="".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_LENGTH)),
        split=split,
        arm=arm,
        expires_at=expires_at,
        max_uses=max_uses,
        created_at=at,
    )


def make_campaign_link(
    *,
    campaign: Campaign,
    actor: User,
    at: datetime,
    expires_at: datetime | None = None,
    max_uses: int | None = None,
    arm: str = "",
) -> ReferralLink:
    """Make a link of the campaign itself, under which nobody stands: its first participants come by it.

    `arm` is written as one line. Raises InvalidInput for an end in the past and for an arm that is no short label,
    Gone once the campaign is closed.
    """
    arm = " ".join(arm.split())
    if expires_at is not None and expires_at <= at:
        raise InvalidInput("expires_in_the_past", "expires_at must lie in the future.", field="expires_at")
    refusal = refusal_of_word(arm, longest=LONGEST_ARM) if arm else None
    if refusal is not None:
        raise InvalidInput("arm_unusable", f"The arm {english(refusal)}.", field="arm")
    if campaign.state == Campaign.State.CLOSED:
        raise Gone("campaign_closed", "The campaign has ended.")
    return create_link(campaign=campaign, at=at, expires_at=expires_at, max_uses=max_uses, arm=arm, actor=actor)


def count_visit(*, link: ReferralLink, visitor: UUID, at: datetime) -> bool:
    """Record that a browser followed the link; the same browser counts once. Tells whether it counted now."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_COUNT_VISIT, [link.pk, visitor, at])
            is_new: bool = cursor.rowcount == 1
        if is_new:
            record_event(
                kind="link.visited",
                at=at,
                campaign_id=link.campaign_id,
                participant_id=link.participant_id,
                data={"link": str(link.public_id)},
            )
    return is_new


_COUNT_VISIT = """
INSERT INTO campaigns_visit (link_id, visitor, at) VALUES (%s, %s, %s)
    ON CONFLICT ON CONSTRAINT visitor_counts_once_per_link DO NOTHING
"""


def current_link(*, participant: Participant, at: datetime) -> ReferralLink:
    """Give the participant's newest link, making another when it has run out while people can still join."""
    newest = ReferralLink.objects.filter(participant=participant).order_by("-id").first()
    ended = participant.campaign.state == Campaign.State.CLOSED or participant.campaign.has_ended(at)
    if newest is not None and (ended or not (newest.has_expired(at) or newest.is_exhausted())):
        return newest
    # What they ask of their recruits is theirs to say, and outlives the link that they said it on.
    split = newest.split if newest else None
    return create_link(
        campaign=participant.campaign, participant=participant, at=at, split=split, actor=participant.user
    )


def lock_current_link(*, participant: Participant, at: datetime) -> ReferralLink:
    """Lock the participant's newest link, and keep the campaign as it is, until the transaction ends."""
    hold_campaign(participant.campaign_id)
    link = current_link(participant=participant, at=at)
    return ReferralLink.objects.select_for_update(of=("self",), no_key=True).get(pk=link.pk)


def set_link_split(*, participant: Participant, split: str | None, at: datetime) -> ReferralLink:
    """Set what recruits by the participant's link hand up from now on; the caller has checked that it may be asked.

    Those who joined keep what they agreed to, and those who asked to join what was kept for them.
    """
    with transaction.atomic():
        campaign = hold_campaign(participant.campaign_id)
        if campaign.state == Campaign.State.CLOSED or campaign.has_ended(at):
            raise Gone("campaign_closed", "The campaign has ended; nobody joins by your link any more.")
        link = lock_current_link(participant=participant, at=at)
        if link.split == split:
            return link
        link.split = split
        link.save(update_fields=["split"])
        record_event(
            kind="link.split_set",
            at=at,
            campaign_id=campaign.pk,
            actor_id=participant.user_id,
            participant_id=participant.pk,
            data={"link": str(link.public_id), "split": split},
        )
    return link


def use_up_link(link: ReferralLink) -> None:
    """Count a join by a link whose uses are limited; the event is the join's. Raises Gone when there is none left."""
    used = ReferralLink.objects.filter(pk=link.pk, uses__lt=F("max_uses")).update(uses=F("uses") + 1)
    if not used:
        raise Gone(
            "link_exhausted",
            "Somebody else was quicker: this link has been used as often as it may be.",
            field="referral_code",
        )


def came_by(link: ReferralLink | None) -> dict[str, str]:
    """Say in a join's event by which of the campaign's own links somebody came, and to which arm that belongs."""
    if link is None or link.participant_id is not None:
        return {}
    return {"link": str(link.public_id), **({"arm": link.arm} if link.arm else {})}


def remove_planned_links(campaign: Campaign) -> None:
    """Let a campaign's own links go with a draft that is removed; one in which people have places stays."""
    if Participant.objects.filter(campaign=campaign).exists():
        raise NotPossibleNow(
            "draft_has_people", "People were imported into this campaign. Their places stay on record, and so does it."
        )
    ReferralLink.objects.filter(campaign=campaign).delete()

"""Joins: how a person comes to a place in the tree, and to whom it is owed.

What is posted before signing in is a PendingJoin; a Participant appears when its person confirms, and the inviter
is final from then on.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction

from campaigns.errors import DomainError, Gone, InvalidInput, NotFound, NotPossibleNow
from campaigns.events.operations import record_event, record_events
from campaigns.people.models import User
from campaigns.people.names import checked_display_name
from campaigns.planning.models import Campaign
from campaigns.planning.operations import hold_campaign
from campaigns.recruiting.links import came_by, first_link, use_up_link
from campaigns.recruiting.models import Participant, PendingJoin, ReferralLink
from campaigns.recruiting.splits import Shown, agreed_split, offer_of, split_changed
from campaigns.recruiting.standing import refusal_of_inviter, refuse_banned

PENDING_DAYS = 7
_CODE_SHAPE = re.compile(r"[0-9A-Za-z]{6,16}")


def find_link(*, code: str, campaign: Campaign | None = None) -> ReferralLink:
    """Find a link by its code, whatever its condition.

    Raises NotFound for a code that no link can have, that no link has, or whose link is another campaign's.
    """
    if not _CODE_SHAPE.fullmatch(code):
        raise NotFound(
            "malformed_code",
            "That is not a referral code: codes have 6 to 16 letters and digits. Check the link you were sent.",
            field="referral_code",
        )
    link = ReferralLink.objects.select_related("campaign", "participant").filter(code=code).first()
    if link is None or link.campaign.state == Campaign.State.DRAFT:
        raise NotFound(
            "unknown_code",
            "No link has this code. Check it letter by letter (capitals matter), or ask whoever sent it.",
            field="referral_code",
        )
    if campaign is not None and link.campaign_id != campaign.pk:
        raise InvalidInput(
            "link_of_another_campaign",
            f"This link belongs to another campaign, “{link.campaign.title}”. Use it there, or join here without it.",
            field="referral_code",
        )
    return link


def refusal_of_link(link: ReferralLink, *, at: datetime, asked_at: datetime | None = None) -> DomainError | None:
    """Tell why nobody can join by this link now, or None when they can.

    Whoever asked to join while the link worked does not lose it by confirming later: `asked_at` is when they did.
    """
    refusal = refusal_of_campaign(link.campaign, at=at)
    if refusal is not None:
        return refusal
    if link.has_expired(asked_at or at):
        return Gone(
            "link_expired",
            "This link has expired. Ask whoever sent it for a new one, or join without an inviter.",
            field="referral_code",
        )
    if link.is_exhausted():
        return Gone(
            "link_exhausted",
            "This link has been used as often as it may be. Ask for another, or join without an inviter.",
            field="referral_code",
        )
    return refusal_of_inviter(link)


def refusal_of_campaign(campaign: Campaign, *, at: datetime) -> DomainError | None:
    """Tell why nobody can join or report in this campaign now, or None when they can."""
    if campaign.state == Campaign.State.DRAFT:
        return NotPossibleNow("campaign_not_launched", "The campaign has not been launched yet.")
    if campaign.state == Campaign.State.PAUSED:
        return NotPossibleNow(
            "campaign_paused",
            "The campaign is paused for the moment. Come back later; your link keeps its worth.",
        )
    if campaign.state == Campaign.State.CLOSED or campaign.has_ended(at):
        return Gone("campaign_closed", "The campaign has ended.")
    if at < campaign.starts_at:
        return NotPossibleNow(
            "campaign_not_started",
            f"The campaign starts at {campaign.starts_at.isoformat()}. Come back then.",
        )
    return None


def choose_link(
    *, campaign: Campaign, earlier: ReferralLink | None, later: ReferralLink | None, at: datetime
) -> ReferralLink | None:
    """Attribute by the campaign's rule: the first link followed, or the last, among those that still work."""
    working = [link for link in (earlier, later) if link is not None and refusal_of_link(link, at=at) is None]
    if not working:
        return None
    return working[0] if campaign.attribution == Campaign.Attribution.FIRST else working[-1]


def request_join(
    *,
    campaign: Campaign,
    email: str,
    display_name: str,
    link: ReferralLink | None,
    at: datetime,
    shown: Shown | None = None,
) -> PendingJoin:
    """Keep a join that its person will confirm after signing in with this address, from whatever browser.

    The link's split is kept with it, as they were shown it. Raises NotPossibleNow where it was changed since.
    """
    refusal = refusal_of_campaign(campaign, at=at) if link is None else refusal_of_link(link, at=at)
    if refusal is not None:
        raise refusal
    split = link.split if link else None
    if shown is not None and shown.split != split:
        raise split_changed(shown=shown.split, now=split)
    name = checked_display_name(display_name)
    with transaction.atomic():
        pending, created = PendingJoin.objects.select_for_update(of=("self",)).get_or_create(
            campaign=campaign,
            email=email.strip().lower(),
            defaults={
                "link": link,
                "split": split,
                "display_name": name,
                "asked_at": at,
                "expires_at": at + timedelta(days=PENDING_DAYS),
            },
        )
        if not created:
            earlier = pending.link if at < pending.expires_at else None
            pending.link = choose_link(campaign=campaign, earlier=earlier, later=link, at=at)
            if pending.link == link:
                # Also where it was asked for before: what was shown last is what is agreed to.
                pending.split = split
            pending.display_name = name
            pending.asked_at = at
            pending.expires_at = at + timedelta(days=PENDING_DAYS)
            pending.save()
        _note_pending("join.requested", pending, at)
    return pending


def correct_pending_join(*, pending: PendingJoin, code: str | None, at: datetime) -> PendingJoin:
    """Attribute a join that is not confirmed yet to another link, or to nobody."""
    link = None
    if code:
        link = find_link(code=code, campaign=pending.campaign)
        refusal = refusal_of_link(link, at=at)
        if refusal is not None:
            raise refusal
    pending.link = link
    pending.split = link.split if link else None
    with transaction.atomic():
        pending.save(update_fields=["link", "split"])
        _note_pending("join.corrected", pending, at)
    return pending


def pending_joins(*, user: User, at: datetime) -> list[PendingJoin]:
    """List what this person asked to join and has not confirmed; signing in has shown that the address is theirs."""
    return list(
        PendingJoin.objects.filter(email=user.email, expires_at__gt=at)
        .select_related("campaign", "link__participant", "link__campaign")
        .order_by("-asked_at")
    )


def join_campaign(
    *,
    campaign: Campaign,
    user: User,
    display_name: str,
    link: ReferralLink | None,
    at: datetime,
    shown: Shown | None = None,
) -> tuple[Participant, bool]:
    """Give this person their place, under the link's owner, and a link of their own.

    What they hand up to the owner is frozen: the link's split as it was kept for them when they asked to join, else
    as it is. Returns the place and whether it is new; whoever has a place keeps it as it is. Raises NotPossibleNow
    for one's own link or that of somebody one brought in, and where they were shown another split; and the refusals
    of `refusal_of_link`.
    """
    name = checked_display_name(display_name)
    existing = Participant.objects.filter(campaign=campaign, user=user).first()
    if existing is not None:
        refuse_banned(existing)
        _refuse_own_tree(existing, link, at)
        return existing, False
    with transaction.atomic():
        campaign = hold_campaign(campaign.pk)
        if link is None:
            offer = None
            refusal = refusal_of_campaign(campaign, at=at)
        else:
            link.campaign = campaign
            offer = offer_of(link=link, user=user, at=at)
            refusal = refusal_of_link(link, at=at, asked_at=offer.asked_at)
        if refusal is not None:
            raise refusal
        handed_up = agreed_split(offer, shown)
        try:
            with transaction.atomic():
                place = Participant.objects.create(
                    campaign=campaign,
                    user=user,
                    invited_by_id=link.participant_id if link else None,
                    via_link=link,
                    handed_up=handed_up,
                    display_name=name,
                    joined_at=at,
                )
        except IntegrityError as refused:
            if "one_place_each" not in str(refused):
                raise
            # Another request of the same person was quicker; its place is the one.
            return Participant.objects.get(campaign=campaign, user=user), False
        if link is not None and link.max_uses is not None:
            use_up_link(link)
        first_link(campaign=campaign, participant=place, at=at)
        PendingJoin.objects.filter(campaign=campaign, email=user.email).delete()
        record_event(
            kind="participant.joined",
            at=at,
            campaign_id=campaign.pk,
            actor_id=user.pk,
            participant_id=place.pk,
            data={
                "invited_by": str(link.participant.public_id) if link and link.participant else None,
                **({} if handed_up is None else {"handed_up": handed_up}),
                **came_by(link),
            },
        )
    return place, True


def link_followed(*, campaign: Campaign, user: User, at: datetime) -> ReferralLink | None:
    """Give the link of the join that this person asked for and has not confirmed, if there is one."""
    for pending in pending_joins(user=user, at=at):
        if pending.campaign_id == campaign.pk:
            return pending.link
    return None


def join_by_code(
    *,
    campaign: Campaign,
    user: User,
    display_name: str,
    code: str | None,
    at: datetime,
    shown: Shown | None = None,
) -> tuple[Participant, bool]:
    """Join by a code; by the link followed where None is said; under nobody where it is empty.

    Whoever has a place gets it back, whatever the code, unless the code is their own or of their own recruits.
    """
    try:
        if code is None:
            link = link_followed(campaign=campaign, user=user, at=at)
        else:
            link = find_link(code=code, campaign=campaign) if code else None
    except DomainError:
        existing = Participant.objects.filter(campaign=campaign, user=user).first()
        if existing is None:
            raise
        refuse_banned(existing)
        return existing, False
    return join_campaign(campaign=campaign, user=user, display_name=display_name, link=link, at=at, shown=shown)


def forget_pending_joins(*, at: datetime) -> int:
    """Delete the pending joins that nobody confirmed in time; returns how many."""
    with transaction.atomic():
        over = PendingJoin.objects.filter(expires_at__lte=at).select_for_update(of=("self",))
        lapsed = list(over.select_related("link").order_by("pk"))
        PendingJoin.objects.filter(pk__in=[pending.pk for pending in lapsed]).delete()
        record_events(
            ("join.lapsed", at, pending.campaign_id, None, _owner_of(pending.link), None, _said_of(pending.link))
            for pending in lapsed
        )
    return len(lapsed)


def _note_pending(kind: str, pending: PendingJoin, at: datetime) -> None:
    """Tell of a join that is not confirmed yet: whose link it goes by, and never who asked."""
    record_event(
        kind=kind,
        at=at,
        campaign_id=pending.campaign_id,
        participant_id=_owner_of(pending.link),
        data=_said_of(pending.link),
    )


def _owner_of(link: ReferralLink | None) -> int | None:
    return link.participant_id if link else None


def _said_of(link: ReferralLink | None) -> dict[str, str]:
    return {"link": str(link.public_id)} if link else {}


def _refuse_own_tree(place: Participant, link: ReferralLink | None, at: datetime) -> None:
    refusal = _refusal_of_own_tree(place, link)
    if refusal is not None:
        # Whoever looks for self-referral reads that it was tried; not yet, since the refusal undoes what was begun.
        refusal.leaves = partial(
            record_event,
            kind="join.refused",
            at=at,
            campaign_id=place.campaign_id,
            actor_id=place.user_id,
            participant_id=place.pk,
            data={"code": refusal.code},
        )
        raise refusal


def _refusal_of_own_tree(place: Participant, link: ReferralLink | None) -> DomainError | None:
    if link is None or link.participant_id is None:
        return None
    if link.participant_id == place.pk:
        return NotPossibleNow(
            "self_referral",
            "This is your own link. Share it with others; you have your place already.",
            field="referral_code",
        )
    if Participant.objects.is_below(link.participant_id, ancestor_id=place.pk):
        return NotPossibleNow(
            "own_downline",
            "This link belongs to somebody you brought in, directly or through others. "
            "Nobody can join under their own recruits.",
            field="referral_code",
        )
    return None


def change_place(
    *, participant: Participant, at: datetime, on_leaderboard: bool | None = None, display_name: str | None = None
) -> Participant:
    """Keep how a participant wants to be seen, as far as it is said: by which name, and whether among the ranked.

    Both hold from the next reading on, also for what was done before. The log keeps the name that was, so that nobody
    hides behind a new one, and so that an erasure finds it in whatever was written by it.
    """
    name = participant.display_name if display_name is None else checked_display_name(display_name)
    with transaction.atomic():
        place = lock_place(participant.pk)
        if name != place.display_name:
            record_event(
                kind="participant.renamed",
                at=at,
                campaign_id=place.campaign_id,
                actor_id=place.user_id,
                participant_id=place.pk,
                data={"was": place.display_name},
            )
        participant.display_name = name
        if on_leaderboard is not None:
            participant.on_leaderboard = on_leaderboard
        participant.save(update_fields=["on_leaderboard", "display_name"])
    return participant


def lock_place(participant_id: int) -> Participant:
    """Let nobody else change this place until the transaction ends."""
    return Participant.objects.select_for_update(no_key=True).get(pk=participant_id)

"""ClaimCode: how an unclaimed place comes to its person.

A place without a person was imported, or made for somebody who reported without signing in. Whoever shows the code of
such a place takes it, once, with all it has earned; of the code only a keyed hash is kept. Nobody is moved by it: who
brought whom stays as it was. And nobody comes this way to money that they decided about: one who verified a finding of
the place, or of its chain, cannot claim it.

The code of an anonymous reporter's place is derived from a secret that their own device chose. So what is sent again is
known again and gets the same code, further reports with the secret come to the same place, and whoever knows all of a
report but the secret learns nothing and reaches nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.crypto import salted_hmac

from campaigns.errors import Gone, NotAllowed, NotFound, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.people.models import User
from campaigns.people.names import checked_display_name
from campaigns.planning.models import Campaign, Objective
from campaigns.planning.operations import hold_campaign, lock_campaign
from campaigns.recruiting.links import came_by, use_up_link
from campaigns.recruiting.models import ClaimCode, Participant, ReferralLink
from campaigns.recruiting.operations import refusal_of_link

ANONYMOUS = "Anonymous"
# No vowels and nothing that looks like something else; 24 of them are 133 bits.
_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZbcdfghjkmnpqrstvwxyz"
_LENGTH, _GROUP = 24, 6


def anonymous_place(
    *, campaign: Campaign, claim_secret: str, link: ReferralLink | None, at: datetime
) -> tuple[Participant, str]:
    """Give the place of whoever reports with this secret, making it where there is none, and the code that claims it.

    A new one stands under the link's owner, or is a root; one that is there stays where it is. Two who send the same
    at once get one place: the second waits for the first. Raises the refusals of `refusal_of_link`.
    """
    said = f"{campaign.public_id}\x00{claim_secret}"
    codes = {
        _hashed(code, key): code
        for key in _keys()
        for code in [_written(salted_hmac(_DERIVED, said, secret=key, algorithm="sha256").digest())]
    }
    known = _known_by(codes)
    if known is not None:
        return known.participant, codes[known.code_hash]
    new_hash, new_code = next(iter(codes.items()))
    with transaction.atomic():
        campaign = hold_campaign(campaign.pk)
        if link is not None:
            link.campaign = campaign
            refusal = refusal_of_link(link, at=at)
            if refusal is not None:
                raise refusal
        try:
            with transaction.atomic():
                place = Participant.objects.create(
                    campaign=campaign,
                    user=None,
                    invited_by_id=link.participant_id if link else None,
                    via_link=link,
                    handed_up=link.split if link else None,
                    display_name=ANONYMOUS,
                    joined_at=at,
                )
                ClaimCode.objects.create(participant=place, code_hash=new_hash, made_at=at)
        except IntegrityError as refused:
            if "code_hash" not in str(refused):
                raise
            return Participant.objects.get(claim_code__code_hash=new_hash), new_code
        if link is not None and link.max_uses is not None:
            use_up_link(link)
        record_event(
            kind="participant.joined",
            at=at,
            campaign_id=campaign.pk,
            participant_id=place.pk,
            data={
                "invited_by": str(link.participant.public_id) if link and link.participant else None,
                "anonymous": True,
                **({} if place.handed_up is None else {"handed_up": place.handed_up}),
                **came_by(link),
            },
        )
    return place, new_code


def make_claim_code(*, participant: Participant, actor: User, at: datetime) -> str:
    """Make the code by which the person of an imported place can claim it; it is told this once.

    A code that was made before and not redeemed is void from now on. The code of an anonymous report is not replaced:
    it is its reporter's alone.
    """
    code = _written(secrets.token_bytes(32))
    with transaction.atomic():
        place = Participant.objects.select_for_update(no_key=True, of=("self",)).get(pk=participant.pk)
        if place.user_id is not None:
            raise NotPossibleNow("place_is_claimed", "This place has its person already; nobody can claim it.")
        earlier = ClaimCode.objects.select_for_update().filter(participant=place).first()
        if earlier is not None and earlier.redeemed_at is not None:
            # Claimed once, and its person erased since.
            raise NotPossibleNow("place_was_claimed", "This place was claimed before; it is not claimed a second time.")
        if earlier is not None and earlier.made_at == place.joined_at:
            raise NotAllowed(
                "code_is_the_reporters",
                "Somebody reported without signing in and has the code of this place; it cannot be replaced.",
            )
        ClaimCode.objects.update_or_create(
            participant=place, defaults={"code_hash": _hashed(code, _keys()[0]), "made_at": at}
        )
        record_event(
            kind="place.claim_code_made",
            at=at,
            campaign_id=place.campaign_id,
            actor_id=actor.pk,
            participant_id=place.pk,
            data={"replaced": earlier is not None},
        )
    return code


def claim_place(
    *, campaign: Campaign, user: User, code: str, at: datetime, display_name: str | None = None
) -> tuple[Participant, bool]:
    """Give an unclaimed place to whoever shows its code; what it earned is released right after.

    Returns the place and whether it was claimed just now; whoever claimed it before gets it again. Raises NotFound for
    a code that no place of the campaign has, Gone for one that was used, NotPossibleNow where the person has a place
    already, and NotAllowed where the place is closed or they decided about its findings.
    """
    name = None if display_name is None else checked_display_name(display_name)
    typed = _typed(code)
    with transaction.atomic():
        # Nobody verifies meanwhile, so that whoever did has done it before, and cannot after.
        campaign = lock_campaign(campaign.pk)
        list(Objective.objects.select_for_update(no_key=True).filter(campaign=campaign).order_by("pk"))
        if campaign.state == Campaign.State.DRAFT:
            raise NotPossibleNow("campaign_not_launched", "The campaign has not been launched yet.")
        known = _known_by(_hashed(typed, key) for key in _keys())
        if known is None or known.participant.campaign_id != campaign.pk:
            raise NotFound(
                "unknown_claim_code",
                "No place of this campaign has this code. Check it letter by letter (capitals matter).",
                field="claim_code",
            )
        place = Participant.objects.select_for_update(no_key=True, of=("self",)).get(pk=known.participant_id)
        if place.user_id == user.pk:
            return place, False
        if known.redeemed_at is not None or place.user_id is not None:
            raise Gone(
                "claim_code_used",
                "This code was used already; a place is claimed once. If it was not you, tell the organizers.",
                field="claim_code",
            )
        if Participant.objects.filter(campaign=campaign, user=user).exists():
            raise NotPossibleNow(
                "place_of_your_own",
                "You have a place in this campaign already, and nobody has two. The code stays good.",
            )
        if place.is_banned:
            raise NotAllowed("place_is_closed", "The organizers have closed this place; nobody can claim it.")
        if _decided_about(place, user):
            raise NotAllowed(
                "decided_about_it",
                "You decided about findings of this place or of its chain; nobody is paid by their own verdict.",
            )
        place.user = user
        if name is not None:
            place.display_name = name
        place.save(update_fields=["user", "display_name"])
        ClaimCode.objects.filter(pk=known.pk).update(redeemed_at=at)
        record_event(kind="place.claimed", at=at, campaign_id=campaign.pk, actor_id=user.pk, participant_id=place.pk)
    return place, True


def is_code_of(code: str, place: Participant) -> bool:
    """Tell whether this is the code that claims the place; whoever shows it made the place, or was given it."""
    typed = _typed(code)
    known = _known_by(_hashed(typed, key) for key in _keys())
    return known is not None and known.participant_id == place.pk


def _typed(code: str) -> str:
    return "".join(character for character in code if character in _ALPHABET)


def _known_by(hashes: Iterable[str]) -> ClaimCode | None:
    """Find a code by its keyed hash: how long that takes says nothing about the code."""
    return ClaimCode.objects.select_related("participant").filter(code_hash__in=list(hashes)).first()


def _hashed(code: str, key: str) -> str:
    return salted_hmac(_HASHED, code.replace("-", ""), secret=key, algorithm="sha256").hexdigest()


def _keys() -> list[str]:
    """The instance's key, and those that were replaced: a code outlives the key under which it was made."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _written(chance: bytes) -> str:
    """Write 32 bytes of chance as a code in groups that can be read aloud."""
    number = int.from_bytes(chance, "big")
    letters = []
    for _ in range(_LENGTH):
        number, place = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[place])
    return "-".join("".join(letters[start : start + _GROUP]) for start in range(0, _LENGTH, _GROUP))


_DERIVED = "campaigns.recruiting.claiming_places.derived"
_HASHED = "campaigns.recruiting.claiming_places.hashed"


def _decided_about(place: Participant, user: User) -> bool:
    """Tell whether this person found something of the place, or of anybody above or below it, true or wrong after all.

    The same that the law `nobody_verifies_their_own_chain` forbids those who have a place.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DECIDED_SQL, {"campaign": place.campaign_id, "user": user.pk, "place": place.pk})
        return bool(cursor.fetchone()[0])


_DECIDED_SQL = """
WITH RECURSIVE decided AS (
    SELECT DISTINCT finding.participant_id AS id
      FROM campaigns_verdict verdict JOIN campaigns_finding finding ON finding.id = verdict.finding_id
     WHERE verdict.by_id = %(user)s AND verdict.kind IN ('verified', 'reversed', 'vote_verify')
       AND finding.campaign_id = %(campaign)s
), above_decided AS (
    SELECT id FROM decided
    UNION
    SELECT participant.invited_by_id FROM above_decided JOIN campaigns_participant participant USING (id)
     WHERE participant.invited_by_id IS NOT NULL
), above_place AS (
    SELECT %(place)s::bigint AS id
    UNION ALL
    SELECT participant.invited_by_id FROM above_place JOIN campaigns_participant participant USING (id)
     WHERE participant.invited_by_id IS NOT NULL
)
SELECT EXISTS (SELECT FROM above_decided WHERE id = %(place)s)
    OR EXISTS (SELECT FROM above_place JOIN decided USING (id))
"""

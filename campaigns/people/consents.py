"""Consent: who agreed to what, and by which words; nobody joins or is written to by organizers without.

Law: a person's last word counts, whether it was said of one campaign or of all; nothing said is no. Every word is a
row with the version of the wording that was shown, the time and the way. Whoever repeats themselves adds no row.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from campaigns.events.operations import record_event
from campaigns.people.models import Consent, User

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NUDGES = Consent.Purpose.NUDGES.value
PLACE = Consent.Purpose.PLACE.value
# From this wording on people have agreed that all who take part read their name on the leaderboard.
NAMED_ON_LEADERBOARD = 2
# What people were asked, by purpose and version. Words are never changed here, only added: the rows say which were
# shown.
WORDINGS = {
    NUDGES: {1: _("The organizers may write to me about this campaign.")},
    PLACE: {
        1: _(
            "I agree that my name is shown to the people of my chain, and that my address is used to sign me in and to "
            "tell me about my rewards."
        ),
        2: _(
            "I agree that my name is shown to the people of my chain and, unless I leave it, on the leaderboard to all "
            "who take part, and that my address is used to sign me in and to tell me about my rewards."
        ),
    },
}


def version_of(purpose: str) -> int:
    """Give the version of the words by which people are asked now."""
    return max(WORDINGS[purpose])


def words_of(purpose: str) -> _StrPromise:
    """Give the words by which people are asked now, to be translated where they are shown."""
    return WORDINGS[purpose][version_of(purpose)]


def say_consent(
    *, user: User, campaign_id: int | None, given: bool, how: str, at: datetime, purpose: str = NUDGES
) -> tuple[Consent, bool]:
    """Write down that a person agrees to the current wording, or takes it back; tells whether that is new.

    Without a campaign it is taken back for all of them. Consent is given for one campaign at a time: the database
    refuses it for all.
    """
    with transaction.atomic():
        lock_person(user)
        wording = version_of(purpose)
        last = _words(purpose, campaign_id).filter(user=user).order_by("-pk").first()
        if last is not None and _says_the_same(last, campaign_id=campaign_id, given=given, wording=wording):
            return last, False
        consent = Consent.objects.create(
            user=user, purpose=purpose, campaign_id=campaign_id, given=given, wording=wording, how=how, at=at
        )
        record_event(
            kind="consent.given" if given else "consent.withdrawn",
            at=at,
            campaign_id=campaign_id,
            actor_id=user.pk,
            data={"purpose": purpose, "wording": wording, "how": how},
        )
    return consent, True


def lock_person(user: User) -> None:
    """Let nobody else say a word for this person until the transaction ends.

    Whoever hands a letter over locks the person too, so a word comes wholly before it or after it.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def last_word(*, user: User, campaign_id: int, purpose: str = NUDGES) -> Consent | None:
    """Give what a person said last that concerns this campaign, if they said anything."""
    return _words(purpose, campaign_id).filter(user=user).order_by("-pk").first()


def who_consents(*, user_ids: Iterable[int], campaign_id: int, purpose: str = NUDGES) -> set[int]:
    """Tell who of these agrees now to be written to about this campaign."""
    said = _words(purpose, campaign_id).filter(user__in=list(user_ids)).order_by("user", "-pk").distinct("user")
    return {user_id for user_id, given in said.values_list("user", "given") if given and user_id is not None}


def who_is_named(*, user_ids: Iterable[int], campaign_id: int) -> set[int]:
    """Tell who of these agreed to be named on the leaderboard of this campaign, and whose word still holds."""
    said = _words(PLACE, campaign_id).filter(user__in=list(user_ids)).order_by("user", "-pk").distinct("user")
    return {
        user_id
        for user_id, given, wording in said.values_list("user", "given", "wording")
        if given and user_id is not None and wording >= NAMED_ON_LEADERBOARD
    }


def _says_the_same(last: Consent, *, campaign_id: int | None, given: bool, wording: int) -> bool:
    if given:
        return last.given and last.wording == wording
    # Taken back for one campaign is not yet taken back for all; the other way round it is.
    return not last.given and (campaign_id is not None or last.campaign_id is None)


def _words(purpose: str, campaign_id: int | None) -> QuerySet[Consent]:
    """Find what concerns this campaign, or all that was ever said where none is named."""
    words = Consent.objects.filter(purpose=purpose)
    return words if campaign_id is None else words.filter(Q(campaign=campaign_id) | Q(campaign=None))

"""Rules of writing to people: who is written to, how often, and at what hours of their day. PURE.

Law: whatever stands against a letter is asked at the moment of sending, of facts read at that moment. What passes by
itself lets it wait; anything else suppresses it for good, with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from campaigns.saying import said

# How often: so many letters of outreach in so long a time, over all campaigns; of these so many nudges of one campaign.
CAP_PERIOD = timedelta(days=7)
MOST_LETTERS = 3
MOST_NUDGES_OF_A_CAMPAIGN = 1
# Nobody is written to between these times of their own day.
QUIET_FROM, QUIET_UNTIL = time(21), time(8)
# How long to wait after each attempt that the mail server put off; after the last one the letter has failed.
RETRIES = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=24),
)
PAUSE_WAIT = timedelta(hours=1)

# Every reason not to write to somebody, in the order in which they are asked.
REASONS = {
    "no_account": said("nobody with an account has this place"),
    "account_closed": said("the account is closed"),
    "address_stopped": said("mail to their address came back, or they complained of it"),
    "not_wanted": said("they chose not to be told of this by letter"),
    "removed": said("the organizers removed them from the campaign"),
    "in_quarantine": said("their branch is in quarantine"),
    "no_consent": said("they have not agreed to letters, or took that back"),
    "campaign_closed": said("the campaign has ended"),
    "nudged_lately": said("they were in a nudge of this campaign in the last %(days)s days", days=CAP_PERIOD.days),
    "enough_letters": said(
        "they were sent %(letters)s letters in the last %(days)s days", letters=MOST_LETTERS, days=CAP_PERIOD.days
    ),
}


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """What is known at this moment of whom a letter is for.

    `letters` and `nudges` count what was handed over, or may have been, in the last seven days: of all campaigns, and
    of nudges of this one.
    """

    has_account: bool = True
    is_active: bool = True
    is_stopped: bool = False
    wants: bool = True
    is_removed: bool = False
    is_frozen: bool = False
    consents: bool = True
    campaign_is_over: bool = False
    campaign_is_paused: bool = False
    letters: int = 0
    nudges: int = 0
    time_zone: str = "UTC"
    campaign_zone: str = "UTC"


@dataclass(frozen=True)
class Send:
    """Nothing stands against it."""


@dataclass(frozen=True)
class Wait:
    """Not yet: look again at this time."""

    until: datetime


@dataclass(frozen=True)
class Suppress:
    """Never; the reason is a key of `REASONS`."""

    reason: str


Decision = Send | Wait | Suppress


def decide(recipient: Recipient, *, at: datetime) -> Decision:
    """Say whether a letter to this person leaves now."""
    if reason := reason_against(recipient):
        return Suppress(reason)
    if recipient.campaign_is_paused:
        return Wait(at + PAUSE_WAIT)
    until = quiet_until(at, zone_of(recipient.time_zone, recipient.campaign_zone))
    return Send() if until is None else Wait(until)


def reason_against(recipient: Recipient) -> str:
    """Say why this person is not written to at all, as a key of `REASONS`; nothing where they are."""
    against = {
        "no_account": not recipient.has_account,
        "account_closed": not recipient.is_active,
        "address_stopped": recipient.is_stopped,
        "not_wanted": not recipient.wants,
        "removed": recipient.is_removed,
        "in_quarantine": recipient.is_frozen,
        "no_consent": not recipient.consents,
        "campaign_closed": recipient.campaign_is_over,
        "nudged_lately": recipient.nudges >= MOST_NUDGES_OF_A_CAMPAIGN,
        "enough_letters": recipient.letters >= MOST_LETTERS,
    }
    return next((reason for reason in REASONS if against[reason]), "")


def zone_of(own: str, campaign: str) -> ZoneInfo:
    """Give a person's own zone; the campaign's where they named none that there is, and UTC where that is none either.

    Everybody's zone is "UTC" until they name one, and nobody's clock is called so: it counts as not said.
    """
    for name in (own, campaign):
        if name != "UTC" and (zone := _zone(name)) is not None:
            return zone
    return ZoneInfo("UTC")


def quiet_until(at: datetime, zone: ZoneInfo) -> datetime | None:
    """Say in UTC until when the quiet hours last that `at` lies in; None where it lies in none.

    By what the clocks there show: over a change they last an hour more or less.
    """
    local = at.astimezone(zone)
    if not _is_quiet(local):
        return None
    for days in range(_MOST_DAYS):
        for fold in (0, 1):
            day = local.date() + timedelta(days=days)
            ends = datetime.combine(day, QUIET_UNTIL, tzinfo=zone).replace(fold=fold).astimezone(UTC)
            # A morning that is over, or one of a date that is left out, is not the one.
            if ends > at and not _is_quiet(ends.astimezone(zone)):
                return ends
    raise ValueError(f"The quiet hours of {zone.key} do not end.")


def _is_quiet(local: datetime) -> bool:
    return not QUIET_UNTIL <= local.time() < QUIET_FROM


# The next morning is today's or tomorrow's, and one date can be left out between.
_MOST_DAYS = 4


@lru_cache(maxsize=1_024)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # Unknown, no name at all, or the name of a folder.
        return None

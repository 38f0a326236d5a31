"""The stage of outreach: people who agreed to letters, nudges to them as rows and events, and their letters."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from campaigns.events.operations import record_event
from campaigns.outreach.letters import READER, write_letters
from campaigns.outreach.models import Letter, Nudge, NudgeMember
from campaigns.participation.models import Member
from campaigns.participation.rollup import calendar_of
from campaigns.people.consents import say_consent
from campaigns.people.models import Consent, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from tests import cast
from tests.logs import read_to_the_end

# Of a day in the campaign's life, in nobody's quiet hours between Dublin and Istanbul.
NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def letters_campaign(**rules: Any) -> Campaign:
    """Launch a campaign in Rome, a month before NOON."""
    rules.setdefault("time_zone", "Europe/Rome")
    return cast.live_campaign(at=NOON - timedelta(days=30), **rules)


def member(
    campaign: Campaign, name: str = "alice", *, agrees: bool = True, since: datetime = NOON, **fields: Any
) -> Participant:
    """Let somebody join 20 days before, who agrees to letters unless told otherwise; `fields` are the account's."""
    user = cast.make_user(name)
    User.objects.filter(pk=user.pk).update(**fields)
    user.refresh_from_db()
    place = cast.join(user, cast.open_link(campaign), at=since - timedelta(days=20))
    if agrees:
        agree(place)
    return place


def agree(place: Participant, *, given: bool = True, at: datetime = NOON - timedelta(days=20)) -> None:
    assert place.user is not None
    say_consent(user=place.user, campaign_id=place.campaign_id, given=given, how=Consent.How.API, at=at)


def nudge_row(campaign: Campaign, *, at: datetime = NOON, **words: Any) -> Nudge:
    words.setdefault("subject", "Two balloons are left")
    words.setdefault("text", "Nobody has looked in Ohio yet.\n\nCan you?")
    return Nudge.objects.create(campaign=campaign, audience="lapsing", at=at, **words)


def nudge(places: Sequence[Participant], *, held_out: Sequence[Participant] = (), at: datetime = NOON) -> Nudge:
    """Nudge these people as rows and events, whoever they are; no letter is written yet."""
    row = nudge_row([*places, *held_out][0].campaign, at=at)
    for people, arm in ((places, "treated"), (held_out, "held_out")):
        for place in people:
            NudgeMember.objects.create(nudge=row, campaign=row.campaign, participant=place, arm=arm)
    for place in places:
        record_event(
            kind="nudge.due",
            at=at,
            campaign_id=row.campaign_id,
            participant_id=place.pk,
            data={"nudge": str(row.public_id)},
        )
    return row


def write_all(*, at: datetime = NOON) -> int:
    """Read the log to its end."""
    return read_to_the_end(lambda: write_letters(at=at), reader=READER)


def letter_to(place: Participant, *, at: datetime = NOON, key: str | None = None, **fields: Any) -> Letter:
    """Write a letter of a nudge of its own down, past the log."""
    row = nudge([place], at=at)
    fields = {"due_at": at, "written_at": at, **fields}
    return Letter.objects.create(
        kind="nudge",
        key=key or str(row.public_id),
        user=place.user,
        campaign=place.campaign,
        participant=place,
        **fields,
    )


def seen_on(place: Participant, *days_ago: int, root: Participant | None = None, at: datetime = NOON) -> Member:
    """Keep so of a member what the report would: active on these days before `at`, in the campaign's zone."""
    today = calendar_of(place.campaign).number_at("day", at)
    days = sorted(today - ago for ago in days_ago)
    kept: dict[str, Any] = {"days": days, "last_day": days[-1] if days else None, "root": (root or place).pk}
    numbers = dict.fromkeys(
        ("depth", "source", "origin", "joined_us", "joined_day", "size", "edges", "edges_squared", "recruits",
         "early_recruits", "reports", "verified", "pay_minor"),
        0,
    )  # fmt: skip
    known = {field.name for field in Member._meta.get_fields()}
    numbers = {name: value for name, value in numbers.items() if name in known}
    row, _ = Member.objects.update_or_create(
        participant=place, defaults={"campaign": place.campaign, "hours": [], **numbers, **kept}
    )
    return row


def clock(at: datetime) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: at


def awake_zone(now: datetime) -> str:
    """Name a zone where it is noon now, so that real clocks of tests find nobody asleep."""
    # As POSIX has it, what lies to the east has a minus.
    return f"Etc/GMT{now.hour - 12:+d}"


def some_address() -> str:
    return f"{secrets.token_hex(6)}@example.org"

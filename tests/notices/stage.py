"""The stage of notices: a campaign with the cast, events about them, and what they are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from campaigns.events.models import Event
from campaigns.events.operations import record_event
from campaigns.notices.choosing import choose
from campaigns.notices.inbox import shown
from campaigns.notices.mailing import gather_for
from campaigns.notices.models import Notice
from campaigns.notices.reading import READER, read_notices, write_notices
from campaigns.outreach.models import Letter
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from tests import cast
from tests.logs import read_to_the_end

# Long after everything that other tests leave in the log, so that nothing of it is told here.
NOON = datetime(2031, 3, 5, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def campaign_of_notices(**rules: Any) -> Campaign:
    """Launch a campaign in Rome, where everybody joins and reports at the usual moment, long before NOON."""
    rules.setdefault("time_zone", "Europe/Rome")
    return cast.live_campaign([(400_000, 9)], **rules)


def user_of(place: Participant) -> User:
    assert place.user is not None
    return User.objects.get(pk=place.user.pk)


def happen(kind: str, place: Participant | None = None, *, at: datetime = NOON, **data: Any) -> Event:
    """Leave an event about somebody's place; `finding` is a finding, the rest its data."""
    finding = data.pop("finding", None)
    return record_event(
        kind=kind,
        at=at,
        campaign_id=place.campaign_id if place else None,
        participant_id=place.pk if place else None,
        finding_id=finding.pk if finding else None,
        data=data,
    )


def tell(*events: Event, at: datetime = NOON) -> None:
    """Write down what these events tell people, past the log."""
    write_notices(events, at=at)


def read_all(*, at: datetime = NOON) -> int:
    """Read the log to its end."""
    return read_to_the_end(lambda: read_notices(at=at), reader=READER)


def wish(user: User, *kinds: str, **said: Any) -> None:
    choose(user=user, chosen=dict.fromkeys(kinds, said))


def inbox(user: User) -> list[str]:
    """Give the sentences in somebody's inbox, the latest first."""
    return [each.said.sentence for each in shown(list(Notice.objects.in_inbox_of(user.pk).order_by("-pk")))]


def gather(user: User, *, at: datetime) -> list[str]:
    """Write the letters that are due for somebody; gives their kinds."""
    return sorted(letter.kind for letter in gather_for(user_id=user.pk, at=at))


def letters_to(user: User) -> list[Letter]:
    return list(Letter.objects.filter(user=user).order_by("pk"))

"""From notices to letters: items are gathered, person by person, into a letter of their kind or into the day's digest.

An item goes into one letter and the letter and its items are written together, so whoever dies in between leaves
neither. A kind that comes at once has one letter in flight and one an hour at most: what happens meanwhile is gathered
into the next one. Nothing is written in a person's quiet hours; a digest is written once a date, by its key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from campaigns.notices.kinds import DAILY, NEVER, NOW, wishes_of_one
from campaigns.notices.models import NoticeItem
from campaigns.notices.schedule import last_digest, next_digest
from campaigns.outreach.models import Letter
from campaigns.outreach.rules import quiet_until, zone_of
from campaigns.people.mail_addresses import is_stopped
from campaigns.people.models import User

DIGEST = "digest"
# Of one kind a person gets one letter in so long a time, whatever happens.
BETWEEN_LETTERS = timedelta(hours=1)
MOST_PEOPLE = 500
# More would be no letter any more; the rest is gathered into the next.
MOST_ITEMS = 2_000


def gather_notices(*, at: datetime, most: int = MOST_PEOPLE) -> int:
    """Write the letters that are due for so many people; returns how many people were looked at."""
    people = NoticeItem.objects.due(at).exclude(user=None).order_by("mail_at").values_list("user", flat=True)
    asked = list(dict.fromkeys(people[: most * 4]))[:most]
    for user_id in asked:
        gather_for(user_id=user_id, at=at)
    return len(asked)


def gather_for(*, user_id: int, at: datetime) -> list[Letter]:
    """Write the letters that are due for one person, or say when to look again."""
    with transaction.atomic():
        # Whoever sends to this person, or is told by them what to send, goes one after the other.
        user = User.objects.select_for_update(no_key=True).get(pk=user_id)
        if not NoticeItem.objects.due(at).filter(user=user).exists():
            return []
        # What was to wait goes along with what is due: it is all one letter.
        waiting = NoticeItem.objects.to_be_mailed().filter(user=user).select_related("notice__campaign")
        items = list(waiting.order_by("pk")[:MOST_ITEMS])
        if not user.is_active or is_stopped(user):
            _put(items, mail_at=None)
            return []
        zone = zone_for(user, items)
        wishes = wishes_of_one(user)
        by_mail: dict[str, dict[str, list[NoticeItem]]] = defaultdict(lambda: defaultdict(list))
        for item in items:
            by_mail[wishes[item.kind].mail][item.kind].append(item)
        _put([item for kind in by_mail[NEVER].values() for item in kind], mail_at=None)
        letters = [_at_once(user, kind, of_kind, zone, at=at) for kind, of_kind in by_mail[NOW].items()]
        letters.append(_daily(user, [item for kind in by_mail[DAILY].values() for item in kind], zone, at=at))
    return [letter for letter in letters if letter is not None]


def zone_for(user: User, items: Sequence[NoticeItem]) -> ZoneInfo:
    """Give a person's own zone; that of the campaign spoken of where they named none."""
    campaigns = [item.notice.campaign.time_zone for item in items if item.notice.campaign is not None]
    return zone_of(user.time_zone, campaigns[0] if campaigns else "UTC")


def _at_once(user: User, kind: str, items: Sequence[NoticeItem], zone: ZoneInfo, *, at: datetime) -> Letter | None:
    if wait := _not_before(user, kind, zone, at=at):
        _put([item for item in items if item.mail_at is not None and item.mail_at <= at], mail_at=wait)
        return None
    return _write(user, kind, f"{items[0].pk}", items, at=at)


def _not_before(user: User, kind: str, zone: ZoneInfo, *, at: datetime) -> datetime | None:
    """Say until when the next letter of this kind has to wait; None where it need not."""
    if quiet := quiet_until(at, zone):
        return quiet
    earlier = Letter.objects.filter(user=user, kind=kind)
    if earlier.filter(state__in=[Letter.State.QUEUED, Letter.State.SENDING]).exists():
        return at + timedelta(minutes=5)
    last = earlier.filter(written_at__gt=at - BETWEEN_LETTERS).order_by("-written_at").first()
    return None if last is None else last.written_at + BETWEEN_LETTERS


def _daily(user: User, items: Sequence[NoticeItem], zone: ZoneInfo, *, at: datetime) -> Letter | None:
    day, moment = last_digest(at, zone)
    due = [item for item in items if item.written_at <= moment]
    _put([item for item in items if item.written_at > moment], mail_at=next_digest(at, zone))
    if not due:
        return None
    if Letter.objects.filter(user=user, kind=DIGEST, key=day.isoformat()).exists():
        # They have had that date's already: they live by another zone now, or there was more than a letter holds.
        _put(due, mail_at=next_digest(at, zone))
        return None
    return _write(user, DIGEST, day.isoformat(), due, at=at)


def _write(user: User, kind: str, key: str, items: Sequence[NoticeItem], *, at: datetime) -> Letter:
    letter = Letter.objects.create(kind=kind, key=key, user=user, due_at=at, written_at=at)
    NoticeItem.objects.filter(pk__in=[item.pk for item in items], letter=None).update(letter=letter)
    return letter


def _put(items: Sequence[NoticeItem], *, mail_at: datetime | None) -> None:
    if items:
        NoticeItem.objects.filter(pk__in=[item.pk for item in items], letter=None).update(mail_at=mail_at)

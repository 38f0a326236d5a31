"""Reading the log into notices: each event is told once to each person in each kind, whatever is read twice.

The place in the log moves in the transaction that writes the items, and the key (person, kind, event) refuses a second
one. What happened longer ago than `STALE` is told to nobody any more, so that a log read from its beginning (after
a dump was restored elsewhere) wakes nobody up.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from campaigns.events.models import Event
from campaigns.events.operations import record_event
from campaigns.events.reading import MOST_AT_ONCE, move_cursor, read_events
from campaigns.notices.kinds import NEVER, Wish, usual, wishes_of
from campaigns.notices.models import Notice, NoticeItem
from campaigns.notices.telling import RULES, TO_EVERYBODY, Telling, tellings_of

logger = logging.getLogger(__name__)

READER = "notices.reading"
STALE = timedelta(days=7)


def read_notices(*, at: datetime, limit: int = MOST_AT_ONCE) -> int:
    """Write down what the next events tell people, and move on; returns how many events were read."""
    with transaction.atomic():
        events = read_events(reader=READER, limit=limit)
        if not events:
            return 0
        write_notices(events, at=at)
        move_cursor(reader=READER, to=events[-1], at=at)
    return len(events)


def write_notices(events: Sequence[Event], *, at: datetime) -> None:
    """Write down what these events tell people; what was told before is not told again."""
    fresh = [event for event in events if event.at > at - STALE]
    _write([event for event in fresh if event.kind in RULES], at=at)
    for event in fresh:
        if event.kind in TO_EVERYBODY:
            _tell_everybody(event, at=at)


def hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _write(events: Sequence[Event], *, at: datetime) -> None:
    try:
        with transaction.atomic():
            _insert(tellings_of(events), at=at)
    except Exception:
        # One event that can't be told must not keep back all others; and it is not passed over in silence.
        for event in events:
            try:
                with transaction.atomic():
                    _insert(tellings_of([event]), at=at)
            except Exception as failed:
                logger.exception("Event %s could not be told", event.pk)
                record_event(
                    kind="notice.not_written",
                    at=at,
                    campaign_id=event.campaign_id,
                    participant_id=event.participant_id,
                    data={"error": type(failed).__name__, "event": event.pk},
                )


Key = tuple[int, str, int | None, datetime]


def _insert(tellings: Sequence[Telling], *, at: datetime) -> None:
    wishes = wishes_of({telling.user_id for telling in tellings}, {telling.kind for telling in tellings})
    by_key: dict[Key, list[Telling]] = defaultdict(list)
    for telling in _new(tellings):
        wish = wishes[telling.user_id, telling.kind]
        if wish.inbox or wish.mail != NEVER:
            by_key[telling.user_id, telling.kind, telling.event.campaign_id, hour_of(telling.event.at)].append(telling)
    if not by_key:
        return
    notices = _notices(by_key, wishes)
    NoticeItem.objects.bulk_create(
        [
            NoticeItem(
                notice=notices[key],
                user_id=telling.user_id,
                kind=telling.kind,
                event=telling.event,
                person_id=telling.person_id,
                finding_id=telling.event.finding_id,
                amount_minor=telling.amount_minor,
                word=telling.word,
                mail_at=None if wishes[telling.user_id, telling.kind].mail == NEVER else at,
                written_at=at,
            )
            for key, told in by_key.items()
            for telling in told
        ]
    )


def _new(tellings: Sequence[Telling]) -> list[Telling]:
    """Leave out what was told before; only one reader is at work at a time."""
    events = {telling.event.pk for telling in tellings}
    people = {telling.user_id for telling in tellings}
    told = set(NoticeItem.objects.filter(user__in=people, event__in=events).values_list("user_id", "kind", "event_id"))
    fresh = []
    for telling in tellings:
        key = (telling.user_id, telling.kind, telling.event.pk)
        if key not in told:
            told.add(key)
            fresh.append(telling)
    return fresh


def _notices(by_key: dict[Key, list[Telling]], wishes: dict[tuple[int, str], Wish]) -> dict[Key, Notice]:
    """Find or make the notices that these belong to; what is new in one makes it unread again."""
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=user_id,
                kind=kind,
                campaign_id=campaign_id,
                hour=hour,
                last_at=max(telling.event.at for telling in told),
                in_inbox=wishes[user_id, kind].inbox,
            )
            for (user_id, kind, campaign_id, hour), told in by_key.items()
        ],
        ignore_conflicts=True,
    )
    found = {
        (notice.user_id, notice.kind, notice.campaign_id, notice.hour): notice
        for notice in Notice.objects.filter(
            user__in={key[0] for key in by_key},
            kind__in={key[1] for key in by_key},
            hour__in={key[3] for key in by_key},
        )
        .order_by("pk")
        .select_for_update(no_key=True)
    }
    changed = []
    for key, told in by_key.items():
        notice = found[key]
        notice.read_at = None
        notice.last_at = max([notice.last_at, *(telling.event.at for telling in told)])
        notice.in_inbox = notice.in_inbox or wishes[key[0], key[1]].inbox
        changed.append(notice)
    Notice.objects.bulk_update(changed, ["read_at", "last_at", "in_inbox"])
    return {key: found[key] for key in by_key}


def _tell_everybody(event: Event, *, at: datetime) -> None:
    """Tell everybody who takes part, by two statements whatever their number."""
    kind = TO_EVERYBODY[event.kind]
    wish = usual(kind)
    named = {
        "kind": kind,
        "campaign": event.campaign_id,
        "hour": hour_of(event.at),
        "event": event.pk,
        "happened": event.at,
        "news": event.data["news"],
        "inbox": wish.inbox,
        "mail": wish.mail,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTICES_SQL, named)
        cursor.execute(_ITEMS_SQL, named)


# Whoever wants to hear of it, with how. Those to whom this event was told before are left out.
_LISTENERS = """
SELECT place.user_id, COALESCE(choice.inbox, %(inbox)s) AS inbox, COALESCE(choice.mail, %(mail)s) AS mail
  FROM campaigns_participant place
  JOIN campaigns_user person ON person.id = place.user_id AND person.is_active
  LEFT JOIN campaigns_noticechoice choice ON choice.user_id = place.user_id AND choice.kind = %(kind)s
 WHERE place.campaign_id = %(campaign)s AND place.removed_at IS NULL
   AND (COALESCE(choice.inbox, %(inbox)s) OR COALESCE(choice.mail, %(mail)s) <> 'never')
   AND NOT EXISTS (SELECT FROM campaigns_noticeitem told
                    WHERE told.user_id = place.user_id AND told.kind = %(kind)s AND told.event_id = %(event)s)
"""
_NOTICES_SQL = f"""
INSERT INTO campaigns_notice AS notice (public_id, user_id, kind, campaign_id, hour, last_at, in_inbox)
SELECT gen_random_uuid(), user_id, %(kind)s, %(campaign)s, %(hour)s, %(happened)s, inbox FROM ({_LISTENERS}) listener
    ON CONFLICT (user_id, kind, campaign_id, hour) DO UPDATE
   SET read_at = NULL, in_inbox = notice.in_inbox OR EXCLUDED.in_inbox,
       last_at = GREATEST(notice.last_at, EXCLUDED.last_at)
"""  # noqa: S608 - constants of this file
_ITEMS_SQL = f"""
INSERT INTO campaigns_noticeitem (notice_id, user_id, kind, event_id, news_id, word, mail_at, written_at)
SELECT notice.id, listener.user_id, %(kind)s, %(event)s,
       (SELECT id FROM campaigns_news WHERE public_id = %(news)s::uuid), '',
       CASE WHEN listener.mail <> 'never' THEN %(at)s::timestamptz END, %(at)s
  FROM ({_LISTENERS}) listener
  JOIN campaigns_notice notice ON notice.user_id = listener.user_id AND notice.kind = %(kind)s
   AND notice.campaign_id = %(campaign)s AND notice.hour = %(hour)s
"""  # noqa: S608 - constants of this file

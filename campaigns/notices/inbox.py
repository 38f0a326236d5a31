"""The inbox: notices as they are read, and marking them read or unread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.errors import NotFound
from campaigns.notices.models import Notice, NoticeItem
from campaigns.notices.wording import Said, say, with_words
from campaigns.people.models import User

# What nobody has looked at for so long is forgotten. Longer than the time after which the log tells nothing any more.
KEPT = timedelta(days=180)


@dataclass(frozen=True)
class Shown:
    """A notice with its sentence, in the language that is active, and what its items add up to."""

    notice: Notice
    said: Said
    count: int
    amount_minor: int | None


def shown(notices: Sequence[Notice]) -> list[Shown]:
    """Put these notices into words; what has nothing to tell any more says so."""
    items: dict[int, list[NoticeItem]] = defaultdict(list)
    for item in with_words(NoticeItem.objects.filter(notice__in=notices)).order_by("pk"):
        items[item.notice_id].append(item)
    told = []
    for notice in notices:
        of_it = items[notice.pk]
        said = say(notice.kind, notice.campaign, of_it) if of_it else None
        amounts = [item.amount_minor for item in of_it if item.amount_minor is not None]
        told.append(
            Shown(
                notice,
                said or Said(_("What stood here was taken back."), ""),
                len(of_it),
                sum(amounts) if amounts else None,
            )
        )
    return told


def unread_count(user: User) -> int:
    return Notice.objects.in_inbox_of(user.pk).unread().count()


def notice_of(user: User, public_id: UUID) -> Notice:
    """Find a notice of this person. Raises NotFound for what is not theirs."""
    notice = Notice.objects.in_inbox_of(user.pk).select_related("campaign").filter(public_id=public_id).first()
    if notice is None:
        raise NotFound("unknown_notice", "There is no such notice, or it is not yours.")
    return notice


def lock_notice(notice: Notice) -> None:
    """Let nobody mark this notice, or add to it, until the caller's transaction ends."""
    Notice.objects.select_for_update(no_key=True).get(pk=notice.pk)


def mark(*, notice: Notice, read: bool, at: datetime) -> Notice:
    """Have a notice count as read or unread; one that is read keeps the time at which it was."""
    if read:
        Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)
    else:
        Notice.objects.filter(pk=notice.pk).update(read_at=None)
    notice.refresh_from_db(fields=["read_at"])
    return notice


def mark_all_read(*, user: User, up_to: Notice | None = None, at: datetime) -> int:
    """Have everything count as read, up to this notice where one is named; returns how many were unread."""
    unread = Notice.objects.in_inbox_of(user.pk).unread()
    if up_to is not None:
        unread = unread.filter(pk__lte=up_to.pk)
    with transaction.atomic():
        # In the order in which whoever adds to notices locks them.
        mine = list(unread.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        return Notice.objects.filter(pk__in=mine).update(read_at=at)


def forget_notices(*, at: datetime) -> int:
    """Delete what is older than half a year, with its items; returns how many notices."""
    with transaction.atomic():
        old = list(Notice.objects.filter(last_at__lt=at - KEPT).values_list("pk", flat=True)[:10_000])
        Notice.objects.filter(pk__in=old).delete()
    return len(old)

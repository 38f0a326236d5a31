"""Files of jobs: kept where evidence is, under names drawn by chance, and removed when their time is over.

Law: a file is written before its row; what a crash leaves behind without a row is found by the sweep. A row whose time
is over loses its file and what its sender called it, and says so for ever after.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import IO

from django.core.files import File
from django.core.files.storage import Storage, storages

from campaigns.errors import Gone
from campaigns.exchange.models import KEPT, JobFile

logger = logging.getLogger(__name__)

# Days whose folders the sweep looks through; the last two are left alone, where somebody may still be at work.
SWEPT_DAYS = range(2, 12)
_PIECE = 1 << 20


def exchange_storage() -> Storage:
    """Where the files are; nothing in it has an address of its own."""
    return storages["exchange"]


@contextmanager
def kept_while_right(contents: Iterable[tuple[JobFile, IO[bytes]]], *, at: datetime) -> Iterator[list[JobFile]]:
    """Write files and fill in where and what they are; should anything fail before the end, remove them again.

    The rows are saved by the caller, within.
    """
    written: list[JobFile] = []
    try:
        for row, content in contents:
            _fill_in(row, content, at)
            written.append(row)
        yield written
    except BaseException:
        discard(row.stored for row in written)
        raise


def open_file(row: JobFile) -> File[bytes]:
    """Open a file to be read; raises Gone where its time is over."""
    if row.removed_at is None:
        try:
            return exchange_storage().open(row.stored)
        except FileNotFoundError:
            logger.warning("A file of a job is not where it was put: %s", row.stored)
    raise Gone("file_removed", f"The file was kept until {row.kept_until:%Y-%m-%d %H:%M} UTC and is gone. Ask anew.")


def remove_files(rows: Iterable[JobFile], *, at: datetime) -> int:
    """Remove files for good, and what their senders called them; returns how many."""
    removed = 0
    for row in rows:
        if JobFile.objects.filter(pk=row.pk, removed_at__isnull=True).update(removed_at=at, name=""):
            discard([row.stored])
            removed += 1
    return removed


def remove_sent(job_id: int, *, at: datetime) -> None:
    """Remove what was sent for an import that has ended: it is not read again."""
    remove_files(JobFile.objects.filter(job_id=job_id, role__in=JobFile.SENT, removed_at__isnull=True), at=at)


def forget_files(*, at: datetime) -> int:
    """Remove the files whose time is over, and those of the last days that no row names; returns how many."""
    due = JobFile.objects.filter(removed_at__isnull=True, kept_until__lte=at)
    return remove_files(due.order_by("pk")[:1_000], at=at) + _sweep_orphans(at=at)


def discard(names: Iterable[str]) -> None:
    for name in names:
        try:
            exchange_storage().delete(name)
        except Exception:  # the storage may be anybody's; what it keeps is found by the sweep, or by this line
            logger.warning("A file of a job could not be removed: %s", name, exc_info=True)


def _fill_in(row: JobFile, content: IO[bytes], at: datetime) -> None:
    content.seek(0)
    digest = hashlib.sha256()
    while piece := content.read(_PIECE):
        digest.update(piece)
    row.size_bytes, row.sha256, row.kept_until = content.tell(), digest.hexdigest(), at + KEPT
    content.seek(0)
    row.stored = exchange_storage().save(f"{_folder(at)}/{secrets.token_hex(20)}", File(content))


def _sweep_orphans(*, at: datetime) -> int:
    removed = 0
    for days in SWEPT_DAYS:
        folder = _folder(at - timedelta(days=days))
        try:
            _, present = exchange_storage().listdir(folder)
        except FileNotFoundError:
            continue
        paths = {f"{folder}/{name}" for name in present}
        kept = JobFile.objects.filter(stored__in=paths, removed_at__isnull=True).values_list("stored", flat=True)
        orphans = paths - set(kept)
        discard(orphans)
        removed += len(orphans)
    return removed


def _folder(at: datetime) -> str:
    return f"exchange/{at:%Y/%m/%d}"

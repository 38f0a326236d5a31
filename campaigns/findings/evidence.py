"""Evidence: photographs, short videos and links with a report, added and taken back by its reporter.

Law: evidence comes and goes until a reviewer takes the report up, and again when one asks for more; six files and five
links at most. A file is written before its row and removed again where the row is refused, so no row is without its
file; what a crash leaves behind without a row is found by the sweep. Files have names drawn by chance, and what is sent
twice is kept once.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from typing import IO
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.core.validators import URLValidator
from django.db import transaction

from campaigns.errors import InvalidInput, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.findings.media.medium import Medium
from campaigns.findings.media.reading import read_medium
from campaigns.findings.models import Evidence, Finding
from campaigns.people.models import User

logger = logging.getLogger(__name__)

OPEN_STATES = (Finding.State.SUBMITTED, Finding.State.NEEDS_INFO)
LONGEST_LINK = 2_000
# Days whose folders the sweep looks through; the last two are left alone, where requests may still be at work.
SWEPT_DAYS = range(2, 10)


def add_file(*, finding: Finding, reporter: User | None, upload: IO[bytes], at: datetime) -> tuple[Evidence, bool]:
    """Keep a photograph or a short video; returns the evidence and whether it is new.

    `upload` is read as bytes and seeked. `reporter` is None where the report is anonymous. Raises InvalidInput for
    what is no such file, and NotPossibleNow where the report takes none.
    """
    upload.seek(0)
    digest = hashlib.sha256()
    while piece := upload.read(1_048_576):
        digest.update(piece)
    sha256, size = digest.hexdigest(), upload.tell()
    # Asked before the work as well as under the lock: nobody's processor is lent to what will be refused.
    known = finding.evidence.filter(sha256=sha256).first()
    if known is not None:
        return known, False
    _require_room(Finding.objects.get(pk=finding.pk), link=False)
    medium = read_medium(upload, size=size, at=at, zone=finding.campaign.zone())
    with medium.content, _kept_while_right(medium, at) as (file, preview, size_bytes), transaction.atomic():
        finding = _lock(finding)
        known = finding.evidence.filter(sha256=sha256).first()
        if known is not None:
            # The same file came on two ways at once; this copy of it goes.
            _discard([file, preview])
            return known, False
        evidence = Evidence.objects.create(
            finding=finding,
            kind=medium.kind,
            position=_require_room(finding, link=False),
            added_at=at,
            file=file,
            preview=preview,
            media_type=medium.media_type,
            size_bytes=size_bytes,
            width=medium.width,
            height=medium.height,
            duration_s=medium.duration_s,
            sha256=sha256,
            perceptual_hash=medium.perceptual_hash,
            taken_at=medium.taken.at,
            taken_latitude=medium.taken.latitude,
            taken_longitude=medium.taken.longitude,
        )
        _record("evidence.added", evidence, reporter=reporter, at=at)
    return evidence, True


def add_link(*, finding: Finding, reporter: User | None, url: str, at: datetime) -> tuple[Evidence, bool]:
    """Keep a link; it is shown to reviewers and never opened by us. Returns the evidence and whether it is new."""
    url = _checked_link(url)
    with transaction.atomic():
        finding = _lock(finding)
        known = finding.evidence.filter(kind=Evidence.Kind.LINK, url=url).first()
        if known is not None:
            return known, False
        evidence = Evidence.objects.create(
            finding=finding,
            kind=Evidence.Kind.LINK,
            position=_require_room(finding, link=True),
            added_at=at,
            url=url,
        )
        _record("evidence.added", evidence, reporter=reporter, at=at)
    return evidence, True


def remove_evidence(*, evidence: Evidence, reporter: User | None, at: datetime) -> None:
    """Take a piece of evidence back, and its file with it; what is gone already is gone."""
    with transaction.atomic():
        finding = _lock(evidence.finding)
        _require_open(finding)
        kept = finding.evidence.filter(pk=evidence.pk).first()
        if kept is None:
            return
        names = [str(kept.file), str(kept.preview)] if kept.kind != Evidence.Kind.LINK else []
        _record("evidence.removed", kept, reporter=reporter, at=at)
        kept.delete()
        transaction.on_commit(partial(_discard, names), robust=True)


def evidence_storage() -> Storage:
    """Where the files are; nothing in it has an address of its own."""
    return storages["evidence"]


def sweep_orphaned_files(*, at: datetime) -> int:
    """Remove files of the last days that no row names, because a process died in between; returns how many."""
    storage = evidence_storage()
    since = at - timedelta(days=SWEPT_DAYS.stop + 1)
    named: set[str] = set()
    for names in Evidence.objects.filter(added_at__gte=since).exclude(file="").values_list("file", "preview"):
        named.update(names)
    removed = 0
    for days in SWEPT_DAYS:
        folder = _folder(at - timedelta(days=days))
        try:
            _, present = storage.listdir(folder)
        except FileNotFoundError:
            continue
        orphans = [path for name in present if (path := f"{folder}/{name}") not in named]
        _discard(orphans)
        removed += len(orphans)
    return removed


@contextmanager
def _kept_while_right(medium: Medium, at: datetime) -> Iterator[tuple[str, str, int]]:
    """Write the file and its preview; should anything fail before the end, remove them again."""
    storage, folder = evidence_storage(), _folder(at)
    names: list[str] = []
    try:
        content = File(medium.content)
        size_bytes = content.size
        for kept, extension in ((content, medium.extension), (File(BytesIO(medium.preview)), "jpg")):
            names.append(storage.save(f"{folder}/{secrets.token_hex(20)}.{extension}", kept))
        yield names[0], names[1], size_bytes
    except BaseException:
        _discard(names)
        raise


def _discard(names: list[str]) -> None:
    for name in names:
        try:
            evidence_storage().delete(name)
        except Exception:  # the storage may be anybody's; what it keeps is found by the sweep, or by this line
            logger.warning("A file of evidence could not be removed: %s", name, exc_info=True)


def _folder(at: datetime) -> str:
    return f"evidence/{at:%Y/%m/%d}"


def _lock(finding: Finding) -> Finding:
    return Finding.objects.select_for_update(no_key=True).get(pk=finding.pk)


def _require_open(finding: Finding) -> None:
    if finding.state not in OPEN_STATES:
        raise NotPossibleNow(
            "evidence_closed",
            "Evidence is added and taken back until a reviewer takes the report up, or when one asks for more."
            f" This report is {finding.get_state_display()}.",
            state=finding.state,
        )


def _require_room(finding: Finding, *, link: bool) -> int:
    """Refuse what is too late or too many; gives the first free place."""
    _require_open(finding)
    kinds = [Evidence.Kind.LINK] if link else [Evidence.Kind.IMAGE, Evidence.Kind.VIDEO]
    most, what = (Evidence.MOST_LINKS, "links") if link else (Evidence.MOST_FILES, "files")
    taken = set(finding.evidence.filter(kind__in=kinds).values_list("position", flat=True))
    free = next((place for place in range(1, most + 1) if place not in taken), None)
    if free is None:
        raise NotPossibleNow(
            "too_many_links" if link else "too_many_files",
            f"A report has at most {most} {what}. Take one back before you add another.",
            field="url" if link else "file",
        )
    return free


def _checked_link(url: str) -> str:
    url = url.strip()
    if len(url) > LONGEST_LINK:
        raise InvalidInput("link_too_long", f"A link may have at most {LONGEST_LINK} characters.", field="url")
    try:
        URLValidator(schemes=["http", "https"])(url)
        parts = urlsplit(url)
    except (ValidationError, ValueError):
        raise InvalidInput(
            "not_a_link", "This is not a link to a page. It must begin with https:// or http://.", field="url"
        ) from None
    if parts.username is not None or parts.password is not None:
        raise InvalidInput(
            "link_with_credentials", "The link holds a user name or a password. Leave them out.", field="url"
        )
    return url


def _record(kind: str, evidence: Evidence, *, reporter: User | None, at: datetime) -> None:
    finding = evidence.finding
    record_event(
        kind=kind,
        at=at,
        campaign_id=finding.campaign_id,
        actor_id=reporter.pk if reporter else None,
        participant_id=finding.participant_id,
        finding_id=finding.pk,
        data={"evidence": str(evidence.public_id), "kind": evidence.kind},
    )

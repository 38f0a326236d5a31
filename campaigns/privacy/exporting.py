"""Exporting: everything that is held of a person, in one archive that they alone can fetch, for three days.

Law: every declared personal field of the person is in it, but for what its holding keeps back with a reason, which the
readme repeats. The row is the queue: whoever makes an export has claimed it, and one whose maker died is made anew. An
archive's name follows from the row alone, by a keyed hash: what a crash left behind is found by whoever removes it.
"""

from __future__ import annotations

import csv
import io
import json
import logging
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import Storage, storages
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import BadSignature, TimestampSigner
from django.db import IntegrityError, models, transaction
from django.db.models.fields.files import FieldFile
from django.utils.crypto import salted_hmac

from campaigns.errors import Gone, NotFound
from campaigns.people import personal
from campaigns.people.models import User
from campaigns.people.personal import Holding, Person, person_of
from campaigns.privacy.models import EXPORT_LASTS, Export
from campaigns.privacy.wording import README

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
_SIGNED = "campaigns.privacy.exporting.link"
# A cell that a spreadsheet would compute gets an apostrophe before it.
_FORMULA = re.compile(r"^[\s']*[=+\-@＝＋－＠]")


def ask_export(*, user: User, at: datetime) -> tuple[Export, bool]:
    """Have an export made; who waits for one already gets that. Tells whether it is new."""
    for _ in range(2):
        waiting = Export.objects.filter(user=user, state__in=["queued", "making"]).first()
        if waiting is not None:
            return waiting, False
        try:
            with transaction.atomic():
                return Export.objects.create(user=user, asked_at=at), True
        except IntegrityError as taken:
            if "export_is_made_one_at_a_time" not in str(taken):
                raise
    raise RuntimeError("an export that is neither there nor can be made")


def make_export(*, export_id: int, at: datetime) -> bool:
    """Make the archive, if nobody else is at it; tells whether it is ready now."""
    claimed = (
        Export.objects.waiting(at)
        .filter(pk=export_id)
        .update(state=Export.State.MAKING, claimed_at=at, attempts=models.F("attempts") + 1, parts_done=0)
    )
    export = Export.objects.filter(pk=export_id).select_related("user").first()
    if not claimed or export is None:
        return False
    mine = Export.objects.filter(pk=export_id, state=Export.State.MAKING, claimed_at=at)
    if export.attempts > MOST_ATTEMPTS:
        mine.update(state=Export.State.FAILED)
        return False
    name, storage = archive_name(export), archive_storage()
    with tempfile.TemporaryFile() as archive:
        for done, parts in _write_archive(archive, export.user, at=at):
            # Whoever was erased meanwhile, or whose maker was taken for dead, is written about no further.
            if not mine.update(parts_done=done, parts_in_all=parts):
                return False
        archive.seek(0)
        storage.delete(name)
        saved = storage.save(name, File(archive))
        size = archive.seek(0, io.SEEK_END)
    if mine.update(state=Export.State.READY, file=saved, size_bytes=size, ready_at=at):
        return True
    storage.delete(saved)
    return False


def forget_exports(*, at: datetime) -> int:
    """Remove the archives whose time is over, each before its row; returns how many."""
    outdated = list(Export.objects.outdated(at))
    for export in outdated:
        archive_storage().delete(archive_name(export))
        export.delete()
    return len(outdated)


def archive_storage() -> Storage:
    """Where the archives are: beside the evidence, where no address leads to."""
    return storages["evidence"]


def archive_name(export: Export) -> str:
    """Name the archive so that nobody guesses it, and whoever has the row finds it."""
    secret = salted_hmac("campaigns.privacy.exporting", str(export.public_id), algorithm="sha256")
    return f"exports/{secret.hexdigest()}.zip"


def token_for(export: Export) -> str:
    """Sign the way to an archive: for its person, until its time is over."""
    return _signer().sign(f"{export.public_id}:{export.user.public_id}")


def open_archive(*, export: Export, token: str, at: datetime) -> IO[bytes]:
    """Open an archive for whoever shows its token; the caller has seen to it that it is their own."""
    try:
        said = _signer().unsign(token)
    except BadSignature:
        said = ""
    if said != f"{export.public_id}:{export.user.public_id}":
        raise NotFound("unknown_export", "This link leads to no export of yours. Take the one that the list shows.")
    if at >= export.expires_at():
        raise Gone("export_expired", "The time of this export is over. Ask for another one.")
    if export.state != Export.State.READY:
        raise NotFound("export_not_ready", "This export is not ready. Look again in a moment.")
    return archive_storage().open(str(export.file))


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=_SIGNED)


def _write_archive(archive: IO[bytes], user: User, *, at: datetime) -> Iterator[tuple[int, int]]:
    """Write everything, part by part; gives after each how many are done, of how many."""
    person = person_of(user.pk)
    parts = len(personal.HOLDINGS) + len(personal.TELLINGS)
    whole: dict[str, list[dict[str, Any]]] = {}
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        for number, holding in enumerate(personal.HOLDINGS, start=1):
            rows = rows_of(holding, person)
            whole[holding.says] = rows
            _write_csv(out, number, holding.says, rows)
            _write_files(out, holding, person)
            yield number, parts
        for number, telling in enumerate(personal.TELLINGS, start=len(personal.HOLDINGS) + 1):
            rows = [dict(row) for row in telling.rows(user.pk)]
            whole[telling.says] = rows
            _write_csv(out, number, telling.says, rows)
            yield number, parts
        out.writestr("data.json", json.dumps(whole, cls=_Encoder, ensure_ascii=False, indent=2))
        out.writestr("README.txt", _readme(at))


def rows_of(holding: Holding, person: Person) -> list[dict[str, Any]]:
    """Read what an export tells of a holding, row by row."""
    names = holding.exported()
    columns = {column.name: column for column in holding.kind._meta.local_fields}
    # A reference to an account says no more than that it is the person's own.
    shown = [name for name in names if name not in columns or columns[name].remote_field is None]
    found = holding.rows_of(person).order_by("pk").values_list(*shown)
    return [
        {name: _plain(value) for name, value in zip(shown, row, strict=True)} for row in found.iterator(chunk_size=500)
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, memoryview | bytes):
        return bytes(value).decode("utf-8", "replace")
    return value.name if isinstance(value, FieldFile) else value


def _write_csv(out: zipfile.ZipFile, number: int, says: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(rows[0])
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    name = re.sub(r"[^a-z0-9]+", "-", says.lower()).strip("-")
    out.writestr(f"csv/{number:02}-{name}.csv", text.getvalue())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, cls=_Encoder, ensure_ascii=False).strip('"')
    return f"'{text}" if isinstance(value, str) and _FORMULA.match(text) else text


def _write_files(out: zipfile.ZipFile, holding: Holding, person: Person) -> None:
    """Add the files that the rows name, under their own names in the storage."""
    columns = [column.name for column in holding.kind._meta.local_fields if isinstance(column, models.FileField)]
    told = [name for name in columns if name in holding.exported()]
    if not told:
        return
    for names in holding.rows_of(person).order_by("pk").values_list(*told):
        for name in filter(None, names):
            try:
                source = archive_storage().open(name)
            except FileNotFoundError:
                logger.warning("A file that an export is to have is not there: %s", name)
                continue
            # Compressed already.
            with source, out.open(zipfile.ZipInfo(f"files/{name}"), "w", force_zip64=True) as target:
                for chunk in source.chunks():
                    target.write(chunk)


def _readme(at: datetime) -> str:
    kept_back: Iterable[str] = (
        f"  {holding.says}: {name}: {why}" for holding in personal.HOLDINGS for name, why in holding.kept_back.items()
    )
    told: Iterable[str] = (
        f"  {number:02} {holding.says}: {holding.why}. Kept {personal.RETENTIONS[holding.retention].until}."
        for number, holding in enumerate(personal.HOLDINGS, start=1)
    )
    return README.format(
        at=at.isoformat(timespec="seconds"),
        days=EXPORT_LASTS.days,
        told="\n".join(told),
        kept_back="\n".join(kept_back),
    )


class _Encoder(DjangoJSONEncoder):
    """Writes what rows hold: times, ids, bytes; what it does not know as text."""

    def default(self, o: Any) -> Any:
        try:
            return super().default(o)
        except TypeError:
            return str(o)

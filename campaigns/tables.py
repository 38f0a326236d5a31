"""Tables: CSV files that people hand in, read row by row together with what is wrong with each row. PURE.

Nouns: a *table* is a file in UTF-8 whose first line names its columns; a *row* is known by the line on which it
begins; a *problem* is an error (its row is refused) or a warning (its row is kept, somebody should look at it).
Law: nothing is guessed. A file whose encoding or header leaves a doubt is refused whole, and so is a time without
an offset from UTC. And a file is read piece by piece: how much memory that takes does not depend on its length.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import BufferedIOBase, BytesIO, TextIOWrapper
from itertools import islice
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol, TextIO, TypeVar

from campaigns.cells import harmless
from campaigns.errors import InvalidInput

if TYPE_CHECKING:
    from _csv import Reader

    from campaigns.layouts import Layout

Progress = Callable[[str, int, int], None]
"""Told of long work: what is being done, how many of its rows are done, and of how many (0: not known)."""

Content = bytes | IO[bytes]
"""A file: its bytes, or what they are read from, which is read more than once and is not closed."""

# How often long work tells of its progress.
STEP = 20_000
# Rows that are in memory at once while a file is read.
AT_ONCE = 5_000
# Characters: what is longer is no line of a table, and would have to be held in memory.
LONGEST_LINE = 1_000_000
LONGEST_ID = 100
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)

_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_PIECE = 1 << 18
_HEAD_BYTES = 8
# How files begin that some programs write in place of CSV, or that are packed.
_OTHER_FORMATS = {
    b"PK\x03\x04": "a ZIP archive, as XLSX and ODS are",
    b"\x1f\x8b": "packed by gzip",
    b"\xd0\xcf\x11\xe0": "an old spreadsheet",
    b"%PDF": "a PDF",
}


class Problem(NamedTuple):
    """Something about one row of a file: refused (an error) or kept (a warning)."""

    file: str
    line: int
    is_error: bool
    field: str
    reason: str


class Noticing(Protocol):
    """What takes down problems as they are met."""

    def append(self, problem: Problem, /) -> object: ...


class TableRefused(InvalidInput):
    """The file cannot be read as the table it should be."""

    always = ("file_refused", "people.csv, line 3: the file is not UTF-8.")

    def __init__(self, file: str, line: int, field: str, reason: str) -> None:
        super().__init__(self.always[0], f"{file}, line {line}: {reason}", file=file, line=line)
        self.problem = Problem(file, line, True, field, reason)


def no_progress(what: str, done: int, total: int) -> None:
    """Tell nobody."""


Thing = TypeVar("Thing")


def some_at_a_time(things: Iterable[Thing], number: int = AT_ONCE) -> Iterator[list[Thing]]:
    """Give lists of so many, the last with what is left."""
    left = iter(things)
    while some := list(islice(left, number)):
        yield some


def read_rows(
    content: Content,
    *,
    file: str,
    required: Sequence[str],
    optional: Sequence[str] = (),
    problems: Noticing,
    layout: Layout | None = None,
) -> Iterator[tuple[int, list[str]]]:
    """Read a table: for each row its line and its cells, in the order required + optional, without outer spaces.

    A column that the file does not have gives empty cells. Rows that do not fit the header are left out and added to
    `problems`; blank lines are passed over. Raises TableRefused for a file without a readable header. By a layout the
    columns are found under other names, and the cells are what its rules make of them.
    """
    other = None if layout is None or layout.is_plain else layout
    reader = open_table(content, file=file, layout=other)
    header_line, header = _read_header(reader, file)
    names = (*required, *optional)
    if other is None:
        places = _find_columns(header, header_line, file, required, optional)
    else:
        places = _find_by_layout(header, header_line, file, required, optional, other)
    width = len(header)
    while True:
        # A quoted cell may hold line ends, so a row begins after the last line of the one before.
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            last = reader.line_num
            lines = f"lines {line} to {last} are" if last > line else "the line is"
            problems.append(
                Problem(file, line, True, "row", f"{lines} not CSV: {wrong}; look for a stray quotation mark")
            )
            continue
        if len(cells) != width:
            if cells:
                reason = f"the row has {counted(len(cells), 'cell')}, the header names {counted(width, 'column')}"
                problems.append(Problem(file, line, True, "row", reason))
            continue
        if other is None:
            yield line, [cells[place].strip() if place >= 0 else "" for place in places]
        else:
            yield (
                line,
                [
                    other.read_cell(name, cells[place]) if place >= 0 else other.constants.get(name, "")
                    for name, place in zip(names, places, strict=True)
                ],
            )


def open_table(content: Content, *, file: str, layout: Layout | None = None) -> Reader:
    """Begin to read a file, once it is seen to be text; raises TableRefused where it is not."""
    codec, delimiter = ("utf-8-sig", ",") if layout is None else (layout.codec, layout.mark)
    stream = BytesIO(content) if isinstance(content, bytes) else content
    stream.seek(0)
    head = stream.read(_HEAD_BYTES)
    refuse_other_format(head, file=file)
    if codec == "utf-8-sig" and head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise TableRefused(file, 1, "file", "the file is in UTF-16; save it as CSV in UTF-8")
    _check_encoding(stream, file, codec)
    if codec != "utf-16" and _has_nul_in_header(stream):
        # Further on it is something about one row, which says so itself.
        raise TableRefused(
            file, 1, "file", "the first line has NUL characters in it: the file is in UTF-16, or no text"
        )
    stream.seek(0)
    lines = _lines(TextIOWrapper(_LeftOpen(stream), encoding=codec, newline=""), file)
    return csv.reader(lines, strict=True, delimiter=delimiter)


def refuse_other_format(head: bytes, *, file: str) -> None:
    """Raise TableRefused for what is no CSV by its first bytes; nothing that is packed is ever unpacked."""
    for beginning, what in _OTHER_FORMATS.items():
        if head.startswith(beginning):
            raise TableRefused(file, 1, "file", f"the file is {what}; save it as CSV in UTF-8")


def read_time(text: str, *, latest: datetime) -> datetime:
    """Read an RFC 3339 time; raises ValueError with the reason why it is none, or cannot be true."""
    if not text:
        raise ValueError("is missing")
    form = _TIME.fullmatch(text)
    if form is None:
        raise ValueError(f"“{short(text)}” is not a time as RFC 3339 writes it, such as 2009-12-05T15:00:00Z")
    if form[1] is None:
        raise ValueError(f"“{text}” has no offset from UTC: add Z if it is UTC, or an offset such as -05:00")
    try:
        time = datetime.fromisoformat(text.upper())
    except ValueError as wrong:
        raise ValueError(f"“{text}” is not a time: {wrong}") from None
    if time < EARLIEST:
        raise ValueError(f"“{text}” lies before {EARLIEST.year}")
    if time > latest:
        raise ValueError(f"“{text}” lies in the future")
    return time if time.tzinfo is UTC else time.astimezone(UTC)


def read_number(text: str, *, least: float, most: float) -> float:
    """Read a decimal number within bounds; raises ValueError with the reason why it is none."""
    if not _NUMBER.fullmatch(text):
        hint = " (decimals are written with a point)" if "," in text else ""
        raise ValueError(f"“{short(text)}” is not a number{hint}")
    number = float(text)
    if not least <= number <= most:
        raise ValueError(f"{short(text)} is not from {least:g} to {most:g}")
    return number


def refusal_of_word(text: str, *, longest: int) -> str | None:
    """Tell why this cannot be an id or the name of something, or None when it can."""
    if not text:
        return "is missing"
    if len(text) > longest:
        return f"“{short(text)}” has {len(text)} characters, at most {longest} are possible"
    if not text.isprintable():
        return f"{short(text)!a} has control characters in it"
    return None


def short(text: str) -> str:
    """Cut what is quoted in a message."""
    return text if len(text) <= 60 else text[:59] + "…"


def counted(number: int, noun: str) -> str:
    """Write "1 row", "2,000 rows"; a noun that ends in y becomes one in ies."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun.removesuffix('y')}ies" if noun.endswith("y") else f"{number:,} {noun}s"


def write_report(problems: Iterable[Problem], to: TextIO) -> None:
    """Write problems as a table of their own, in which nothing is a formula to a spreadsheet."""
    writer = csv.writer(to)
    writer.writerow(("kind", "file", "line", "field", "reason"))
    writer.writerows(
        (
            "error" if problem.is_error else "warning",
            harmless(problem.file),
            problem.line,
            problem.field,
            harmless(problem.reason),
        )
        for problem in problems
    )


class _LeftOpen(BufferedIOBase):
    """Another's file, which it closes itself, whatever becomes of those who wrap it."""

    name = ""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        return self._stream.read(-1 if size is None else size)

    def read1(self, size: int = -1) -> bytes:
        return self._stream.read(size)


def _lines(text: TextIOWrapper, file: str) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and line[-1] not in "\r\n":
            reason = f"the line has more than {LONGEST_LINE:,} characters; look for a stray quotation mark"
            raise TableRefused(file, number, "file", reason)
        yield line


def _check_encoding(stream: IO[bytes], file: str, codec: str) -> None:
    """Raise TableRefused where some byte of the file is not in this encoding."""
    decoder = codecs.getincrementaldecoder("utf-8" if codec == "utf-8-sig" else codec)()
    stream.seek(0)
    begun = 0
    while True:
        piece = stream.read(_PIECE)
        begun += len(piece)
        try:
            decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as wrong:
            if codec == "utf-16":
                raise TableRefused(file, 1, "file", "the file is not UTF-16, as its mapping says") from None
            # It may have begun in the piece before.
            line = _line_at(stream, begun - len(wrong.object) + wrong.start)
            byte = f"the byte {wrong.object[wrong.start]:#04x}"
            if codec == "utf-8-sig":
                reason = f"{byte} is not UTF-8; save the file as CSV in UTF-8"
            else:
                reason = f"{byte} is not in the encoding that the mapping says"
            raise TableRefused(file, line, "file", reason) from None
        if not piece:
            return


def _line_at(stream: IO[bytes], offset: int) -> int:
    """Give the line that holds this byte; lines end in LF, CR or both."""
    stream.seek(0)
    line, after_cr = 1, False
    while piece := stream.read(min(_PIECE, offset)):
        offset -= len(piece)
        line += piece.count(b"\n") + piece.count(b"\r") - piece.count(b"\r\n") - (after_cr and piece[:1] == b"\n")
        after_cr = piece.endswith(b"\r")
    return line


def _has_nul_in_header(stream: IO[bytes]) -> bool:
    stream.seek(0)
    while piece := stream.read(_PIECE):
        line, end, _ = piece.partition(b"\n")
        if b"\0" in line:
            return True
        if end:
            return False
    return False


def _read_header(reader: Iterator[list[str]], file: str) -> tuple[int, list[str]]:
    try:
        for number, cells in enumerate(reader, start=1):
            if cells:
                return number, [cell.strip() for cell in cells]
    except csv.Error as wrong:
        raise TableRefused(file, 1, "header", f"the header is not CSV: {wrong}") from None
    raise TableRefused(file, 1, "file", "the file is empty; its first line must name the columns")


def _find_columns(
    header: Sequence[str], line: int, file: str, required: Sequence[str], optional: Sequence[str]
) -> list[int]:
    wanted = ",".join([*required, *(f"[{name}]" for name in optional)])
    for name in required:
        if name not in header:
            separated = next((mark for mark in ";\t|" if mark in header[0]), None)
            hint = f" The columns seem to be separated by {separated!r}; use commas." if separated else ""
            raise TableRefused(
                file,
                line,
                "header",
                f"the column {name} is missing: the first line must name {wanted}.{hint}",
            )
    for name in header:
        if name not in required and name not in optional:
            reason = f"there is no column “{short(name)}”; the columns are {wanted}"
            raise TableRefused(file, line, "header", reason)
        if header.count(name) > 1:
            raise TableRefused(file, line, "header", f"the column {name} is there more than once")
    return [header.index(name) if name in header else -1 for name in (*required, *optional)]


def _find_by_layout(
    header: Sequence[str], line: int, file: str, required: Sequence[str], optional: Sequence[str], layout: Layout
) -> list[int]:
    """Find the columns that the layout names; others may be there and are passed over."""
    places = []
    for name in (*required, *optional):
        theirs = layout.their_name(name)
        if theirs in header:
            if header.count(theirs) > 1:
                raise TableRefused(file, line, "header", f"the column “{short(theirs)}” is there more than once")
            places.append(header.index(theirs))
        elif not theirs or (name in optional and name not in layout.columns):
            places.append(-1)
        else:
            reason = f"the column “{short(theirs)}” is missing, which the mapping takes for {name}"
            raise TableRefused(file, line, "header", reason)
    return places

"""Tables: CSV files that people hand in, read row by row together with what is wrong with each row. PURE.

Nouns: a *table* is a file in UTF-8 whose first line names its columns; a *row* is known by the line on which it
begins; a *problem* is an error (its row is refused) or a warning (its row is kept, somebody should look at it).
Law: nothing is guessed. A file whose encoding or header leaves a doubt is refused whole. And a
file is read piece by piece: how much memory that takes does not depend on its length.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BufferedIOBase, BytesIO, TextIOWrapper
from itertools import islice
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol, TextIO, TypeVar

from campaigns.cells import harmless
from campaigns.errors import InvalidInput
from campaigns.saying import LANGUAGES, all_of, english, in_each_language, said, said_of
from campaigns.values import short

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

_PIECE = 1 << 18
_HEAD_BYTES = 8
# How files begin that some programs write in place of CSV, or that are packed.
_OTHER_FORMATS = {
    b"PK\x03\x04": said("a ZIP archive, as XLSX and ODS are"),
    b"\x1f\x8b": said("packed by gzip"),
    b"\xd0\xcf\x11\xe0": said("an old spreadsheet"),
    b"%PDF": said("a PDF"),
}


class Problem(NamedTuple):
    """Something about one row of a file: refused (an error) or kept (a warning). The reason is a sentence."""

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
        super().__init__(self.always[0], f"{file}, line {line}: {english(reason)}", file=file, line=line)
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
            problems.append(Problem(file, line, True, "row", _not_csv(line, reader.line_num, wrong)))
            continue
        if len(cells) != width:
            if cells:
                reason = said(
                    "the row has %(cells)s, the header names %(columns)s",
                    cells=said_of(len(cells), "%(n)s cell", "%(n)s cells"),
                    columns=said_of(width, "%(n)s column", "%(n)s columns"),
                )
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
        raise TableRefused(file, 1, "file", said("the file is in UTF-16; save it as CSV in UTF-8"))
    _check_encoding(stream, file, codec)
    if codec != "utf-16" and _has_nul_in_header(stream):
        # Further on it is something about one row, which says so itself.
        raise TableRefused(
            file, 1, "file", said("the first line has NUL characters in it: the file is in UTF-16, or no text")
        )
    stream.seek(0)
    lines = _lines(TextIOWrapper(_LeftOpen(stream), encoding=codec, newline=""), file)
    return csv.reader(lines, strict=True, delimiter=delimiter)


def refuse_other_format(head: bytes, *, file: str) -> None:
    """Raise TableRefused for what is no CSV by its first bytes; nothing that is packed is ever unpacked."""
    for beginning, what in _OTHER_FORMATS.items():
        if head.startswith(beginning):
            raise TableRefused(file, 1, "file", said("the file is %(what)s; save it as CSV in UTF-8", what=what))


def counted(number: int, noun: str) -> str:
    """Write "1 row", "2,000 rows"; a noun that ends in y becomes one in ies."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun.removesuffix('y')}ies" if noun.endswith("y") else f"{number:,} {noun}s"


def write_report(problems: Iterable[Problem], to: TextIO) -> None:
    """Write problems as a table of their own, in which nothing is a formula to a spreadsheet."""
    writer = csv.writer(to)
    writer.writerow(("kind", "file", "line", "field", *map(column_of_reason, LANGUAGES)))
    for some in some_at_a_time(problems):
        reasons = in_each_language([problem.reason for problem in some])
        writer.writerows(
            (
                "error" if problem.is_error else "warning",
                harmless(problem.file),
                problem.line,
                problem.field,
                *(harmless(words[language]) for language in LANGUAGES),
            )
            for problem, words in zip(some, reasons, strict=True)
        )


def column_of_reason(language: str) -> str:
    """Name the report's column of the reasons in a language; that of the first language has none in its name."""
    return "reason" if language == LANGUAGES[0] else f"reason_{language}"


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
            reason = said(
                "the line has more than %(most)s characters; look for a stray quotation mark", most=LONGEST_LINE
            )
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
                raise TableRefused(file, 1, "file", said("the file is not UTF-16, as its mapping says")) from None
            # It may have begun in the piece before.
            line = _line_at(stream, begun - len(wrong.object) + wrong.start)
            byte = f"{wrong.object[wrong.start]:#04x}"
            if codec == "utf-8-sig":
                reason = said("the byte %(byte)s is not UTF-8; save the file as CSV in UTF-8", byte=byte)
            else:
                reason = said("the byte %(byte)s is not in the encoding that the mapping says", byte=byte)
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
        reason = said("the header is not CSV: %(wrong)s", wrong=_of_csv(wrong))
        raise TableRefused(file, 1, "header", reason) from None
    raise TableRefused(file, 1, "file", said("the file is empty; its first line must name the columns"))


def _not_csv(first: int, last: int, wrong: csv.Error) -> str:
    if last > first:
        return said(
            "lines %(first)s to %(last)s are not CSV: %(wrong)s; look for a stray quotation mark",
            first=str(first),
            last=str(last),
            wrong=_of_csv(wrong),
        )
    return said("the line is not CSV: %(wrong)s; look for a stray quotation mark", wrong=_of_csv(wrong))


def _of_csv(wrong: csv.Error) -> str:
    """Say what Python's reader of CSV says, as far as it is known."""
    text = str(wrong)
    if after := _AFTER.fullmatch(text):
        return said("%(one)s expected after %(other)s", one=after[1], other=after[2])
    if limit := _LIMIT.fullmatch(text):
        return said("field larger than field limit (%(most)s)", most=limit[1])
    return said("unexpected end of data") if text == "unexpected end of data" else text


_AFTER = re.compile(r"('.') expected after ('.')")
_LIMIT = re.compile(r"field larger than field limit \((\d+)\)")


def _find_columns(
    header: Sequence[str], line: int, file: str, required: Sequence[str], optional: Sequence[str]
) -> list[int]:
    wanted = ",".join([*required, *(f"[{name}]" for name in optional)])
    for name in required:
        if name not in header:
            separated = next((mark for mark in ";\t|" if mark in header[0]), None)
            reason = said(
                "the column %(name)s is missing: the first line must name %(wanted)s.", name=name, wanted=wanted
            )
            if separated:
                hint = said("The columns seem to be separated by %(mark)s; use commas.", mark=repr(separated))
                reason = all_of([reason, hint])
            raise TableRefused(file, line, "header", reason)
    for name in header:
        if name not in required and name not in optional:
            reason = said("there is no column “%(name)s”; the columns are %(wanted)s", name=short(name), wanted=wanted)
            raise TableRefused(file, line, "header", reason)
        if header.count(name) > 1:
            raise TableRefused(file, line, "header", said("the column %(name)s is there more than once", name=name))
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
                reason = said("the column “%(name)s” is there more than once", name=short(theirs))
                raise TableRefused(file, line, "header", reason)
            places.append(header.index(theirs))
        elif not theirs or (name in optional and name not in layout.columns):
            places.append(-1)
        else:
            reason = said(
                "the column “%(name)s” is missing, which the mapping takes for %(ours)s", name=short(theirs), ours=name
            )
            raise TableRefused(file, line, "header", reason)
    return places

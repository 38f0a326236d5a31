"""A statement as PDF: for each campaign what stood there, a row for every transfer, what stands there. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from fpdf import FPDF

from campaigns.planning.currency import format_minor
from campaigns.saying import english
from rewards.payouts.providers.cells import plain_text
from rewards.statements.fonts import FontSet, needs_shaping
from rewards.statements.statement import Balances, Line, Period, Section, Statement, by_transfer, name_of
from rewards.statements.wording import label_of, say_mechanism, say_position

# Laying out a row takes some milliseconds while somebody waits.
MOST_TRANSFERS = 1_000
_LINE = 4.0
_MOST_LINES = 36
_GAP = 1.2
_SIZE = 8
_BODY = "body"


class _Column(NamedTuple):
    title: str
    width: float
    align: Literal["L", "R"]


_COLUMNS = (
    _Column("When", 26, "L"),
    _Column("What and why", 86, "L"),
    _Column("On the chain", 24, "L"),
    _Column("Mechanism", 24, "L"),
    _Column("Change", 30, "R"),
    _Column("Held", 18, "R"),
    _Column("Payable", 18, "R"),
    _Column("In payout", 18, "R"),
    _Column("Paid", 18, "R"),
    _Column("Owed", 15, "R"),
)


def draw_statement(statement: Statement, *, fonts: FontSet) -> bytes:
    """Draw a statement."""
    pdf = _Pages(fonts)
    pdf.set_title("Statement")
    pdf.set_creator("Mobilize")
    pdf.set_creation_date(statement.made_at)
    pdf.alias_nb_pages()
    for section in statement.sections:
        pdf.head = _head_of(section, statement)
        pdf.add_page()
        _draw_section(pdf, section, statement.period)
    if not statement.sections:
        pdf.add_page()
        pdf.write_line("There is nothing to state: you have no money in any campaign yet.")
    return bytes(pdf.output())


class _Pages(FPDF):
    """Pages on their side with a head, the names of the columns and a foot."""

    def __init__(self, fonts: FontSet) -> None:
        super().__init__(orientation="landscape", format="A4")
        self.fonts_of_names = fonts
        self.head = ""
        self._widths: dict[tuple[str, str, float], float] = {}
        self.add_font(_BODY, "", fonts.regular)
        self.add_font(_BODY, "B", fonts.bold)
        for number, path in enumerate(fonts.fallbacks):
            self.add_font(f"other{number}", "", path)
        self.set_fallback_fonts([f"other{number}" for number in range(len(fonts.fallbacks))], exact_match=False)
        self.set_margins(10, 10)
        self.set_auto_page_break(False)
        self.set_font(_BODY, size=_SIZE)
        self.set_lang("en")

    def header(self) -> None:
        self.write_line(self.head, bold=True)
        self.ln(_GAP)

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font(_BODY, "", 7)
        self.cell(w=0, text=f"Page {self.page_no()} of {{nb}}", align="R")
        self.set_font(_BODY, "", _SIZE)

    def write_line(self, text: str, *, bold: bool = False, size: float = _SIZE + 1) -> None:
        self.set_font(_BODY, "B" if bold else "", size)
        for line in self.wrapped(text, self.epw):
            self._shape(line)
            self.cell(w=self.epw, h=_LINE + 1, text=line, new_x="LMARGIN", new_y="NEXT")
        self.set_font(_BODY, "", _SIZE)

    def wrapped(self, text: str, width: float) -> list[str]:
        """Break a text into lines of this width, in the font that is set."""
        broken: list[str] = []
        for part in text.split("\n"):
            plain = self.fonts_of_names.showable(plain_text(part, 4_000))
            if not plain:
                continue
            broken.extend(self._break_between_words(plain, width) or self._break_anywhere(plain, width))
        return broken

    def _break_between_words(self, text: str, width: float) -> list[str]:
        """Break a text by the widths of its words; gives nothing where that is not all there is to it.

        Statements say the same words again and again: their widths are measured once, which halves the time.
        """
        if needs_shaping(text):
            return []
        room, space = width - 2 * self.c_margin, self._width(" ")
        lines: list[str] = []
        left = 0.0
        for word in text.split(" "):
            wide = self._width(word)
            if wide > room:
                return []
            if lines and wide + space <= left:
                lines[-1] += f" {word}"
                left -= wide + space
            else:
                lines.append(word)
                left = room - wide
        return lines

    def _break_anywhere(self, text: str, width: float) -> list[str]:
        self._shape(text)
        lines: Any = self.multi_cell(w=width, h=_LINE, text=text, align="L", dry_run=True, output="LINES")
        return list(lines)

    def _width(self, text: str) -> float:
        key = text, self.font_style, self.font_size_pt
        if key not in self._widths:
            self._shape(text)
            self._widths[key] = self.get_string_width(text)
        return self._widths[key]

    def write_row(self, texts: Sequence[str], *, bold: bool = False) -> None:
        """Write a row; on the next page, where it does not fit on this one."""
        self.set_font(_BODY, "B" if bold else "", _SIZE)
        cells = [
            # A number is never broken; where it is too long, it is written smaller.
            text.split("\n") if column.align == "R" else self.wrapped(text, column.width)
            for text, column in zip(texts, _COLUMNS, strict=True)
        ]
        # What no page could hold goes on below, or on the next one.
        for start in range(0, max(1, *map(len, cells)), _MOST_LINES):
            self._draw_cells([lines[start : start + _MOST_LINES] for lines in cells], bold=bold)

    def _draw_cells(self, cells: Sequence[Sequence[str]], *, bold: bool) -> None:
        height = max(1, *map(len, cells)) * _LINE + _GAP
        if self.get_y() + height > self.h - 14:
            self.add_page()
            self.write_titles()
        self.set_font(_BODY, "B" if bold else "", _SIZE)
        top, left = self.get_y(), self.l_margin
        for lines, column in zip(cells, _COLUMNS, strict=True):
            for number, line in enumerate(lines):
                self.set_font_size(_SIZE)
                self.set_font_size(_SIZE * min(1.0, column.width / (self._width(line) + 2 * self.c_margin)))
                self._shape(line)
                self.set_xy(left, top + number * _LINE)
                self.cell(w=column.width, h=_LINE, text=line, align=column.align)
            left += column.width
        self.set_draw_color(200)
        self.line(self.l_margin, top + height - _GAP / 2, self.l_margin + self.epw, top + height - _GAP / 2)
        self.set_xy(self.l_margin, top + height)
        self.set_font(_BODY, "", _SIZE)

    def write_titles(self) -> None:
        self.write_row([column.title for column in _COLUMNS], bold=True)

    def _shape(self, text: str) -> None:
        self.set_text_shaping(needs_shaping(text))


def _head_of(section: Section, statement: Statement) -> str:
    made = statement.made_at.astimezone(section.zone)
    return (
        f"Statement of {section.person} in {section.campaign_title}: amounts in {section.currency},"
        f" times in {section.zone}; made on {made:%Y-%m-%d %H:%M}"
    )


def _draw_section(pdf: _Pages, section: Section, period: Period) -> None:
    pdf.write_line(_say_period(period))
    pdf.ln(_GAP)
    pdf.write_titles()
    standing = section.opening
    if period.since is not None:
        pdf.write_row(_balance_row("Before", standing, section))
    for together in by_transfer(section.lines()):
        standing = together[-1].after
        pdf.write_row(_row_of(together, section))
    pdf.write_row(_balance_row("In the end", standing, section), bold=True)


def _row_of(lines: Sequence[Line], section: Section) -> tuple[str, ...]:
    first = lines[0]
    return (
        first.at.astimezone(section.zone).strftime("%Y-%m-%d %H:%M"),
        f"{label_of(first.what)}\n{english(first.why)}",
        say_position(first.position),
        say_mechanism(first.mechanism, first.mechanism_version),
        "\n".join(
            f"{format_minor(line.amount_minor, line.currency)} {name_of(line.account).replace('_', ' ')}"
            for line in lines
        ),
        *_written(first.after, section.currency),
    )


def _balance_row(what: str, balances: Balances, section: Section) -> tuple[str, ...]:
    return ("", what, "", "", "", *_written(balances, section.currency))


def _written(balances: Iterable[int], currency: str) -> list[str]:
    return [format_minor(minor, currency) for minor in balances]


def _say_period(period: Period) -> str:
    if period.is_open:
        return "Everything from the beginning on."
    since = f"from {period.since:%Y-%m-%d}" if period.since else "from the beginning"
    return f"{since[0].upper()}{since[1:]} " + (f"until before {period.until:%Y-%m-%d}." if period.until else "on.")

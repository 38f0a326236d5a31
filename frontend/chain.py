"""The chain: the motif that explains a split, drawn as inline SVG from its amounts.

A row of circles from the finder up to the root whose areas are their shares: the finder filled, the others outlined
ever lighter, the remainder a small open ring. This is the one place of the server that draws it; the logo is drawn
here too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# Circles beyond this many are too small to see; the words beside the picture name everybody.
MOST_CIRCLES = 9
_GAP = 28.0
_LONGEST_LABEL = 11


@dataclass(frozen=True)
class Step:
    """One circle: whose share it is, and how the amount is written below it (nothing for a picture without words)."""

    amount_minor: int
    name: str = ""
    written: str = ""
    is_you: bool = False
    is_remainder: bool = False


def draw_chain(
    steps: Sequence[Step], *, title: str, description: str = "", radius: float = 28, words: bool = False
) -> SafeString:
    """Draw the steps, the finder first. `radius` is the largest circle's; `words` writes names and amounts below."""
    shown = _drawn(steps)
    largest = max([steps[at].amount_minor for at in shown], default=0) or 1
    centres: list[tuple[float, float, Step]] = []
    gaps: list[tuple[float, int]] = []
    x = 2.0
    column = _column([steps[at] for at in shown]) if words else 0.0
    for before, at in pairwise([-1, *shown]):
        step = steps[at]
        if at - before > 1:
            gaps.append((x + _GAP / 2, at - before - 1))
            x += _GAP
        # Nobody vanishes: a share of nothing is still a dot on the chain.
        r = max(radius * math.sqrt(step.amount_minor / largest), min(2.0, radius / 4))
        width = max(2 * r + radius / 4, column)
        centres.append((x + width / 2, r, step))
        x += width
    if shown and shown[-1] < len(steps) - 1:
        gaps.append((x + _GAP / 2, len(steps) - 1 - shown[-1]))
        x += _GAP
    middle = radius + 2
    # Below there is room for a name and an amount, or for the bar that says whose circle is the reader's.
    height = 2 * middle + (34 if words else 6 if any(step.is_you for _, _, step in centres) else 0)
    label = title if not description else f"{title}: {description}"
    return format_html(
        '<svg class="chain{}" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">'
        "<title>{}</title><desc>{}</desc>{}{}{}</svg>",
        " chain-words" if words else "",
        f"{x + 2:.0f}",
        f"{height:.0f}",
        f"{x + 2:.0f}",
        f"{height:.0f}",
        label,
        title,
        description,
        _line(centres, [at for at, _ in gaps], middle),
        format_html_join("", "{}", ((_circle(index, c, middle, radius, words),) for index, c in enumerate(centres))),
        format_html_join(
            "",
            '<text x="{}" y="{}" class="chain-more">+{}</text>',
            ((f"{at:.0f}", f"{middle + 4:.0f}", count) for at, count in gaps),
        ),
    )


def draw_logo() -> SafeString:
    """Draw the logo: a chain of four under the half rule."""
    return draw_chain([Step(amount) for amount in (8, 4, 2, 1)], title="Mobilize", radius=9)


def _drawn(steps: Sequence[Step]) -> list[int]:
    """Choose which steps are drawn: the finder and those nearest to them, and whatever comes, you and the remainder."""
    always = [at for at, step in enumerate(steps) if step.is_you or step.is_remainder]
    others = [at for at in range(len(steps)) if at not in always]
    return sorted([*always, *others[: MOST_CIRCLES - len(always)]])


def _line(centres: list[tuple[float, float, Step]], gaps: list[float], middle: float) -> SafeString:
    """Join the people's circles, edge to edge, so that outlined ones stay open; not across those who are not drawn."""
    people = [(x, r) for x, r, step in centres if not step.is_remainder]
    joined = [
        (f"{x1 + r1 + 1:.1f}", f"{x2 - r2 - 1:.1f}", f"{middle:.1f}", f"{middle:.1f}")
        for (x1, r1), (x2, r2) in pairwise(people)
        if x2 - r2 - x1 - r1 > 3 and not any(x1 < gap < x2 for gap in gaps)
    ]
    return format_html_join("", '<line class="chain-line" x1="{}" x2="{}" y1="{}" y2="{}"/>', joined)


def _circle(index: int, centre: tuple[float, float, Step], middle: float, radius: float, words: bool) -> SafeString:
    x, r, step = centre
    kind = "chain-rest" if step.is_remainder else "chain-finder" if index == 0 else "chain-one"
    circle = format_html(
        '<circle class="{}" cx="{}" cy="{}" r="{}" stroke-opacity="{}"/>',
        kind,
        f"{x:.1f}",
        f"{middle:.1f}",
        f"{r:.1f}",
        f"{max(1 - 0.14 * (index - 1), 0.58):.2f}" if kind == "chain-one" else "1",
    )
    parts = [circle]
    if step.is_you:
        bar = min(2 * r, 12)
        parts.append(
            format_html(
                '<rect class="chain-you" x="{}" y="{}" width="{}" height="3"/>',
                f"{x - bar / 2:.1f}",
                f"{middle + r + 2.5:.1f}",
                f"{bar:.1f}",
            )
        )
    if words:
        foot = middle + radius
        parts.append(_text("chain-name", x, foot + 17, step.name))
        parts.append(_text("chain-amount", x, foot + 32, step.written))
    return format_html_join("", "{}", ((part,) for part in parts))


def _column(steps: Sequence[Step]) -> float:
    """Give the width that keeps names and amounts apart: somewhat over 7 units a letter."""
    longest = max((len(text) for step in steps for text in (step.name[:_LONGEST_LABEL], step.written)), default=0)
    return max(64.0, 7.6 * longest + 12)


def _text(kind: str, x: float, y: float, text: str) -> SafeString:
    cut = text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1].rstrip()}…"
    return format_html('<text class="{}" x="{}" y="{}">{}</text>', kind, f"{x:.1f}", f"{y:.1f}", cut)

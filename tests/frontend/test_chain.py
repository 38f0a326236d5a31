"""The chain motif: areas are shares, and what it says is safe."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from frontend.chain import MOST_CIRCLES, Step, draw_chain, draw_logo


def radii(drawn: str) -> list[float]:
    return [float(r) for r in re.findall(r'<circle[^>]* r="([\d.]+)"', drawn)]


def test_areas_are_the_shares() -> None:
    drawn = radii(draw_chain([Step(2_000), Step(1_000), Step(500), Step(250)], title="Split", radius=40))
    assert drawn[0] == 40
    areas = [r * r for r in drawn]
    assert [area / areas[0] for area in areas] == pytest.approx([1, 1 / 2, 1 / 4, 1 / 8], rel=0.02)


def test_the_finder_is_filled_the_others_outlined_ever_lighter_and_the_rest_open() -> None:
    steps = [Step(8), Step(4), Step(2), Step(1), Step(1, is_remainder=True)]
    drawn = draw_chain(steps, title="Split")
    kinds = re.findall(r'<circle class="([a-z-]+)"', drawn)
    assert kinds == ["chain-finder", "chain-one", "chain-one", "chain-one", "chain-rest"]
    strokes = [float(s) for s in re.findall(r'chain-one"[^>]*stroke-opacity="([\d.]+)"', drawn)]
    assert strokes == sorted(strokes, reverse=True)
    assert len(set(strokes)) == 3
    assert min(strokes) > 0.5


def test_somebody_who_gets_nothing_is_still_there() -> None:
    assert radii(draw_chain([Step(100), Step(0), Step(0)], title="Split")) == [28, 2, 2]
    assert len(radii(draw_chain([Step(0)], title="Split"))) == 1


def test_a_long_chain_says_how_many_are_not_drawn() -> None:
    drawn = draw_chain([Step(2**k) for k in range(14, 0, -1)], title="Split")
    assert len(radii(drawn)) == MOST_CIRCLES
    assert f"+{14 - MOST_CIRCLES}<" in drawn


def test_a_long_chain_always_has_you_and_the_remainder() -> None:
    people = [Step(2**k, name=f"P{14 - k}", written="1", is_you=k == 3) for k in range(14, 0, -1)]
    drawn = draw_chain([*people, Step(1, name="rest", written="1", is_remainder=True)], title="Split", words=True)
    names = re.findall(r'chain-name"[^>]*>(\w+)<', drawn)
    assert names == ["P0", "P1", "P2", "P3", "P4", "P5", "P6", "P11", "rest"]
    assert re.findall(r"\+(\d+)<", drawn) == ["4", "2"]
    # No line leads across those who are not drawn.
    assert drawn.count("chain-line") == 6


def test_the_picture_is_said_in_words_and_is_well_formed() -> None:
    drawn = draw_chain(
        [Step(5, name='<b>"D&d', written="5"), Step(3, name="A very long name indeed", written="3", is_you=True)],
        title="Split & more",
        description='<script>"',
        words=True,
    )
    picture = ElementTree.fromstring(drawn)  # noqa: S314 - our own drawing
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == 'Split & more: <script>"'
    assert picture.findtext("title") == "Split & more"
    assert picture.findtext("desc") == '<script>"'
    words = [element.text for element in picture.iter("text")]
    assert words == ['<b>"D&d', "5", "A very lon…", "3"]
    assert "style=" not in drawn


def test_nothing_leaves_the_picture() -> None:
    for words in (True, False):
        steps = [Step(4_000, name="a", written="1"), *[Step(n, name="b", written="2") for n in range(6)]]
        picture = ElementTree.fromstring(draw_chain(steps, title="Split", words=words))  # noqa: S314 - our own drawing
        width = float(str(picture.get("viewBox")).split()[2])
        for circle in picture.iter("circle"):
            x, r = float(str(circle.get("cx"))), float(str(circle.get("r")))
            assert x - r >= 0
            assert x + r <= width


def test_the_logo_is_a_chain_under_the_half_rule() -> None:
    areas = [r * r for r in radii(draw_logo())]
    assert [area / areas[0] for area in areas] == pytest.approx([1, 1 / 2, 1 / 4, 1 / 8], rel=0.05)

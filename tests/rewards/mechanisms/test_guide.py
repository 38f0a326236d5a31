"""The organizers' guide: every mechanism has its section, the guarantees are the cards', the examples are computed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rewards.mechanisms.preview import preview
from rewards.mechanisms.registry import MECHANISMS

GUIDE = Path(__file__).parents[3] / "docs" / "MECHANISMS.md"


def guarantees_table() -> str:
    """Write the cards of the whole registry as a table."""
    lines = [
        "| rule | pays | within the prize | proof against fakes | grows without a bound | rewards inviting | after |",
        "|---|---|---|---|---|---|---|",
    ]
    pays = {"chain": "a path", "tree": "a tree", "peer": "buddies"}
    for name, kind in MECHANISMS.items():
        card = kind.card
        said = (
            _yes(card.bounded_by_prize),
            card.sybil_proof,
            _yes(card.unbounded_reward),
            _yes(card.rewards_recruiting),
        )
        lines.append(f"| `{name}` | {pays[kind.family]} | {' | '.join(said)} | {card.reference} |")
    return "\n".join(lines)


def say_answer(name: str, body: dict[str, Any]) -> str:
    """Write what a preview answers in one line."""
    answer = preview(name, body)
    shares = ", ".join(f"{share['participant']} {share['amount_minor']}" for share in answer["shares"])
    return f"→ {shares}; remainder {answer['remainder_minor']}"


def _yes(told: bool) -> str:
    return "yes" if told else "no"


def sections() -> dict[str, str]:
    found = re.split(r"^### `(\w+)`$", GUIDE.read_text(), flags=re.MULTILINE)
    return {name: text.split("\n## ")[0] for name, text in zip(found[1::2], found[2::2], strict=True)}


def examples(section: str) -> Iterator[tuple[dict[str, Any], str]]:
    for body, answer in re.findall(r"```json\n(.*?)\n```\n\n(→ .*)", section, flags=re.DOTALL):
        yield json.loads(body), answer.split("\n")[0]


def test_every_mechanism_has_its_section_and_no_other() -> None:
    assert list(sections()) == sorted(MECHANISMS, key=list(sections()).index)
    assert set(sections()) == set(MECHANISMS)


def test_the_guarantees_are_those_of_the_cards() -> None:
    written = re.search(r"<!-- guarantees -->\n(.*?)\n<!-- /guarantees -->", GUIDE.read_text(), flags=re.DOTALL)
    assert written is not None
    assert written[1] == guarantees_table(), "write it anew: it is what guarantees_table() gives"


def test_choosing_leaves_out_nothing_but_what_is_compared_with() -> None:
    choosing = GUIDE.read_text().split("## Choosing")[1].split("## Guarantees")[0]
    assert {name for name in MECHANISMS if f"`{name}`" not in choosing} == {"own_reward", "team_reward"}


@pytest.mark.parametrize("name", MECHANISMS)
def test_the_worked_examples_are_what_the_rule_pays(name: str) -> None:
    worked = list(examples(sections()[name]))
    assert worked
    for body, answer in worked:
        assert answer == say_answer(name, body)

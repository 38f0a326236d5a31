"""Every change leaves its event, and every kind of event is documented: looked for in the source itself."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from campaigns.outreach.models import Letter
from tests.events.documented import KIND, documented
from tests.events.what_is_left import LEAVES
from tests.events.writers import find_writers, sources, writers_in

# What looks like a kind and is none.
NOT_KINDS = {
    "finder.joined_at",
    "finding.received_at",
    "inviter.joined_at",
    "member.root",
    "preview.jpg",
    "data.json",
    "recruit.joined_at",
    # readers of the log
    "findings.assessing",
    "notices.reading",
    "outreach.letters",
    "outreach.webhooks",
    "participation.alerts",
    "participation.rollup",
    "trust.day_after",
    "trust.noticing",
    # told to try a webhook out, and of nothing in the log
    "webhook.test",
    # a payment provider's events
    "transfer.created",
    "transfer.reversed",
    "transfer.updated",
    # providers of mail
    "gmail.com",
    "googlemail.com",
    "rocketmail.com",
    "yahoo.com",
    "ymail.com",
}
# Kinds that are put together from a word and a state, and what they can come to.
FAMILIES = {
    "forecast.goal_": {"likely", "unlikely", "open"},
    "letter.": {state.value for state in Letter.State} - {"queued", "sending"},
}
# Names kinds that others write.
ONLY_NAMES = "campaigns.outreach.webhooks.catalogue"
# Beginnings of statements to the database.
NOT_FAMILIES = {"member."}


def constants(tree: ast.Module) -> Iterator[str]:
    """Give every string of a module, but not where a value is taken from.

    That is said by a serializer (`source="finding.state"`) and by the columns of a table.
    """
    left_out: set[int] = set()
    for node in ast.walk(tree):
        if (isinstance(node, ast.keyword) and node.arg == "source") or _names_columns(node):
            left_out |= {id(part) for part in ast.walk(node)}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            yield node.value


def _names_columns(node: ast.AST) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return any(isinstance(target, ast.Name) and target.id == "columns" for target in targets)


@cache
def kinds_in_the_code() -> dict[str, set[str]]:
    """Give every kind that is written anywhere, with the modules in which it is."""
    found: dict[str, set[str]] = defaultdict(set)
    for module, tree in sources().items():
        for text in constants(tree) if module != ONLY_NAMES else ():
            if KIND.fullmatch(text) and text not in NOT_KINDS:
                found[text].add(module)
    return found


def test_every_kind_is_documented_and_nothing_else_is() -> None:
    families = {f"{word}{state}" for word, states in FAMILIES.items() for state in states}
    assert set(kinds_in_the_code()) | families == set(documented())


def test_kinds_stand_in_the_code_as_they_are_documented() -> None:
    """Whoever looks for a kind finds where it is recorded; the families are the exceptions."""
    begun = {
        str(node.values[0].value)
        for tree in sources().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant)
        if re.fullmatch(r"[a-z_]+\.[a-z_]*", str(node.values[0].value))
    }
    assert begun - NOT_FAMILIES == set(FAMILIES)


def test_every_function_that_writes_says_what_it_leaves() -> None:
    """A new one is added to the table beside this test, with its events, or with the reason why there is none."""
    assert find_writers() == set(LEAVES)


@pytest.mark.parametrize("writer", [name for name, left in LEAVES.items() if isinstance(left, tuple)])
def test_what_is_left_is_a_documented_kind_that_the_module_writes(writer: str) -> None:
    code, guide = kinds_in_the_code(), documented()
    for kind in LEAVES[writer]:
        assert kind in guide
        assert any(writer.startswith(f"{module}.") for module in code[kind]), f"{writer} does not write {kind}"


@pytest.mark.parametrize(
    "statement",
    [
        "Visit.objects.create(link=link)",
        "Visit.objects.bulk_create(rows, ignore_conflicts=True)",
        "Visit.objects.filter(link=link).update(at=at)",
        "Visit.objects.filter(link=link).delete()",
        "visit.save()",
        "visit.save(update_fields=['at'])",
        "copy_rows('campaigns_visit', columns, rows)",
        "cursor.execute('INSERT INTO campaigns_visit (at) VALUES (now())')",
        "cursor.execute('UPDATE campaigns_visit SET at = now()')",
        "cursor.execute('WITH old AS (DELETE FROM campaigns_visit RETURNING 1) SELECT 1')",
        "cursor.execute(_SQL)",
    ],
)
def test_no_way_of_writing_is_overlooked(statement: str) -> None:
    sql = "_SQL = 'UPDATE campaigns_visit SET at = now()'"
    source = f"{sql}\nclass Room:\n    def write(self):\n        {statement}\n"
    assert list(writers_in(ast.parse(source))) == ["Room.write"]


@pytest.mark.parametrize(
    "statement",
    ["digest.update(piece)", "names.update({'a': 1})", "image.save(file, 'JPEG')", "storage.delete(name)", "return 1"],
)
def test_files_and_dictionaries_are_not_taken_for_rows(statement: str) -> None:
    assert list(writers_in(ast.parse(f"def work():\n    {statement}\n"))) == []

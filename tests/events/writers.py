"""Finding, in the source itself, every function that writes rows: by the ORM, by COPY, and by SQL."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
APPS = ("campaigns", "rewards")

_MAKES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
# Files and dictionaries have these too; what is told apart is how they are called.
_ONLY_BY_NAME = {"save", "update", "delete"}
_COPIES = {"copy_rows", "copy_lines"}
_SQL = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM|COPY)\s+(?:ONLY\s+)?(?:campaigns|rewards)_\w+|\bTRUNCATE\b")


@cache
def sources() -> dict[str, ast.Module]:
    """Give every module of the apps by its dotted name, migrations apart."""
    return {
        ".".join(path.relative_to(CHECKOUT).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
        for app in APPS
        for path in sorted((CHECKOUT / app).rglob("*.py"))
        if "migrations" not in path.parts
    }


def find_writers() -> set[str]:
    """Name every function of the apps that writes rows, as module.function or module.Class.method."""
    return {f"{module}.{name}" for module, tree in sources().items() for name in writers_in(tree)}


def writers_in(tree: ast.Module) -> Iterator[str]:
    """Name the functions of a module that write rows."""
    statements = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and _has_sql(node.value)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for name, function in _functions(tree.body, ""):
        if any(_writes(node, statements) for node in ast.walk(function)):
            yield name


def _functions(body: list[ast.stmt], within: str) -> Iterator[tuple[str, ast.AST]]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _functions(node.body, f"{within}{node.name}.")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{within}{node.name}", node


def _writes(node: ast.AST, statements: set[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in statements
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _SQL.search(node.value) is not None
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id in _COPIES
    if not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr in _ONLY_BY_NAME:
        return not node.args and (node.func.attr != "update" or bool(node.keywords))
    return node.func.attr in _MAKES


def _has_sql(value: ast.expr) -> bool:
    return any(
        isinstance(node, ast.Constant) and isinstance(node.value, str) and _SQL.search(node.value)
        for node in ast.walk(value)
    )

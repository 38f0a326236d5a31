"""Refusals that a view can reach, read from the code: from its method through every function that it names.

A refusal is written once, where it is raised: `raise NotPossibleNow("no_place", "Join the campaign first.")`. From
there the document of the API learns its kind, its status and its sentence, so that nobody has to list them a second
time. Names are looked up as Python would look them up; a method of something whose class is not known here is taken
for every method of that name in our own rooms, so a view may be said to reach a little more than it does. That it
never reaches what is not said is checked wherever a test meets a refusal.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, cached_property, lru_cache
from types import ModuleType
from typing import Any

from django.db.models import QuerySet
from rest_framework import exceptions
from rest_framework.serializers import BaseSerializer, Field
from rest_framework.views import APIView

from campaigns.errors import DomainError
from mobilize.http.documents import problem_of_status
from mobilize.http.refusals import STATUS_OF_REFUSAL

_ROOMS = ("campaigns.", "rewards.")
# What the framework calls by itself before and around a view's own method.
_HOOKS = ("initial", "get_queryset", "get_serializer_context", "filter_queryset", "get_object", "campaign")
_BEFORE = ("__init__", "__new__", "__post_init__", "__call__")
_SELVES = {"self", "cls"}
# Where the name of the refusal is read from a table while running: the table that has all of them.
_TABLES = {("campaigns.findings.media.videos", "_REFUSALS")}

# Methods of these are called everywhere and are not ours.
_EVERYDAY = (str, bytes, dict, list, set, datetime, QuerySet)

Values = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, order=True)
class Refusal:
    """One kind of refusal as callers meet it."""

    status: int
    code: str
    detail: str


@dataclass(frozen=True)
class _Code:
    """A function or class of ours: where its words are looked up, of which class it is, and for which `self` stands."""

    module: str
    node: ast.AST
    base: type | None = None
    owner: type | None = None


class Reach:
    """What one view's method can be refused with."""

    def __init__(self, view: type, method: str) -> None:
        self.found: set[Refusal] = set()
        self._seen: set[tuple[int, type | None, Values]] = set()
        self._room = view.__module__.partition(".")[0] + "."
        for name in (method.lower(), *_HOOKS):
            if name == "get_queryset" and method not in {"GET", "HEAD"}:
                continue
            self._enter_attribute(view, name)
        negotiation = getattr(view, "content_negotiation_class", object)
        for name in ("select_renderer", "filter_renderers"):
            self._enter_attribute(negotiation, name)

    def _enter_attribute(self, owner: type, name: str, after: type | None = None) -> bool:
        """Walk what `owner.name` is, beginning behind `after` in the order of its bases."""
        order = owner.__mro__
        for base in order[order.index(after) + 1 if after in order else 0 :]:
            if name not in vars(base):
                continue
            if base.__module__.startswith(_ROOMS):
                for code in _members(base, name):
                    self._walk(replace(code, owner=owner), ())
            return True
        return False

    def _enter(self, thing: Any, values: Values = ()) -> None:
        """Walk whatever a name stands for, if it is ours."""
        thing = inspect.unwrap(getattr(thing, "func", thing)) if callable(thing) else thing
        module = getattr(thing, "__module__", None) or ""
        if not module.startswith(_ROOMS):
            return
        if isinstance(thing, type):
            if issubclass(thing, APIView):
                return
            every = issubclass(thing, BaseSerializer | Field)
            for base in thing.__mro__:
                if base.__module__.startswith(_ROOMS):
                    for name in vars(base) if every else _BEFORE:
                        for code in _members(base, name):
                            self._walk(replace(code, owner=thing), values)
            return
        node = _source(module).get(getattr(thing, "__qualname__", ""))
        if node is not None:
            self._walk(_Code(module, node), values)

    def _walk(self, code: _Code, values: Values) -> None:
        key = (id(code.node), code.owner, values)
        if key in self._seen:
            return
        self._seen.add(key)
        known = dict(values)
        said = _said(code.node)
        local = _imported(said.imports)
        for node, call in said.named:
            if isinstance(node, ast.Attribute):
                self._meet_attribute(node, call, code, known, local)
                continue
            thing = local.get(node.id, vars(sys.modules[code.module]).get(node.id))
            self._meet(thing, call, code, known)
            if (code.module, node.id) in _TABLES:
                self.found |= {Refusal(400, name, text) for name, text in dict(thing or {}).items()}

    def _meet(self, thing: Any, call: ast.Call | None, code: _Code, known: Mapping[str, tuple[str, ...]]) -> None:
        if isinstance(thing, type) and issubclass(thing, DomainError) and thing in STATUS_OF_REFUSAL and call:
            self.found |= set(_refusals_of(thing, call, code.node, known))
        elif isinstance(thing, type) and issubclass(thing, DomainError) and hasattr(thing, "always"):
            # A refusal with a class of its own says which it always is, and an example of its sentence.
            status = next(STATUS_OF_REFUSAL[base] for base in thing.__mro__ if base in STATUS_OF_REFUSAL)
            self.found.add(Refusal(status, *thing.always))
        elif thing is exceptions.NotAuthenticated:
            self.found.add(Refusal(401, "not_authenticated", problem_of_status(401).detail))
        elif isinstance(thing, list):
            # What rooms above have put there to be asked.
            for each in thing:
                self._enter(each)
        elif thing is not None and not isinstance(thing, ModuleType):
            self._enter(thing, _bound(thing, call, code.node, known))

    def _meet_attribute(
        self,
        node: ast.Attribute,
        call: ast.Call | None,
        code: _Code,
        known: Mapping[str, tuple[str, ...]],
        local: Mapping[str, Any],
    ) -> None:
        on = node.value
        if isinstance(on, ast.Name) and on.id in _SELVES and code.owner is not None:
            if self._enter_attribute(code.owner, node.attr):
                return
        elif isinstance(on, ast.Call) and isinstance(on.func, ast.Name) and on.func.id == "super" and code.owner:
            self._enter_attribute(code.owner, node.attr, after=code.base)
            return
        elif isinstance(on, ast.Name):
            thing = local.get(on.id, vars(sys.modules[code.module]).get(on.id))
            if isinstance(thing, ModuleType):
                self._meet(getattr(thing, node.attr, None), call, code, known)
                return
            if isinstance(thing, type) and self._enter_attribute(thing, node.attr):
                return
        kind = self._kind_of(on, code, local)
        # Who fits a protocol need not be below it.
        if kind is not None and not getattr(kind, "_is_protocol", False):
            for owner in (kind, *_below(kind)):
                self._enter_attribute(owner, node.attr)
            return
        for owner in _methods().get(node.attr, ()):
            # Facts never reach money, whatever their methods are called.
            if self._room in owner.__module__ or self._room == "rewards.":
                self._enter_attribute(owner, node.attr)

    def _kind_of(self, on: ast.expr, code: _Code, local: Mapping[str, Any]) -> type | None:
        """Tell of which class of ours something is, where an annotation says so."""
        names = vars(sys.modules[code.module])
        if isinstance(on, ast.Name) and isinstance(code.node, ast.FunctionDef):
            arguments = (*code.node.args.args, *code.node.args.kwonlyargs)
            said = next((each.annotation for each in arguments if each.arg == on.id), None)
            return _annotated(said, names)
        if isinstance(on, ast.Attribute) and isinstance(on.value, ast.Name) and on.value.id in _SELVES and code.owner:
            for base in code.owner.__mro__:
                for member in _members(base, on.attr):
                    said = getattr(member.node, "returns", None) or getattr(member.node, "annotation", None)
                    return _annotated(said, vars(sys.modules[member.module]))
        if isinstance(on, ast.Call) and isinstance(on.func, ast.Name):
            made = local.get(on.func.id, names.get(on.func.id))
            return made if isinstance(made, type) and _is_ours(made) else None
        return None


def _annotated(said: ast.expr | None, names: Mapping[str, Any]) -> type | None:
    if isinstance(said, ast.BinOp):
        return _annotated(said.left, names) or _annotated(said.right, names)
    kind = names.get(said.id) if isinstance(said, ast.Name) else None
    return kind if isinstance(kind, type) and _is_ours(kind) else None


def _below(kind: type) -> Iterator[type]:
    below: list[type] = type.__subclasses__(kind)
    for each in below:
        if _is_ours(each):
            yield each
            yield from _below(each)


@cache
def reachable(view: type, method: str) -> tuple[Refusal, ...]:
    """Give what this method of the view can be refused with, beside what every endpoint shares."""
    one_each: dict[tuple[int, str], Refusal] = {}
    for refusal in sorted(Reach(view, method).found, key=lambda each: ("…" in each.detail, each)):
        one_each.setdefault((refusal.status, refusal.code), refusal)
    return tuple(sorted(one_each.values()))


@cache
def _source(module: str) -> dict[str, ast.AST]:
    """Read a module's functions and classes by their qualified names."""
    found: dict[str, ast.AST] = {}

    def gather(nodes: list[ast.stmt], prefix: str) -> None:
        for node in nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found[prefix + node.name] = node
            if isinstance(node, ast.ClassDef):
                gather(node.body, f"{prefix}{node.name}.")
            elif isinstance(node, ast.Assign | ast.AnnAssign) and prefix:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                found.update({prefix + name.id: node for name in targets if isinstance(name, ast.Name)})

    gather(ast.parse(inspect.getsource(sys.modules[module])).body, "")
    return found


def _members(owner: type, name: str) -> list[_Code]:
    """Find what is written in a class's body under this name."""
    node = _source(owner.__module__).get(f"{owner.__qualname__}.{name}") if _is_ours(owner) else None
    return [] if node is None else [_Code(owner.__module__, node, owner)]


def _is_ours(owner: type) -> bool:
    return owner.__module__.startswith(_ROOMS) and owner.__module__ in sys.modules


@lru_cache(maxsize=1)
def _methods() -> dict[str, list[type]]:
    """List our classes by the names of their methods, without views and serializers, whose names are known."""
    found: dict[str, list[type]] = {}
    modules = [each for name, each in sys.modules.items() if name.startswith(_ROOMS) and ".migrations" not in name]
    for module in modules:
        for owner in vars(module).values():
            if not isinstance(owner, type) or owner.__module__ != module.__name__:
                continue
            if issubclass(owner, APIView | BaseSerializer | Field):
                continue
            for name, value in vars(owner).items():
                if name.startswith("__") or any(hasattr(kind, name) for kind in _EVERYDAY):
                    continue
                if callable(value) or isinstance(value, property | cached_property | classmethod | staticmethod):
                    found.setdefault(name, []).append(owner)
    return found


@dataclass(frozen=True)
class _Said:
    """What a function's body names, each with the call that it is the function of, and what it imports by itself."""

    named: tuple[tuple[ast.Name | ast.Attribute, ast.Call | None], ...]
    imports: tuple[ast.ImportFrom, ...]


@cache
def _said(root: ast.AST) -> _Said:
    named: list[ast.Name | ast.Attribute] = []
    calls: dict[ast.expr, ast.Call] = {}
    imports = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name | ast.Attribute):
            named.append(node)
        elif isinstance(node, ast.Call):
            calls[node.func] = node
        elif isinstance(node, ast.ImportFrom):
            imports.append(node)
        for name, inner in ast.iter_fields(node):
            # Annotations only name.
            if name not in {"annotation", "returns", "decorator_list"}:
                waiting.extend(
                    each for each in (inner if isinstance(inner, list) else [inner]) if isinstance(each, ast.AST)
                )
    return _Said(tuple((node, calls.get(node)) for node in named), tuple(imports))


def _imported(imports: tuple[ast.ImportFrom, ...]) -> dict[str, Any]:
    found = {}
    for node in imports:
        for alias in node.names:
            module = sys.modules.get(node.module or "")
            thing = getattr(module, alias.name, sys.modules.get(f"{node.module}.{alias.name}"))
            found[alias.asname or alias.name] = thing
    return found


def _refusals_of(
    kind: type[DomainError], call: ast.Call, inside: ast.AST, known: Mapping[str, tuple[str, ...]]
) -> Iterator[Refusal]:
    if call.args:
        detail = next(iter(_texts(call.args[1], inside, known)), "") if len(call.args) > 1 else ""
        for code in _texts(call.args[0], inside, known):
            if "…" not in code:
                yield Refusal(STATUS_OF_REFUSAL[kind], code, detail)


def _texts(node: ast.expr, inside: ast.AST, known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Give what an expression can say as far as it can be read; what is only known while running is told by …."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.Name):
        return list(known.get(node.id, ())) or _looped(node.id, inside) or ["…"]
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body, inside, known), *_texts(node.orelse, inside, known)]
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node.left, node.right]
        said = [""]
        for part in parts:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            said = [begun + more for begun in said for more in _texts(inner, inside, known)]
        return said
    return ["…"]


def _looped(name: str, inside: ast.AST) -> list[str]:
    """Read what a variable is in turn, where a loop goes through what is written out."""
    for node in ast.walk(inside):
        if not isinstance(node, ast.For | ast.comprehension) or not isinstance(node.iter, ast.Tuple | ast.List):
            continue
        targets = node.target.elts if isinstance(node.target, ast.Tuple) else [node.target]
        for place, target in enumerate(targets):
            if isinstance(target, ast.Name) and target.id == name:
                rows = [row.elts if isinstance(row, ast.Tuple) else [row] for row in node.iter.elts]
                cells = [row[place] for row in rows if place < len(row)]
                return [str(cell.value) for cell in cells if isinstance(cell, ast.Constant)]
    return []


def _bound(thing: Any, call: ast.Call | None, inside: ast.AST, known: Mapping[str, tuple[str, ...]]) -> Values:
    """Read which texts a call gives to a function of ours, where that function names refusals by them."""
    target = inspect.unwrap(thing) if callable(thing) and not isinstance(thing, type) else None
    if target is None or not _is_function_of_ours(target):
        return ()
    node = _source(target.__module__).get(target.__qualname__)
    if call is None or not isinstance(node, ast.FunctionDef) or not _names_refusals_by(node):
        return ()
    wanted = _names_refusals_by(node)
    named = [argument.arg for argument in node.args.args]
    given: dict[str, ast.expr] = dict(zip(named, call.args, strict=False))
    given |= {word.arg: word.value for word in call.keywords if word.arg}
    defaults = dict(zip(reversed(named), reversed(node.args.defaults), strict=False))
    defaults |= {
        argument.arg: value
        for argument, value in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if value is not None
    }
    return tuple(
        (name, tuple(_texts(value, inside, known)))
        for name, value in sorted({**defaults, **given}.items())
        if name in wanted
    )


def _is_function_of_ours(target: Any) -> bool:
    module = getattr(target, "__module__", None) or ""
    return module.startswith(_ROOMS) and module in sys.modules and hasattr(target, "__qualname__")


@cache
def _names_refusals_by(node: ast.FunctionDef) -> frozenset[str]:
    """Name the parameters that stand in what a function refuses with."""
    words = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
    kinds = {kind.__name__ for kind in STATUS_OF_REFUSAL}
    used = {
        inner.id
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in kinds
        for argument in call.args
        for inner in ast.walk(argument)
        if isinstance(inner, ast.Name)
    }
    # Or hand them on to a function that does.
    used |= {
        word.value.id
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        for word in call.keywords
        if word.arg == "code" and isinstance(word.value, ast.Name)
    }
    return frozenset(words & used)

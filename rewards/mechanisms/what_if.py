"""What-if input: a made-up chain, tree or circle, read from JSON that anybody may have sent.

Every part is checked for its kind and its size, and refused with the path to it and the name of whom it is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from rewards.mechanisms.peer import MAX_ACTIVITY, MAX_BUDDIES, Circle
from rewards.mechanisms.terms import is_clean_text, read_fraction, read_object, refused, shown
from rewards.mechanisms.tree import MAX_CONTRIBUTION, NOBODY, Tree

MAX_NODES = 10_000
MAX_NAME_LENGTH = 200


def read_chain(value: object, *, most: int = MAX_NODES) -> list[str]:
    """Read the names on a path, the finder first."""
    names = _read_list(value, field="chain", code="invalid_chain", what="names, the finder first", most=most)
    return [read_name(name, field=f"chain/{k}", code="invalid_chain") for k, name in enumerate(names)]


def read_edge_splits(value: object) -> tuple[Fraction | None, ...]:
    """Read the splits of a path's edges, the finder's first; null is the contract's own."""
    code = "invalid_edge_splits"
    splits = _read_list(value, field="edge_splits", code=code, what="fractions, one for each edge", most=MAX_NODES)
    return tuple(
        None if split is None else read_fraction(split, field=f"edge_splits/{k}") for k, split in enumerate(splits)
    )


def read_tree(value: object, *, most: int = MAX_NODES) -> tuple[Tree[str], list[str]]:
    """Read `[{"id", "inviter", "contribution"}, …]`, in any order; gives the tree and the names as they came."""
    code = "invalid_tree"
    nodes = _read_list(value, field="tree", code=code, what="members", most=most)
    read = [
        _read_node(node, field=f"tree/{k}", keys=("id", "inviter", "contribution"), code=code)
        for k, node in enumerate(nodes)
    ]
    at = _read_ids(read, field="tree", code=code)
    inviters = []
    for k, node in enumerate(read):
        name = node["inviter"]
        if name is None:
            inviters.append(NOBODY)
            continue
        field = f"tree/{k}/inviter"
        inviter = at.get(read_name(name, field=field, code=code))
        if inviter is None:
            raise refused(
                f"{shown(node['id'])} was invited by {shown(name)}, who is not in the tree.", field=field, code=code
            )
        inviters.append(inviter)
    names = list(at)
    order = _inviters_first(inviters, names)
    stands = {k: place for place, k in enumerate(order)}
    for k, node in enumerate(read):
        # before the tree is made, so that the refusal points to where the number came
        _check_number(node["contribution"], node, key="contribution", field=f"tree/{k}", code=code)
    tree = Tree(
        [names[k] for k in order],
        [NOBODY if inviters[k] == NOBODY else stands[inviters[k]] for k in order],
        [_whole(read[k]["contribution"]) for k in order],
        came_at=order,
    )
    return tree, names


def read_circle(value: object, *, most: int = MAX_NODES) -> Circle[str]:
    """Read `[{"id", "baseline", "activity", "buddies"}, …]`."""
    code = "invalid_members"
    nodes = _read_list(value, field="members", code=code, what="members", most=most)
    keys, optional = ("id", "baseline", "activity"), ("buddies",)
    read = [
        _read_node(node, field=f"members/{k}", keys=keys, optional=optional, code=code) for k, node in enumerate(nodes)
    ]
    at = _read_ids(read, field="members", code=code)
    buddies = []
    for k, node in enumerate(read):
        field = f"members/{k}/buddies"
        chosen = _read_list(
            node.get("buddies", []), field=field, code=code, what="names of buddies", most=MAX_BUDDIES, least=0
        )
        places = []
        for number, name in enumerate(chosen):
            other = at.get(read_name(name, field=f"{field}/{number}", code=code))
            if other is None:
                raise refused(
                    f"{shown(node['id'])} names {shown(name)} as a buddy, who is not in the list.",
                    field=f"{field}/{number}",
                    code=code,
                )
            places.append(other)
        buddies.append(places)
        for key in ("baseline", "activity"):
            _check_number(node[key], node, key=key, field=f"members/{k}", code=code)
    return Circle(
        list(at), [_whole(node["baseline"]) for node in read], [_whole(node["activity"]) for node in read], buddies
    )


def read_name(value: object, *, field: str, code: str) -> str:
    """Read the name that stands for somebody."""
    if not isinstance(value, str) or not 1 <= len(value) <= MAX_NAME_LENGTH or not is_clean_text(value):
        raise refused(
            f"A participant is named by a text of 1 to {MAX_NAME_LENGTH} characters, not {shown(value)}.",
            field=field,
            code=code,
            most=MAX_NAME_LENGTH,
        )
    return value


def _read_list(value: object, *, field: str, code: str, what: str, most: int, least: int = 1) -> list[object]:
    if not isinstance(value, list):
        raise refused(f"Here a list of {what} is needed, not {shown(value)}.", field=field, code=code)
    if not least <= len(value) <= most:
        raise refused(
            f"The list may have {least} to {most:,} entries; it has {len(value):,}.",
            field=field,
            code=code,
            least=least,
            most=most,
        )
    return value


def _read_node(
    value: object, *, field: str, keys: tuple[str, ...], code: str, optional: tuple[str, ...] = ()
) -> dict[str, object]:
    whose = f"{shown(value['id'])}: " if isinstance(value, Mapping) and isinstance(value.get("id"), str) else ""
    node = read_object(value, field=field, known=(*keys, *optional), code=code)
    for key in keys:
        if key not in node:
            raise refused(f"{whose}{key} is missing.", field=f"{field}/{key}", code=code)
    return node


def _read_ids(nodes: list[dict[str, object]], *, field: str, code: str) -> dict[str, int]:
    at: dict[str, int] = {}
    for k, node in enumerate(nodes):
        name = read_name(node["id"], field=f"{field}/{k}/id", code=code)
        if at.setdefault(name, k) != k:
            raise refused(
                f"{shown(name)} stands in the list twice, at {at[name]} and {k}. Everybody has one place.",
                field=f"{field}/{k}/id",
                code=code,
            )
    return at


def _check_number(value: object, node: dict[str, object], *, key: str, field: str, code: str) -> None:
    most = max(MAX_CONTRIBUTION, MAX_ACTIVITY)
    if type(value) is not int or not 0 <= value <= most:
        raise refused(
            f"{shown(node['id'])} has {shown(value)} as {key}; it is a whole number from 0 to {most:,}.",
            field=f"{field}/{key}",
            code=code,
            least=0,
            most=most,
        )


def _whole(value: object) -> int:
    assert isinstance(value, int)  # noqa: S101  for the type checker: it was checked before
    return value


def _inviters_first(inviters: list[int], names: list[str]) -> list[int]:
    """Order the places so that every inviter comes before those they invited, and else as they came."""
    order: list[int] = []
    is_placed = [False] * len(inviters)
    for k in range(len(inviters)):
        path: list[int] = []
        on_path: set[int] = set()
        place = k
        while place != NOBODY and not is_placed[place]:
            if place in on_path:
                raise _cycle(path[path.index(place) :], names)
            on_path.add(place)
            path.append(place)
            place = inviters[place]
        for place in reversed(path):
            is_placed[place] = True
            order.append(place)
    return order


def _cycle(cycle: list[int], names: list[str]) -> Exception:
    start = min(cycle)
    turn = cycle.index(start)
    round_trip = [names[place] for place in (*cycle[turn:], *cycle[:turn], start)]
    by = " by ".join(shown(name) for name in round_trip[1:5]) + (" and so on" if len(cycle) > 4 else "")
    return refused(
        f"{shown(names[start])} is in a circle: invited by {by}. An invitation goes from who was there to who came.",
        field=f"tree/{start}/inviter",
        code="invalid_tree",
    )

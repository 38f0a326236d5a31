"""The data map: what is held of people, made from the declarations and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps

from campaigns.people import personal
from campaigns.people.personal import Fate, Holding, can_be_personal


def write_data_map() -> str:
    """Write the map as Markdown."""
    return "\n".join(_lines()) + "\n"


def write_retention() -> str:
    """Write the table of how long what is kept."""
    lines = ["| what | how long | forgotten by |", "|---|---|---|"]
    for retention in sorted(personal.RETENTIONS.values(), key=lambda one: one.name):
        by = "`enforce_retention`" if retention.forget else ""
        by = f"`{retention.swept_by.rpartition('.')[2]}`" if retention.swept_by else by
        lines.append(f"| {retention.name} | {retention.until} | {by} |")
    return "\n".join(lines)


def _lines() -> Iterator[str]:
    yield "# Data map"
    yield ""
    yield "What is held of people, where, why, for how long, and what an erasure makes of it. Written by"
    yield "`manage.py data_map` from what the rooms declare; a test compares it, and another one names every field that"
    yield "could hold something of somebody and is not declared."
    for model in sorted({holding.model for holding in personal.HOLDINGS}):
        yield ""
        yield f"## {model}"
        for holding in personal.HOLDINGS:
            if holding.model == model:
                yield from _holding(holding)
    yield ""
    yield "## Not personal"
    yield ""
    yield "| field | why it says nothing of anybody |"
    yield "|---|---|"
    for label in sorted(personal.NOT_PERSONAL):
        for name, why in sorted(personal.NOT_PERSONAL[label].items()):
            yield f"| `{label}.{name}` | {why} |"
    yield ""
    yield "Fields of a few fixed words, numbers, times and the public names of rows, which are drawn by chance, are not"
    yield f"listed. These {len(_others())} tables have no other: {', '.join(f'`{label}`' for label in _others())}."


def _holding(holding: Holding) -> Iterator[str]:
    yield ""
    yield f"**{holding.says[0].upper()}{holding.says[1:]}**, {holding.why}. Kept {_kept(holding)}."
    yield ""
    yield "| field | what it says | at an erasure |"
    yield "|---|---|---|"
    for name, says in holding.fields.items():
        yield f"| `{name}` | {says} | {_fate(holding, name)} |"


def _kept(holding: Holding) -> str:
    return personal.RETENTIONS[holding.retention].until


def _fate(holding: Holding, name: str) -> str:
    if isinstance(holding.on_erasure, Fate):
        return "deleted with its row"
    if name not in holding.on_erasure:
        return holding.stays[name]
    value = holding.on_erasure[name]
    if isinstance(value, Fate):
        return "an account that is nobody's, another one in every campaign"
    if value is None or value == "":
        return "emptied"
    return f"“{value}”" if isinstance(value, str) else "replaced by what says nothing of the person"


def _others() -> list[str]:
    known = {holding.model for holding in personal.HOLDINGS} | set(personal.NOT_PERSONAL)
    return sorted(
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in known and not any(map(can_be_personal, model._meta.local_fields))
    )

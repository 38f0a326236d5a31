"""The preview of an erasure: what goes, what stays and is nobody's, and what stands against it. Changes nothing."""

from __future__ import annotations

from typing import Any

from campaigns.people import personal
from campaigns.people.models import ApiKey, User
from campaigns.people.personal import Fate, Holding, person_of
from campaigns.privacy.erasing import money_of, obstacles_of


def preview_erasure(user: User) -> dict[str, Any]:
    """Tell a person what erasing them would do."""
    person = person_of(user.pk)
    goes: list[dict[str, Any]] = []
    stays: list[dict[str, Any]] = []
    for holding in personal.HOLDINGS:
        rows = holding.rows_of(person).count()
        if rows:
            part = {"what": holding.says, "rows": rows, "becomes": _becomes(holding)}
            (goes if isinstance(holding.on_erasure, Fate) else stays).append(part)
    return {
        "goes": goes,
        "stays": stays,
        "money": money_of(user),
        "obstacles": obstacles_of(user),
        "keys_that_end": ApiKey.objects.not_revoked().filter(owner=user).count(),
    }


def _becomes(holding: Holding) -> str:
    if isinstance(holding.on_erasure, Fate):
        return "Deleted."
    taken = [says for name, says in holding.fields.items() if name in holding.on_erasure]
    kept = [f"{holding.fields[name]}: {why}" for name, why in holding.stays.items()]
    said = [f"Taken out: {', '.join(taken)}."] if taken else []
    return " ".join([*said, *(f"Stays: {'; '.join(kept)}." for _ in kept[:1])])

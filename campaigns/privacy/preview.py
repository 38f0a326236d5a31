"""The preview of an erasure: what goes, what stays and is nobody's, and what stands against it. Changes nothing."""

from __future__ import annotations

from typing import Any

from campaigns.people import personal
from campaigns.people.models import ApiKey, User
from campaigns.people.personal import Fate, Holding, person_of
from campaigns.privacy.erasing import money_of, obstacles_of
from campaigns.saying import all_of, listed, said


def preview_erasure(user: User) -> dict[str, Any]:
    """Tell a person what erasing them would do."""
    person = person_of(user.pk)
    goes: list[dict[str, Any]] = []
    stays: list[dict[str, Any]] = []
    for holding in personal.HOLDINGS:
        rows = holding.rows_of(person).count()
        if rows:
            part = {"what": said(holding.says), "rows": rows, "becomes": _becomes(holding)}
            (goes if isinstance(holding.on_erasure, Fate) else stays).append(part)
    return {
        "goes": goes,
        "stays": stays,
        "money": money_of(user),
        "obstacles": obstacles_of(user),
        "keys_that_end": ApiKey.objects.not_revoked().filter(owner=user).count(),
    }


def _becomes(holding: Holding) -> str:
    """Say what is taken out of what stays. What rooms declare stands in the catalogues by test, not by `said`."""
    if isinstance(holding.on_erasure, Fate):
        return said("Deleted.")
    taken = [said(says) for name, says in holding.fields.items() if name in holding.on_erasure]
    kept = [
        said("%(field)s: %(why)s", field=said(holding.fields[name]), why=said(why))
        for name, why in holding.stays.items()
    ]
    sentences = [said("Taken out: %(what)s.", what=listed(taken))] if taken else []
    if kept:
        sentences.append(said("Stays: %(what)s.", what=listed(kept, apart="; ")))
    return all_of(sentences)

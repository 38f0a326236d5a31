"""The preview: what a mechanism would pay on made-up input, in exactly the shapes that the API publishes.

It calls the same `allocate` as settlement does. Anyone may ask, so every part of the input is checked for its
kind and its size, and refused with the path to it.
"""

from __future__ import annotations

from typing import Any

from rewards.mechanisms.registry import chain_mechanism
from rewards.mechanisms.terms import check_prize_minor, is_clean_text, read_object, refused, shown

MAX_NODES = 10_000
MAX_NAME_LENGTH = 200


def preview_chain(name: str, body: object) -> dict[str, Any]:
    """Split `{"prize_minor", "terms", "chain"}` by the named mechanism; `terms` may be left out."""
    given = read_object(body, field="", known=("prize_minor", "terms", "chain"), code="invalid_preview")
    for key in ("prize_minor", "chain"):
        if key not in given:
            raise refused(f"{key} is missing.", field=key, code="invalid_preview")
    made = chain_mechanism(name, given.get("terms", {}))
    prize_minor = check_prize_minor(given["prize_minor"])
    made.check_prize(prize_minor)
    allocation = made.allocate(prize_minor, _read_chain(given["chain"]))
    return {
        "shares": [
            {"participant": share.participant, "amount_minor": share.amount_minor} for share in allocation.shares
        ],
        "remainder_minor": allocation.remainder_minor,
        "budget_bound_minor": made.budget_bound(prize_minor),
        "card": made.card.to_json(),
    }


def _read_chain(value: object) -> list[str]:
    if not isinstance(value, list):
        raise refused(
            f"The chain is a list of names, the finder first, not {shown(value)}.",
            field="chain",
            code="invalid_chain",
        )
    if len(value) > MAX_NODES:
        raise refused(
            f"A preview takes a chain of at most {MAX_NODES:,} people; this one has {len(value):,}.",
            field="chain",
            code="invalid_chain",
            most=MAX_NODES,
        )
    return [_read_name(name, field=f"chain/{k}") for k, name in enumerate(value)]


def _read_name(value: object, *, field: str) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= MAX_NAME_LENGTH or not is_clean_text(value):
        raise refused(
            f"A participant is named by a text of 1 to {MAX_NAME_LENGTH} characters, not {shown(value)}.",
            field=field,
            code="invalid_chain",
            most=MAX_NAME_LENGTH,
        )
    return value

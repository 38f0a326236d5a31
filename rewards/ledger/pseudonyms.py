"""Pseudonyms: a participant's name in the public ledger, the same in all of a campaign's lines, telling nothing.

It is keyed with the instance's secret: whoever knows a participant's id cannot compute it.
"""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def pseudonym(*, participant_id: int) -> str:
    """Name a participant by sixteen characters that nobody can turn back."""
    return salted_hmac("rewards.ledger.pseudonym", str(participant_id)).hexdigest()[:16]

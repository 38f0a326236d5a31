"""Wording: what each reason of a transfer is called, how it is told to the person, and how the books tell it. PURE.

A reason that the ledger may get later and that has no words here is told by its own name, so no line is ever missing.
"""

from __future__ import annotations

from typing import NamedTuple


class Wording(NamedTuple):
    """`label` heads a line; `told` is said to the person, before what the share itself was for."""

    label: str
    told: str


class PayoutWords(NamedTuple):
    """What a line says of a payout: by which provider, and why it came back where it did."""

    provider: str
    reason: str = ""


WORDINGS: dict[str, Wording] = {
    "funding": Wording("Funding", "Money was received."),
    "refund": Wording("Refund", "Free escrow was given back."),
    "share": Wording("Share of a prize", ""),
    "remainder": Wording("Remainder of a prize", "What the shares left of a prize."),
    "release": Wording("Hold over", "The hold is over: this can be paid out now."),
    "forfeit": Wording(
        "Forfeited",
        "You were removed from the campaign and the time to object is over, so this went to {beneficiary}.",
    ),
    "pledge": Wording("Pledge", "You pledged this to {beneficiary}."),
    "reversal": Wording(
        "Taken back", "The finding was found wrong after it had been verified, so this went back to the campaign."
    ),
    "debt": Wording(
        "Debt",
        "The finding was found wrong after this had been paid or was on its way, so it is owed, and repaid out of your"
        " next rewards.",
    ),
    "repayment": Wording("Repayment", "This repaid what you owed."),
    "debt_repaid": Wording("Debt repaid", "You owe less by what was repaid."),
    "payout_started": Wording("Payout approved", "A payout to you{by} was approved. The money is on its way."),
    "payout_paid": Wording("Payout arrived", "The payout{by} arrived."),
    "payout_failed": Wording("Payout failed", "The payout{by} did not leave{because}. The money is payable again."),
    "payout_returned": Wording("Payout returned", "The payout{by} came back{because}. The money is payable again."),
}
BENEFICIARIES = {"charity": "the charity", "solidarity": "the solidarity pool", "escrow": "the campaign"}


def label_of(reason: str) -> str:
    """Name a reason for the head of a line."""
    return WORDINGS[reason].label if reason in WORDINGS else _own_name(reason)


def say_why(
    reason: str, *, share: str = "", beneficiary: str = "the charity", payout: PayoutWords | None = None
) -> str:
    """Tell the person why a line is there; `share` says what the share of a prize that it is about was for."""
    told = WORDINGS[reason].told if reason in WORDINGS else f"{_own_name(reason)}."
    by = f" by {payout.provider}" if payout else ""
    because = f": {payout.reason.rstrip('. ')}" if payout and payout.reason else ""
    said = told.format(by=by, because=because, beneficiary=beneficiary)
    return " ".join(part for part in (said, share) if part) or f"{label_of(reason)}."


def beneficiary_of(kind: str, charity_name: str) -> str:
    """Say who gets what goes to an account of the campaign."""
    return charity_name if kind == "charity" and charity_name else BENEFICIARIES.get(kind, kind)


def say_position(distance: int | None) -> str:
    """Say where on the chain somebody stands."""
    if distance is None:
        return ""
    return "the finder" if distance == 0 else f"{distance} above the finder"


def say_mechanism(name: str, version: int | None) -> str:
    return f"{name.replace('_', ' ')}, version {version}" if name else ""


def _own_name(reason: str) -> str:
    return reason.replace("_", " ").capitalize()

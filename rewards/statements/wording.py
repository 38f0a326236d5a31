"""Wording: what each reason of a transfer is called, how it is told to the person, and how the books tell it. PURE.

A reason that the ledger may get later and that has no words here is told by its own name, so no line is ever missing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from campaigns.saying import all_of, said


class Wording(NamedTuple):
    """`label` heads a line; `told` is said to the person, before what the share itself was for."""

    label: str
    told: str


class PayoutWords(NamedTuple):
    """What a line says of a payout: by which provider, and why it came back where it did."""

    provider: str
    reason: str = ""


WORDINGS: dict[str, Wording] = {
    "funding": Wording("Funding", said("Money was received.")),
    "refund": Wording("Refund", said("Free escrow was given back.")),
    "share": Wording("Share of a prize", ""),
    "remainder": Wording("Remainder of a prize", said("What the shares left of a prize.")),
    "release": Wording("Hold over", said("The hold is over: this can be paid out now.")),
    "forfeit": Wording(
        "Forfeited",
        "",
    ),
    "pledge": Wording("Pledge", ""),
    "reversal": Wording(
        "Taken back",
        said("The finding was found wrong after it had been verified, so this went back to the campaign."),
    ),
    "debt": Wording(
        "Debt",
        said(
            "The finding was found wrong after this had been paid or was on its way, so it is owed, and repaid out of"
            " your next rewards."
        ),
    ),
    "repayment": Wording("Repayment", said("This repaid what you owed.")),
    "debt_repaid": Wording("Debt repaid", said("You owe less by what was repaid.")),
    "payout_started": Wording("Payout approved", said("A payout to you was approved. The money is on its way.")),
    "payout_paid": Wording("Payout arrived", said("The payout arrived.")),
    "payout_failed": Wording("Payout failed", said("The payout did not leave. The money is payable again.")),
    "payout_returned": Wording("Payout returned", said("The payout came back. The money is payable again.")),
}
# What is told with to whom it went, by which provider, and why it did not arrive.
_TO: dict[str, Callable[[str], str]] = {
    "forfeit": lambda to: said(
        "You were removed from the campaign and the time to object is over, so this went to %(to)s.", to=to
    ),
    "pledge": lambda to: said("You pledged this to %(to)s.", to=to),
}
_BY: dict[str, Callable[[str], str]] = {
    "payout_started": lambda by: said("A payout to you by %(by)s was approved. The money is on its way.", by=by),
    "payout_paid": lambda by: said("The payout by %(by)s arrived.", by=by),
    "payout_failed": lambda by: said("The payout by %(by)s did not leave. The money is payable again.", by=by),
    "payout_returned": lambda by: said("The payout by %(by)s came back. The money is payable again.", by=by),
}
_BECAUSE: dict[str, Callable[[str, str], str]] = {
    "payout_failed": lambda by, why: said(
        "The payout by %(by)s did not leave: %(why)s. The money is payable again.", by=by, why=why
    ),
    "payout_returned": lambda by, why: said(
        "The payout by %(by)s came back: %(why)s. The money is payable again.", by=by, why=why
    ),
}
BENEFICIARIES = {
    "charity": said("the charity"),
    "solidarity": said("the solidarity pool"),
    "escrow": said("the campaign"),
}


def label_of(reason: str) -> str:
    """Name a reason for the head of a line."""
    return WORDINGS[reason].label if reason in WORDINGS else _own_name(reason)


def say_why(
    reason: str, *, share: str = "", beneficiary: str = BENEFICIARIES["charity"], payout: PayoutWords | None = None
) -> str:
    """Tell the person why a line is there; `share` says what the share of a prize that it is about was for."""
    told = _told(reason, beneficiary, payout)
    return all_of([part for part in (told, share) if part]) if told or share else f"{label_of(reason)}."


def _told(reason: str, beneficiary: str, payout: PayoutWords | None) -> str:
    known = WORDINGS.get(reason)
    if known is None:
        return f"{_own_name(reason)}."
    if reason in _TO:
        return _TO[reason](beneficiary)
    if payout is None or reason not in _BY:
        return known.told
    why = payout.reason.rstrip(". ")
    return _BECAUSE[reason](payout.provider, why) if why and reason in _BECAUSE else _BY[reason](payout.provider)


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

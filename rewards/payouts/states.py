"""States of a payout, and what a provider's result makes of them. PURE.

Results come late, twice and in any order: from the sending, from asking, from the provider's own messages. A state
only ever moves on, so the same results in another order end in the same state. Before anything is sent the payout
is put down as `unknown`: a worker that dies while it sends leaves a payout to be asked about, never one to be sent
again.
"""

from __future__ import annotations

from enum import StrEnum

from rewards.payouts.providers.provider import Failed, Postponed, Result, Returned, Sent, Settled, Unknown


class PayoutState(StrEnum):
    """`failed` and `returned` are over, and their money is payable again; `settled` ends unless it comes back."""

    QUEUED = "queued"
    UNKNOWN = "unknown"
    SENT = "sent"
    SETTLED = "settled"
    FAILED = "failed"
    RETURNED = "returned"


GIVES_MONEY_BACK = frozenset({PayoutState.FAILED, PayoutState.RETURNED})

_NEXT: dict[PayoutState, dict[type[Result], PayoutState]] = {
    PayoutState.UNKNOWN: {
        Postponed: PayoutState.QUEUED,
        Sent: PayoutState.SENT,
        Settled: PayoutState.SETTLED,
        Failed: PayoutState.FAILED,
        Returned: PayoutState.RETURNED,
    },
    # What a person sends by a file fails after it was sent.
    PayoutState.SENT: {
        Settled: PayoutState.SETTLED,
        Failed: PayoutState.FAILED,
        Returned: PayoutState.RETURNED,
    },
    PayoutState.SETTLED: {Returned: PayoutState.RETURNED},
    PayoutState.QUEUED: {},
    PayoutState.FAILED: {},
    PayoutState.RETURNED: {},
}


def state_after(state: PayoutState, result: Result) -> PayoutState:
    """Give the state after a result; what says nothing new, or comes late, changes nothing."""
    return _NEXT[state].get(type(result), state)


def needs_person(state: PayoutState, result: Result) -> bool:
    """Whether a person has to look: the result can't be true together with what is written down already."""
    if isinstance(result, Unknown):
        return result.needs_person
    match state:
        case PayoutState.FAILED:
            # Its money is payable again, perhaps paid: this may be a second payment.
            return isinstance(result, Sent | Settled)
        case PayoutState.QUEUED:
            return not isinstance(result, Postponed)
        case PayoutState.SETTLED:
            return isinstance(result, Failed)
        case _:
            return False

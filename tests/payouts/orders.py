"""Orders for the tests of payouts, and texts as people write them: in any script, and some that mean harm."""

from __future__ import annotations

import uuid

from hypothesis import strategies as st

from campaigns.secret import Secret
from rewards.payouts.providers.provider import PayoutOrder

ALICE_IBAN = "DE89370400440532013000"
BOB_IBAN = "FR1420041010050500013M02606"
IBANS = (ALICE_IBAN, BOB_IBAN, "GB33BUKB20201555555555", "NO9386011117947", "ES9121000418450200051332")
ACCOUNT = "acct_1Alice23456789"

NAMES = ("Alice Müller", "Łukasz Żółć", "北京 王", "محمد علي", "Ольга", "Σωκράτης", "José-María O'Neill", "ไทย", "🎈")
HARM = (
    "=1+1",
    "+49 30 1",
    "-2",
    "@SUM(A1)",
    "\t=1+1",
    "\r\n=1+1",
    "'=1+1",
    "''@x",
    "＝1+1",
    "a;=cmd|' /C calc'!A0",
    "x; '=2",
    '";=1',
    'a","b',
    "a\nb",
    "\u202e=1",
    "\ufeff=1",
    "\x00=1",
    "\ud800",
    " =1",
)
# Surrogates and control characters included: they come in JSON.
texts = st.one_of(st.sampled_from(NAMES + HARM), st.text(st.characters(), max_size=500))


def order(
    destination: str,
    *,
    amount_minor: int = 12_345,
    currency: str = "EUR",
    name: str = "Alice Müller",
    note: str = "Reward",
    payout_id: str | None = None,
) -> PayoutOrder:
    return PayoutOrder(
        id=payout_id or str(uuid.uuid4()),
        amount_minor=amount_minor,
        currency=currency,
        destination=Secret(destination),
        recipient_name=name,
        note=note,
    )


@st.composite
def orders_to(draw: st.DrawFn, destinations: tuple[str, ...], currencies: tuple[str, ...]) -> list[PayoutOrder]:
    """Draw a batch in one currency with names and notes of every kind."""
    currency = draw(st.sampled_from(currencies))
    ids = draw(st.lists(st.uuids(), min_size=1, max_size=6, unique=True))
    return [
        order(
            draw(st.sampled_from(destinations)),
            amount_minor=draw(st.integers(1, 999_999_999_99)),
            currency=currency,
            name=draw(texts),
            note=draw(texts),
            payout_id=str(payout_id),
        )
        for payout_id in ids
    ]

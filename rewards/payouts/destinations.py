"""Destinations: where a person's money goes, validated, in one canonical form, and masked for showing.

A kind serves one or several providers: an IBAN both SEPA and Wise. The value is a Secret from here on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from campaigns.cells import begins_formula
from campaigns.errors import InvalidInput
from campaigns.secret import Secret

MOST_EMAIL = 127
_ACCOUNT = re.compile(r"acct_[A-Za-z0-9]{8,64}")
_is_email = EmailValidator(allowlist=[])


class Kind(StrEnum):
    """Kinds of destinations; the value is what the API says."""

    IBAN = "iban"
    PAYPAL = "paypal"
    STRIPE = "stripe"


@dataclass(frozen=True)
class Destination:
    """A destination that was read and found in order."""

    kind: Kind
    value: Secret

    @property
    def masked(self) -> str:
        """Give what may be shown: enough for its owner to know it by, too little for anybody to use."""
        value = self.value.reveal()
        match self.kind:
            case Kind.IBAN:
                return f"{value[:2]}** **** {value[-4:]}"
            case Kind.PAYPAL:
                local, _, domain = value.rpartition("@")
                return f"{local[0]}***@{domain}"
            case Kind.STRIPE:
                return f"acct_****{value[-4:]}"


def read_destination(kind: str, text: str) -> Destination:
    """Read a destination as a person typed it, or refuse it without repeating it."""
    if kind not in set(Kind):
        raise InvalidInput(
            "unknown_destination_kind",
            f"Money can go to one of these: {', '.join(Kind)}.",
            field="kind",
            allowed=[str(known) for known in Kind],
        )
    readers = {Kind.IBAN: _read_iban, Kind.PAYPAL: _read_paypal, Kind.STRIPE: _read_stripe}
    return Destination(Kind(kind), Secret(readers[Kind(kind)](text.strip())))


def _read_iban(text: str) -> str:
    try:
        # The bank's own check digits are left to the bank: not every country's rule holds for all of its accounts.
        return str(IBAN(text))
    except SchwiftyException:
        raise _refused(
            "This is not an IBAN: its letters and digits do not fit together. Check them one by one."
        ) from None


def _read_paypal(text: str) -> str:
    try:
        local, _, domain = text.rpartition("@")
        address = f"{local}@{domain.encode('idna').decode()}".lower()
        _is_email(address)
    except (UnicodeError, ValidationError):
        raise _refused("This is not an e-mail address such as name@example.org.") from None
    if len(address) > MOST_EMAIL:
        raise _refused(f"PayPal takes addresses of at most {MOST_EMAIL} characters.")
    if begins_formula(address) or '"' in address:
        raise _refused(
            "Payments to PayPal go out in a file, and this address could be taken for a formula in it."
            " Give an address that begins with a letter or a digit and has no quotation marks."
        )
    return address


def _read_stripe(text: str) -> str:
    if not _ACCOUNT.fullmatch(text):
        raise _refused(
            "This is not the id of a Stripe account: those begin with acct_ and go on in letters and digits."
        )
    return text


def _refused(message: str) -> InvalidInput:
    return InvalidInput("invalid_destination", message, field="value")

"""Handing a letter over to the mail server or the provider, and what their answer says about it.

Law: whatever does not say plainly that the letter was not taken is unclear, and what is unclear is not tried again.
Addresses stand in many answers, so what is kept of one is its kind and its number alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPHeloError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

import requests
from anymail.exceptions import (
    AnymailAPIError,
    AnymailConfigurationError,
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
    AnymailSerializationError,
    AnymailUnsupportedFeature,
)
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from urllib3.exceptions import MaxRetryError, NewConnectionError


class Answer(Enum):
    """What became of a letter that was offered."""

    TAKEN = "taken"
    NOT_NOW = "not now"
    REFUSED = "refused"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Outcome:
    """An answer, what it was, for people to read (never an address), and whether it is the address that was refused."""

    answer: Answer
    said: str = ""
    is_the_address: bool = False


def open_connection(connection: BaseEmailBackend) -> Outcome | None:
    """Open the way out; None once it is open. Whatever goes wrong here, nothing was handed over."""
    try:
        connection.open()
    except (OSError, SMTPException, AnymailConfigurationError) as error:
        return Outcome(Answer.NOT_NOW, f"could not connect: {_kind(error)}")
    return None


def hand_over(connection: BaseEmailBackend, message: EmailMessage) -> Outcome:
    """Offer the letter once, by a way that is open."""
    try:
        taken = connection.send_messages([message])
    except Exception as error:
        # Whatever it is: once the letter was offered, nothing may let it be offered again.
        return outcome_of(error)
    if not taken:
        return Outcome(Answer.REFUSED, "no address to send it to")
    # Providers accept a request and say of each address what became of it.
    doubtful = set(getattr(getattr(message, "anymail_status", None), "status", None) or ()) - {"sent", "queued"}
    return Outcome(Answer.UNCLEAR, f"said {min(doubtful)}") if doubtful else Outcome(Answer.TAKEN)


def close_connection(connection: BaseEmailBackend) -> None:
    """Close the way out; by then the answer is known, so nothing that goes wrong matters."""
    try:
        connection.close()
    except (OSError, SMTPException):
        return


def outcome_of(error: Exception) -> Outcome:
    """Say what an error means for the letter that was offered."""
    match error:
        case SMTPRecipientsRefused():
            # One letter has one recipient.
            code = min((code for code, _ in error.recipients.values()), default=0)
            return replace(_by_smtp(code), is_the_address=500 <= code < 600)
        case SMTPSenderRefused() | SMTPDataError() | SMTPHeloError():
            return _by_smtp(error.smtp_code)
        case SMTPNotSupportedError():
            return Outcome(Answer.REFUSED, _kind(error))
        case SMTPResponseException() | SMTPException():
            return Outcome(Answer.UNCLEAR, _kind(error))
        case AnymailRecipientsRefused():
            return Outcome(Answer.REFUSED, "the provider refused the address", is_the_address=True)
        case AnymailInvalidAddress() | AnymailUnsupportedFeature() | AnymailSerializationError():
            # Found before anything was sent.
            return Outcome(Answer.REFUSED, _kind(error))
        case AnymailAPIError():
            return _by_api(error)
        case _:
            return Outcome(Answer.UNCLEAR, _kind(error))


def _by_smtp(code: int) -> Outcome:
    """RFC 5321, 4.2.1: 4yz may be tried again, 5yz may not; either says that the letter was not taken."""
    if 400 <= code < 500:
        return Outcome(Answer.NOT_NOW, f"SMTP {code}")
    return Outcome(Answer.REFUSED, f"SMTP {code}") if 500 <= code < 600 else Outcome(Answer.UNCLEAR, f"SMTP {code}")


# Too many at once, not now, and keys that somebody can set right: not taken, and worth another try.
_HTTP_NOT_NOW = {401, 403, 429, 503}
# A request that came in only in part may have come in whole.
_HTTP_UNCLEAR = {408}


def _by_api(error: AnymailAPIError) -> Outcome:
    code = error.status_code
    if isinstance(error.response, dict):
        # Amazon's library answers in a way of its own.
        code = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    if code is None:
        return Outcome(Answer.NOT_NOW if _never_left(error) else Answer.UNCLEAR, _kind(error.__cause__ or error))
    said = f"HTTP {code}"
    if code in _HTTP_NOT_NOW:
        return Outcome(Answer.NOT_NOW, said)
    if 400 <= code < 500 and code not in _HTTP_UNCLEAR:
        return Outcome(Answer.REFUSED, said)
    return Outcome(Answer.UNCLEAR, said)


def _never_left(error: BaseException) -> bool:
    """Whether no connection came about, so that nothing can have been sent."""
    cause = error.__cause__
    if isinstance(cause, requests.ConnectTimeout):
        return True
    if not isinstance(cause, requests.ConnectionError) or not cause.args:
        return False
    reason = cause.args[0]
    return isinstance(reason, MaxRetryError) and isinstance(reason.reason, NewConnectionError)


def _kind(error: BaseException) -> str:
    return type(error).__name__

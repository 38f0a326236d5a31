"""Mobilize's API for Python programs: typed, with retries that do nothing twice."""

from __future__ import annotations

from mobilize_client.calls import Call, Page, UnexpectedAnswer
from mobilize_client.client import Mobilize
from mobilize_client.problems import (
    Ended,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotPossibleNow,
    NotSignedIn,
    Problem,
    TooManyRequests,
    Unavailable,
)

__all__ = [
    "Call",
    "Ended",
    "InvalidInput",
    "Mobilize",
    "NotAllowed",
    "NotFound",
    "NotPossibleNow",
    "NotSignedIn",
    "Page",
    "Problem",
    "TooManyRequests",
    "Unavailable",
    "UnexpectedAnswer",
]

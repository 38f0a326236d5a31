from typing import Literal

FindingState = Literal[
    "duplicate", "needs_info", "rejected", "reversed", "submitted", "under_review", "verified", "withdrawn"
]

FINDING_STATE_VALUES: set[FindingState] = {
    "duplicate",
    "needs_info",
    "rejected",
    "reversed",
    "submitted",
    "under_review",
    "verified",
    "withdrawn",
}


def check_finding_state(value: str) -> FindingState:
    if value in FINDING_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FINDING_STATE_VALUES!r}")

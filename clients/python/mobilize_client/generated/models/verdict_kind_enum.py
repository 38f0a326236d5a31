from typing import Literal

VerdictKindEnum = Literal[
    "appealed",
    "claimed",
    "duplicate",
    "expired",
    "imported",
    "needs_info",
    "rejected",
    "released",
    "responded",
    "reversed",
    "verified",
    "vote_reject",
    "vote_verify",
    "withdrawn",
]

VERDICT_KIND_ENUM_VALUES: set[VerdictKindEnum] = {
    "appealed",
    "claimed",
    "duplicate",
    "expired",
    "imported",
    "needs_info",
    "rejected",
    "released",
    "responded",
    "reversed",
    "verified",
    "vote_reject",
    "vote_verify",
    "withdrawn",
}


def check_verdict_kind_enum(value: str) -> VerdictKindEnum:
    if value in VERDICT_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERDICT_KIND_ENUM_VALUES!r}")

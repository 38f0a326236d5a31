from typing import Literal

SignalKindEnum = Literal[
    "address_aliases",
    "chain_insertion",
    "disposable_address",
    "impossible_travel",
    "join_burst",
    "one_day_star",
    "same_evidence",
    "same_spot",
    "self_referral",
    "shared_connection",
]

SIGNAL_KIND_ENUM_VALUES: set[SignalKindEnum] = {
    "address_aliases",
    "chain_insertion",
    "disposable_address",
    "impossible_travel",
    "join_burst",
    "one_day_star",
    "same_evidence",
    "same_spot",
    "self_referral",
    "shared_connection",
}


def check_signal_kind_enum(value: str) -> SignalKindEnum:
    if value in SIGNAL_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SIGNAL_KIND_ENUM_VALUES!r}")

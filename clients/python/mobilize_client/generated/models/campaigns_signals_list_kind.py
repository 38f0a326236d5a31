from typing import Literal

CampaignsSignalsListKind = Literal[
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

CAMPAIGNS_SIGNALS_LIST_KIND_VALUES: set[CampaignsSignalsListKind] = {
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


def check_campaigns_signals_list_kind(value: str) -> CampaignsSignalsListKind:
    if value in CAMPAIGNS_SIGNALS_LIST_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_SIGNALS_LIST_KIND_VALUES!r}")

from typing import Literal

CampaignsSignalsListSeverity = Literal[1, 2, 3]

CAMPAIGNS_SIGNALS_LIST_SEVERITY_VALUES: set[CampaignsSignalsListSeverity] = {
    1,
    2,
    3,
}


def check_campaigns_signals_list_severity(value: int) -> CampaignsSignalsListSeverity:
    if value in CAMPAIGNS_SIGNALS_LIST_SEVERITY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_SIGNALS_LIST_SEVERITY_VALUES!r}")

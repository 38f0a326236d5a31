from typing import Literal

CampaignsFindingsListOrdering = Literal["-made", "-observed_at", "-received_at", "made", "observed_at", "received_at"]

CAMPAIGNS_FINDINGS_LIST_ORDERING_VALUES: set[CampaignsFindingsListOrdering] = {
    "-made",
    "-observed_at",
    "-received_at",
    "made",
    "observed_at",
    "received_at",
}


def check_campaigns_findings_list_ordering(value: str) -> CampaignsFindingsListOrdering:
    if value in CAMPAIGNS_FINDINGS_LIST_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_FINDINGS_LIST_ORDERING_VALUES!r}")

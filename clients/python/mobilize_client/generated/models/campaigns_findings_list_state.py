from typing import Literal

CampaignsFindingsListState = Literal[
    "duplicate", "needs_info", "rejected", "reversed", "submitted", "under_review", "verified", "withdrawn"
]

CAMPAIGNS_FINDINGS_LIST_STATE_VALUES: set[CampaignsFindingsListState] = {
    "duplicate",
    "needs_info",
    "rejected",
    "reversed",
    "submitted",
    "under_review",
    "verified",
    "withdrawn",
}


def check_campaigns_findings_list_state(value: str) -> CampaignsFindingsListState:
    if value in CAMPAIGNS_FINDINGS_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_FINDINGS_LIST_STATE_VALUES!r}")

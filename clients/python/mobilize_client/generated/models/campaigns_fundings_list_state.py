from typing import Literal

CampaignsFundingsListState = Literal["pledged", "received"]

CAMPAIGNS_FUNDINGS_LIST_STATE_VALUES: set[CampaignsFundingsListState] = {
    "pledged",
    "received",
}


def check_campaigns_fundings_list_state(value: str) -> CampaignsFundingsListState:
    if value in CAMPAIGNS_FUNDINGS_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_FUNDINGS_LIST_STATE_VALUES!r}")

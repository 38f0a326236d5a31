from typing import Literal

CampaignsNudgesCandidatesRetrieveAudience = Literal["lapsing", "quiet_branch"]

CAMPAIGNS_NUDGES_CANDIDATES_RETRIEVE_AUDIENCE_VALUES: set[CampaignsNudgesCandidatesRetrieveAudience] = {
    "lapsing",
    "quiet_branch",
}


def check_campaigns_nudges_candidates_retrieve_audience(value: str) -> CampaignsNudgesCandidatesRetrieveAudience:
    if value in CAMPAIGNS_NUDGES_CANDIDATES_RETRIEVE_AUDIENCE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_NUDGES_CANDIDATES_RETRIEVE_AUDIENCE_VALUES!r}"
    )

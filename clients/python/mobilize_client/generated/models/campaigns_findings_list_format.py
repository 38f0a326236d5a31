from typing import Literal

CampaignsFindingsListFormat = Literal["csv", "geojson", "json"]

CAMPAIGNS_FINDINGS_LIST_FORMAT_VALUES: set[CampaignsFindingsListFormat] = {
    "csv",
    "geojson",
    "json",
}


def check_campaigns_findings_list_format(value: str) -> CampaignsFindingsListFormat:
    if value in CAMPAIGNS_FINDINGS_LIST_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_FINDINGS_LIST_FORMAT_VALUES!r}")

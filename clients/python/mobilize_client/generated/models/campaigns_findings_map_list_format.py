from typing import Literal

CampaignsFindingsMapListFormat = Literal["geojson", "json"]

CAMPAIGNS_FINDINGS_MAP_LIST_FORMAT_VALUES: set[CampaignsFindingsMapListFormat] = {
    "geojson",
    "json",
}


def check_campaigns_findings_map_list_format(value: str) -> CampaignsFindingsMapListFormat:
    if value in CAMPAIGNS_FINDINGS_MAP_LIST_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_FINDINGS_MAP_LIST_FORMAT_VALUES!r}")

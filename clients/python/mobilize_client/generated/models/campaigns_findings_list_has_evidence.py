from typing import Literal

CampaignsFindingsListHasEvidence = Literal["false", "true"]

CAMPAIGNS_FINDINGS_LIST_HAS_EVIDENCE_VALUES: set[CampaignsFindingsListHasEvidence] = {
    "false",
    "true",
}


def check_campaigns_findings_list_has_evidence(value: str) -> CampaignsFindingsListHasEvidence:
    if value in CAMPAIGNS_FINDINGS_LIST_HAS_EVIDENCE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_FINDINGS_LIST_HAS_EVIDENCE_VALUES!r}")

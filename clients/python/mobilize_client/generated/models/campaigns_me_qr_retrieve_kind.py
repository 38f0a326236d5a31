from typing import Literal

CampaignsMeQrRetrieveKind = Literal["png", "svg"]

CAMPAIGNS_ME_QR_RETRIEVE_KIND_VALUES: set[CampaignsMeQrRetrieveKind] = {
    "png",
    "svg",
}


def check_campaigns_me_qr_retrieve_kind(value: str) -> CampaignsMeQrRetrieveKind:
    if value in CAMPAIGNS_ME_QR_RETRIEVE_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_ME_QR_RETRIEVE_KIND_VALUES!r}")

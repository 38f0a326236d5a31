from typing import Literal

CampaignsLinksQrRetrieveKind = Literal["png", "svg"]

CAMPAIGNS_LINKS_QR_RETRIEVE_KIND_VALUES: set[CampaignsLinksQrRetrieveKind] = {
    "png",
    "svg",
}


def check_campaigns_links_qr_retrieve_kind(value: str) -> CampaignsLinksQrRetrieveKind:
    if value in CAMPAIGNS_LINKS_QR_RETRIEVE_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_LINKS_QR_RETRIEVE_KIND_VALUES!r}")

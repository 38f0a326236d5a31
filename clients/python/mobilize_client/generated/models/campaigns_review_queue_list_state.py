from typing import Literal

CampaignsReviewQueueListState = Literal["needs_info", "submitted", "under_review"]

CAMPAIGNS_REVIEW_QUEUE_LIST_STATE_VALUES: set[CampaignsReviewQueueListState] = {
    "needs_info",
    "submitted",
    "under_review",
}


def check_campaigns_review_queue_list_state(value: str) -> CampaignsReviewQueueListState:
    if value in CAMPAIGNS_REVIEW_QUEUE_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CAMPAIGNS_REVIEW_QUEUE_LIST_STATE_VALUES!r}")

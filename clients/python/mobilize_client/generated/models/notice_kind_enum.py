from typing import Literal

NoticeKindEnum = Literal[
    "address_stopped",
    "campaign_news",
    "downline_verified",
    "finding_decided",
    "information_requested",
    "payout_failed",
    "recruit_joined",
    "review_waiting",
    "reward_held",
    "reward_paid",
    "reward_payable",
    "reward_taken_back",
]

NOTICE_KIND_ENUM_VALUES: set[NoticeKindEnum] = {
    "address_stopped",
    "campaign_news",
    "downline_verified",
    "finding_decided",
    "information_requested",
    "payout_failed",
    "recruit_joined",
    "review_waiting",
    "reward_held",
    "reward_paid",
    "reward_payable",
    "reward_taken_back",
}


def check_notice_kind_enum(value: str) -> NoticeKindEnum:
    if value in NOTICE_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NOTICE_KIND_ENUM_VALUES!r}")

from typing import Literal

ChoiceShownKindEnum = Literal[
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

CHOICE_SHOWN_KIND_ENUM_VALUES: set[ChoiceShownKindEnum] = {
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


def check_choice_shown_kind_enum(value: str) -> ChoiceShownKindEnum:
    if value in CHOICE_SHOWN_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CHOICE_SHOWN_KIND_ENUM_VALUES!r}")

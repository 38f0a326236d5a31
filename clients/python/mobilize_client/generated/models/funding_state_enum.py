from typing import Literal

FundingStateEnum = Literal["pledged", "received"]

FUNDING_STATE_ENUM_VALUES: set[FundingStateEnum] = {
    "pledged",
    "received",
}


def check_funding_state_enum(value: str) -> FundingStateEnum:
    if value in FUNDING_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FUNDING_STATE_ENUM_VALUES!r}")

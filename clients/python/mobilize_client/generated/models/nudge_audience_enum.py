from typing import Literal

NudgeAudienceEnum = Literal["lapsing", "quiet_branch"]

NUDGE_AUDIENCE_ENUM_VALUES: set[NudgeAudienceEnum] = {
    "lapsing",
    "quiet_branch",
}


def check_nudge_audience_enum(value: str) -> NudgeAudienceEnum:
    if value in NUDGE_AUDIENCE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NUDGE_AUDIENCE_ENUM_VALUES!r}")

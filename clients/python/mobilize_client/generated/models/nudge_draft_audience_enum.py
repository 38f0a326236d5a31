from typing import Literal

NudgeDraftAudienceEnum = Literal["lapsing", "quiet_branch"]

NUDGE_DRAFT_AUDIENCE_ENUM_VALUES: set[NudgeDraftAudienceEnum] = {
    "lapsing",
    "quiet_branch",
}


def check_nudge_draft_audience_enum(value: str) -> NudgeDraftAudienceEnum:
    if value in NUDGE_DRAFT_AUDIENCE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NUDGE_DRAFT_AUDIENCE_ENUM_VALUES!r}")

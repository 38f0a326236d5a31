from typing import Literal

ForecastStateEnum = Literal["none", "queued", "ready", "running"]

FORECAST_STATE_ENUM_VALUES: set[ForecastStateEnum] = {
    "none",
    "queued",
    "ready",
    "running",
}


def check_forecast_state_enum(value: str) -> ForecastStateEnum:
    if value in FORECAST_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FORECAST_STATE_ENUM_VALUES!r}")

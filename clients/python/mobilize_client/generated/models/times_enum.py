from typing import Literal

TimesEnum = Literal["day first", "month first", "rfc3339", "unix seconds", "year first"]

TIMES_ENUM_VALUES: set[TimesEnum] = {
    "day first",
    "month first",
    "rfc3339",
    "unix seconds",
    "year first",
}


def check_times_enum(value: str) -> TimesEnum:
    if value in TIMES_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TIMES_ENUM_VALUES!r}")

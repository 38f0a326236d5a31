from typing import Literal

RemainderTo = Literal["budget", "charity", "solidarity"]

REMAINDER_TO_VALUES: set[RemainderTo] = {
    "budget",
    "charity",
    "solidarity",
}


def check_remainder_to(value: str) -> RemainderTo:
    if value in REMAINDER_TO_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REMAINDER_TO_VALUES!r}")

from typing import Literal

DecisionEnum = Literal["ban", "clear", "exclude"]

DECISION_ENUM_VALUES: set[DecisionEnum] = {
    "ban",
    "clear",
    "exclude",
}


def check_decision_enum(value: str) -> DecisionEnum:
    if value in DECISION_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DECISION_ENUM_VALUES!r}")

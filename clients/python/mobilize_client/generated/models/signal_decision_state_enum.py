from typing import Literal

SignalDecisionStateEnum = Literal["cleared", "upheld"]

SIGNAL_DECISION_STATE_ENUM_VALUES: set[SignalDecisionStateEnum] = {
    "cleared",
    "upheld",
}


def check_signal_decision_state_enum(value: str) -> SignalDecisionStateEnum:
    if value in SIGNAL_DECISION_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SIGNAL_DECISION_STATE_ENUM_VALUES!r}")

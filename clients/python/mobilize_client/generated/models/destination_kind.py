from typing import Literal

DestinationKind = Literal["iban", "paypal", "stripe"]

DESTINATION_KIND_VALUES: set[DestinationKind] = {
    "iban",
    "paypal",
    "stripe",
}


def check_destination_kind(value: str) -> DestinationKind:
    if value in DESTINATION_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DESTINATION_KIND_VALUES!r}")

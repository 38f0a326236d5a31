from typing import Literal

ProviderEnum = Literal["paypal_csv", "sepa", "stripe_connect", "wise_csv"]

PROVIDER_ENUM_VALUES: set[ProviderEnum] = {
    "paypal_csv",
    "sepa",
    "stripe_connect",
    "wise_csv",
}


def check_provider_enum(value: str) -> ProviderEnum:
    if value in PROVIDER_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PROVIDER_ENUM_VALUES!r}")

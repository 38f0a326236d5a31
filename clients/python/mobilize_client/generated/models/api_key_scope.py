from typing import Literal

ApiKeyScope = Literal[
    "analytics:read",
    "campaigns:read",
    "campaigns:write",
    "findings:read",
    "findings:review",
    "findings:write",
    "participants:read",
    "participants:write",
    "payouts:write",
    "rewards:read",
    "rewards:write",
    "webhooks:write",
]

API_KEY_SCOPE_VALUES: set[ApiKeyScope] = {
    "analytics:read",
    "campaigns:read",
    "campaigns:write",
    "findings:read",
    "findings:review",
    "findings:write",
    "participants:read",
    "participants:write",
    "payouts:write",
    "rewards:read",
    "rewards:write",
    "webhooks:write",
}


def check_api_key_scope(value: str) -> ApiKeyScope:
    if value in API_KEY_SCOPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {API_KEY_SCOPE_VALUES!r}")

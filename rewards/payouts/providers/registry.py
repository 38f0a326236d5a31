"""The registry: every provider by its name. Adding one is its file, a line here and a line in the docs. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaigns.errors import InvalidInput, NotPossibleNow
from rewards.payouts.providers.paypal_csv import PaypalCsv
from rewards.payouts.providers.provider import ApiProvider, FileProvider
from rewards.payouts.providers.sepa import Sepa
from rewards.payouts.providers.stripe_connect import StripeConnect
from rewards.payouts.providers.wise_csv import WiseCsv

ProviderKind = type[PaypalCsv] | type[WiseCsv] | type[Sepa] | type[StripeConnect]

PROVIDERS: dict[str, ProviderKind] = {kind.name: kind for kind in (PaypalCsv, WiseCsv, Sepa, StripeConnect)}


def provider(name: str, *, configured: Mapping[str, Mapping[str, Any]]) -> FileProvider | ApiProvider:
    """Make a provider with the terms that this instance has for it; `configured` is the setting of that name."""
    if name not in PROVIDERS:
        raise InvalidInput(
            "unknown_provider",
            f"There is no such provider. There are: {', '.join(PROVIDERS)}.",
            field="provider",
            allowed=list(PROVIDERS),
        )
    if name not in configured:
        raise NotPossibleNow(
            "provider_not_configured",
            f"{PROVIDERS[name].title} is not set up on this instance. Its operator can do that in the settings;"
            f" ready now: {', '.join(sorted(configured)) or 'none'}.",
            allowed=sorted(configured),
        )
    return PROVIDERS[name](**configured[name])

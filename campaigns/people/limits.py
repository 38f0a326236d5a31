"""Limits on what strangers and guessers may ask: by address, or by who is signed in.

Of an address the counter has a hash by this week's key of the traces, and never the address. While the counter is out
of reach nobody is kept waiting: what is limited here is also safe without, only noisier.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from campaigns.people.doors import signed_in
from campaigns.people.traces import connection_of, hashed_address

if TYPE_CHECKING:
    from rest_framework.views import APIView

logger = logging.getLogger(__name__)


class Limit(SimpleRateThrottle):
    """So many requests in so long a time; whose they are is remembered by a keyed hash."""

    scope = "limit"
    rate = "60/min"

    def get_rate(self) -> str:
        # Settings may say another rate under the scope's name.
        return self.THROTTLE_RATES.get(self.scope) or self.rate

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        whose = self.whose(request)
        return f"limit:{self.scope}:{salted_hmac('campaigns.people.limits', whose, algorithm='sha256').hexdigest()}"

    def whose(self, request: Request) -> str:
        return f"address {hashed_address(connection_of(request).address, at=timezone.now())}"

    def allow_request(self, request: Request, view: APIView) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError:
            logger.warning("%s is not limited: Redis does not answer.", self.scope)
            return True


class AnonymousReportLimit(Limit):
    """A crowd in one place shares an address, and a person does not see forty things in an hour."""

    scope = "anonymous_report"
    rate = "40/hour"


class AnonymousFileLimit(Limit):
    """Six files for each of the reports that an address may send."""

    scope = "anonymous_file"
    rate = "240/hour"


class ClaimLimit(Limit):
    """Claim codes are long; whoever tries more than a few is not typing one."""

    scope = "claim"
    rate = "10/hour"

    def whose(self, request: Request) -> str:
        return f"user {signed_in(request).public_id}"


class ClaimAddressLimit(Limit):
    """The same for many accounts behind one address."""

    scope = "claim_address"
    rate = "60/hour"

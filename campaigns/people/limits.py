"""Limits on how often one may ask: every caller of the API, and more strictly who guesses or asks for what is costly.

A limit says whose requests it counts together; how many it lets through is in the settings (RATE_LIMITS), under its
name. A view states the limits of its own as `limits = {"POST": (PREVIEW,)}`; the general ones hold everywhere.

Law: while the counter is out of reach nobody is kept waiting. What is only costly goes on unlimited; what is closed
by a limit (signing in, claim codes) and what moves money is refused, since there guessing pays. A view states the
latter as `moves_money = {"POST"}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from campaigns.people.counting import Answer, CounterLost, Rate, counter
from campaigns.people.models import ApiKey, User
from campaigns.people.traces import connection_of, network_of


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who asks: somebody at an address, who may be signed in, or a program with somebody's key; by public ids."""

    address: str
    user_id: UUID | None = None
    key_id: UUID | None = None
    has_publishable_key: bool = False

    def as_program(self) -> str | None:
        if self.key_id is None:
            return None
        # Everybody has a publishable key who sees the page that it stands in; none of them uses up the others'.
        return f"key {self.key_id} at {self.address}" if self.has_publishable_key else f"key {self.key_id}"

    def as_person(self) -> str | None:
        """Name whoever is signed in; a program asks for its owner."""
        return None if self.user_id is None else f"user {self.user_id}"

    def as_person_in_session(self) -> str | None:
        return self.as_person() if self.key_id is None else None

    def as_stranger(self) -> str | None:
        return f"address {self.address}" if self.user_id is None else None

    def as_anyone(self) -> str | None:
        return self.as_person() or self.as_stranger()

    def as_neighbour(self) -> str | None:
        return f"address {self.address}"


@dataclass(frozen=True)
class Limit:
    name: str
    # Whose requests are counted together; None for those whom the limit does not concern.
    whose: Callable[[Caller], str | None]
    # Refuses while nothing can be counted.
    closed: bool = False
    shown: str = ""

    @property
    def shown_name(self) -> str:
        return self.shown or self.name

    @property
    def rate(self) -> Rate:
        return Rate(*settings.RATE_LIMITS[self.name])


# What holds for every request to the API: one of the three for each caller.
GENERAL = (
    Limit("key", Caller.as_program, shown="default"),
    Limit("user", Caller.as_person_in_session, shown="default"),
    Limit("address", Caller.as_stranger, shown="default"),
)
PREVIEW = Limit("preview", Caller.as_anyone)
ANONYMOUS_REPORT = Limit("anonymous_report", Caller.as_stranger)
ANONYMOUS_FILE = Limit("anonymous_file", Caller.as_stranger)
# Claim codes are long; whoever tries more than a few is not typing one. The same for many accounts at one address.
CLAIM = Limit("claim", Caller.as_person, closed=True)
CLAIM_ADDRESS = Limit("claim_address", Caller.as_neighbour, closed=True)
SIGN_IN = Limit("sign_in", Caller.as_neighbour, closed=True)


@dataclass(frozen=True)
class Standing:
    """What came of counting a request: the limits that it is under, and the counter's answer if there was one."""

    limits: tuple[Limit, ...]
    answer: Answer | None
    is_closed: bool

    @property
    def lets_through(self) -> bool:
        return not self.is_closed if self.answer is None else self.answer.lets_through

    @property
    def exceeded(self) -> list[str]:
        return [] if self.answer is None else [self.limits[place].shown_name for place in self.answer.exceeded]


def count_request(limits: Iterable[Limit], caller: Caller, *, moves_money: bool = False) -> Standing:
    """Count a request under those of the limits that concern its caller, all of them or none."""
    asked = [(limit, whose) for limit in limits if (whose := limit.whose(caller)) is not None]
    concerned = tuple(limit for limit, _ in asked)
    is_closed = moves_money or any(limit.closed for limit in concerned)
    try:
        answer = counter().count([(f"{limit.name}:{_hashed(whose)}", limit.rate) for limit, whose in asked])
    except CounterLost:
        answer = None
    return Standing(concerned, answer, is_closed)


def caller_of(request: HttpRequest, *, key: ApiKey | None = None) -> Caller:
    """Name who asks: the key that was shown and found good, else who is signed in."""
    address = network_of(connection_of(request).address)
    if key is not None:
        publishable = key.kind == ApiKey.Kind.PUBLISHABLE
        return Caller(
            address=address, user_id=key.owner.public_id, key_id=key.public_id, has_publishable_key=publishable
        )
    return Caller(address=address, user_id=request.user.public_id if isinstance(request.user, User) else None)


def stranger_of(request: HttpRequest) -> Caller:
    """Name who asks by the address alone."""
    return Caller(address=network_of(connection_of(request).address))


def _hashed(whose: str) -> str:
    """Addresses are not kept in clear, and there are few enough of them to try them all."""
    return salted_hmac("campaigns.people.limits", whose, algorithm="sha256").hexdigest()[:32]

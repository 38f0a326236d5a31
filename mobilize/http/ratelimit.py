"""Limits on requests: counted before the work, told with every answer of the API, 429 and 503 where they refuse.

`RateLimitMiddleware` counts once it is known who asks, and before idempotency: an answer from the store counts too.
`RateLimitHeadersMiddleware` stands outside of whatever rewrites answers (problems, 304) and writes the two headers of
draft-ietf-httpapi-ratelimit-headers. Requests that were refused before anybody could be known are counted there, by
their address.

`t` says for how many seconds `r` is all there is; what comes back then is what was used first.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404, resolve
from redis.exceptions import RedisError

from campaigns.people.counting import CounterLost
from campaigns.people.limits import GENERAL, SIGN_IN, Caller, Limit, Standing, caller_of, count_request, stranger_of
from mobilize.http.documents import Problem, is_api
from mobilize.http.keys import bears_key, known_key
from mobilize.http.pages import refuse
from mobilize.http.problems import answer_exception

POLICY, LIMIT = "RateLimit-Policy", "RateLimit"
_STANDING = "mobilize.standing"
_RETRY_SECONDS = 5
# Whatever is sent here signs somebody in, or changes how they do. Leaving is always possible.
_SIGN_IN = ("/accounts/", "/admin/login/")
_NOT_SIGN_IN = ("/accounts/logout/",)

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RateLimitMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_api(request):
            try:
                caller = _caller_of(request)
            except DatabaseError as error:
                return answer_exception(error, request=request)
            own, moves_money = _stated_by_view(request)
            standing = count_request((*GENERAL, *own), caller, moves_money=moves_money)
            request.META[_STANDING] = standing
        elif _signs_in(request):
            standing = count_request((SIGN_IN,), stranger_of(request))
        else:
            return self.get_response(request)
        return self.get_response(request) if standing.lets_through else refuse_by(standing, request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for pages whose own counting met a lost Redis: claiming, and asking for a code when joining."""
        if isinstance(exception, CounterLost | RedisError) and not is_api(request):
            return refuse_uncounted(request)
        return None


class RateLimitHeadersMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not is_api(request):
            return response
        standing: Standing | None = request.META.get(_STANDING)
        if standing is None:
            standing = count_request(GENERAL, stranger_of(request))
            if not standing.lets_through:
                response.close()
                response = refuse_by(standing, request)
        response.headers[POLICY] = say_policy(standing)
        if standing.answer is not None:
            response.headers[LIMIT] = say_limit(standing)
        return response


def say_policy(standing: Standing) -> str:
    rates = [(limit.shown_name, limit.rate) for limit in standing.limits]
    return ", ".join(f'"{name}";q={rate.quota};w={rate.seconds}' for name, rate in rates)


def say_limit(standing: Standing) -> str:
    counts = standing.answer.counts if standing.answer else ()
    told = zip(standing.limits, counts, strict=True)
    return ", ".join(f'"{limit.shown_name}";r={count.left};t={count.wait_seconds}' for limit, count in told)


def refuse_by(standing: Standing, request: HttpRequest) -> HttpResponse:
    if standing.answer is None:
        return refuse_uncounted(request)
    seconds = standing.answer.retry_seconds
    problem = Problem(
        status=429,
        code="throttled",
        detail=f"Too many requests. Wait {seconds} s and try again.",
        data={"violated-policies": standing.exceeded},
        headers={"Retry-After": str(seconds)},
    )
    return refuse(request, problem)


def refuse_uncounted(request: HttpRequest) -> HttpResponse:
    problem = Problem(
        status=503,
        code="requests_not_counted",
        title="Not at the moment",
        detail="Requests cannot be counted at the moment. Until they can, nobody signs in here and no money is moved,"
        " so that nobody can guess without limit. Nothing was done; try again shortly.",
        headers={"Retry-After": str(_RETRY_SECONDS)},
    )
    return refuse(request, problem)


def _caller_of(request: HttpRequest) -> Caller:
    if not bears_key(request):
        return caller_of(request)
    key = known_key(request)
    # A bad key is nobody's, whatever cookies come along.
    return stranger_of(request) if key is None else caller_of(request, key=key)


def _stated_by_view(request: HttpRequest) -> tuple[tuple[Limit, ...], bool]:
    """Read which limits the view at this address has of its own, and whether it moves money."""
    try:
        view = getattr(resolve(request.path_info).func, "cls", None)
    except Resolver404:
        return (), False
    method = "GET" if request.method == "HEAD" else request.method
    limits: tuple[Limit, ...] = getattr(view, "limits", {}).get(method, ())
    return limits, method in getattr(view, "moves_money", ())


def _signs_in(request: HttpRequest) -> bool:
    return (
        request.method == "POST"
        and request.path_info.startswith(_SIGN_IN)
        and not request.path_info.startswith(_NOT_SIGN_IN)
    )

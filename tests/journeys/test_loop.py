"""The loop over real HTTP with a real worker: from a referral link to a paid chain."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from campaigns.people.models import User
from tests.journeys.client import Client
from tests.processes import wait_until

PASSWORD = "correct horse battery staple"
SignUp = Callable[..., Client]

pytestmark = pytest.mark.journey


@pytest.fixture
def signed_up(committed: None, server: str) -> Iterator[SignUp]:
    """Make people with an account and sign them in."""
    with ExitStack() as clients:

        def sign_up(name: str, *, operator: bool = False) -> Client:
            make = User.objects.create_superuser if operator else User.objects.create_user
            email = f"{name}.{secrets.token_hex(6)}@example.org"
            user = make(email, PASSWORD, display_name=name.capitalize())
            EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
            return clients.enter_context(Client(server)).sign_in(email, PASSWORD)

        yield sign_up


def launch(organizer: Client, operator: Client, *, prize_minor: int, quota: int = 1, **rules: Any) -> tuple[str, str]:
    """Draft, fund and launch over HTTP; gives the campaign's slug and the objective's id."""
    said = {"title": "Find the balloons", "currency": "USD", "slug": f"balloons-{secrets.token_hex(5)}", **rules}
    slug = organizer.post("/campaigns/", said, status=201)["slug"]
    objective = organizer.post(
        f"/campaigns/{slug}/objectives/", {"title": "Balloon 1", "prize_minor": prize_minor, "quota": quota}, status=201
    )
    half = {"mechanism": "recursive", "terms": {"ratio": "1/2"}}
    organizer.post(f"/objectives/{objective['id']}/contract/", half, status=201)
    short = organizer.post(f"/campaigns/{slug}/launch/", status=409)
    assert short["missing_minor"] == prize_minor * quota
    funding = organizer.post(f"/campaigns/{slug}/fundings/", {"amount_minor": prize_minor * quota}, status=201)
    assert funding["state"] == "pledged"
    organizer.post(f"/campaigns/{slug}/launch/", status=409)
    organizer.post(f"/campaigns/{slug}/fundings/{funding['id']}/confirm/", status=403)
    assert operator.post(f"/campaigns/{slug}/fundings/{funding['id']}/confirm/")["state"] == "received"
    assert organizer.post(f"/campaigns/{slug}/launch/")["state"] == "live"
    return slug, objective["id"]


def join(person: Client, slug: str, code: str, name: str) -> str:
    place = person.post(
        f"/campaigns/{slug}/join/", {"referral_code": code, "display_name": name, "consent": True}, status=201
    )
    return str(place["referral_code"])


def wait_for_settlement(organizer: Client, slug: str) -> Any:
    settled = wait_until(lambda: bool(organizer.get(f"/campaigns/{slug}/settlements/")["results"]), seconds=60)
    assert settled, "the worker did not settle the finding"
    return organizer.get(f"/campaigns/{slug}/settlements/")["results"][0]


def test_a_chain_of_three_is_paid_within_seconds_and_told_why(signed_up: SignUp, worker: int) -> None:
    organizer, operator = signed_up("olga"), signed_up("opal", operator=True)
    slug, objective = launch(organizer, operator, prize_minor=400_000)
    first_code = organizer.post(f"/campaigns/{slug}/links/", status=201)["code"]
    alice, bob, carol = signed_up("alice"), signed_up("bob"), signed_up("carol")
    alices = join(alice, slug, first_code, "Alice")
    bobs = join(bob, slug, alices, "Bob")
    join(carol, slug, bobs, "Carol")

    report = {
        "objective": objective,
        "note": "Over the square",
        "observed_at": "2026-01-01T12:00:00+02:00",
        "location": {"latitude": 37.7881, "longitude": -122.4075, "accuracy_m": 12, "source": "device"},
        "client_id": "phone-1",
    }
    finding = carol.post(f"/campaigns/{slug}/findings/", report, status=201)
    assert carol.post(f"/campaigns/{slug}/findings/", report, status=200)["id"] == finding["id"]
    assert finding["observed_at"] == "2026-01-01T10:00:00Z"
    bob.expect(404, "GET", f"/findings/{finding['id']}/")
    carol.post(f"/findings/{finding['id']}/verify/", status=403)
    bob.post(f"/findings/{finding['id']}/verify/", status=404)
    verified = organizer.post(f"/findings/{finding['id']}/verify/", {"note": "Clear photograph."})
    assert (verified["state"], verified["paid_rank"]) == ("verified", 1)

    settlement = wait_for_settlement(organizer, slug)
    assert [(member["display_name"], member["amount"]["amount_minor"]) for member in settlement["chain"]] == [
        ("Carol", 200_000),
        ("Bob", 100_000),
        ("Alice", 50_000),
    ]
    assert settlement["remainder"] == {"amount_minor": 50_000, "currency": "USD"}
    reasons = {
        carol: (200_000, "You found Balloon 1: 1/2 of 4,000.00 USD."),
        bob: (100_000, "You invited Carol, who found Balloon 1: 1/4 of 4,000.00 USD."),
        alice: (50_000, "You invited Bob, who invited Carol, who found Balloon 1: 1/8 of 4,000.00 USD."),
    }
    for person, (amount, why) in reasons.items():
        statement = person.get("/me/statement/")
        assert [(line["amount"]["amount_minor"], line["why"]) for line in statement["results"]] == [(amount, why)]
        assert statement["balances"][0]["payable"]["amount_minor"] == amount
        assert person.get(f"/campaigns/{slug}/me/rewards/")["results"] == statement["results"]
        assert person.get(f"/settlements/{settlement['id']}/")["id"] == settlement["id"]
    budget = organizer.get(f"/campaigns/{slug}/budget/")
    assert budget["received"]["amount_minor"] == 400_000
    assert budget["payable"]["amount_minor"] == 350_000
    assert budget["charity"]["amount_minor"] == 50_000
    assert budget["promised"]["amount_minor"] == budget["free"]["amount_minor"] == 0
    lines = Client(str(carol.http.base_url)).get(f"/campaigns/{slug}/ledger/")["results"]
    assert [line["reason"] for line in lines] == ["remainder", "share", "share", "share", "funding"]
    assert "Carol" not in str(lines)


def test_the_example_of_five_hundred_a_thousand_and_two_thousand(signed_up: SignUp, worker: int) -> None:
    """A prize of 4,000 whose chain of three starts at the root: 2,000 to the finder, then 1,000, then 500."""
    organizer, operator = signed_up("olga"), signed_up("opal", operator=True)
    slug, objective = launch(organizer, operator, prize_minor=4_000, currency="JPY", remainder_to="budget")
    code = organizer.post(f"/campaigns/{slug}/links/", {"max_uses": 1}, status=201)["code"]
    chain = [signed_up(name) for name in ("alice", "bob", "carol")]
    for name, person in zip(("Alice", "Bob", "Carol"), chain, strict=True):
        code = join(person, slug, code, name)
    finding = chain[-1].post(f"/campaigns/{slug}/findings/", {"objective": objective}, status=201)
    assert organizer.get(f"/campaigns/{slug}/links/")["results"][0]["uses"] == 1
    organizer.post(f"/findings/{finding['id']}/verify/")
    wait_for_settlement(organizer, slug)
    paid = [person.get(f"/campaigns/{slug}/me/rewards/")["balances"][0]["payable"] for person in chain]
    assert paid == [{"amount_minor": amount, "currency": "JPY"} for amount in (500, 1_000, 2_000)]
    assert chain[-1].get("/me/statement/")["results"][0]["why"] == "You found Balloon 1: 1/2 of 4,000 JPY."
    assert organizer.get(f"/campaigns/{slug}/budget/")["free"]["amount_minor"] == 500

    organizer.post(f"/campaigns/{slug}/refunds/", status=409)
    assert organizer.post(f"/campaigns/{slug}/close/")["state"] == "closed"
    assert organizer.post(f"/campaigns/{slug}/refunds/", status=201)["amount"]["amount_minor"] == 500
    organizer.post(f"/campaigns/{slug}/refunds/", status=409)
    assert "Possible now" not in organizer.post(f"/campaigns/{slug}/resume/", status=409)["detail"]


def test_the_same_key_launches_and_funds_once(signed_up: SignUp) -> None:
    organizer, operator = signed_up("olga"), signed_up("opal", operator=True)
    slug, _ = launch(organizer, operator, prize_minor=1_000)
    pledge = {"amount_minor": 700}
    once = organizer.post(f"/campaigns/{slug}/fundings/", pledge, status=201, **{"Idempotency-Key": "a-1"})
    again = organizer.post(f"/campaigns/{slug}/fundings/", pledge, status=201, **{"Idempotency-Key": "a-1"})
    assert once == again
    organizer.post(f"/campaigns/{slug}/fundings/", {"amount_minor": 701}, status=422, **{"Idempotency-Key": "a-1"})
    assert organizer.get(f"/campaigns/{slug}/budget/")["pledged"]["amount_minor"] == 700
    operator.post(f"/campaigns/{slug}/fundings/{once['id']}/confirm/")
    operator.post(f"/campaigns/{slug}/fundings/{once['id']}/confirm/")
    assert organizer.get(f"/campaigns/{slug}/budget/")["received"]["amount_minor"] == 1_700


def test_fifty_joins_at_once_make_one_place(signed_up: SignUp) -> None:
    organizer, operator = signed_up("olga"), signed_up("opal", operator=True)
    slug, _ = launch(organizer, operator, prize_minor=1_000)
    alice = signed_up("alice")
    said = {"display_name": "Alice", "consent": True}

    def ask(_: int) -> tuple[int, str]:
        answer = alice.call("POST", f"/campaigns/{slug}/join/", json=said)
        return answer.status_code, answer.json()["id"]

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(ask, range(50)))
    assert sorted(status for status, _ in answers) == [200] * 49 + [201]
    assert len({place for _, place in answers}) == 1
    assert len(organizer.get(f"/campaigns/{slug}/participants/")["results"]) == 1

"""Payouts over real HTTP with a real worker and a Stripe on loopback: from an address said to money that arrived."""

from __future__ import annotations

import http.client
import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
import redis
from allauth.account.models import EmailAddress
from django.conf import settings

from campaigns.people.models import User
from campaigns.recruiting.models import Participant
from tests import cast
from tests.journeys.client import Client
from tests.payouts.fake_stripe import API_KEY, WEBHOOK_SECRET, FakeStripe, Fault, fake_stripe
from tests.payouts.stage import Treasury, earn, paying_campaign, user_of
from tests.processes import free_port, redis_database, running, running_worker, wait_until, wait_until_ready

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("committed")]

PASSWORD = "correct horse battery staple"
ACCOUNT = "acct_1Bob234567890"
SignIn = Callable[[User], Client]


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeStripe]:
    with fake_stripe() as fake:
        yield fake


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("payouts")


@pytest.fixture(scope="module")
def instance(process_env: dict[str, str], fake: FakeStripe, logs: Path) -> Iterator[str]:
    """Run a server and a worker that are set up for the fake; gives the server's address."""
    broker = redis_database(settings.REDIS_URL, 2)
    with closing(redis.Redis.from_url(broker)) as client:
        client.flushdb()
    env = process_env | {
        "REDIS_URL": broker,
        "STRIPE_API_KEY": API_KEY,
        "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "STRIPE_API_BASE": fake.address,
    }
    port, log = free_port(), logs / "server.log"
    command = ["-m", "granian", "--interface", "wsgi", "mobilize.wsgi:application", "--workers", "1"]
    place = ["--host", "127.0.0.1", "--port", str(port), "--workers-kill-timeout", "3", "--blocking-threads", "4"]
    with running_worker(env, logs / "worker.log"), running([*command, *place], env=env, log=log) as process:
        wait_until_ready(process, is_ready=lambda: _answers(port), log=log)
        yield f"http://127.0.0.1:{port}"


def _answers(port: int) -> bool:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as client:
        try:
            client.request("GET", "/health/ready/")
            return client.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False


@pytest.fixture
def sign_in(committed: None, instance: str) -> Iterator[SignIn]:
    with ExitStack() as clients:

        def signed_in(user: User) -> Client:
            user.set_password(PASSWORD)
            user.save(update_fields=["password"])
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
            return clients.enter_context(Client(instance)).sign_in(user.email, PASSWORD)

        yield signed_in


@pytest.fixture
def treasury(committed: None) -> Treasury:
    return paying_campaign()


def joined(treasury: Treasury, name: str) -> Participant:
    (person,) = cast.join_in_turn(treasury.campaign, name)
    earn(person)
    return person


def accept_all(batch: Any) -> dict[str, Any]:
    warned = [check for check in batch["checks"] if check["level"] == "warn"]
    assert {check["level"] for check in batch["checks"]} == {"ok", "warn"}
    one_by_one = [person["payout"] for check in warned for person in check["people"]]
    return {"accepted": [check["code"] for check in warned], "accepted_payouts": one_by_one}


def test_from_a_destination_to_money_that_arrived(
    sign_in: SignIn, treasury: Treasury, fake: FakeStripe, instance: str, logs: Path
) -> None:
    bob, slug = joined(treasury, "bob"), treasury.campaign.slug
    his, theo, tara = sign_in(user_of(bob)), sign_in(treasury.drafter), sign_in(treasury.approver)
    olga = sign_in(cast.organizer_of(treasury.campaign))

    wrong = his.post("/me/destinations/", {"kind": "stripe", "value": "acct-1Bob"}, status=400)
    assert "acct-1Bob" not in str(wrong)
    made = his.post("/me/destinations/", {"kind": "stripe", "value": ACCOUNT, "country": "fr"}, status=201)
    assert (made["masked"], made["country"]) == ("acct_****7890", "FR")
    assert his.post("/me/destinations/", {"kind": "stripe", "value": ACCOUNT, "country": "FR"})["id"] == made["id"]
    assert [one["id"] for one in his.get("/me/destinations/")["results"]] == [made["id"]]

    olga.post(f"/campaigns/{slug}/payout-batches/", {"provider": "stripe_connect"}, status=403)
    rules = {"least_payout_minor": 100, "manual_above_minor": 0}
    assert olga.patch(f"/campaigns/{slug}/payout-rules/", rules)["least_payout_minor"] == 100
    batch = theo.post(f"/campaigns/{slug}/payout-batches/", {"provider": "stripe_connect"}, status=201)
    address = f"/payout-batches/{batch['id']}/"
    assert (batch["state"], batch["total"]) == ("draft", {"amount_minor": 10_000, "currency": "USD"})
    accepted = accept_all(batch)
    assert set(accepted["accepted"]) == {"first_payout", "destination_changed", "manual_amount"}
    named = {check["code"]: check["people"] for check in batch["checks"] if check["people"]}
    (alone,) = named.pop("manual_amount")
    assert (named, alone.pop("payout")) == ({}, *accepted["accepted_payouts"])
    assert alone == {"display_name": "Bob", "amount": batch["total"]}
    theo.post(f"{address}approve/", accepted, status=403)
    refused = tara.post(f"{address}approve/", status=409)
    assert {check["code"] for check in refused["checks"]} == set(accepted["accepted"])
    theo.post(f"{address}send/", status=409)
    approved = tara.post(f"{address}approve/", accepted)
    assert (approved["state"], [check for check in approved["checks"] if check["people"]]) == ("approved", [])
    assert olga.get(f"/campaigns/{slug}/budget/")["in_payout"]["amount_minor"] == 10_000
    fake.plan.append(Fault.NONE)
    key = {"Idempotency-Key": secrets.token_hex(8)}
    for _ in range(2):
        assert theo.post(f"{address}send/", status=200, **key)["state"] == "sent"
    assert wait_until(lambda: bool(theo.get(f"{address}payouts/", state="sent")["results"]))
    assert theo.call("GET", f"{address}file/").status_code == 409

    assert set(fake.deliver(f"{instance}/webhooks/stripe/", chance=random.Random(3))) == {200}
    (payout,) = olga.get(f"{address}payouts/")["results"]
    assert (payout["state"], payout["destination"]) == ("settled", {"kind": "stripe", "masked": "acct_****7890"})
    assert his.get(f"/payouts/{payout['id']}/") == payout
    assert olga.get(address)["state"] == "done"
    assert olga.get(f"/campaigns/{slug}/budget/")["paid"]["amount_minor"] == 10_000
    fake.reverse(fake.transfers[-1]["id"])
    fake.deliver(f"{instance}/webhooks/stripe/", chance=random.Random(4))
    assert his.get(f"/payouts/{payout['id']}/")["state"] == "returned"
    assert olga.get(f"/campaigns/{slug}/budget/")["payable"]["amount_minor"] == 10_000
    assert his.expect(204, "DELETE", f"/me/destinations/{made['id']}/") is None
    for log in ("server.log", "worker.log"):
        assert ACCOUNT not in (logs / log).read_text(errors="replace")


def test_a_file_a_hold_and_a_report(sign_in: SignIn, treasury: Treasury) -> None:
    bob, carol, slug = joined(treasury, "bob"), joined(treasury, "carol"), treasury.campaign.slug
    theo, tara = sign_in(treasury.drafter), sign_in(treasury.approver)
    for person in (bob, carol):
        user = user_of(person)
        sign_in(user).post("/me/destinations/", {"kind": "paypal", "value": user.email}, status=201)
    held = {"participant": str(carol.public_id), "reason": "Asked for papers."}
    hold = tara.post(f"/campaigns/{slug}/payout-holds/", held, status=201)
    tara.post(f"/campaigns/{slug}/payout-holds/", held, status=409)
    first = theo.post(f"/campaigns/{slug}/payout-batches/", {"provider": "paypal_csv", "note": "Thanks"}, status=201)
    assert first["left_out"]["counts"] == {"on_hold": 1}
    theo.post(f"/payout-batches/{first['id']}/cancel/")
    assert tara.post(f"/campaigns/{slug}/payout-holds/{hold['id']}/lift/")["lifted_at"] is not None
    batch = theo.post(f"/campaigns/{slug}/payout-batches/", {"provider": "paypal_csv", "note": "Thanks"}, status=201)
    address = f"/payout-batches/{batch['id']}/"
    tara.post(f"{address}approve/", accept_all(batch))
    assert theo.call("GET", f"{address}file/").status_code == 409
    theo.post(f"{address}send/")
    assert theo.call("HEAD", f"{address}file/").status_code == 405
    assert tara.get(address)["payouts"]["queued"] == 2
    answers = [theo.call("GET", f"{address}file/") for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert answers[0].headers["Cache-Control"] == "no-store"
    assert answers[0].headers["Content-Disposition"].startswith('attachment; filename="paypal-')
    rows = [row.split(",") for row in answers[0].text.splitlines()]
    assert {row[0] for row in rows} == {user_of(bob).email, user_of(carol).email}
    code = next(row[3] for row in rows if row[0] == user_of(carol).email)
    missing = {"entries": [{"payout": code, "state": "returned"}]}
    refused = tara.post(f"{address}results/", missing, status=400)
    assert refused["errors"][0]["pointer"] == "#/entries/0/reason"
    (looked,) = tara.post(f"{address}results/look/", missing)["entries"]
    assert (looked["display_name"], looked["amount"]["amount_minor"]) == (carol.display_name, 10_000)
    assert (looked["before"], looked["after"], looked["refused"]["code"]) == ("sent", "sent", "reason_missing")
    missing["entries"][0]["reason"] = "Nobody there."
    (looked,) = tara.post(f"{address}results/look/", missing)["entries"]
    assert (looked["after"], looked["refused"]) == ("returned", None)
    done = tara.post(f"{address}results/", {**missing, "settle_rest": True})
    assert (done["state"], done["payouts"]["settled"], done["payouts"]["returned"]) == ("done", 1, 1)
    (payout,) = theo.get(f"{address}payouts/", state="settled")["results"]
    theo.patch(f"/payouts/{payout['id']}/", {"state": "failed", "reason": "?"}, status=409)
    theo.patch(f"/payouts/{payout['id']}/", {}, status=400)
    assert theo.patch(f"/payouts/{payout['id']}/", {"needs_person": False})["state"] == "settled"
    assert theo.patch(f"/payouts/{payout['id']}/", {"state": "returned", "reason": "Refused."})["state"] == "returned"

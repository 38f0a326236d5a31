"""Sealing: opened by any key, sealed by the first, found by fingerprint, never shown."""

from __future__ import annotations

import json
import os
import pickle
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from campaigns.errors import InvalidInput, NotPossibleNow
from campaigns.sealing import SealBroken
from campaigns.secret import Secret
from rewards.payouts.destinations import Destination, Kind, read_destination
from rewards.payouts.providers.registry import PROVIDERS, provider
from rewards.payouts.sealing import fingerprint, fingerprints, reseal, seal, unseal
from tests.payouts.orders import ALICE_IBAN, BOB_IBAN

CHECKOUT = Path(__file__).resolve().parents[2]
ALICE = read_destination("iban", ALICE_IBAN)


@given(kind=st.sampled_from(Kind), value=st.text(min_size=1), owner=st.text())
def test_what_is_sealed_opens_for_its_owner(kind: Kind, value: str, owner: str) -> None:
    destination = Destination(kind, Secret(value))
    assert unseal(seal(destination, owner=owner), owner=owner) == destination


def test_a_seal_tells_nothing_and_differs_each_time() -> None:
    first, again = seal(ALICE, owner="user:1"), seal(ALICE, owner="user:1")
    assert first != again
    assert ALICE_IBAN not in first


def test_a_seal_moved_to_another_row_does_not_open() -> None:
    with pytest.raises(SealBroken, match="somebody else"):
        unseal(seal(ALICE, owner="user:1"), owner="user:2")


def test_a_changed_seal_does_not_open() -> None:
    sealed = seal(ALICE, owner="user:1")
    for damaged in (sealed[:-4], "", sealed[:20] + ("A" if sealed[20] != "A" else "B") + sealed[21:]):
        with pytest.raises(SealBroken):
            unseal(damaged, owner="user:1")


def test_rotation_opens_old_seals_and_leaves_none_behind(settings: Settings) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.DESTINATION_KEYS = [old]
    before, mark = seal(ALICE, owner="user:1"), fingerprint(ALICE)
    settings.DESTINATION_KEYS = [new, old]
    assert unseal(before, owner="user:1") == ALICE
    # The same destination given now is found among the rows that were not sealed again yet.
    assert mark in fingerprints(ALICE)
    after, new_mark = reseal(before, owner="user:1")
    assert new_mark == fingerprint(ALICE) != mark
    settings.DESTINATION_KEYS = [new]
    assert unseal(after, owner="user:1") == ALICE
    assert fingerprints(ALICE) == [new_mark]
    with pytest.raises(SealBroken):
        unseal(before, owner="user:1")


def test_a_fingerprint_is_the_same_for_everybody_and_keyed(settings: Settings) -> None:
    mark = fingerprint(ALICE)
    assert mark == fingerprint(read_destination("iban", "de89 3704 0044 0532 0130 00"))
    assert mark != fingerprint(read_destination("iban", BOB_IBAN))
    settings.DESTINATION_KEYS = [Fernet.generate_key().decode()]
    assert mark != fingerprint(ALICE)


@given(text=st.text(st.characters()))
def test_a_secret_shows_itself_to_nobody(text: str) -> None:
    secret = Secret(text)
    assert f"{secret} {secret!r} {secret:>9} {[secret]} %s" % secret == (
        "«hidden» «hidden»  «hidden» [«hidden»] «hidden»"
    )
    assert secret == Secret(text)
    assert secret != Secret(text + "x")
    assert hash(secret) == hash(Secret(text))
    for carry in (pickle.dumps, json.dumps):
        with pytest.raises(TypeError):
            carry(secret)
    assert not hasattr(secret, "__dict__")


def load_settings(tmp_path: Path, **env: str) -> subprocess.CompletedProcess[str]:
    base = {"PATH": os.environ["PATH"], "MOBILIZE_LOCAL": str(tmp_path / "local"), "DATABASE_URL": "postgresql://a@b/c"}
    base |= {"SECRET_KEY": "k3y" + "abcdefghij" * 6, "ALLOWED_HOSTS": "mobilize.example", "REDIS_URL": "redis://b/0"}
    say = "from mobilize import settings as s; print(len(s.DESTINATION_KEYS), sorted(s.PAYOUT_PROVIDERS), s.DEBUG)"
    return subprocess.run(
        [sys.executable, "-c", say], cwd=CHECKOUT, env=base | env, capture_output=True, text=True, check=False
    )


def test_production_must_be_given_a_key_and_a_local_instance_makes_its_own(tmp_path: Path) -> None:
    missing = load_settings(tmp_path, DEBUG="off")
    assert "DESTINATION_KEYS must be set" in missing.stderr
    bad = load_settings(tmp_path, DEBUG="off", DESTINATION_KEYS="not-a-key-of-ours")
    assert "DESTINATION_KEYS must be keys of 32 bytes" in bad.stderr
    assert "not-a-key-of-ours" not in bad.stderr
    keys = ",".join(Fernet.generate_key().decode() for _ in range(2))
    assert load_settings(tmp_path, DEBUG="off", DESTINATION_KEYS=keys).stdout.startswith("2 ['paypal_csv', 'wise_csv']")
    assert load_settings(tmp_path, DEBUG="on").stdout.startswith("1 ")
    kept = tmp_path / "local" / "destination_key"
    key = kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert load_settings(tmp_path, DEBUG="on").stdout.startswith("1 ")
    assert kept.read_text() == key


def test_providers_are_made_of_what_the_operator_set(tmp_path: Path) -> None:
    given = {"SEPA_DEBTOR_NAME": "Balloons", "SEPA_DEBTOR_IBAN": ALICE_IBAN}
    given |= {"STRIPE_API_KEY": "sk_test_1", "STRIPE_WEBHOOK_SECRET": "whsec_1"}
    assert str(sorted(PROVIDERS)) in load_settings(tmp_path, DEBUG="on", **given).stdout
    half = load_settings(tmp_path, DEBUG="on", STRIPE_API_KEY="sk_test_1")
    assert "STRIPE_WEBHOOK_SECRET must be set" in half.stderr


def test_a_provider_that_is_not_known_or_not_set_up_is_refused_by_name() -> None:
    assert provider("paypal_csv", configured={"paypal_csv": {"decimal_mark": ","}}).name == "paypal_csv"
    with pytest.raises(InvalidInput, match="There are: paypal_csv, wise_csv, sepa, stripe_connect"):
        provider("cash", configured={})
    with pytest.raises(NotPossibleNow, match="SEPA credit transfer, by a file is not set up"):
        provider("sepa", configured={"paypal_csv": {}})

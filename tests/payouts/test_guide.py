"""The guide names everything that a treasurer or an operator meets: providers, checks, states, reasons, settings."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from mobilize.environment import tax_thresholds
from rewards.payouts.checks import checks_of
from rewards.payouts.providers.registry import PROVIDERS
from rewards.payouts.states import PayoutState
from tests.payouts.stage import PAYDAY, earner, paying_campaign, providers
from tests.processes import CHECKOUT

GUIDE = (CHECKOUT / "docs" / "PAYOUTS.md").read_text()
REASONS = {
    *("no_destination", "on_hold", "payout_open", "below_least", "person_cap", "day_cap", "batch_full", "unclaimed"),
    *("payout_not_possible", "destination_unreadable", "in_quarantine", "removed"),
}


def rows_of(heading: str) -> list[list[str]]:
    """Give the cells of the table under a heading, the names in its first column taken apart."""
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", GUIDE, re.M | re.S)
    assert section is not None
    return [row.strip("|").split("|") for row in section[1].splitlines() if row.startswith("| `")]


def names_in(heading: str) -> list[str]:
    return [name for row in rows_of(heading) for name in re.findall(r"`([a-z_]+)`", row[0])]


@pytest.mark.django_db
def test_every_check_is_explained_with_its_level() -> None:
    with providers():
        treasury = paying_campaign()
        earner(treasury)
        codes = [check.code for check in checks_of(treasury.draft(), at=PAYDAY)]
    assert names_in("The checks") == codes
    assert {row[1].strip() for row in rows_of("The checks")} == {"block", "warn"}


def test_every_rail_state_and_reason_is_explained() -> None:
    assert names_in("Which rail") == list(PROVIDERS)
    assert names_in("States of a payout") == [str(state) for state in PayoutState]
    assert set(names_in("Who is left out, and why")) == REASONS


def test_thresholds_are_read_or_refused() -> None:
    assert tax_thresholds(["US:60000:USD", "FR:1:EUR"]) == {"US": (60_000, "USD"), "FR": (1, "EUR")}
    for wrong in ("US:600.00:USD", "US:0:USD", "usa:1:USD", "US:1"):
        with pytest.raises(ImproperlyConfigured, match="TAX_THRESHOLDS"):
            tax_thresholds([wrong])


def test_the_admin_shows_no_destination(admin_client: Any) -> None:
    with providers():
        treasury = paying_campaign()
        person = earner(treasury, kind="iban")
    assert person.user is not None
    destination = person.user.destinations.get()
    page = admin_client.get(f"/admin/rewards/destination/{destination.pk}/change/").content.decode()
    assert destination.masked in page
    assert destination.sealed not in page
    assert destination.fingerprint not in page
    assert "DE89370400440532013000" not in page

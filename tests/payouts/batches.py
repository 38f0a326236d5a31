"""What the tests of batches share: a treasury whose books are audited in the end, and a provider that makes files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from campaigns.errors import DomainError
from rewards.payouts.checks import Check, checks_of
from rewards.payouts.entering import enter_report
from rewards.payouts.filing import take_file
from rewards.payouts.models import Batch
from rewards.settlement.audit import find_differences
from tests import cast
from tests.payouts.stage import PAYDAY, Treasury, paying_campaign, providers


@pytest.fixture
def files() -> Iterator[None]:
    with providers():
        yield


@pytest.fixture
def treasury() -> Iterator[Treasury]:
    made = paying_campaign()
    yield made
    assert find_differences(made.campaign.pk, at=cast.MOMENT) == []


def refusal(call: Any, **given: Any) -> DomainError:
    with pytest.raises(DomainError) as refused:
        call(**given)
    return refused.value


def check_named(batch: Batch, code: str, **said: Any) -> Check:
    (found,) = [check for check in checks_of(batch, at=said.get("at", PAYDAY)) if check.code == code]
    return found


def settle(batch: Batch, treasury: Treasury) -> None:
    take_file(batch=batch, treasurer=treasury.drafter, at=PAYDAY)
    enter_report(batch=batch, treasurer=treasury.drafter, entries=[], settle_rest=True, at=PAYDAY)

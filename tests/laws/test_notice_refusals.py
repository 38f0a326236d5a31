"""The database keeps the laws of notices alone: each statement is refused by the law it breaks."""

from __future__ import annotations

import pytest

from campaigns.notices.models import NoticeItem
from campaigns.outreach.models import Letter
from tests import cast
from tests.laws.notice_refusals import HARMLESS_NOTICES, NOTICE_REFUSALS
from tests.laws.refusal import Refusal
from tests.laws.test_refusals import Stage, refused_by
from tests.notices.stage import NOON, campaign_of_notices, happen, tell, user_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    """Give the ids that the statements name: Alice has an item in a letter, one in none, and another letter."""
    campaign = campaign_of_notices()
    alice, bob = cast.join_in_turn(campaign, "alice", "bob")
    tell(*(happen("reward.earned", alice, amount_minor=5) for _ in range(2)))
    item, mailed = NoticeItem.objects.order_by("pk")
    letters = [
        Letter.objects.create(kind="digest", key=key, user=user_of(place), due_at=NOON, written_at=NOON)
        for key, place in (("1", alice), ("2", alice), ("1", bob))
    ]
    NoticeItem.objects.filter(pk=mailed.pk).update(letter=letters[0])
    return {
        "campaign": campaign.pk,
        "notice": item.notice_id,
        "item": item.pk,
        "mailed": mailed.pk,
        "own_letter": letters[0].pk,
        "other_letter": letters[1].pk,
        "bobs": letters[2].pk,
        "alice_user": alice.user_id,
        "bob_user": bob.user_id,
    }


@pytest.mark.parametrize("role", ["origin", "replica"])
def test_each_is_refused_by_its_law(stage: Stage, subtests: pytest.Subtests, role: str) -> None:
    for refusal in NOTICE_REFUSALS:
        with subtests.test(refusal.what):
            assert refused_by(refusal, stage, role=role) == refusal.law


def test_the_statements_are_otherwise_in_order(stage: Stage, subtests: pytest.Subtests) -> None:
    for statement in HARMLESS_NOTICES:
        with subtests.test(statement):
            assert refused_by(Refusal("", "", statement), stage, role="origin") is None

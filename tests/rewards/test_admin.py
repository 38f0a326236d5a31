"""What operators see of the money."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import cast

pytestmark = pytest.mark.django_db


def test_a_funding_leads_to_where_its_arrival_is_confirmed(admin_client: Client) -> None:
    campaign = cast.draft_campaign()
    funding = cast.fund(campaign, 400_000)
    page = admin_client.get(f"/admin/rewards/funding/{funding.pk}/change/").content.decode()
    assert f'href="/app/c/{campaign.slug}/manage/money"' in page

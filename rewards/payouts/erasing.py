"""Erasing destinations: the accounts that a person's money went to are emptied, and no longer join their payouts.

Payouts of one campaign are led to an empty destination that is theirs alone, dated as the campaign's first batch: two
campaigns that paid the same account cannot be seen to have done so.
"""

from __future__ import annotations

import secrets

from django.db.models import F, Min
from django.db.models.functions import Coalesce

from campaigns.people.personal import Erasing
from rewards.payouts.models import Destination, Payout


def erase_destinations(erasing: Erasing) -> None:
    own = Destination.objects.of(erasing.person.user_id)
    paid = Payout.objects.filter(destination__in=own).values_list("campaign_id", "destination__kind")
    for campaign_id, kind in sorted(set(paid)):
        here = Payout.objects.filter(campaign=campaign_id, destination__in=own, destination__kind=kind)
        since = here.aggregate(first=Min("batch__drafted_at"))["first"]
        # Numbers that follow each other would join again what is parted here.
        empty = Destination.objects.create(
            pk=-secrets.randbelow(2**62) - 1,
            user=None,
            kind=kind,
            sealed="",
            fingerprint="",
            masked="",
            created_at=since,
            retired_at=since,
        )
        Payout.objects.filter(pk__in=list(here.values_list("pk", flat=True))).update(destination=empty)
    own.update(
        user=None,
        retired_at=Coalesce(F("retired_at"), F("created_at")),
        sealed="",
        fingerprint="",
        masked="",
        holder_name="",
        country="",
    )

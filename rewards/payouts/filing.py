"""Files: fetching them is the sending, since from then on nobody can say that the money did not leave.

The first fetch claims every queued payout of the batch; every later one rebuilds the same bytes from the same rows,
as of the moment when the batch was sent. Each leaves an event.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from django.db import transaction

from campaigns.errors import NotPossibleNow
from campaigns.events.operations import record_event, record_events
from campaigns.people.models import User
from rewards.ledger.operations import lock_escrow
from rewards.payouts.caps import require_treasurer
from rewards.payouts.models import Batch, Payout
from rewards.payouts.orders import order_of, provider_named
from rewards.payouts.providers.provider import FileProvider, PayoutFile
from rewards.payouts.results import event_rows
from rewards.payouts.sending import why_kept_back
from rewards.payouts.states import PayoutState


def take_file(*, batch: Batch, treasurer: User, at: datetime) -> PayoutFile:
    """Give the batch's file, or its files in one archive where the provider's limits take several."""
    require_treasurer(treasurer, campaign_id=batch.campaign_id)
    with transaction.atomic():
        lock_escrow(campaign_id=batch.campaign_id)
        batch = Batch.objects.select_for_update(no_key=True, of=("self",)).select_related("campaign").get(pk=batch.pk)
        provider = provider_named(batch.provider)
        if not isinstance(provider, FileProvider):
            raise NotPossibleNow("no_file", f"{provider.title} is sent by the platform itself; there is no file.")
        if batch.sent_at is None:
            raise NotPossibleNow(
                "not_sent",
                f"This batch is {batch.state}. Its file can be fetched once it was approved and sent.",
                state=batch.state,
            )
        rows = Payout.objects.filter(batch=batch).select_related("batch", "participant", "destination").order_by("pk")
        queued = list(rows.filter(state=PayoutState.QUEUED).select_for_update(no_key=True, of=("self",)))
        _refuse_kept_back(queued, at)
        payouts = [payout for payout in rows if payout.claimed_at is not None or payout.state == PayoutState.QUEUED]
        sent_at = batch.sent_at.astimezone(batch.campaign.zone())
        made = _in_one(provider.files([order_of(payout) for payout in payouts], at=sent_at), sent_at)
        if queued:
            Payout.objects.filter(pk__in=[payout.pk for payout in queued]).update(
                state=PayoutState.SENT, claimed_at=at, reason="", needs_person=False
            )
            record_events(event_rows("payout.sent", queued, at=at, actor=treasurer))
        record_event(
            kind="payout_batch.file_taken",
            at=at,
            campaign_id=batch.campaign_id,
            actor_id=treasurer.pk,
            data={"batch": str(batch.public_id), "first": bool(queued), "payouts": len(payouts)},
        )
    return made


def _refuse_kept_back(queued: list[Payout], at: datetime) -> None:
    kept_back = [(payout, why) for payout in queued if (why := why_kept_back(payout, at=at))]
    if kept_back:
        raise NotPossibleNow(
            "payouts_kept_back",
            f"{len(kept_back)} payouts must not leave now. {kept_back[0][1]}",
            payouts=[str(payout.public_id) for payout, _ in kept_back],
        )


def _in_one(files: list[PayoutFile], sent_at: datetime) -> PayoutFile:
    if len(files) == 1:
        return files[0]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for file in files:
            # Whatever a clock would add to it makes two fetches differ.
            archive.writestr(zipfile.ZipInfo(file.name, (1980, 1, 1, 0, 0, 0)), file.content)
    return PayoutFile(f"payouts-{sent_at:%Y-%m-%d}.zip", "application/zip", written.getvalue())

"""What batches and payouts look like over HTTP, and what is said of them. Destinations leave masked alone."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from campaigns.errors import DomainError
from campaigns.planning.api import MoneySerializer, money
from campaigns.saying import spoken
from rewards.payouts import entering
from rewards.payouts.checks import Check, checks_of
from rewards.payouts.drafting import MOST_PAYOUTS
from rewards.payouts.models import Batch, Payout
from rewards.payouts.providers.registry import PROVIDERS
from rewards.payouts.results import MOST_REASON, MOST_REFERENCE
from rewards.payouts.states import PayoutState


class CheckedPersonSerializer(serializers.Serializer[Payout]):
    payout = serializers.UUIDField(source="public_id")
    display_name = serializers.CharField(source="participant.display_name")
    amount = serializers.SerializerMethodField()

    @extend_schema_field(MoneySerializer)
    def get_amount(self, payout: Payout) -> dict[str, Any]:
        return money(payout.amount_minor, payout.batch.currency)


class CheckSerializer(serializers.Serializer[Any]):
    """One check: `ok`, `warn` (to be accepted by its code) or `block`."""

    code = serializers.CharField()
    level = serializers.ChoiceField(["ok", "warn", "block"])
    message = serializers.CharField()
    payouts = serializers.ListField(child=serializers.UUIDField(), help_text="The payouts that it is about.")
    one_by_one = serializers.BooleanField(help_text="Whether each of its payouts is accepted by itself.")
    people = CheckedPersonSerializer(
        many=True, help_text="While each payout of a draft waits to be accepted by itself: whom it pays, and how much."
    )
    figures = serializers.DictField(help_text="The numbers behind it, and whether it was accepted.")


class LeftOutPersonSerializer(serializers.Serializer[Any]):
    participant = serializers.UUIDField()
    reason = serializers.CharField()
    detail = serializers.CharField(allow_blank=True)


class LeftOutSerializer(serializers.Serializer[Any]):
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="How many, by reason.")
    people = LeftOutPersonSerializer(many=True, help_text="The first thousand of them.")


class BatchSerializer(serializers.ModelSerializer[Batch]):
    id = serializers.UUIDField(source="public_id")
    campaign = serializers.CharField(source="campaign.slug")
    total = serializers.SerializerMethodField()
    payouts = serializers.SerializerMethodField(help_text="How many, by state.")
    needs_person = serializers.SerializerMethodField(help_text="How many wait for a person to look.")
    drafted_by = serializers.CharField(source="drafted_by.get_full_name")
    approved_by = serializers.CharField(source="approved_by.get_full_name", default=None, allow_null=True)

    class Meta:
        model = Batch
        fields: ClassVar = [
            "id", "campaign", "provider", "currency", "state", "note", "total", "payouts", "needs_person", "drafted_by",
            "drafted_at", "approved_by", "approved_at", "sent_at", "ended_at",
        ]  # fmt: skip

    @extend_schema_field(MoneySerializer)
    def get_total(self, batch: Batch) -> dict[str, Any]:
        return money(getattr(batch, "total_minor", None) or 0, batch.currency)

    @extend_schema_field(serializers.DictField(child=serializers.IntegerField()))
    def get_payouts(self, batch: Batch) -> dict[str, int]:
        return {str(state): getattr(batch, f"{state}_count", 0) for state in PayoutState}

    def get_needs_person(self, batch: Batch) -> int:
        return int(getattr(batch, "needs_person_count", 0))


class BatchDetailSerializer(BatchSerializer):
    left_out = LeftOutSerializer()
    checks = serializers.SerializerMethodField(help_text="As they stand for a draft; later as they were approved.")
    mine = serializers.SerializerMethodField(help_text="Whether you drafted it, and so cannot approve it.")

    class Meta(BatchSerializer.Meta):
        fields: ClassVar = [*BatchSerializer.Meta.fields, "left_out", "checks", "mine"]

    @extend_schema_field(CheckSerializer(many=True))
    def get_checks(self, batch: Batch) -> list[dict[str, Any]]:
        if batch.state == Batch.State.DRAFT:
            checks = checks_of(batch, at=timezone.now())
            return [check.as_json() | {"people": _people_of(check, batch)} for check in checks]
        # Names are kept nowhere but with the people.
        return [check | {"people": []} for check in spoken(batch.checks)]

    def get_mine(self, batch: Batch) -> bool:
        return bool(batch.drafted_by_id == self.context["request"].user.pk)


def _people_of(check: Check, batch: Batch) -> list[dict[str, Any]]:
    if not check.one_by_one or not check.payouts:
        return []
    payouts = batch.payouts.filter(public_id__in=check.payouts).select_related("participant", "batch").order_by("pk")
    return [dict(CheckedPersonSerializer(payout).data) for payout in payouts]


class MaskedDestinationSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    masked = serializers.CharField()


class PayoutSerializer(serializers.ModelSerializer[Payout]):
    id = serializers.UUIDField(source="public_id")
    batch = serializers.UUIDField(source="batch.public_id")
    participant = serializers.UUIDField(source="participant.public_id")
    display_name = serializers.CharField(source="participant.display_name")
    amount = serializers.SerializerMethodField()
    destination = MaskedDestinationSerializer()

    class Meta:
        model = Payout
        fields: ClassVar = [
            "id", "batch", "participant", "display_name", "amount", "destination", "state", "reason", "reference",
            "needs_person", "claimed_at", "asked_at", "settled_at", "ended_at",
        ]  # fmt: skip

    @extend_schema_field(MoneySerializer)
    def get_amount(self, payout: Payout) -> dict[str, Any]:
        return money(payout.amount_minor, payout.batch.currency)


class BatchDraftSerializer(serializers.Serializer[Any]):
    provider = serializers.ChoiceField(list(PROVIDERS))
    note = serializers.CharField(
        max_length=140,
        required=False,
        allow_blank=True,
        default="",
        help_text="What recipients read beside the payment; the campaign's title where left out.",
    )


class ApprovalSerializer(serializers.Serializer[Any]):
    accepted = serializers.ListField(
        child=serializers.CharField(max_length=40),
        max_length=40,
        required=False,
        default=list,
        help_text="The codes of the warnings that were looked at and accepted.",
    )
    accepted_payouts = serializers.ListField(
        child=serializers.UUIDField(),
        max_length=MOST_PAYOUTS,
        required=False,
        default=list,
        help_text="Of warnings that are accepted one by one: these payouts.",
    )


class EntrySerializer(serializers.Serializer[Any]):
    payout = serializers.CharField(max_length=36, help_text="The payout's id, or its code as the file had it.")
    state = serializers.ChoiceField(entering.ENTERED)
    reason = serializers.CharField(max_length=MOST_REASON, required=False, allow_blank=True, default="")
    reference = serializers.CharField(max_length=MOST_REFERENCE, required=False, allow_blank=True, default="")


class BatchReportSerializer(serializers.Serializer[Any]):
    entries = serializers.ListField(child=EntrySerializer(), max_length=MOST_PAYOUTS, required=False, default=list)
    settle_rest = serializers.BooleanField(
        required=False, default=False, help_text="All that were sent and are not named arrived."
    )


class ReportLookSerializer(serializers.Serializer[Any]):
    entries = serializers.ListField(child=EntrySerializer(), max_length=MOST_PAYOUTS)


class EntryRefusalSerializer(serializers.Serializer[DomainError]):
    """Why an entry would not be written down, as entering it would say it."""

    code = serializers.CharField(help_text="The kind of the refusal: its type without /problems/.")
    detail = serializers.CharField(source="message")


class EntryLookedSerializer(serializers.Serializer[entering.Looked]):
    payout = serializers.UUIDField(source="payout.public_id", default=None, allow_null=True)
    display_name = serializers.CharField(source="payout.participant.display_name", default="")
    amount = serializers.SerializerMethodField()
    before = serializers.CharField(help_text="How the payout stands before this entry; empty where there is none.")
    after = serializers.CharField(help_text="And how after it.")
    refused = EntryRefusalSerializer(allow_null=True)

    @extend_schema_field(MoneySerializer(allow_null=True))
    def get_amount(self, looked: entering.Looked) -> dict[str, Any] | None:
        payout = looked.payout
        return None if payout is None else money(payout.amount_minor, payout.batch.currency)


class ReportLookedSerializer(serializers.Serializer[Any]):
    entries = EntryLookedSerializer(many=True, help_text="One for each that was sent, in their order.")


class PayoutChangeSerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(entering.ENTERED, required=False, help_text="What became of it.")
    reason = serializers.CharField(max_length=MOST_REASON, required=False, allow_blank=True, default="")
    reference = serializers.CharField(max_length=MOST_REFERENCE, required=False, allow_blank=True, default="")
    needs_person = serializers.BooleanField(
        required=False, default=True, help_text="false: a person has looked, and it may be asked about again."
    )

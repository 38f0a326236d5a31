"""A finding as its reviewers are shown it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from campaigns.errors import DomainError
from campaigns.findings.api import LocationSerializer, VerdictSerializer
from campaigns.findings.corroborations_api import PieceSerializer
from campaigns.findings.dossiers import Dossier
from campaigns.findings.evidence_shown import EvidenceSerializer
from campaigns.findings.models import Finding
from campaigns.findings.operations import next_paid_rank, possible_steps
from campaigns.findings.showing import location_of
from campaigns.findings.steps import probability_of
from campaigns.people.doors import signed_in
from campaigns.recruiting.api import PersonSerializer
from campaigns.saying import spoken


class ObjectiveNameSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    title = serializers.CharField()


class CredibilitySerializer(serializers.Serializer[Any]):
    log_odds = serializers.FloatField(help_text="Above zero it is rather true than false.")
    probability = serializers.FloatField(help_text="The same, from 0 to 1.")
    pieces = PieceSerializer(many=True, help_text="Every piece of it, each with its weight and as a sentence.")


class ClusterSerializer(serializers.Serializer[Any]):
    size = serializers.IntegerField(help_text="How many reports seem to be of the same thing, this one included.")
    first = serializers.UUIDField(allow_null=True, help_text="The first valid report among them.")


class ClaimStateSerializer(serializers.Serializer[Any]):
    mine = serializers.BooleanField(help_text="Whether you have taken it up.")
    until = serializers.DateTimeField(allow_null=True, help_text="Yours, or else the first to end of the others'.")
    taken = serializers.IntegerField(help_text="How many reviewers have taken it up.")
    places = serializers.IntegerField(help_text="How many can at the same time: those whose say is still needed.")


class VoteSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    at = serializers.DateTimeField()
    reason = serializers.CharField()
    note = serializers.CharField()


class VotesSerializer(serializers.Serializer[Any]):
    needed = serializers.IntegerField(help_text="How many reviewers are asked; more than two thirds decide.")
    cast = serializers.IntegerField()
    disputed = serializers.BooleanField(help_text="The reviewers do not agree; an organizer decides alone.")
    votes = VoteSerializer(many=True, allow_null=True, help_text="Closed (null) until you have voted yourself.")


class PrizeSerializer(serializers.Serializer[Any]):
    amount_minor = serializers.IntegerField()
    currency = serializers.CharField()


class WhyNotSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField(help_text="Why, and what to do instead.")


class RankSerializer(serializers.Serializer[Any]):
    rank = serializers.IntegerField(allow_null=True, help_text="Its place among the paid; null: all are paid already.")
    quota = serializers.IntegerField(help_text="How many are paid.")


class DossierSerializer(serializers.Serializer[Dossier]):
    """Shows a dossier to whoever makes the `request` of its context."""

    id = serializers.UUIDField(source="finding.public_id")
    campaign = serializers.CharField(source="finding.campaign.slug")
    objective = ObjectiveNameSerializer(source="finding.objective")
    participant = PersonSerializer(source="finding.participant")
    note = serializers.CharField(source="finding.note")
    observed_at = serializers.DateTimeField(source="finding.observed_at")
    received_at = serializers.DateTimeField(source="finding.received_at")
    location = serializers.SerializerMethodField(help_text="Exactly, whatever the public is shown.")
    evidence = EvidenceSerializer(many=True)
    state = serializers.ChoiceField(source="finding.state", choices=Finding.State.choices)
    round = serializers.IntegerField(source="finding.round", help_text="2 after an appeal.")
    possible_steps = serializers.SerializerMethodField()
    credibility = serializers.SerializerMethodField()
    cluster = serializers.SerializerMethodField()
    claim = serializers.SerializerMethodField()
    votes = serializers.SerializerMethodField()
    prize = serializers.SerializerMethodField(help_text="Null where the campaign hides prizes from reviewers.")
    priority = serializers.SerializerMethodField(
        help_text="The prize times the probability; null where it is hidden, or not known yet."
    )
    history = VerdictSerializer(many=True)

    @extend_schema_field(LocationSerializer(allow_null=True))
    def get_location(self, dossier: Dossier) -> dict[str, Any] | None:
        return location_of(dossier.finding, exactly=True)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_possible_steps(self, dossier: Dossier) -> list[str]:
        return possible_steps(dossier.finding)

    @extend_schema_field(CredibilitySerializer(allow_null=True))
    def get_credibility(self, dossier: Dossier) -> dict[str, Any] | None:
        if dossier.assessment is None:
            return None
        log_odds = dossier.assessment.log_odds
        return {
            "log_odds": log_odds,
            "probability": probability_of(log_odds),
            "pieces": spoken(dossier.assessment.pieces),
        }

    @extend_schema_field(ClusterSerializer)
    def get_cluster(self, dossier: Dossier) -> dict[str, Any]:
        first = dossier.cluster_first
        return {"size": dossier.cluster_size, "first": None if first is None else str(first.public_id)}

    @extend_schema_field(ClaimStateSerializer)
    def get_claim(self, dossier: Dossier) -> Any:
        own = dossier.own_claim(signed_in(self.context["request"]))
        shown = own or (dossier.claims[0] if dossier.claims else None)
        return ClaimStateSerializer(
            {
                "mine": own is not None,
                "until": None if shown is None else shown.expires_at,
                "taken": len(dossier.claims),
                "places": dossier.tally.places,
            }
        ).data

    @extend_schema_field(VotesSerializer)
    def get_votes(self, dossier: Dossier) -> Any:
        tally = dossier.tally
        return VotesSerializer(
            {"needed": tally.asked, "cast": tally.cast, "disputed": tally.is_disputed, "votes": dossier.votes}
        ).data

    @extend_schema_field(PrizeSerializer(allow_null=True))
    def get_prize(self, dossier: Dossier) -> dict[str, Any] | None:
        if not dossier.shows_prize:
            return None
        finding = dossier.finding
        return {"amount_minor": finding.objective.prize_minor, "currency": finding.campaign.currency}

    @extend_schema_field(serializers.FloatField(allow_null=True))
    def get_priority(self, dossier: Dossier) -> float | None:
        if not dossier.shows_prize or dossier.assessment is None:
            return None
        # Worked out, since what was decided has left the order.
        return dossier.finding.objective.prize_minor * probability_of(dossier.assessment.log_odds)


class OpenDossierSerializer(DossierSerializer):
    """One dossier by itself: also what a verdict of the reader's would come to, for which `refusal` is asked."""

    refused = serializers.SerializerMethodField(
        help_text="Why you may not decide about it, whoever has taken it up; null where you may."
    )
    if_verified = serializers.SerializerMethodField(
        help_text="What verifying it now would give; null where prizes are hidden from you, or it is decided."
    )

    @extend_schema_field(WhyNotSerializer(allow_null=True))
    def get_refused(self, dossier: Dossier) -> dict[str, Any] | None:
        refused: DomainError | None = self.context["refusal"]
        return None if refused is None else {"code": refused.code, "detail": refused.message}

    @extend_schema_field(RankSerializer(allow_null=True))
    def get_if_verified(self, dossier: Dossier) -> dict[str, Any] | None:
        if not dossier.shows_prize or dossier.finding.state not in Finding.UNDECIDED:
            return None
        objective = dossier.finding.objective
        return {"rank": next_paid_rank(objective), "quota": objective.quota}

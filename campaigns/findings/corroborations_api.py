"""Corroborations over HTTP: the other reports of the same cluster, and what is thought of this one and why.

Reviewers see all of it. Others who may see the finding learn how many there are and nothing else: a reporter who knew
who says the same, and what counted for and against them, would know what to forge next.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.findings.api import FindingView
from campaigns.findings.assessing import first_in, read_cluster
from campaigns.findings.corroborating import Kinship, kinship_of
from campaigns.findings.credibility import probability_of
from campaigns.findings.gathering import Row, read_chains
from campaigns.findings.gold import find_gold, opinion_of
from campaigns.findings.models import Assessment, Finding, Gold
from campaigns.findings.proximity import distance_m
from campaigns.people.doors import REVIEWER, SIGNED_IN, Scope, Who, signed_in
from campaigns.recruiting.api import PersonSerializer
from campaigns.recruiting.models import Participant
from campaigns.saying import spoken

MOST_SHOWN = 100


class CorroborationSerializer(serializers.Serializer[Any]):
    finding = serializers.UUIDField()
    participant = PersonSerializer()
    state = serializers.ChoiceField(Finding.State.choices)
    received_at = serializers.DateTimeField()
    observed_at = serializers.DateTimeField(help_text="When it was seen, by the reporter's own clock.")
    distance_m = serializers.FloatField(help_text="From this report along the earth, in metres.")
    minutes_apart = serializers.FloatField(help_text="Between the times at which both say they saw it.")
    same_tree = serializers.BooleanField(help_text="Whether both stand under the same root.")
    same_branch = serializers.BooleanField(help_text="Whether one brought the other, or somebody close brought both.")
    is_first = serializers.BooleanField(help_text="Whether it is the first valid report of the cluster.")


class PieceSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    value = serializers.FloatField(help_text="In log-odds: above 0 it speaks for the report.")
    sentence = serializers.CharField()


class AssessmentSerializer(serializers.Serializer[Any]):
    log_odds = serializers.FloatField()
    probability = serializers.FloatField(help_text="That the report is true, as far as the pieces tell: 0 to 1.")
    assessed_at = serializers.DateTimeField()
    pieces = PieceSerializer(many=True)


class CorroborationsSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField(help_text="Of other people's reports in the cluster that stand.")
    is_first = serializers.BooleanField(required=False, help_text="Whether this is the first valid report of all.")
    first = serializers.UUIDField(
        required=False, allow_null=True, help_text="The first valid report; none where no report is valid any more."
    )
    reports = CorroborationSerializer(
        many=True, required=False, help_text=f"In order of receipt, decided ones too; {MOST_SHOWN} at most."
    )
    assessment = AssessmentSerializer(
        required=False, allow_null=True, help_text="What was thought of it before anybody decided."
    )


class CorroborationsView(FindingView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.FINDINGS_READ}

    @extend_schema(
        summary="Read which other reports are of the same thing, and what is thought of this one",
        description="Reports of one objective are of one cluster when each is within the campaign's distance and hours"
        " of another. The first valid report is the one received first by the server's clock, of those neither"
        " rejected, withdrawn, a duplicate nor reversed. Reviewers read all of it; its reporter"
        " and treasurers `count` alone.",
        responses=CorroborationsSerializer,
        tags=["review"],
    )
    def get(self, request: Request, finding_id: str) -> Response:
        gold = find_gold(public_id=self.finding.public_id, reviewer=signed_in(request))
        if gold is not None:
            return Response(CorroborationsSerializer(_alone(gold, self.finding)).data)
        rows = read_cluster(self.finding)
        others = [row for row in rows.values() if row.participant != self.finding.participant_id]
        count = sum(row.as_report().stands for row in others)
        user = signed_in(request)
        # A reviewer's own report is reviewed by others.
        if not user.may(self.finding.campaign_id, REVIEWER) or self.finding.participant.user_id == user.pk:
            return Response({"count": count})
        first = first_in(rows)
        told = {
            "count": count,
            "is_first": first == self.finding.pk,
            "first": rows[first].finding.public_id if first else None,
            "reports": _told(self.finding, rows, first),
            "assessment": _assessment(Assessment.objects.filter(finding=self.finding).first()),
        }
        return Response(CorroborationsSerializer(told).data)


def _told(finding: Finding, rows: dict[int, Row], first: int | None) -> list[dict[str, Any]]:
    def in_order(row: Row) -> tuple[datetime, int]:
        return row.finding.received_at, row.id

    others = sorted((row for row in rows.values() if row.id != finding.pk), key=in_order)[:MOST_SHOWN]
    chains = read_chains({finding.participant_id, *(row.participant for row in others)})
    people = Participant.objects.in_bulk({row.participant for row in others})
    mine = chains[finding.participant_id]
    reports = []
    for row in others:
        kinship = kinship_of(mine, chains[row.participant])
        reports.append(
            {
                "finding": row.finding.public_id,
                "participant": people[row.participant],
                "state": row.state,
                "received_at": row.finding.received_at,
                "observed_at": row.finding.observed_at,
                "distance_m": round(_metres(finding, row.finding), 1),
                "minutes_apart": round(abs((row.finding.observed_at - finding.observed_at).total_seconds()) / 60, 1),
                "same_tree": kinship != Kinship.OTHER_TREE,
                "same_branch": kinship == Kinship.OWN_BRANCH,
                "is_first": row.id == first,
            }
        )
    return reports


def _metres(one: Finding, other: Finding) -> float:
    places = (one.latitude, one.longitude, other.latitude, other.longitude)
    # Only what has a place is in a cluster with others.
    return distance_m(*(place or 0.0 for place in places))


def _alone(gold: Gold, guise: Finding) -> dict[str, Any]:
    """Say of gold that nobody else reports the same."""
    thought = _assessment(opinion_of(gold, guise))
    return {"count": 0, "is_first": True, "first": guise.public_id, "reports": [], "assessment": thought}


def _assessment(assessment: Assessment | None) -> dict[str, Any] | None:
    if assessment is None:
        return None
    return {
        "log_odds": assessment.log_odds,
        "probability": round(probability_of(assessment.log_odds), 4),
        "assessed_at": assessment.assessed_at,
        "pieces": spoken(assessment.pieces),
    }

"""What reports say, as it is read from the outside, and what they leave behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from campaigns.errors import InvalidInput
from campaigns.findings.facts import LONGEST_ANSWER, MOST_FACTS
from campaigns.findings.models import Finding
from campaigns.people.models import Trace
from campaigns.people.traces import connection_of, record_trace
from campaigns.recruiting.participant_tokens import LONGEST_TOKEN

EARLIEST_OBSERVATION = timedelta(days=10 * 366)


class ReportedLocationSerializer(serializers.Serializer[Any]):
    """A position, an address in words, or both."""

    latitude = serializers.FloatField(min_value=-90, max_value=90, required=False)
    longitude = serializers.FloatField(min_value=-180, max_value=180, required=False)
    accuracy_m = serializers.FloatField(min_value=0, max_value=40_075_000, required=False, allow_null=True)
    source = serializers.ChoiceField(  # type: ignore[assignment]  # the contract says so; DRF takes it for a field
        ["device", "map", "address"], required=False, help_text="How the place was given: map where left out."
    )
    address = serializers.CharField(
        max_length=300,
        required=False,
        allow_blank=True,
        help_text="In words. It becomes the last line of the note, for the reviewer to read.",
    )


@extend_schema_field(
    {
        "type": "object",
        "propertyNames": {"format": "uuid"},
        "maxProperties": MOST_FACTS,
        "additionalProperties": {"type": "string", "minLength": 1, "maxLength": LONGEST_ANSWER, "pattern": r"\S"},
    }
)
class AnswersField(serializers.DictField):
    child = serializers.CharField(max_length=LONGEST_ANSWER)


class ReportSerializer(serializers.Serializer[Any]):
    objective = serializers.UUIDField()
    participant = serializers.UUIDField(
        required=False, help_text="In a session only oneself. Required with a secret key."
    )
    participant_token = serializers.CharField(
        max_length=LONGEST_TOKEN,
        required=False,
        help_text="Required with a publishable key, and taken with nothing else: by it somebody shows who they are.",
    )
    note = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")
    observed_at = serializers.DateTimeField(required=False, help_text="When it was seen; now where left out.")
    location = ReportedLocationSerializer(required=False, allow_null=True)
    client_id = serializers.CharField(
        max_length=64,
        required=False,
        allow_null=True,
        help_text="Your own id of the report: sent again, it is the same report. Required without signing in.",
    )
    facts = AnswersField(
        required=False,
        help_text="Answers to the objective's questions, by their ids. Whether they are right is not told. A question "
        "that was withdrawn, or that one has answered three times, is passed over.",
    )
    claim_secret = serializers.RegexField(
        r"^[!-~]{32,128}$",
        required=False,
        error_messages={"invalid": "A claim_secret is 32 to 128 printable ASCII characters without spaces."},
        help_text="Without signing in, where the campaign allows it: chance that your device makes and keeps to itself "
        "(32 characters or more). All reports with it have one place, and its claim code is given to nobody else.",
    )
    referral_code = serializers.CharField(
        max_length=64,
        required=False,
        allow_blank=True,
        help_text="Without signing in: under whose link the place is made with the first report.",
    )

    def validate_observed_at(self, observed_at: Any) -> Any:
        if observed_at < timezone.now() - EARLIEST_OBSERVATION:
            raise InvalidInput("observed_too_long_ago", "This lies more than ten years back.", field="observed_at")
        return observed_at

    def validate_location(self, location: dict[str, Any] | None) -> dict[str, Any] | None:
        return None if location is None else checked_location(location)

    def validate_facts(self, facts: dict[str, str]) -> dict[UUID, str]:
        return checked_facts(facts)

    def validate_claim_secret(self, secret: str) -> str:
        if len(set(secret)) < 8:
            raise InvalidInput(
                "claim_secret_guessable", "This is not chance: anybody could guess it.", field="claim_secret"
            )
        return secret


def checked_location(given: dict[str, Any]) -> dict[str, Any]:
    """See that a place has a position, an address in words, or both."""
    has_address = bool(given.get("address", "").strip())
    has_position = "latitude" in given
    for name, other in (("longitude", "latitude"), ("latitude", "longitude")):
        if name not in given and (other in given or not has_address):
            raise InvalidInput(
                "position_incomplete",
                "A position has both latitude and longitude; or give an address.",
                field=f"location/{name}",
            )
    if given.get("accuracy_m") is not None and not has_position:
        raise InvalidInput(
            "accuracy_of_nothing",
            "There is no position that it could be the accuracy of.",
            field="location/accuracy_m",
        )
    return {"source": "map" if has_position else "address", **given}


def checked_facts(facts: dict[str, str]) -> dict[UUID, str]:
    """Read answers by the ids of their questions."""
    if len(facts) > MOST_FACTS:
        raise ValidationError(f"At most {MOST_FACTS} questions are answered at once.")
    try:
        read = {UUID(name): answer for name, answer in facts.items()}
    except ValueError:
        raise ValidationError("Answers are named by the ids of their questions.") from None
    if len(read) != len(facts):
        raise InvalidInput("question_answered_twice", "The same question is answered twice.", field="facts")
    return read


def leave_trace(request: Request, finding: Finding) -> None:
    record_trace(
        campaign_id=finding.campaign_id,
        participant_id=finding.participant_id,
        finding_id=finding.pk,
        kind=Trace.Kind.REPORT,
        connection=connection_of(request),
        at=finding.received_at,
    )

"""Letters over HTTP: whether the organizers of a campaign may write to me, and changing that."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.matching import as_read
from campaigns.people.consents import NUDGES, last_word, lock_person, say_consent, version_of, words_of
from campaigns.people.doors import SIGNED_IN, Who, signed_in
from campaigns.people.models import Consent
from campaigns.recruiting.api import OwnPlaceView


class LettersSerializer(serializers.Serializer[Any]):
    letters = serializers.BooleanField(help_text="Whether the organizers of this campaign may write to me.")


class LettersShownSerializer(LettersSerializer):
    wording = serializers.CharField(help_text="What one agrees to.")
    wording_version = serializers.IntegerField()
    said_at = serializers.DateTimeField(allow_null=True, help_text="When I last said so; null where I never did.")


class OwnLettersView(OwnPlaceView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "PUT": SIGNED_IN}

    @extend_schema(
        summary="Whether the organizers may write to me about this campaign",
        responses=LettersShownSerializer,
        tags=["taking part"],
    )
    def get(self, request: Request, slug: str) -> Response:
        return Response(self._state(request))

    @extend_schema(
        summary="Let the organizers write to me about this campaign, or not any more",
        description="What was said before stays on record; the last word counts. Who repeats it changes nothing.",
        request=LettersSerializer,
        responses=LettersShownSerializer,
        tags=["taking part"],
    )
    def put(self, request: Request, slug: str) -> Response:
        place = self.place
        said = LettersSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        with as_read(self, partial(lock_person, signed_in(request))):
            say_consent(
                user=signed_in(request),
                campaign_id=place.campaign_id,
                given=said.validated_data["letters"],
                how=Consent.How.API,
                at=timezone.now(),
            )
        return Response(self._state(request))

    def _state(self, request: Request) -> Any:
        word = last_word(user=signed_in(request), campaign_id=self.place.campaign_id)
        state = {
            "letters": word is not None and word.given,
            "wording": words_of(NUDGES),
            "wording_version": version_of(NUDGES),
            "said_at": word.at if word else None,
        }
        return LettersShownSerializer(state).data

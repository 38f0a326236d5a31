"""The organizers' news over HTTP: read by everybody who sees the campaign, written by its organizers."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.errors import NotFound
from campaigns.lists import listed
from campaigns.matching import as_read
from campaigns.people.doors import ANYONE, ORGANIZER, Scope, Who, signed_in
from campaigns.planning.access import CampaignView
from campaigns.planning.models import MOST_NEWS_TEXT, MOST_NEWS_TITLE, News
from campaigns.planning.news import correct_news, news_of, publish_news, standing_news, take_back_news

TAGS = ["campaigns"]


class UpdateSerializer(serializers.ModelSerializer[News]):
    id = serializers.UUIDField(source="public_id")

    class Meta:
        model = News
        fields: ClassVar = ["id", "title", "text", "published_at", "corrected_at"]


class UpdateDraftSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=MOST_NEWS_TITLE, help_text="One line.")
    text = serializers.CharField(
        max_length=MOST_NEWS_TEXT, help_text="Plain text; an empty line begins a paragraph, nothing becomes markup."
    )


class UpdateChangeSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=MOST_NEWS_TITLE, required=False)
    text = serializers.CharField(max_length=MOST_NEWS_TEXT, required=False)


class UpdatesView(CampaignView, ListAPIView[News]):
    who: ClassVar[dict[str, Who]] = {"GET": ANYONE, "POST": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.CAMPAIGNS_READ, "POST": Scope.CAMPAIGNS_WRITE}
    serializer_class = UpdateSerializer

    def get_queryset(self) -> QuerySet[News]:
        return news_of(self.campaign)

    get = listed(
        summary="The organizers' news",
        description="The latest first. What was taken back is not there any more.",
        tags=TAGS,
    )

    @extend_schema(
        summary="Publish news",
        description="Everybody who takes part is told of it once, by the channels they chose.",
        request=UpdateDraftSerializer,
        responses={201: UpdateSerializer},
        examples=[
            OpenApiExample(
                "News",
                value={"title": "Seven of ten are found", "text": "Three are left.\n\nNobody has looked in Ohio yet."},
                request_only=True,
            )
        ],
        tags=TAGS,
    )
    def post(self, request: Request, slug: str) -> Response:
        said = UpdateDraftSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        news = publish_news(
            campaign=self.campaign, organizer=signed_in(request), at=timezone.now(), **said.validated_data
        )
        return Response(UpdateSerializer(news).data, status=201)


class UpdateView(CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": ANYONE, "PATCH": (ORGANIZER,), "DELETE": (ORGANIZER,)}
    scope: ClassVar[dict[str, Scope]] = {
        "GET": Scope.CAMPAIGNS_READ,
        "PATCH": Scope.CAMPAIGNS_WRITE,
        "DELETE": Scope.CAMPAIGNS_WRITE,
    }

    @cached_property
    def news(self) -> News:
        news = news_of(self.campaign).filter(public_id=self.kwargs["update_id"]).first()
        if news is None:
            raise NotFound("unknown_update", "There is no such news in this campaign, or it was taken back.")
        return news

    @extend_schema(summary="Read a piece of news", responses=UpdateSerializer, tags=TAGS)
    def get(self, request: Request, slug: str, update_id: str) -> Response:
        return Response(UpdateSerializer(self.news).data)

    @extend_schema(
        summary="Correct a piece of news",
        description="It shows when it was corrected; nobody is told of it a second time.",
        request=UpdateChangeSerializer,
        responses=UpdateSerializer,
        tags=TAGS,
    )
    def patch(self, request: Request, slug: str, update_id: str) -> Response:
        said = UpdateChangeSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        with as_read(self, partial(standing_news, self.news)):
            news = correct_news(news=self.news, organizer=signed_in(request), at=timezone.now(), **said.validated_data)
        return Response(UpdateSerializer(news).data)

    @extend_schema(
        summary="Take a piece of news back",
        description="For good: its words are deleted. Letters that left stay where they are.",
        responses={204: None},
        tags=TAGS,
    )
    def delete(self, request: Request, slug: str, update_id: str) -> Response:
        with as_read(self, partial(standing_news, self.news)):
            take_back_news(news=self.news, organizer=signed_in(request), at=timezone.now())
        return Response(status=204)

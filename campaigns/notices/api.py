"""Notices over HTTP: my inbox, and which kinds reach me by which channel; in my own language."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.filters import CaseFilter, OfCampaign
from campaigns.matching import as_read
from campaigns.notices.choosing import choose
from campaigns.notices.inbox import Shown, lock_notice, mark, mark_all_read, notice_of, shown, unread_count
from campaigns.notices.kinds import KINDS, UNCHOSEN, wishes_of_one
from campaigns.notices.models import Notice, NoticeChoice
from campaigns.people.consents import lock_person
from campaigns.people.doors import SIGNED_IN, Who, signed_in
from campaigns.people.languages import language_of

TAGS = ["me"]


class NoticeAmountSerializer(serializers.Serializer[Any]):
    amount_minor = serializers.IntegerField()
    currency = serializers.CharField()


class NoticeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="notice.public_id")
    kind = serializers.ChoiceField([(name, name) for name in KINDS], source="notice.kind")
    campaign = serializers.CharField(
        source="notice.campaign.slug", default=None, allow_null=True, help_text="Null where it is about none."
    )
    sentence = serializers.CharField(source="said.sentence", help_text="In the person's own language; plain text.")
    path = serializers.CharField(source="said.path", help_text="The page where one can look at it; may be empty.")
    count = serializers.IntegerField(help_text="How many things of this kind happened in its hour.")
    amount = serializers.SerializerMethodField(help_text="What they add up to, where it is about money.")
    at = serializers.DateTimeField(source="notice.last_at")
    read_at = serializers.DateTimeField(source="notice.read_at", allow_null=True)

    @extend_schema_field(NoticeAmountSerializer(allow_null=True))
    def get_amount(self, told: Shown) -> Any:
        if told.amount_minor is None or told.notice.campaign is None:
            return None
        return {"amount_minor": told.amount_minor, "currency": told.notice.campaign.currency}


class UnreadSerializer(serializers.Serializer[Any]):
    unread = serializers.IntegerField()


class MarkSerializer(serializers.Serializer[Any]):
    read = serializers.BooleanField()


class ReadUpToSerializer(serializers.Serializer[Any]):
    up_to = serializers.UUIDField(
        required=False, allow_null=True, help_text="The newest notice that I saw; what came later stays unread."
    )


class InboxFilters(OfCampaign):
    unread = CaseFilter({"true": Q(read_at=None), "false": Q()}, help_text="true for what is not read yet.")


class InboxView(GenericAPIView[Notice]):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    serializer_class = NoticeSerializer
    filterset_class = InboxFilters

    def get_queryset(self) -> QuerySet[Notice]:
        return Notice.objects.in_inbox_of(signed_in(self.request).pk).select_related("campaign")

    @extend_schema(
        summary="What happened to me",
        description="The latest first. What happens of one kind in one campaign within an hour stands in one notice, "
        "which becomes unread again when more comes.",
        responses=NoticeSerializer(many=True),
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        with translation.override(language_of(signed_in(request))):
            told = NoticeSerializer(shown(page), many=True).data
        return self.get_paginated_response(told)


class UnreadView(APIView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}

    @extend_schema(summary="How much in my inbox is unread", responses=UnreadSerializer, tags=TAGS)
    def get(self, request: Request) -> Response:
        return Response(UnreadSerializer({"unread": unread_count(signed_in(request))}).data)


class ReadAllView(APIView):
    who: ClassVar[dict[str, Who]] = {"POST": SIGNED_IN}

    @extend_schema(
        summary="Mark everything in my inbox as read", request=ReadUpToSerializer, responses=UnreadSerializer, tags=TAGS
    )
    def post(self, request: Request) -> Response:
        said = ReadUpToSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        user = signed_in(request)
        up_to = said.validated_data.get("up_to")
        mark_all_read(user=user, up_to=None if up_to is None else notice_of(user, up_to), at=timezone.now())
        return Response(UnreadSerializer({"unread": unread_count(user)}).data)


class NoticeView(APIView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "PATCH": SIGNED_IN}

    @extend_schema(summary="Read a notice, which does not mark it as read", responses=NoticeSerializer, tags=TAGS)
    def get(self, request: Request, notice_id: UUID) -> Response:
        user = signed_in(request)
        with translation.override(language_of(user)):
            return Response(NoticeSerializer(shown([notice_of(user, notice_id)])[0]).data)

    @extend_schema(
        summary="Mark a notice as read or unread", request=MarkSerializer, responses=NoticeSerializer, tags=TAGS
    )
    def patch(self, request: Request, notice_id: UUID) -> Response:
        user = signed_in(request)
        notice = notice_of(user, notice_id)
        said = MarkSerializer(data=request.data, partial=True)
        said.is_valid(raise_exception=True)
        with as_read(self, partial(lock_notice, notice)):
            if "read" in said.validated_data:
                notice = mark(notice=notice, read=said.validated_data["read"], at=timezone.now())
        with translation.override(language_of(user)):
            return Response(NoticeSerializer(shown([notice])[0]).data)


class ChoiceShownSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField([(name, name) for name in KINDS if name not in UNCHOSEN])
    title = serializers.CharField(help_text="What the kind is called, in the person's language.")
    help = serializers.CharField(help_text="One sentence about it.")
    inbox = serializers.BooleanField(help_text="Whether the inbox shows it.")
    mail = serializers.ChoiceField(
        NoticeChoice.Mail.choices, help_text="By letter at once (once an hour at most), once a day, or never."
    )
    usual_mail = serializers.ChoiceField(NoticeChoice.Mail.choices, help_text="What holds for who chose nothing.")


class ChoicesShownSerializer(serializers.Serializer[Any]):
    kinds = ChoiceShownSerializer(many=True)


class ChoiceSerializer(serializers.Serializer[Any]):
    inbox = serializers.BooleanField(required=False)
    mail = serializers.ChoiceField(NoticeChoice.Mail.choices, required=False)


class ChoicesSerializer(serializers.Serializer[Any]):
    kinds = serializers.DictField(child=ChoiceSerializer(), help_text="By kind; those left out stay as they are.")


class NoticeChoicesView(APIView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN, "PATCH": SIGNED_IN}

    @extend_schema(summary="Which kinds of notices reach me, and how", responses=ChoicesShownSerializer, tags=TAGS)
    def get(self, request: Request) -> Response:
        return self._shown(request)

    @extend_schema(
        summary="Choose which kinds of notices reach me, and how",
        request=ChoicesSerializer,
        responses=ChoicesShownSerializer,
        examples=[
            OpenApiExample(
                "At once and silent",
                value={"kinds": {"recruit_joined": {"mail": "now"}, "campaign_news": {"inbox": True, "mail": "never"}}},
                request_only=True,
            )
        ],
        tags=TAGS,
    )
    def patch(self, request: Request) -> Response:
        said = ChoicesSerializer(data=request.data, partial=True)
        said.is_valid(raise_exception=True)
        with as_read(self, partial(lock_person, signed_in(request))):
            choose(user=signed_in(request), chosen=said.validated_data.get("kinds", {}))
        return self._shown(request)

    def _shown(self, request: Request) -> Response:
        user = signed_in(request)
        wishes = wishes_of_one(user)
        with translation.override(language_of(user)):
            rows = [
                {
                    "kind": name,
                    "title": str(kind.label),
                    "help": str(kind.help),
                    "inbox": wishes[name].inbox,
                    "mail": wishes[name].mail,
                    "usual_mail": kind.mail,
                }
                for name, kind in KINDS.items()
                if name not in UNCHOSEN
            ]
        return Response(ChoicesShownSerializer({"kinds": rows}).data)

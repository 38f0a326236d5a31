"""One's statement as pages, CSV or PDF, and a campaign's books as CSV or Beancount text."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from campaigns.errors import InvalidInput, NotFound
from campaigns.filters import KnownParameters
from campaigns.people.doors import ORGANIZER, SIGNED_IN, TREASURER, Scope, Who, signed_in
from campaigns.planning.access import CampaignView
from campaigns.planning.api import MoneySerializer, money
from campaigns.recruiting.api import OwnPlaceView
from campaigns.recruiting.models import Participant
from rewards.ledger.models import Transfer
from rewards.payouts.holds_api import OwnPayoutHoldSerializer, show_own_holds
from rewards.statements import beancount, books_csv, ledger_reading, reading
from rewards.statements.documents import (
    BeancountForm,
    CsvForm,
    Forms,
    PdfForm,
    form_of,
    period_of,
    send_whole,
    stream_text,
)
from rewards.statements.fonts import font_set
from rewards.statements.reading import MOST_ON_CHAIN
from rewards.statements.statement import Balances, Line, OnChain, Period, Prize
from rewards.statements.statement_csv import write_statement
from rewards.statements.statement_pdf import MOST_TRANSFERS, draw_statement
from rewards.statements.tables import gathered

_PERIOD = [
    OpenApiParameter("from", OpenApiTypes.DATE, description="The first day told of, as the campaign's zone has it."),
    OpenApiParameter("to", OpenApiTypes.DATE, description="The first day not told of any more."),
]
_FORM = OpenApiParameter("format", str, enum=["json", "csv", "pdf"], description="In place of an Accept header.")
# The page is one thing with its balances, so what a list would have is said here.
_PAGES = [
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": 100, "default": 25},
        description="How many results a page has.",
    ),
    OpenApiParameter(
        "cursor",
        {"type": "string", "pattern": "^[A-Za-z0-9_=-]+$"},
        description="Where the page begins: taken from next or previous, never made up.",
    ),
]
_PAGE = ("limit", "cursor")
_CAMPAIGN = OpenApiParameter("campaign", str, description="The address of one campaign; all, where it is left out.")


class StandingSerializer(serializers.Serializer[Any]):
    """What stands on a person's accounts in one campaign."""

    held = serializers.SerializerMethodField()
    payable = serializers.SerializerMethodField()
    in_payout = serializers.SerializerMethodField()
    paid = serializers.SerializerMethodField()
    owed = serializers.SerializerMethodField()

    @extend_schema_field(MoneySerializer)
    def get_held(self, row: dict[str, Any]) -> dict[str, Any]:
        return money(row["held"], row["currency"])

    @extend_schema_field(MoneySerializer)
    def get_payable(self, row: dict[str, Any]) -> dict[str, Any]:
        return money(row["payable"], row["currency"])

    @extend_schema_field(MoneySerializer)
    def get_in_payout(self, row: dict[str, Any]) -> dict[str, Any]:
        return money(row["in_payout"], row["currency"])

    @extend_schema_field(MoneySerializer)
    def get_paid(self, row: dict[str, Any]) -> dict[str, Any]:
        return money(row["paid"], row["currency"])

    @extend_schema_field(MoneySerializer)
    def get_owed(self, row: dict[str, Any]) -> dict[str, Any]:
        return money(row["owed"], row["currency"])


class BalanceSerializer(StandingSerializer):
    """A person's money in one campaign."""

    campaign = serializers.CharField()
    currency = serializers.CharField()


class OnChainSerializer(serializers.Serializer[OnChain]):
    above_finder = serializers.IntegerField(help_text="Steps above the finder.")
    display_name = serializers.CharField()
    me = serializers.BooleanField(source="is_me")
    amount_minor = serializers.IntegerField()


class PrizeSplitSerializer(serializers.Serializer[Prize]):
    """A prize along one's chain: the finder first, then everybody up to oneself, and who else got something of it."""

    objective = serializers.CharField(help_text="What was found or done.")
    prize_minor = serializers.IntegerField(source="minor")
    remainder_minor = serializers.IntegerField()
    people = OnChainSerializer(
        many=True, help_text=f"At most {MOST_ON_CHAIN} and those between the finder and me; in the line's currency."
    )
    releases_at = serializers.DateTimeField(allow_null=True, help_text="When held shares of it are looked at.")
    reversed_at = serializers.DateTimeField(allow_null=True, help_text="When it was taken back; null where it stands.")
    reversal_reason = serializers.CharField(
        help_text="Why the finding was found wrong: fraud, mistake, duplicate or other; empty where the prize stands."
    )


class StatementLineSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField(help_text="When it happened.")
    booked_at = serializers.DateTimeField(help_text="When it was written into the ledger.")
    campaign = serializers.CharField(source="campaign_slug")
    account = serializers.CharField(help_text="held, payable, in_payout, paid, or owed_by")
    amount = serializers.SerializerMethodField(help_text="What changed on the account; a debt grows by what is owed.")
    after = serializers.SerializerMethodField(help_text="What stood on one's accounts in the campaign after it.")
    what = serializers.CharField(
        help_text="share, release, pledge, reversal, debt, repayment, debt_repaid, payout_started, payout_paid,"
        " payout_failed, payout_returned, and later other kinds"
    )
    why = serializers.CharField(help_text="The reason, as a sentence to the person.")
    position = serializers.IntegerField(allow_null=True, help_text="Steps above the finder.")
    chain_length = serializers.IntegerField(allow_null=True, help_text="Everybody from the finder up to the root.")
    mechanism = serializers.CharField(help_text="The rule by which the prize was split; empty where there was none.")
    mechanism_version = serializers.IntegerField(allow_null=True)
    prize = PrizeSplitSerializer(
        allow_null=True, help_text="The prize of which it is a share, and how it was split; null where it is of none."
    )
    settlement = serializers.UUIDField(source="settlement_id", allow_null=True)
    payout = serializers.UUIDField(source="payout_id", allow_null=True)

    @extend_schema_field(MoneySerializer)
    def get_amount(self, line: Line) -> dict[str, Any]:
        return money(line.amount_minor, line.currency)

    @extend_schema_field(StandingSerializer)
    def get_after(self, line: Line) -> dict[str, Any]:
        return {name: money(minor, line.currency) for name, minor in zip(Balances._fields, line.after, strict=True)}


@extend_schema_serializer(many=False)
class StatementPageSerializer(serializers.Serializer[Any]):
    balances = BalanceSerializer(
        many=True, help_text="As they stand now: what the lines of all pages add up to, where no period is chosen."
    )
    payout_holds = OwnPayoutHoldSerializer(
        many=True, help_text="Why nothing is paid out to one for now, or was not; the latest first."
    )
    results = StatementLineSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


_ANSWERS = {
    (200, "application/json"): StatementPageSerializer,
    (200, "text/csv"): OpenApiTypes.STR,
    (200, "application/pdf"): OpenApiTypes.BINARY,
}
_ABOUT_DOCUMENTS = (
    "Pages have the newest line first; the documents have the oldest first, campaign after campaign, each with what"
    f" stood on one's accounts. A PDF tells of at most {MOST_TRANSFERS:,} transfers, CSV of any number."
)


class StatementView(KnownParameters, ListAPIView[Transfer]):
    takes: ClassVar[tuple[str, ...]] = ("campaign", "from", "to", *_PAGE)
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ}
    serializer_class = StatementLineSerializer
    renderer_classes = [JSONRenderer, CsvForm, PdfForm]
    content_negotiation_class = Forms

    @cached_property
    def period(self) -> Period:
        return period_of(self.request)

    @cached_property
    def places(self) -> list[Participant]:
        """The places that are told of: those in the campaign that is asked for, or all."""
        places = reading.places_of(signed_in(self.request).pk)
        slug = self.request.query_params.get("campaign")
        if slug is None:
            return places
        chosen = [place for place in places if place.campaign.slug == slug]
        if not chosen:
            raise NotFound("no_place", "You have no place in a campaign with this address.")
        return chosen

    @property
    def campaign_id(self) -> int | None:
        """The one campaign that is told of, where there is one."""
        return self.places[0].campaign_id if "campaign" in self.request.query_params else None

    def get_queryset(self) -> QuerySet[Transfer]:
        transfers = reading.transfers_of(user_id=signed_in(self.request).pk, campaign_id=self.campaign_id)
        return reading.within(transfers, self.period, places=self.places)

    def cut_page(self, narrow: reading.Narrow, most: int) -> list[Transfer]:
        return reading.first_of(
            narrow,
            user_id=signed_in(self.request).pk,
            campaign_id=self.campaign_id,
            period=self.period,
            places=self.places,
            most=most,
        )

    @extend_schema(
        summary="My money, line by line with its reason",
        description=_ABOUT_DOCUMENTS,
        parameters=[_FORM, _CAMPAIGN, *_PERIOD, *_PAGES],
        responses=_ANSWERS,
        tags=["me"],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        return self.answer()

    def answer(self) -> HttpResponseBase:
        """Answer in the form that is wanted."""
        form = form_of(self.request)
        if form == "csv":
            return self.answer_csv()
        if form == "pdf":
            return self.answer_pdf()
        user = signed_in(self.request)
        page: list[Transfer] = list(self.paginate_queryset(self.get_queryset()) or [])
        lines = reading.lines_of(page, user_id=user.pk)
        response = self.get_paginated_response(StatementLineSerializer(lines, many=True).data)
        sums = reading.balances(user_id=user.pk, campaign_id=self.campaign_id)
        response.data = {
            "balances": BalanceSerializer(sums, many=True).data,
            "payout_holds": show_own_holds(self.places),
            **response.data,
        }
        return response

    def answer_csv(self) -> HttpResponseBase:
        statement = reading.read_statement(
            user_id=signed_in(self.request).pk, places=self.places, period=self.period, at=timezone.now()
        )
        return stream_text(gathered(write_statement(statement)), form=CsvForm, name=self.file_name)

    def answer_pdf(self) -> HttpResponseBase:
        user = signed_in(self.request)
        count = reading.count_transfers(user_id=user.pk, places=self.places, period=self.period)
        if count > MOST_TRANSFERS:
            raise InvalidInput(
                "statement_too_long",
                f"A PDF tells of at most {MOST_TRANSFERS:,} transfers and these are {count:,}. Choose a period with"
                " from and to, or take CSV, which has no limit.",
                most=MOST_TRANSFERS,
                count=count,
            )
        statement = reading.read_statement(user_id=user.pk, places=self.places, period=self.period, at=timezone.now())
        fonts = font_set(tuple(settings.STATEMENT_FONTS))
        return send_whole(draw_statement(statement, fonts=fonts), form=PdfForm, name=self.file_name)

    @property
    def file_name(self) -> str:
        about = self.places[0].campaign.slug if self.campaign_id is not None else "all"
        days = [day.isoformat() for day in (self.period.since, self.period.until) if day is not None]
        return "-".join(["statement", about, *days])


class RewardsView(OwnPlaceView, StatementView):
    """One's money in one campaign."""

    takes: ClassVar[tuple[str, ...]] = ("from", "to", *_PAGE)
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ}

    @cached_property
    def places(self) -> list[Participant]:
        return [self.place]

    @property
    def campaign_id(self) -> int | None:
        return self.place.campaign_id

    @extend_schema(
        summary="My money in this campaign, line by line with its reason",
        description=_ABOUT_DOCUMENTS,
        parameters=[_FORM, *_PERIOD, *_PAGES],
        responses=_ANSWERS,
        tags=["taking part"],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        return self.answer()


class BooksView(CampaignView):
    """A campaign's whole ledger, for its treasurers and whoever keeps the accounts."""

    who: ClassVar[dict[str, Who]] = {"GET": (ORGANIZER, TREASURER)}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.REWARDS_READ}
    renderer_classes = [CsvForm, BeancountForm]
    content_negotiation_class = Forms

    @extend_schema(
        summary="The campaign's books, to be loaded by an accountant",
        description="Every transfer, the oldest first, as of the moment of the request: CSV, or Beancount text that"
        " asserts at its end what the ledger's own totals are.",
        parameters=[
            OpenApiParameter("format", str, enum=["csv", "beancount"], description="In place of an Accept header."),
            OpenApiParameter(
                "people",
                str,
                enum=["names", "pseudonyms"],
                description="Whether participants' names stand beside the pseudonyms of the public ledger (names).",
            ),
        ],
        responses={(200, "text/csv"): OpenApiTypes.STR, (200, "text/x-beancount"): OpenApiTypes.STR},
        tags=["money"],
    )
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        people = request.query_params.get("people", "names")
        if people not in ("names", "pseudonyms"):
            raise InvalidInput("unknown_people", "people must be names or pseudonyms.", field="people")
        books = ledger_reading.read_books(campaign=self.campaign, names_people=people == "names", at=timezone.now())
        name = f"{self.campaign.slug}-books"
        if form_of(request) == "beancount":
            return stream_text(gathered(beancount.write_books(books)), form=BeancountForm, name=name)
        return stream_text(gathered(books_csv.write_books(books)), form=CsvForm, name=name)

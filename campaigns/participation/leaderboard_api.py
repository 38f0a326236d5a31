"""The leaderboard over HTTP, for everybody who takes part and for the campaign's staff."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils import timezone
from django.utils.functional import cached_property
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from campaigns.errors import InvalidInput, NotFound
from campaigns.filters import KnownParameters
from campaigns.participation.leaderboard import Board, Ranked
from campaigns.participation.ranking import Ranking, rank_participants
from campaigns.people.consents import who_is_named
from campaigns.people.doors import SIGNED_IN, STAFF, Scope, Who, signed_in
from campaigns.planning.access import CampaignView
from campaigns.recruiting.models import Participant

PERIODS = ("all", "current")
BEST = 50
AROUND = 5


class RankedSerializer(serializers.Serializer[Any]):
    """One row of the leaderboard."""

    rank = serializers.IntegerField(help_text="People of one score share it.")
    id = serializers.UUIDField()
    name = serializers.CharField(
        allow_null=True, help_text="Null of whoever has not agreed to be named to all who take part."
    )
    score = serializers.IntegerField(help_text="active_recruits and verified together.")
    active_recruits = serializers.IntegerField(help_text="Whom they brought in themselves and who is active now.")
    verified = serializers.IntegerField(help_text="Their reports that were found true and still are.")
    is_me = serializers.BooleanField()


class OwnRankSerializer(serializers.Serializer[Any]):
    rank = serializers.IntegerField(allow_null=True, help_text="Null without a score, and for who is not ranked.")
    score = serializers.IntegerField()
    active_recruits = serializers.IntegerField()
    verified = serializers.IntegerField()
    on_leaderboard = serializers.BooleanField(help_text="Changed by PATCH of my place.")


class LeaderboardSerializer(serializers.Serializer[Any]):
    period = serializers.ChoiceField(PERIODS)
    since = serializers.DateTimeField(allow_null=True, help_text="Where the current period begins; null for all time.")
    time_zone = serializers.CharField()
    gap_days = serializers.IntegerField(help_text="Active is who did something on one of so many last days.")
    people = serializers.IntegerField(help_text="How many are ranked.")
    me = OwnRankSerializer(allow_null=True, help_text="Null for who has no place in the campaign.")
    results = RankedSerializer(many=True)


class LeaderboardView(KnownParameters, CampaignView):
    who: ClassVar[dict[str, Who]] = {"GET": SIGNED_IN}
    scope: ClassVar[dict[str, Scope]] = {"GET": Scope.ANALYTICS_READ}
    takes: ClassVar = ("period", "around")

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.place is None and not self.is_staff:
            raise NotFound("no_place", "Only who takes part reads the leaderboard. Join the campaign first.")

    @cached_property
    def place(self) -> Participant | None:
        return Participant.objects.filter(campaign=self.campaign, user=signed_in(self.request)).first()

    @cached_property
    def is_staff(self) -> bool:
        return signed_in(self.request).may(self.campaign.pk, *STAFF)

    @extend_schema(
        summary="Who brought people who stayed, and found what was true",
        description=f"The best {BEST}, or with around=me up to {AROUND} above and {AROUND} below my own row. The score"
        " counts direct recruits who are active now, and verified findings. Who left the leaderboard, was removed,"
        " stands in a branch in quarantine or was erased is not on it. In a large campaign it is some seconds old.",
        parameters=[
            OpenApiParameter(
                "period",
                enum=PERIODS,
                description="all by default; current counts who joined, and what was verified, since then.",
            ),
            OpenApiParameter("around", enum=["me"], description="My surroundings instead of the best."),
        ],
        responses=LeaderboardSerializer,
        tags=["participation"],
    )
    def get(self, request: Request, slug: str) -> Response:
        period = request.query_params.get("period", "all")
        if period not in PERIODS:
            raise ValidationError({"period": [f"One of {', '.join(PERIODS)}."]})
        around = request.query_params.get("around")
        if around not in (None, "me"):
            raise ValidationError({"around": ["This is me, or left out."]})
        if around and self.place is None:
            raise InvalidInput(
                "no_surroundings", "You have no place in this campaign. Leave around out.", field="around"
            )
        ranking = rank_participants(self.campaign, current=period == "current", at=timezone.now())
        rows = _around(ranking.board, self.place) if around and self.place else ranking.board.ranked(0, BEST)
        return Response(
            LeaderboardSerializer(
                {
                    "period": period,
                    "since": ranking.since,
                    "time_zone": self.campaign.time_zone,
                    "gap_days": ranking.gap_days,
                    "people": len(ranking.board),
                    "me": self._own(ranking),
                    "results": self._told(rows),
                }
            ).data
        )

    def _own(self, ranking: Ranking) -> dict[str, Any] | None:
        if self.place is None:
            return None
        row = ranking.board.place_of(self.place.pk)
        mine = Ranked(self.place.pk, 0, 0, 0) if row is None else ranking.board.ranked(row, row + 1)[0]
        return {
            "rank": mine.rank or None,
            "score": mine.score,
            "active_recruits": mine.active_recruits,
            "verified": mine.verified,
            "on_leaderboard": self.place.on_leaderboard,
        }

    def _told(self, rows: list[Ranked]) -> list[dict[str, Any]]:
        places = Participant.objects.in_bulk([row.participant_id for row in rows])
        named = self._named(places)
        return [
            {
                "rank": row.rank,
                "id": place.public_id,
                "name": place.display_name if row.participant_id in named else None,
                "score": row.score,
                "active_recruits": row.active_recruits,
                "verified": row.verified,
                "is_me": self.place is not None and self.place.pk == row.participant_id,
            }
            for row in rows
            if (place := places.get(row.participant_id)) is not None
        ]

    def _named(self, places: dict[int, Participant]) -> set[int]:
        """Tell whose names the caller reads: all of them with a role, else those that are shown to them anyway."""
        if self.is_staff or self.place is None:
            return set(places)
        users = [place.user_id for place in places.values() if place.user_id is not None]
        agreed = who_is_named(user_ids=users, campaign_id=self.campaign.pk)
        above = {member.participant_id for member in Participant.objects.chain_of(self.place.pk)}
        return above | {
            pk for pk, place in places.items() if place.invited_by_id == self.place.pk or place.user_id in agreed
        }


def _around(board: Board, place: Participant) -> list[Ranked]:
    """Give who stands above and below somebody; the last of all where they have no score; nobody where they left."""
    if not place.on_leaderboard:
        return []
    row = board.place_of(place.pk)
    if row is None:
        row = len(board)
    return board.ranked(max(row - AROUND, 0), row + AROUND + 1)

"""The queue: what waits for a reviewer, in the order of what hangs on it.

A finding stands in somebody's queue as long as it is undecided and they may still say something about it. Those that
were assessed come first, the largest priority first; the others follow in the order in which they were received.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.aggregates import Count, Min
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import GreaterThan

from campaigns.errors import DomainError
from campaigns.findings.claiming import claim_finding
from campaigns.findings.gold import claim_gold, draw_gold
from campaigns.findings.kinship import without_kin
from campaigns.findings.models import Assessment, Claim, Finding, Gold, Verdict
from campaigns.findings.steps import refuse_out_of_time
from campaigns.findings.voting import say_of
from campaigns.people.models import User
from campaigns.planning.models import Campaign, Objective

GOLD_IN = 20
"""One pull in so many gives gold."""
_CANDIDATES = 20
_MOST_TRIES = 5
_chance = SystemRandom().random
_WAITING = (Finding.State.SUBMITTED, Finding.State.UNDER_REVIEW)


def decidable(
    *,
    campaign: Campaign,
    reviewer: User,
    at: datetime,
    objective: Objective | None = None,
    state: str | None = None,
) -> QuerySet[Finding]:
    """Give the undecided findings that this reviewer can take up now; without `state`, those that wait."""
    findings: QuerySet[Finding] = Finding.objects.filter(
        campaign=campaign, state__in=_WAITING if state is None else [state]
    )
    if objective is not None:
        findings = findings.filter(objective=objective)
    said = Verdict.objects.filter(finding=OuterRef("pk"))
    findings = findings.exclude(Exists(said.filter(say_of(reviewer, earlier=False))))
    findings = findings.exclude(Q(round__gt=1) & Exists(said.filter(say_of(reviewer, earlier=True))))
    findings = without_kin(findings, campaign_id=campaign.pk, user_id=reviewer.pk, path="participant")
    live = Claim.objects.filter(finding=OuterRef("pk"), expires_at__gt=at)
    findings = findings.exclude(Exists(live.filter(reviewer=reviewer)))
    has_place = _has_place(live, asked=campaign.reviewers_asked, campaign=campaign, reviewer=reviewer)
    dear = _dear_objectives(campaign)
    if dear:
        more = _has_place(live, asked=max(campaign.reviewers_asked, 2), campaign=campaign, reviewer=reviewer)
        has_place = (Q(objective__in=dear) & more) | (~Q(objective__in=dear) & has_place)
    # Nobody has taken up or voted on what is as it was submitted; asked first, this spares most of the counting.
    return findings.filter(Q(state=Finding.State.SUBMITTED) | has_place)


def _dear_objectives(campaign: Campaign) -> list[int]:
    """Name the objectives whose prize asks for a second reviewer."""
    floor = campaign.second_review_from_minor
    if floor is None:
        return []
    return list(Objective.objects.filter(campaign=campaign, prize_minor__gte=floor).values_list("pk", flat=True))


def _has_place(live: QuerySet[Claim], *, asked: int, campaign: Campaign, reviewer: User) -> Q:
    """Select findings that are not with as many reviewers as are needed; a dispute has a place for an organizer alone.

    The database counts here as `quorum.Tally` does; a test compares the two.
    """
    votes = (
        Verdict.objects.filter(finding=OuterRef("pk"), round=OuterRef("round"), kind__in=Verdict.VOTES)
        .order_by()
        .values("finding")
        .annotate(
            for_it=Count("pk", filter=Q(kind=Verdict.Kind.VOTE_VERIFY)),
            against=Count("pk", filter=Q(kind=Verdict.Kind.VOTE_REJECT)),
            asked=Greatest(Value(asked), Count("pk")),
        )
        .annotate(left=F("asked") - F("for_it") - F("against"), majority=F("asked") * 2 / 3 + 1)
        .annotate(
            places=Case(
                When(
                    majority__gt=Greatest(F("for_it"), F("against")) + F("left"),
                    then=Value(1 if reviewer.may(campaign.pk) else 0),
                ),
                default=Greatest(F("left"), Value(1)),
            )
        )
    )
    taken = live.order_by().values("finding").annotate(taken=Count("pk")).values("taken")
    number = IntegerField()
    return Q(
        GreaterThan(
            Coalesce(Subquery(votes.values("places"), output_field=number), Value(asked)),
            Coalesce(Subquery(taken, output_field=number), Value(0)),
        )
    )


def assessed(findings: QuerySet[Finding], *, campaign: Campaign) -> QuerySet[Assessment]:
    """Give the assessments of these findings; by priority they are read from an index, the first page at once."""
    return Assessment.objects.filter(campaign=campaign, priority__gt=0, finding__in=findings)


def not_assessed(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    return findings.filter(~Exists(Assessment.objects.filter(finding=OuterRef("pk"), priority__gt=0)))


def held(*, campaign: Campaign, reviewer: User, at: datetime) -> QuerySet[Finding]:
    """Give what this reviewer has taken up and not decided, gold among it as the findings behind it."""
    claims = Claim.objects.filter(reviewer=reviewer, expires_at__gt=at)
    return Finding.objects.filter(campaign=campaign, claims__in=claims)


@dataclass(frozen=True)
class Waiting:
    """How much waits for one reviewer, and since when."""

    waiting: int
    oldest_received_at: datetime | None
    held: int
    asked: int


def count_waiting(*, campaign: Campaign, reviewer: User, at: datetime) -> Waiting:
    """Count what this reviewer may take up, what they have taken up, and what waits for its reporter's answer."""
    counted = decidable(campaign=campaign, reviewer=reviewer, at=at).aggregate(n=Count("pk"), oldest=Min("received_at"))
    asked = decidable(campaign=campaign, reviewer=reviewer, at=at, state=Finding.State.NEEDS_INFO)
    # When what one holds was received is not told: gold was received long ago.
    return Waiting(
        waiting=counted["n"],
        oldest_received_at=counted["oldest"],
        held=held(campaign=campaign, reviewer=reviewer, at=at).count(),
        asked=asked.count(),
    )


def take_next(
    *,
    campaign: Campaign,
    reviewer: User,
    at: datetime,
    objective: Objective | None = None,
    besides: Collection[UUID] = (),
    draw: Callable[[], float] = _chance,
) -> Finding | Gold | None:
    """Take up the finding on which most hangs, or now and then gold; what one holds already comes before all else.

    What this reviewer gave back in the present round is left to the others, and `besides` names what they hold and
    are not to be given again, by the names that they know it by.
    """
    refuse_out_of_time(campaign, at)
    kept = held(campaign=campaign, reviewer=reviewer, at=at)
    if objective is not None:
        kept = kept.filter(objective=objective)
    for finding in kept.order_by("pk"):
        if finding.public_id in besides:
            continue
        if finding.state in _WAITING and _take(finding.pk, reviewer, at) is not None:
            return finding
        gold = Gold.objects.filter(finding=finding, retired_at__isnull=True).exclude(public_id__in=besides).first()
        if gold is not None and finding.state not in Finding.UNDECIDED:
            claim_gold(gold=gold, reviewer=reviewer, at=at)
            return gold
    if draw() < 1 / GOLD_IN:
        gold = draw_gold(campaign=campaign, reviewer=reviewer, objective=objective)
        if gold is not None and gold.public_id not in besides:
            claim_gold(gold=gold, reviewer=reviewer, at=at)
            return gold
    given_back = Verdict.objects.filter(
        finding=OuterRef("pk"), by=reviewer, kind=Verdict.Kind.RELEASED, round=OuterRef("round")
    )
    for _ in range(_MOST_TRIES):
        waiting = decidable(campaign=campaign, reviewer=reviewer, at=at, objective=objective)
        waiting = waiting.exclude(Exists(given_back)).exclude(public_id__in=besides)
        best = assessed(waiting, campaign=campaign).order_by("-priority", "pk").values_list("pk", flat=True)
        ids = list(best[:_CANDIDATES]) or list(
            not_assessed(waiting).order_by("received_at", "pk").values_list("pk", flat=True)[:_CANDIDATES]
        )
        if not ids:
            return None
        for pk in ids:
            if (taken := _take(pk, reviewer, at)) is not None:
                return taken
    return None


def _take(pk: int, reviewer: User, at: datetime) -> Finding | None:
    """Take up this one unless somebody else is just doing something with it."""
    try:
        with transaction.atomic():
            free = Finding.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=pk).first()
            if free is not None:
                claim_finding(finding=free, reviewer=reviewer, at=at)
            return free
    except DomainError:
        return None

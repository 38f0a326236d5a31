"""Progress: how far a campaign is, in the numbers that its page shows first and asks for again by the minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from campaigns.findings.models import Finding
from campaigns.findings.showing import public_place
from campaigns.planning.models import Campaign, Objective
from frontend.maps.drawing import Spot
from frontend.reads import Promise, Totals, totals_of

MOST_SPOTS = 200


@dataclass(frozen=True)
class Progress:
    """What was found of what can be paid, who takes part, and what was earned of what is promised."""

    totals: Totals
    found: int
    quota: int
    promised_minor: int

    @property
    def earned_minor(self) -> int:
        return self.totals.earned_minor


def progress_of(campaign: Campaign, promises: Sequence[Promise]) -> Progress:
    return Progress(
        totals=totals_of(campaign),
        found=sum(promise.found for promise in promises),
        quota=sum(promise.objective.quota for promise in promises),
        promised_minor=sum(promise.objective.quota * promise.objective.prize_minor for promise in promises),
    )


def spots_of(campaign: Campaign, promises: Sequence[Promise]) -> list[Spot]:
    """Give where to look and where something was found, as anybody may see it, by the numbers of the list."""
    numbers = {promise.objective.pk: number for number, promise in enumerate(promises, start=1)}
    looked = [
        Spot(
            o.longitude,
            o.latitude,
            numbers[o.pk],
            f"{numbers[o.pk]}. {o.title}",
            is_found=False,
            radius_m=o.radius_m or 0,
        )
        for o in (promise.objective for promise in promises if promise.left > 0)
        if o.longitude is not None and o.latitude is not None
    ]
    findings = (
        Finding.objects.ranked()
        .filter(campaign=campaign, state=Finding.State.VERIFIED, latitude__isnull=False)
        .exclude(objective__location_privacy=Objective.LocationPrivacy.HIDDEN)
        .select_related("objective")
        .order_by("-pk")[:MOST_SPOTS]
    )
    found = []
    for finding in findings:
        place = public_place(finding)
        if place is not None:
            number = numbers[finding.objective_id]
            name = _("%(number)s. %(title)s, found") % {"number": number, "title": finding.objective.title}
            found.append(Spot(place.longitude, place.latitude, number, name))
    return [*looked[:MOST_SPOTS], *found[::-1]]

"""Who is shown where a finding was: exactly, roughly or not at all.

Reviewers, organizers and the reporter see the place as it was given. Everybody else sees it as the objective's
`location_privacy` says, and reads no note where that is not exact, since a note may tell the way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.crypto import salted_hmac

from campaigns.findings.models import Finding
from campaigns.findings.privacy import ShownPlace, fuzz_place
from campaigns.people.doors import REVIEWER
from campaigns.people.models import User
from campaigns.planning.models import Objective

_EXACT, _HIDDEN = Objective.LocationPrivacy.EXACT, Objective.LocationPrivacy.HIDDEN


def exactness(user: User, campaign_id: int) -> Callable[[Finding], bool]:
    """Give the rule by which this person sees findings of the campaign exactly or not."""
    is_reviewer = user.may(campaign_id, REVIEWER)

    def sees_exactly(finding: Finding) -> bool:
        return is_reviewer or finding.participant.user_id == user.pk

    return sees_exactly


def known_places(user: User, campaign_id: int) -> Q:
    """Say of which findings this person sees the place exactly, and may so look for them by it.

    Of all others a box that grows smaller and smaller would tell what is not shown.
    """
    if user.may(campaign_id, REVIEWER):
        return Q()
    return Q(participant__user=user) | Q(objective__location_privacy=_EXACT)


def public_place(finding: Finding) -> ShownPlace | None:
    """Give the place as anybody may see it; nothing where there is none, or none to be seen."""
    privacy = finding.objective.location_privacy
    if finding.latitude is None or finding.longitude is None or privacy == _HIDDEN:
        return None
    if privacy == _EXACT:
        return ShownPlace(finding.latitude, finding.longitude, finding.accuracy_m)
    return fuzz_place(
        latitude=finding.latitude, longitude=finding.longitude, name=finding.public_id.bytes, key=_offset_key()
    )


def is_told_exactly(finding: Finding) -> bool:
    return finding.objective.location_privacy == _EXACT


def location_of(finding: Finding, *, exactly: bool) -> dict[str, Any] | None:
    """Write the place as the API does, exactly or as the public sees it."""
    if finding.latitude is None or finding.longitude is None:
        return None
    place = ShownPlace(finding.latitude, finding.longitude, finding.accuracy_m) if exactly else public_place(finding)
    if place is None:
        return None
    return {
        "latitude": place.latitude,
        "longitude": place.longitude,
        "accuracy_m": place.accuracy_m,
        "source": finding.location_source,
        "exact": exactly or is_told_exactly(finding),
    }


def _offset_key() -> bytes:
    # The oldest key that is still known: a place that were moved anew with every change of keys would give itself away.
    oldest = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS][-1]
    return salted_hmac("campaigns.findings.privacy", "", secret=oldest, algorithm="sha256").digest()

"""What of a campaign a caller may see, and the endpoints that are about one campaign."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import cached_property
from rest_framework.request import Request
from rest_framework.views import APIView

from campaigns.errors import NotFound
from campaigns.people.doors import Who
from campaigns.people.models import User
from campaigns.planning.models import Campaign


class CampaignView(APIView):
    """An endpoint about the campaign in its address."""

    who: ClassVar[dict[str, Who]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # Whoever may not see the campaign learns so before anything they sent is looked at.
        _ = self.campaign

    @cached_property
    def campaign(self) -> Campaign:
        return visible_campaign(self.request, self.kwargs["slug"])


def visible_campaign(request: Request, slug: str) -> Campaign:
    """Find the campaign as far as this caller may see it."""
    campaigns = Campaign.objects.visible_to(request.user.pk)
    if isinstance(request.user, User) and request.user.is_staff:
        # Operators confirm what drafts are funded with.
        campaigns = Campaign.objects.all()
    campaign = campaigns.filter(slug=slug).first()
    if campaign is None:
        raise NotFound("unknown_campaign", "There is no campaign at this address, or it is not public yet.")
    return campaign

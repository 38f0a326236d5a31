"""Roles that somebody is invited to: where the letter leads, to look at them and accept."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from campaigns.errors import DomainError
from campaigns.people.models import User
from campaigns.planning.roles import accept_invitation, find_invitation, invitations_of
from frontend.refusals import refuse


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitations(request: HttpRequest) -> HttpResponse:
    """Show one's open invitations, and take the role of the one that is accepted."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - tells the type checker what the decorator has checked
    now = timezone.now()
    if request.method == "POST":
        try:
            invitation = find_invitation(public_id=_named(request), user=user)
            role, _ = accept_invitation(invitation=invitation, user=user, at=now)
        except DomainError as refusal:
            return refuse(request, refusal)
        messages.success(request, f"You are {role.get_kind_display()} of {invitation.campaign.title} now.")
        return redirect("invitations")
    waiting = invitations_of(user=user, at=now).order_by("-invited_at", "-id")
    return render(request, "frontend/invitations.html", {"invitations": waiting})


def _named(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("invitation", ""))
    except ValueError:
        raise Http404 from None

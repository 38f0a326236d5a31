"""Notices: one's inbox as a page, how one wants to be told, and confirming an address to which letters were stopped."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.errors import DomainError
from campaigns.notices.choosing import choose
from campaigns.notices.inbox import mark_all_read, shown, unread_count
from campaigns.notices.kinds import KINDS, UNCHOSEN, wishes_of_one
from campaigns.notices.models import Notice, NoticeChoice
from campaigns.people.languages import language_of
from campaigns.people.mail_addresses import ask_to_confirm, confirm_address, stop_named, stop_of
from campaigns.people.mail_letters import send_confirmation
from campaigns.people.models import User
from campaigns.people.profiles import change_profile
from frontend.refusals import refuse
from frontend.speaking import speaks

MOST_SHOWN = 50


@login_required
@require_http_methods(["GET", "HEAD"])
@never_cache
@speaks
def notices(request: HttpRequest) -> HttpResponse:
    """Show one's latest notices, and what one chose."""
    user = _person(request)
    latest = Notice.objects.in_inbox_of(user.pk).select_related("campaign").order_by("-pk")[:MOST_SHOWN]
    wishes = wishes_of_one(user)
    context: dict[str, Any] = {
        "notices": shown(list(latest)),
        "unread": unread_count(user),
        "stop": stop_of(user),
        "kinds": [(kind, wishes[name]) for name, kind in KINDS.items() if name not in UNCHOSEN],
        "ways": [
            (NoticeChoice.Mail.NOW.value, _("At once")),
            (NoticeChoice.Mail.DAILY.value, _("Once a day")),
            (NoticeChoice.Mail.NEVER.value, _("Never")),
        ],
        "languages": settings.LANGUAGES,
        "zones": sorted(available_timezones()),
    }
    return render(request, "frontend/notices.html", context)


@login_required
@require_POST
@never_cache
@speaks
def notices_read(request: HttpRequest) -> HttpResponse:
    """Have everything in the inbox count as read."""
    mark_all_read(user=_person(request), at=timezone.now())
    return redirect("notices")


@login_required
@require_POST
@never_cache
@speaks
def notices_choose(request: HttpRequest) -> HttpResponse:
    """Keep how one wants to be told, in which language and by which clock."""
    ways = set(NoticeChoice.Mail.values)
    chosen = {}
    for name in KINDS:
        if name not in UNCHOSEN and (mail := request.POST.get(f"mail-{name}")) is not None:
            if mail not in ways:
                raise Http404
            chosen[name] = {"mail": mail, "inbox": request.POST.get(f"inbox-{name}") == "on"}
    user = _person(request)
    try:
        change_profile(user=user, language=request.POST.get("language"), time_zone=request.POST.get("time_zone"))
    except DomainError as refusal:
        return refuse(request, refusal)
    choose(user=user, chosen=chosen)
    user.refresh_from_db(fields=["language"])
    with translation.override(language_of(user)):
        messages.success(request, _("Your choice is kept."))
    return redirect("notices")


@login_required
@require_POST
@never_cache
@speaks
def address_ask(request: HttpRequest) -> HttpResponse:
    """Send a letter by which the person confirms their address."""
    user = _person(request)
    try:
        token = ask_to_confirm(user=user, at=timezone.now())
    except DomainError as refusal:
        return refuse(request, refusal)
    send_confirmation(user=user, token=token)
    messages.success(request, _("A letter is on its way to %(email)s.") % {"email": user.email})
    return redirect("notices")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@speaks
def address_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether letters may come again, since programs open links by themselves; a POST lets them."""
    try:
        stop = stop_named(token)
    except DomainError as refusal:
        return refuse(request, refusal)
    if request.method == "POST":
        confirm_address(stop=stop, at=timezone.now())
        stop.refresh_from_db()
    response = render(request, "frontend/confirm_address.html", {"stop": stop})
    # The address is a key: no other site learns it. Ours does, or the browser would not say that the form is ours.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - tells the type checker what the decorator has checked
    return request.user

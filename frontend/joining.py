"""Joining: asked for by anybody, confirmed by whoever shows that the address is theirs.

A stranger's form is kept on the server by e-mail address and a code is sent; after any later sign-in with that
address the person sees who they are attributed to, may correct it, and makes the place by confirming.
"""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from campaigns.errors import DomainError, NotPossibleNow
from campaigns.people.consents import PLACE, say_consent, words_of
from campaigns.people.models import Consent, Trace, User
from campaigns.people.traces import connection_of, record_trace
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import PendingJoin, ReferralLink
from campaigns.recruiting.operations import (
    correct_pending_join,
    find_link,
    join_campaign,
    pending_joins,
    refusal_of_campaign,
    refusal_of_link,
    request_join,
)
from campaigns.recruiting.splits import Shown, split_changed
from frontend.accounts import address_of_record, refuse_haste, remember_name, start_sign_in
from frontend.forms import ConfirmForm, JoinForm
from frontend.handing_up import handing_up, shown_of
from frontend.refusals import refuse, say
from frontend.speaking import speaks
from frontend.trail import Invite, Trail, attribute, distinct, read_invite, sign_invite
from frontend.views import own_place, visible_campaign


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@speaks
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a join in, or let its person confirm it."""
    campaign = visible_campaign(request, slug)
    user = request.user
    try:
        if not isinstance(user, User):
            return _ask(request, campaign)
        if request.method == "POST" and "correct" not in request.POST:
            return _confirm(request, campaign, user)
        if own_place(request, campaign) is not None:
            return redirect("place", campaign.slug)
        if request.method == "POST":
            return _correct(request, campaign, user)
        return _show(request, campaign, user)
    except DomainError as refusal:
        return refuse(request, refusal, campaign=campaign, place=own_place(request, campaign))


def _ask(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Show the form to a stranger, or keep what they wrote and send the code."""
    now = timezone.now()
    trail = Trail.read(request)
    posted = request.method == "POST"
    invite = _carried(request, campaign)
    # A link that was chosen and does not work any more is refused by its name, not passed over.
    link = attribute(campaign=campaign, trail=trail, invite=invite.link, at=now) or invite.link
    shown = shown_of(link, user=None, at=now)
    # Of another link than the form's own nothing was shown but that it has an owner.
    seen = invite.shown if link == invite.link else Shown(None)
    changed = split_changed(shown=seen.split, now=shown.split) if posted and seen != shown else None
    form = JoinForm(request.POST if posted else None)
    if posted and form.is_valid() and changed is None:
        email = form.cleaned_data["email"]
        hasty = refuse_haste(request, email=email)
        if hasty is not None:
            return hasty
        request_join(
            campaign=campaign,
            email=address_of_record(email),
            display_name=form.cleaned_data["display_name"],
            link=link,
            at=now,
            shown=seen,
        )
        return start_sign_in(request, email=email)
    refusal = refusal_of_campaign(campaign, at=now)
    if refusal is not None:
        raise refusal
    context = {
        "campaign": campaign,
        "form": form,
        "link": link,
        "changed": say(changed) if changed else "",
        "handing_up": handing_up(campaign, link=link, shown=shown),
        "invite": sign_invite(link, campaign=campaign, shown=shown),
    }
    return render(request, "frontend/join.html", context, status=409 if changed else 400 if posted else 200)


def _show(request: HttpRequest, campaign: Campaign, user: User) -> HttpResponse:
    """Show a signed-in person who they are attributed to."""
    pending = _pending(campaign, user)
    if pending is not None:
        return _offer(request, campaign, user, pending=pending, link=pending.link)
    link = attribute(campaign=campaign, trail=Trail.read(request), invite=None, at=timezone.now())
    return _offer(request, campaign, user, pending=None, link=link)


def _correct(request: HttpRequest, campaign: Campaign, user: User) -> HttpResponse:
    """Attribute the join to another link or to nobody, and show it again."""
    choice = request.POST.get("inviter", "")
    code = request.POST.get("code", "").strip() if choice == "code" else choice.removeprefix("link:")
    pending = _pending(campaign, user)
    try:
        if choice == "code" or code:
            link = find_link(code=_code_of(code), campaign=campaign)
            refusal = refusal_of_link(link, at=timezone.now())
            if refusal is not None:
                raise refusal
        else:
            link = None
        if pending is not None:
            correct_pending_join(pending=pending, code=link.code if link else None, at=timezone.now())
    except DomainError as refusal:
        kept = pending.link if pending else _carried(request, campaign).link
        return _offer(request, campaign, user, pending=pending, link=kept, code=code, problem=refusal)
    return _offer(request, campaign, user, pending=pending, link=link)


def _confirm(request: HttpRequest, campaign: Campaign, user: User) -> HttpResponse:
    """Make the place, under whoever the page showed."""
    invite = _carried(request, campaign)
    link = invite.link
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _offer(request, campaign, user, pending=_pending(campaign, user), link=link, form=form)
    try:
        now = timezone.now()
        with transaction.atomic():
            place, is_new = join_campaign(
                campaign=campaign,
                user=user,
                display_name=form.cleaned_data["display_name"],
                link=link,
                at=now,
                shown=invite.shown,
            )
            if is_new:
                record_trace(
                    campaign_id=campaign.pk,
                    participant_id=place.pk,
                    kind=Trace.Kind.JOIN,
                    connection=connection_of(request),
                    at=now,
                )
                say_consent(user=user, campaign_id=campaign.pk, given=True, how=Consent.How.JOIN, at=now, purpose=PLACE)
            if form.cleaned_data["letters"]:
                say_consent(user=user, campaign_id=campaign.pk, given=True, how=Consent.How.JOIN, at=now)
    except NotPossibleNow as refusal:
        if refusal.code != "split_changed":
            raise
        # Nothing is agreed to that was not seen: the page says what it is now, and asks again.
        pending = _pending(campaign, user)
        return _offer(request, campaign, user, pending=pending, link=link, form=form, changed=refusal)
    remember_name(user, display_name=form.cleaned_data["display_name"])
    return redirect("place", campaign.slug)


def _offer(
    request: HttpRequest,
    campaign: Campaign,
    user: User,
    *,
    pending: PendingJoin | None,
    link: ReferralLink | None,
    form: ConfirmForm | None = None,
    code: str = "",
    problem: DomainError | None = None,
    changed: DomainError | None = None,
) -> HttpResponse:
    now = timezone.now()
    refusal = refusal_of_campaign(campaign, at=now)
    if refusal is not None:
        raise refusal
    name = pending.display_name if pending else user.display_name
    asked_at = pending.asked_at if pending and link and pending.link_id == link.pk else None
    lost = refusal_of_link(link, at=now, asked_at=asked_at) if link else None
    followed = [
        pending.link if pending else None,
        *Trail.read(request).links(campaign),
        _carried(request, campaign).link,
    ]
    others = [other for other in distinct(followed) if other != link and refusal_of_link(other, at=now) is None]
    # What is shown is what the button confirms: a link that ran out is said to be lost, and not carried on.
    offered = None if lost else link
    shown = shown_of(offered, user=user, at=now)
    context = {
        "campaign": campaign,
        "link": offered,
        "lost": say(lost) if lost else "",
        "lost_link": link if lost else None,
        "others": others,
        "form": form or ConfirmForm(initial={"display_name": name}),
        "changed": say(changed) if changed else "",
        "handing_up": handing_up(campaign, link=offered, shown=shown),
        "invite": sign_invite(offered, campaign=campaign, shown=shown),
        "code": code,
        "problem": say(problem) if problem else "",
        "agreed": words_of(PLACE),
    }
    status = 409 if changed else 400 if problem or (form and form.errors) else 200
    return render(request, "frontend/confirm.html", context, status=status)


def _pending(campaign: Campaign, user: User) -> PendingJoin | None:
    """Find the join that waits for this person in this campaign."""
    waiting = pending_joins(user=user, at=timezone.now())
    return next((pending for pending in waiting if pending.campaign_id == campaign.pk), None)


def _carried(request: HttpRequest, campaign: Campaign) -> Invite:
    carried = request.POST.get("invite", "")
    return read_invite(carried, campaign=campaign) if carried else Invite(None, Shown(None))


def _code_of(written: str) -> str:
    """Take the code out of a whole link that somebody pasted."""
    return written.rstrip("/").rsplit("/", 1)[-1]

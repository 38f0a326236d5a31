"""The public pages: the start page, a campaign, and what a referral link opens."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from campaigns.errors import DomainError
from campaigns.people.doors import REVIEWER
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.planning.news import news_of
from campaigns.recruiting.links import count_visit
from campaigns.recruiting.models import Participant, ReferralLink
from campaigns.recruiting.operations import find_link, refusal_of_campaign, refusal_of_link
from frontend import reads
from frontend.forms import ConfirmForm, JoinForm
from frontend.handing_up import handing_up, shown_of
from frontend.maps.drawing import is_numbered
from frontend.progress import progress_of, spots_of
from frontend.refusals import refusal_of_place, refuse
from frontend.sharing import ways_to_share
from frontend.speaking import speaks
from frontend.trail import Trail, attribute, counts_as_visit, sign_invite
from frontend.worked import Example, offers_at, splits_of

# The latest; the rest has a page of its own.
MOST_NEWS = 3
# A first paragraph of more letters does not stand above everything.
MOST_LEAD = 400


def visible_campaign(request: HttpRequest, slug: str) -> Campaign:
    """Find the campaign as far as this visitor may see it."""
    campaign = Campaign.objects.visible_to(request.user.pk).filter(slug=slug).first()
    if campaign is None:
        raise Http404
    return campaign


def own_place(request: HttpRequest, campaign: Campaign) -> Participant | None:
    """Find the visitor's place in the campaign, if they have one."""
    if not isinstance(request.user, User):
        return None
    return (
        Participant.objects.filter(campaign=campaign, user=request.user)
        .select_related("campaign", "invited_by")
        .first()
    )


@require_safe
@cache_control(private=True, no_cache=True)
@speaks
def home(request: HttpRequest) -> HttpResponse:
    """Show which campaigns are open."""
    now = timezone.now()
    open_campaigns = reads.open_campaigns(at=now)
    shown = next(iter(open_campaigns), None)
    example = Example.chosen(request.GET)
    context = {
        "wide": True,
        "open_campaigns": open_campaigns,
        "ended_campaigns": reads.ended_campaigns(at=now),
        "places": reads.places_of(request.user) if isinstance(request.user, User) else [],
        # How it works is shown by the rules of a campaign that is really there.
        "campaign": shown,
        "example": example,
        "splits": splits_of(shown, list(shown.objectives.all()), example)[:1] if shown else [],
    }
    return render(request, "frontend/home.html", context)


@require_safe
@cache_control(private=True, no_cache=True)
@speaks
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell a campaign's story, its promises and how its money moves."""
    now = timezone.now()
    shown = visible_campaign(request, slug)
    promises = reads.promises_of(shown, at=now)
    refusal = refusal_of_campaign(shown, at=now)
    link = attribute(campaign=shown, trail=Trail.read(request), invite=None, at=now)
    split = shown_of(link, user=None, at=now)
    person = request.user
    news = list(news_of(shown).order_by("-pk")[: MOST_NEWS + 1])
    example = Example.chosen(request.GET)
    lead, story = _told(shown.description)
    spots = spots_of(shown, promises)
    context = {
        "wide": True,
        "lead": lead,
        "story": story,
        "news": news[:MOST_NEWS],
        "has_more_news": len(news) > MOST_NEWS,
        "may_review": isinstance(person, User) and person.may(shown.pk, REVIEWER),
        "may_organize": isinstance(person, User) and person.may(shown.pk),
        "campaign": shown,
        "promises": promises,
        "spots": spots,
        "numbered": is_numbered(spots),
        "example": example,
        "splits": splits_of(shown, [promise.objective for promise in promises], example),
        "progress": progress_of(shown, promises),
        "ledger": reads.ledger_of(shown) if shown.ledger_public else None,
        "refusal": refusal,
        "place": own_place(request, shown),
        "link": link,
        "form": JoinForm(),
        "handing_up": handing_up(shown, link=link, shown=split),
        "invite": sign_invite(link, campaign=shown, shown=split),
        "ways": ways_to_share(shown.title, f"{settings.PUBLIC_ADDRESS}{reverse('campaign', args=[shown.slug])}"),
    }
    return render(request, "frontend/campaign.html", context)


@require_safe
@cache_control(private=True, no_cache=True)
@speaks
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the part of a campaign's page that changes by the minute; whoever has it is told so, by its ETag."""
    shown = visible_campaign(request, slug)
    promises = reads.promises_of(shown, at=timezone.now())
    context = {"campaign": shown, "progress": progress_of(shown, promises)}
    response = render(request, "frontend/_progress.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _told(description: str) -> tuple[str, str]:
    """Tell the story's first paragraph from the rest; what is too long to stand above everything is all story."""
    first, _gap, rest = description.strip().replace("\r\n", "\n").partition("\n\n")
    return (first, rest.strip()) if len(first) <= MOST_LEAD else ("", description)


@require_safe
@never_cache
@speaks
def referral(request: HttpRequest, code: str) -> HttpResponse:
    """Keep who sent this visitor, then show who it is and what both would get."""
    try:
        link = find_link(code=code)
    except DomainError as refusal:
        return refuse(request, refusal)
    now = timezone.now()
    trail = Trail.read(request)
    # Whoever plays with the example came before.
    is_person = counts_as_visit(request) and "below" not in request.GET
    if is_person:
        count_visit(link=link, visitor=trail.visitor, at=now)
        trail.follow(link, at=now)
    response = _show_link(request, link=link, trail=trail)
    if is_person:
        trail.keep(request, response)
    return response


def _show_link(request: HttpRequest, *, link: ReferralLink, trail: Trail) -> HttpResponse:
    now = timezone.now()
    shown = link.campaign
    place = own_place(request, shown)
    refusal = refusal_of_link(link, at=now)
    if place is not None:
        refusal = refusal_of_place(place, link)
    if refusal is not None:
        return refuse(request, refusal, campaign=shown, place=place)
    attributed = attribute(campaign=shown, trail=trail, invite=link, at=now)
    inviter = attributed.participant if attributed else None
    objectives = list(shown.objectives.all())
    person = request.user if isinstance(request.user, User) else None
    split = shown_of(attributed, user=person, at=now)
    offers = offers_at(shown, splits_of(shown, objectives), inviter=inviter, split=split.split)
    below = request.GET.get("below", "")
    context = {
        "campaign": shown,
        "link": link,
        "attributed": attributed,
        "inviter": inviter,
        "offers": offers,
        "below": int(below) if below in ("1", "2") else 0,
        "pays_inviter": any(offer.pays_inviter for offer in offers),
        "pays_for_recruits": any(offer.pays_for_recruits for offer in offers),
        "form": ConfirmForm(initial={"display_name": person.display_name}) if person else JoinForm(),
        "handing_up": handing_up(shown, link=attributed, shown=split),
        "invite": sign_invite(attributed, campaign=shown, shown=split),
    }
    return render(request, "frontend/referral.html", context)

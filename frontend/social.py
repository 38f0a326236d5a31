"""Social cards and posters: what stands beside a link in a message, and on a wall.

Crawlers ask for cards, so nothing here counts as a visit and nothing is remembered. A card is public: it says what the
page of its link says to strangers, and there is none of a campaign that strangers may not see.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import astuple
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from campaigns.errors import DomainError
from campaigns.notices.amounts import write_money
from campaigns.people.models import User
from campaigns.planning.models import Campaign, Objective
from campaigns.recruiting.api import QR_TYPES
from campaigns.recruiting.links import current_link
from campaigns.recruiting.models import Participant, ReferralLink
from campaigns.recruiting.operations import find_link, refusal_of_link
from frontend import cards, posters, reads
from frontend.cards import Card, draw_card
from frontend.chain import Step
from frontend.posters import SIZES, Poster, draw_poster
from frontend.speaking import speaks
from frontend.views import own_place, visible_campaign
from frontend.worked import Offer, Split, offers_at, splits_of
from rewards.statements.fonts import FontSet, font_set

_FIVE_MINUTES = 300


@require_safe
@cache_control(public=True, max_age=_FIVE_MINUTES)
def campaign_card(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Draw the card of a campaign that anybody may see."""
    campaign = Campaign.objects.in_public().filter(slug=slug).first()
    if campaign is None:
        raise Http404
    with translation.override(_language_of(request)):
        return _answer_card(request, card_of_campaign(campaign))


@require_safe
@cache_control(public=True, max_age=_FIVE_MINUTES)
def referral_card(request: HttpRequest, code: str) -> HttpResponseBase:
    """Draw the card of a referral link; of one that leads nowhere any more, its campaign's."""
    try:
        link = find_link(code=code)
    except DomainError:
        raise Http404 from None
    with translation.override(_language_of(request)):
        works = link.participant is not None and refusal_of_link(link, at=timezone.now()) is None
        return _answer_card(
            request,
            card_of_link(link, link.participant) if works and link.participant else card_of_campaign(link.campaign),
        )


@require_safe
@cache_control(public=True, max_age=_FIVE_MINUTES)
def campaign_qr(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Draw the address of a campaign that anybody may see as a QR code."""
    campaign = Campaign.objects.in_public().filter(slug=slug).first()
    if campaign is None or kind not in QR_TYPES:
        raise Http404
    image = io.BytesIO()
    segno.make(_address(_of_campaign(campaign)), error="m", micro=False).save(image, kind=kind, scale=8, border=4)
    return HttpResponse(image.getvalue(), content_type=QR_TYPES[kind])


@require_safe
@cache_control(private=True, max_age=_FIVE_MINUTES)
@speaks
def campaign_poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the address of a campaign that anybody may see as a poster."""
    campaign = Campaign.objects.in_public().filter(slug=slug).first()
    if campaign is None:
        raise Http404
    return _answer_poster(request, campaign, poster_of_campaign(campaign, path=_of_campaign(campaign)))


@login_required
@require_safe
@never_cache
@speaks
def link_poster(request: HttpRequest, slug: str, link_id: UUID) -> HttpResponse:
    """Give one of the campaign's own links as a poster, to its organizers."""
    campaign = visible_campaign(request, slug)
    link = ReferralLink.objects.filter(campaign=campaign, participant=None, public_id=link_id).first()
    person = request.user
    if link is None or not (isinstance(person, User) and person.may(campaign.pk)):
        raise Http404
    return _answer_poster(request, campaign, poster_of_campaign(campaign, path=_of_link(link), code=link.code))


@login_required
@require_safe
@never_cache
@speaks
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Give one's link as a poster to print."""
    campaign = visible_campaign(request, slug)
    own = own_place(request, campaign)
    if own is None:
        raise Http404
    try:
        link = current_link(participant=own, at=timezone.now())
    except DomainError:
        raise Http404 from None
    offer = _best_offer(campaign, own, link)
    return _answer_poster(
        request,
        campaign,
        _poster(
            campaign,
            kicker=_("%(name)s invites you to") % {"name": own.display_name},
            told=_say_both(campaign, own, offer),
            steps=offer.prospects[0].steps if offer else (),
            path=_of_link(link),
            code=link.code,
        ),
    )


def poster_of_campaign(campaign: Campaign, *, path: str, code: str = "") -> Poster:
    """Say on a poster how a prize is shared; whoever joins by it has no inviter."""
    split = _best_split(campaign, list(campaign.objectives.all()))
    return _poster(
        campaign,
        kicker=_("Find it together, share the prize."),
        told=_how_shared(campaign, split) if split else "",
        steps=split.steps if split else (),
        path=path,
        code=code,
    )


def _poster(campaign: Campaign, *, kicker: str, told: str, steps: tuple[Step, ...], path: str, code: str) -> Poster:
    return Poster(
        kicker=kicker,
        title=campaign.title,
        told=told,
        steps=steps,
        nothing=_("Whoever neither finds anything nor has anybody in their chain who does gets nothing."),
        scan=_("Scan it, or type the address:"),
        address=_address(path),
        code=_("Code: %(code)s") % {"code": code} if code else "",
        language=str(translation.get_language()),
    )


def _answer_poster(request: HttpRequest, campaign: Campaign, poster: Poster) -> HttpResponse:
    """Answer with the poster, on the paper that is asked for."""
    size = request.GET.get("size", "a4")
    if size not in SIZES:
        raise Http404

    def draw(fonts: FontSet) -> bytes:
        return draw_poster(poster, size=size, fonts=fonts)

    response = _answer(request, (posters.VERSION, size, astuple(poster)), draw, "application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{campaign.slug}-poster.pdf"'
    return response


def card_of_campaign(campaign: Campaign) -> Card:
    promises = reads.promises_of(campaign, at=timezone.now())
    split = _best_split(campaign, [promise.objective for promise in promises])
    found, quota = sum(each.found for each in promises), sum(each.objective.quota for each in promises)
    told = _("%(found)s of %(quota)s found") % {"found": found, "quota": quota}
    return Card(
        kicker=_("Find it together, share the prize."),
        title=campaign.title,
        told=f"{_how_shared(campaign, split)} · {told}" if split else told,
        steps=split.steps if split else (),
        address=_shown(_of_campaign(campaign)),
    )


def card_of_link(link: ReferralLink, inviter: Participant) -> Card:
    offer = _best_offer(link.campaign, inviter, link)
    return Card(
        kicker=_("%(name)s invites you to") % {"name": inviter.display_name},
        title=link.campaign.title,
        told=_say_both(link.campaign, inviter, offer),
        steps=offer.prospects[0].steps if offer else (),
        address=_shown(_of_link(link)),
    )


def _best_split(campaign: Campaign, objectives: list[Objective]) -> Split | None:
    """Choose how the highest prize is divided, on the example."""
    splits = splits_of(campaign, objectives)
    return max(splits, key=lambda each: each.contract.prize_minor, default=None)


def _how_shared(campaign: Campaign, split: Split) -> str:
    prize = write_money(split.contract.prize_minor, campaign.currency)
    return _("How a prize of %(prize)s is shared") % {"prize": prize}


def _best_offer(campaign: Campaign, inviter: Participant, link: ReferralLink) -> Offer | None:
    """Choose the offer with the highest prize, as the link's page shows it to a stranger."""
    splits = splits_of(campaign, list(campaign.objectives.all()))
    offers = offers_at(campaign, splits, inviter=inviter, split=link.split)
    return max(offers, key=lambda each: each.split.contract.prize_minor, default=None)


def _say_both(campaign: Campaign, inviter: Participant, offer: Offer | None) -> str:
    if offer is None:
        return _("Find it together, share the prize.")
    first = offer.prospects[0]
    said = {"you": write_money(first.you_minor, campaign.currency), "name": inviter.display_name}
    if not first.inviter_minor:
        return _("If you find it, you get %(you)s.") % said
    said["theirs"] = write_money(first.inviter_minor, campaign.currency)
    return _("If you find it, you get %(you)s and %(name)s gets %(theirs)s.") % said


def _answer_card(request: HttpRequest, card: Card) -> HttpResponse:
    return _answer(request, (cards.VERSION, astuple(card)), lambda fonts: draw_card(card, fonts), "image/png")


def _answer(request: HttpRequest, said: tuple[Any, ...], draw: Callable[[FontSet], bytes], kind: str) -> HttpResponse:
    """Answer with what says it; whoever has it already is told so before anything is drawn."""
    etag = f'"{hashlib.sha256(repr(said).encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(draw(font_set(tuple(settings.STATEMENT_FONTS))), content_type=kind)
    response.headers["ETag"] = etag
    return response


def _language_of(request: HttpRequest) -> str:
    """Read which language the page speaks that refers to the card; crawlers ask for none."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _of_campaign(campaign: Campaign) -> str:
    return reverse("campaign", args=[campaign.slug])


def _of_link(link: ReferralLink) -> str:
    return reverse("referral", args=[link.code])


def _address(path: str) -> str:
    return f"{settings.PUBLIC_ADDRESS}{path}"


def _shown(path: str) -> str:
    """Write an address for people: what stands before the host is no news to them."""
    return f"{settings.PUBLIC_ADDRESS.partition('://')[2]}{path}"

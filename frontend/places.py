"""One's own place: the link to share, whom one brought, what one earned and why, and one's reports."""

from __future__ import annotations

import io
from urllib.parse import quote, urlencode

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from campaigns.errors import DomainError, InvalidInput
from campaigns.findings.vouching import vouchable_for
from campaigns.people.consents import NUDGES, last_word, words_of
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.recruiting.links import current_link
from campaigns.recruiting.models import Participant
from campaigns.recruiting.operations import refusal_of_campaign
from frontend import earnings, reads
from frontend.forms import SplitForm
from frontend.handing_up import split_choice
from frontend.holding import payouts_of, trust_of
from frontend.refusals import refuse
from frontend.views import own_place, visible_campaign
from rewards.contracts.splits import set_split

_QR_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@login_required
@require_safe
@never_cache
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Show somebody their own place."""
    campaign = visible_campaign(request, slug)
    own = own_place(request, campaign)
    if own is None:
        return redirect("join", campaign.slug)
    return _show_place(request, own)


@login_required
@require_POST
@never_cache
def split(request: HttpRequest, slug: str) -> HttpResponse:
    """Set what one's recruits hand up, and show what they will be shown of it."""
    campaign = visible_campaign(request, slug)
    own = own_place(request, campaign)
    if own is None:
        return redirect("join", campaign.slug)
    form = SplitForm(request.POST)
    if form.is_valid():
        try:
            set_split(participant=own, split=form.cleaned_data["split"] or None, at=timezone.now())
        except InvalidInput as refused:
            form.add_error("split", refused.message)
        except DomainError as refusal:
            return refuse(request, refusal, campaign=campaign, place=own)
        else:
            messages.success(request, "Set. Whoever joins by your link from now on agrees to it before they join.")
            return redirect("place", campaign.slug)
    return _show_place(request, own, split_form=form)


def _show_place(request: HttpRequest, own: Participant, *, split_form: SplitForm | None = None) -> HttpResponse:
    campaign = own.campaign
    now = timezone.now()
    link = current_link(participant=own, at=now)
    address = request.build_absolute_uri(reverse("referral", args=[link.code]))
    recruits, recruit_count = reads.recruits_of(own)
    context = {
        "campaign": campaign,
        "place": own,
        "link": link,
        "address": address,
        "qr": _draw_qr(address),
        "share_links": _share_links(campaign, address),
        "recruits": recruits,
        "recruit_count": recruit_count,
        "purse": earnings.purse_of(own),
        "earnings": earnings.earnings_of(own),
        "findings": reads.findings_of(own),
        "vouchable": vouchable_for(own),
        "trust": trust_of(own, now),
        "payout_holds": payouts_of(own),
        "letters": _letters(own),
        "refusal": refusal_of_campaign(campaign, at=now),
        "choice": split_choice(campaign, link=link, owner=own),
        "split_form": split_form or SplitForm(initial={"split": link.split or ""}),
    }
    return render(request, "frontend/place.html", context, status=400 if split_form else 200)


def _letters(own: Participant) -> dict[str, object]:
    word = last_word(user=own.user, campaign_id=own.campaign_id) if isinstance(own.user, User) else None
    return {"given": word is not None and word.given, "wording": words_of(NUDGES)}


@login_required
@require_safe
@never_cache
def qr(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Give one's link as a QR code to print."""
    campaign = visible_campaign(request, slug)
    own = own_place(request, campaign)
    if own is None or kind not in _QR_TYPES:
        raise Http404
    link = current_link(participant=own, at=timezone.now())
    image = io.BytesIO()
    code = segno.make(request.build_absolute_uri(reverse("referral", args=[link.code])), error="m", micro=False)
    code.save(image, kind=kind, scale=12, border=4)
    response = HttpResponse(image.getvalue(), content_type=_QR_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{campaign.slug}-link.{kind}"'
    return response


def _draw_qr(address: str) -> SafeString:
    """Draw the link to be scanned from the screen; the drawing holds nothing but squares."""
    code = segno.make(address, error="m", micro=False)
    drawn: str = code.svg_inline(
        scale=5, border=4, dark="#000", light="#fff", omitsize=True, title="QR code of your link"
    )
    return mark_safe(drawn)  # noqa: S308 - segno escapes the title and writes the rest itself


def _share_links(campaign: Campaign, address: str) -> list[tuple[str, str]]:
    """Plain addresses that open what people share with; nothing is loaded from there."""
    text = f"Join me in “{campaign.title}”:"
    return [
        ("WhatsApp", f"https://wa.me/?{urlencode({'text': f'{text} {address}'}, quote_via=quote)}"),
        ("Telegram", f"https://t.me/share/url?{urlencode({'url': address, 'text': text}, quote_via=quote)}"),
        ("X", f"https://x.com/intent/post?{urlencode({'text': text, 'url': address}, quote_via=quote)}"),
        ("E-mail", f"mailto:?{urlencode({'subject': campaign.title, 'body': f'{text} {address}'}, quote_via=quote)}"),
    ]

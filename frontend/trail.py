"""Trail: which referral links this browser followed, so that attribution is never lost.

A signed first-party cookie holds a random visitor number and, per campaign, the code of the first and of the last
link followed; nothing about the person. The join form carries the code of its page as well, signed and dated, in
case the cookie is refused. What was changed on the way is refused, not guessed at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID, uuid4

from crawleruseragents import is_crawler
from django.core import signing
from django.http import HttpRequest, HttpResponse

from campaigns.errors import InvalidInput
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import ReferralLink
from campaigns.recruiting.operations import choose_link
from campaigns.recruiting.splits import Shown

COOKIE = "mobilize_trail"
COOKIE_DAYS = 90
INVITE_DAYS = 7
# A browser that follows links of more campaigns than this forgets the one it followed longest ago.
MOST_CAMPAIGNS = 20

_COOKIE_SALT = "frontend.trail"
_INVITE_SALT = "frontend.trail.invite"


@dataclass
class Trail:
    """What one browser followed: (first code, last code) by campaign, the latest campaign last."""

    visitor: UUID = field(default_factory=uuid4)
    followed: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, request: HttpRequest) -> Self:
        """Read the cookie; one that is missing, too old or not ours is a fresh start."""
        try:
            stored = signing.loads(
                request.COOKIES.get(COOKIE, ""), salt=_COOKIE_SALT, max_age=timedelta(days=COOKIE_DAYS)
            )
            followed = {str(key): (str(first), str(last)) for key, (first, last) in stored["followed"].items()}
            return cls(visitor=UUID(stored["visitor"]), followed=followed)
        except (signing.BadSignature, KeyError, ValueError, TypeError, AttributeError):
            return cls()

    def follow(self, link: ReferralLink, *, at: datetime) -> None:
        """Remember that this link was followed; a first one that has run out gives its place up."""
        if _has_run_out(link, at):
            return
        key = _key(link.campaign)
        first = self.followed.pop(key, (link.code, link.code))[0]
        earlier = _link(first, link.campaign)
        if earlier is None or _has_run_out(earlier, at):
            first = link.code
        self.followed[key] = (first, link.code)
        for oldest in list(self.followed)[:-MOST_CAMPAIGNS]:
            del self.followed[oldest]

    def links(self, campaign: Campaign) -> list[ReferralLink]:
        """Give the links of this campaign that the browser followed, first and last, or the only one."""
        codes = dict.fromkeys(self.followed.get(_key(campaign), ()))
        return [link for code in codes if (link := _link(code, campaign)) is not None]

    def keep(self, request: HttpRequest, response: HttpResponse) -> None:
        """Put the trail into the answer's cookie."""
        stored: dict[str, Any] = {"visitor": self.visitor.hex, "followed": self.followed}
        response.set_cookie(
            COOKIE,
            signing.dumps(stored, salt=_COOKIE_SALT, compress=True),
            max_age=timedelta(days=COOKIE_DAYS),
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )


def attribute(*, campaign: Campaign, trail: Trail, invite: ReferralLink | None, at: datetime) -> ReferralLink | None:
    """Choose whose recruit this browser would be: by the campaign's rule, among the cookie's links and the form's."""
    followed = trail.links(campaign)
    later = invite or (followed[-1] if followed else None)
    return choose_link(campaign=campaign, earlier=followed[0] if followed else None, later=later, at=at)


def counts_as_visit(request: HttpRequest) -> bool:
    """Tell a person's browser from crawlers, link previews, prefetches and requests for the head alone."""
    agent = request.headers.get("User-Agent", "")
    purposes = " ".join(request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    ahead = any(word in purposes.lower() for word in ("prefetch", "prerender", "preview"))
    return request.method == "GET" and bool(agent) and not ahead and not is_crawler(agent)


@dataclass(frozen=True)
class Invite:
    """What a join form carries: the link that its page showed, if any, and the link's split as it was shown."""

    link: ReferralLink | None
    shown: Shown


def sign_invite(link: ReferralLink | None, *, campaign: Campaign, shown: Shown | None = None) -> str:
    """Make the hidden field that carries a link, or the wish to join under nobody, through a form.

    The split that is shown beside it is the link's own, unless another is said.
    """
    stated = {"campaign": _key(campaign), "code": link.code if link else ""}
    split = shown.split if shown else link.split if link else None
    return signing.dumps({**stated, **({} if split is None else {"split": split})}, salt=_INVITE_SALT)


def read_invite(value: str, *, campaign: Campaign) -> Invite:
    """Read the hidden field. Raises InvalidInput for one that was changed, is too old, or is another campaign's."""
    try:
        stated = signing.loads(value, salt=_INVITE_SALT, max_age=timedelta(days=INVITE_DAYS))
    except signing.SignatureExpired:
        raise InvalidInput(
            "invite_expired",
            f"This form was opened more than {INVITE_DAYS} days ago. Open the link you were sent again, and join "
            "from there.",
        ) from None
    except signing.BadSignature:
        raise InvalidInput(
            "invite_changed",
            "What this form says about the inviter was changed on its way, so nobody was attributed and nothing was "
            "kept. Open the link you were sent again, and join from there.",
        ) from None
    if stated["campaign"] != _key(campaign):
        raise InvalidInput(
            "link_of_another_campaign",
            "This form belongs to another campaign. Open the link you were sent again.",
        )
    link = _link(stated["code"], campaign) if stated["code"] else None
    return Invite(link, Shown(stated.get("split")))


def distinct(links: Iterable[ReferralLink | None]) -> list[ReferralLink]:
    """Keep each link once, in their order."""
    return list({link.pk: link for link in links if link is not None}.values())


def _key(campaign: Campaign) -> str:
    return campaign.public_id.hex


def _link(code: str, campaign: Campaign) -> ReferralLink | None:
    links = ReferralLink.objects.select_related("campaign", "participant")
    return links.filter(code=code, campaign=campaign).first()


def _has_run_out(link: ReferralLink, at: datetime) -> bool:
    return link.has_expired(at) or link.is_exhausted()

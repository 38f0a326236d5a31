"""Wording: what a person is told, as one sentence in their language, made when it is read.

Nothing but what its person may see goes in: of people below them, those whom they brought in by the names they are
shown by in public, everybody else not at all; titles as they are now; amounts in the campaign's currency, written as
the language does. What others wrote is made one line without anything that can't be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.notices import kinds
from campaigns.notices.amounts import write_money
from campaigns.notices.models import NoticeItem
from campaigns.plain import one_line
from campaigns.planning.models import Campaign

MOST_NAMES = 3


@dataclass(frozen=True)
class Said:
    """A sentence, and the page where one can look at it; empty where there is none."""

    sentence: str
    path: str


def with_words(items: QuerySet[NoticeItem]) -> QuerySet[NoticeItem]:
    """Fetch along what the sentences need."""
    return items.select_related("notice__campaign", "person", "finding__objective", "news")


def say(kind: str, campaign: Campaign | None, items: Sequence[NoticeItem]) -> Said | None:
    """Say what these items of one kind and campaign tell; None where nothing is left to tell."""
    if kind == kinds.ADDRESS_STOPPED:
        return Said(_STOPPED.get(items[-1].word, _STOPPED["bounced"])(), reverse("app_at", args=["settings"]))
    if campaign is None:
        return None
    named = {"campaign": one_line(campaign.title), "count": len(items)}
    place = reverse("place", args=[campaign.slug])
    match kind:
        case kinds.RECRUIT_JOINED:
            return Said(_joined(items, named), place)
        case kinds.DOWNLINE_VERIFIED:
            return Said(_found_below(items, named), place)
        case kinds.FINDING_DECIDED:
            return Said(_decided(items, named), _report(campaign, items) or place)
        case kinds.INFORMATION_REQUESTED:
            return Said(_asked(items, named), _report(campaign, items) or place)
        case kinds.REVIEW_WAITING:
            return Said(_waiting(named), reverse("review", args=[campaign.slug]))
        case kinds.CAMPAIGN_NEWS:
            return _news(items, campaign, named)
    total = sum(item.amount_minor or 0 for item in items)
    return Said(_money(kind, items, {**named, "amount": write_money(total, campaign.currency)}), place)


def _joined(items: Sequence[NoticeItem], named: dict[str, object]) -> str:
    names = _names(items)
    told = {**named, "names": ", ".join(names)}
    if len(items) > 1:
        # A name that ends in a full stop ends the sentence, too.
        told["names"] = str(told["names"]).removesuffix(".")
    if len(items) > len(names):
        # Not ngettext: of one person the name is always told.
        return _("%(count)d people joined “%(campaign)s” by your link, among them %(names)s.") % told
    return (
        ngettext(
            "%(names)s joined “%(campaign)s” by your link.",
            "%(count)d people joined “%(campaign)s” by your link: %(names)s.",
            len(items),
        )
        % told
    )


def _found_below(items: Sequence[NoticeItem], named: dict[str, object]) -> str:
    names = _names(items)
    if len(items) == 1:
        named = {**named, "name": names[0] if names else "", "objective": _objective(items[0])}
        if items[0].word == "direct":
            return _("%(name)s, whom you brought to “%(campaign)s”, found one: “%(objective)s”.") % named
        return _("In “%(campaign)s” somebody who came through %(name)s found one: “%(objective)s”.") % named
    return ngettext(
        "In “%(campaign)s” %(count)d report of people below you was found true.",
        "In “%(campaign)s” %(count)d reports of people below you were found true.",
        len(items),
    ) % {**named}


def _decided(items: Sequence[NoticeItem], named: dict[str, object]) -> str:
    if len(items) > 1:
        return ngettext(
            "In “%(campaign)s” there is %(count)d decision about your reports.",
            "In “%(campaign)s” there are %(count)d decisions about your reports.",
            len(items),
        ) % {**named}
    named = {**named, "objective": _objective(items[0])}
    match items[0].word:
        case "verified":
            return _("Your report of “%(objective)s” in “%(campaign)s” was found true.") % named
        case "duplicate":
            return (
                _("Your report of “%(objective)s” in “%(campaign)s” is true, but somebody else had reported it before.")
                % named
            )
        case "reversed":
            return _("Your report of “%(objective)s” in “%(campaign)s” was found wrong after all.") % named
    return _("Your report of “%(objective)s” in “%(campaign)s” was rejected. You can see why, and appeal.") % named


def _asked(items: Sequence[NoticeItem], named: dict[str, object]) -> str:
    if len(items) > 1:
        return ngettext(
            "In “%(campaign)s” %(count)d report of yours waits for an answer from you.",
            "In “%(campaign)s” %(count)d reports of yours wait for an answer from you.",
            len(items),
        ) % {**named}
    return _("A reviewer asks you something about your report of “%(objective)s” in “%(campaign)s”.") % {
        **named,
        "objective": _objective(items[0]),
    }


def _waiting(named: dict[str, object]) -> str:
    count = named["count"]
    assert isinstance(count, int)  # noqa: S101 - tells the type checker what stands above
    return ngettext(
        "In “%(campaign)s” %(count)d report came in for you to review.",
        "In “%(campaign)s” %(count)d reports came in for you to review.",
        count,
    ) % {**named}


def _money(kind: str, items: Sequence[NoticeItem], named: dict[str, object]) -> str:
    match kind:
        case kinds.REWARD_HELD:
            return ngettext(
                "You earned %(amount)s in “%(campaign)s”. It is held until it can be paid.",
                "You earned %(amount)s in “%(campaign)s” by %(count)d shares. They are held until they can be paid.",
                len(items),
            ) % {**named}
        case kinds.REWARD_PAYABLE:
            return _("%(amount)s from “%(campaign)s” can now be paid out to you.") % named
        case kinds.REWARD_PAID:
            return _("%(amount)s from “%(campaign)s” has been paid out to you.") % named
        case kinds.PAYOUT_FAILED:
            return (
                _(
                    "%(amount)s from “%(campaign)s” could not be paid out to you. It is still yours: see whether your"
                    " details for payouts are right."
                )
                % named
            )
    return _("%(amount)s that you had earned in “%(campaign)s” was taken back.") % named


def _news(items: Sequence[NoticeItem], campaign: Campaign, named: dict[str, object]) -> Said | None:
    titles = [one_line(item.news.title) for item in items if item.news is not None and item.news.taken_back_at is None]
    if not titles:
        return None
    sentence = ngettext(
        "News of “%(campaign)s”: %(titles)s", "%(count)d pieces of news of “%(campaign)s”: %(titles)s", len(titles)
    ) % {**named, "count": len(titles), "titles": " · ".join(titles)}
    return Said(sentence, f"{reverse('campaign', args=[campaign.slug])}#news")


_STOPPED = {
    "bounced": lambda: _(
        "Letters to your address came back, so none are sent there any more. Ask for one to confirm the address by."
    ),
    "refused": lambda: _(
        "The mail server of your address refuses letters, so none are sent there any more. Ask for one to confirm the"
        " address by."
    ),
    "complained": lambda: _(
        "A letter of ours was reported as unwanted from your address, so none are sent there any more. Ask for one to"
        " confirm the address by, if you want them again."
    ),
}


def _report(campaign: Campaign, items: Sequence[NoticeItem]) -> str:
    if len(items) != 1 or items[0].finding is None:
        return ""
    return reverse("app_at", args=[f"c/{campaign.slug}/me/findings/{items[0].finding.public_id}"])


def _objective(item: NoticeItem) -> str:
    return one_line(item.finding.objective.title) if item.finding is not None else ""


def _names(items: Iterable[NoticeItem]) -> list[str]:
    people = dict.fromkeys(item.person for item in items if item.person is not None)
    return [one_line(person.display_name) for person in list(people)[:MOST_NAMES]]

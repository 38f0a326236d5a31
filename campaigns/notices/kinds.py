"""The kinds of notices: what people can be told, in words for them to choose by, and what holds until they choose.

Nobody is told by letter of what they did not ask for more often than once a day, but for what waits for them or is
about money that did not arrive.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.notices.models import NoticeChoice
from campaigns.people.models import User

NOW, DAILY, NEVER = NoticeChoice.Mail.NOW.value, NoticeChoice.Mail.DAILY.value, NoticeChoice.Mail.NEVER.value


@dataclass(frozen=True)
class NoticeKind:
    """A kind: its name, what it is called, one sentence of help, and the usual channels.

    `is_own` says that it is about one's own money and reports: whoever was removed from a campaign is told as well.
    """

    name: str
    label: str | Promise
    help: str | Promise
    mail: str
    is_own: bool = False


RECRUIT_JOINED = "recruit_joined"
DOWNLINE_VERIFIED = "downline_verified"
FINDING_DECIDED = "finding_decided"
INFORMATION_REQUESTED = "information_requested"
REVIEW_WAITING = "review_waiting"
REWARD_HELD = "reward_held"
REWARD_PAYABLE = "reward_payable"
REWARD_PAID = "reward_paid"
REWARD_TAKEN_BACK = "reward_taken_back"
PAYOUT_FAILED = "payout_failed"
CAMPAIGN_NEWS = "campaign_news"
ADDRESS_STOPPED = "address_stopped"

# In the order in which they are offered.
KINDS = {
    kind.name: kind
    for kind in (
        NoticeKind(
            RECRUIT_JOINED,
            _("Somebody joined by your link"),
            _("Tells you when people you invited take their place in a campaign."),
            DAILY,
        ),
        NoticeKind(
            DOWNLINE_VERIFIED,
            _("A report in your chain was found true"),
            _("Tells you when somebody you brought in, or somebody below them, found what was looked for."),
            DAILY,
        ),
        NoticeKind(
            FINDING_DECIDED,
            _("A decision about your report"),
            _("Tells you when a report of yours was found true, rejected, or decided anew."),
            NOW,
            is_own=True,
        ),
        NoticeKind(
            INFORMATION_REQUESTED,
            _("A question about your report"),
            _("Tells you when a reviewer needs an answer from you before your report can be decided."),
            NOW,
            is_own=True,
        ),
        NoticeKind(
            REVIEW_WAITING,
            _("Reports wait for review"),
            _("For reviewers: tells you when reports come in that you may decide about."),
            DAILY,
        ),
        NoticeKind(
            REWARD_HELD,
            _("You earned a reward"),
            _("Tells you when a share of a prize is yours, and that it is still held."),
            DAILY,
            is_own=True,
        ),
        NoticeKind(
            REWARD_PAYABLE,
            _("A reward can be paid out"),
            _("Tells you when a share of yours is no longer held."),
            DAILY,
            is_own=True,
        ),
        NoticeKind(
            REWARD_PAID,
            _("A payout arrived"),
            _("Tells you when money that was sent to you has arrived."),
            NOW,
            is_own=True,
        ),
        NoticeKind(
            REWARD_TAKEN_BACK,
            _("A reward was taken back"),
            _("Tells you when a share of yours does not count any more, for instance because a report proved wrong."),
            NOW,
            is_own=True,
        ),
        NoticeKind(
            PAYOUT_FAILED,
            _("A payout did not arrive"),
            _("Tells you when money could not be sent to you, so that you can look at where it should go."),
            NOW,
            is_own=True,
        ),
        NoticeKind(
            CAMPAIGN_NEWS,
            _("News of your campaigns"),
            _("Tells you when the organizers of a campaign that you take part in publish something."),
            DAILY,
        ),
        NoticeKind(
            ADDRESS_STOPPED,
            _("Letters do not reach you"),
            _("Tells you in your inbox that letters to your address came back. It can't come by letter."),
            NEVER,
            is_own=True,
        ),
    )
}
# Always in the inbox and never by letter: there is nothing to choose.
UNCHOSEN = frozenset({ADDRESS_STOPPED})


@dataclass(frozen=True)
class Wish:
    """How a person is told of a kind: as they chose, or as is usual."""

    inbox: bool
    mail: str


def usual(kind: str) -> Wish:
    return Wish(inbox=True, mail=KINDS[kind].mail)


def wishes_of(user_ids: Iterable[int], kinds: Iterable[str] = tuple(KINDS)) -> dict[tuple[int, str], Wish]:
    """Tell how each of these people is told of each of these kinds."""
    people, kinds = list(user_ids), list(kinds)
    wishes = {(person, kind): usual(kind) for person in people for kind in kinds}
    chosen = NoticeChoice.objects.filter(user__in=people, kind__in=kinds)
    for user_id, kind, inbox, mail in chosen.values_list("user", "kind", "inbox", "mail"):
        if kind not in UNCHOSEN:
            wishes[user_id, kind] = Wish(inbox, mail)
    return wishes


def wishes_of_one(user: User) -> dict[str, Wish]:
    return {kind: wish for (_, kind), wish in wishes_of([user.pk]).items()}

"""The letters of notices: one kind at once, or a day of several; what is in them, and what can be stopped.

These are no advertising and rest on no consent: they tell people of their own money, reports, people and duties. Each
kind can be stopped from every letter with one click, and the inbox goes on telling it.
"""

from __future__ import annotations

from itertools import groupby

from django.conf import settings
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from campaigns.notices.choosing import choose
from campaigns.notices.kinds import DAILY, KINDS, NEVER, UNCHOSEN, wishes_of_one
from campaigns.notices.mailing import DIGEST
from campaigns.notices.models import NoticeItem
from campaigns.notices.wording import Said, say, with_words
from campaigns.outreach.composing import NothingToSay, Words, page, word
from campaigns.outreach.letters import serve
from campaigns.outreach.models import Letter
from campaigns.outreach.unsubscribing import unsubscribe_token
from campaigns.people.models import User
from campaigns.plain import one_line

MOST_SUBJECT = 120
LETTER_KINDS = (*(name for name in KINDS if name not in UNCHOSEN), DIGEST)


def words_of(letter: Letter, user: User) -> Words:
    """Find the words of a letter. Raises NothingToSay where all it was about was taken back."""
    told = _told(letter, user)
    if not told:
        raise NothingToSay
    said = [each for _kind, each in told]
    is_digest = letter.kind == DIGEST
    stops = dict.fromkeys(kind for kind, _said in told)
    return Words(
        subject=Truncator(said[0].sentence if len(said) == 1 else _subject(letter)).chars(MOST_SUBJECT),
        greeting=_("Hello %(name)s,") % {"name": one_line(user.display_name)} if user.display_name else _("Hello,"),
        text="",
        by="Mobilize",
        button=_("Open your notices"),
        address=page("notices"),
        why=_(
            "You get this letter because it is about your own reports, money, people or tasks here. It is no"
            " advertising, and you can stop it."
        ),
        stop=_("No more daily letters") if is_digest else _("No more letters of this kind"),
        stop_address=page("unsubscribe", unsubscribe_token(letter)),
        language=translation.get_language() or settings.LANGUAGE_CODE,
        lines=tuple((each.sentence, f"{settings.PUBLIC_ADDRESS}{each.path}" if each.path else "") for each in said),
        more_stops=tuple(
            (
                _("No more letters of the kind “%(kind)s”") % {"kind": KINDS[kind].label},
                page("unsubscribe", unsubscribe_token(letter, kind)),
            )
            for kind in stops
        )
        if is_digest
        else (),
    )


def _told(letter: Letter, user: User) -> list[tuple[str, Said]]:
    """Say what is in the letter, of each kind and campaign once; what was stopped since is left out."""
    wishes = wishes_of_one(user)
    order = {kind: place for place, kind in enumerate(KINDS)}
    items = [
        item
        for item in with_words(NoticeItem.objects.filter(letter=letter)).order_by("pk")
        if wishes[item.kind].mail != NEVER
    ]

    def group(item: NoticeItem) -> tuple[int, int]:
        return order[item.kind], item.notice.campaign_id or 0

    told = []
    for _key, alike in groupby(sorted(items, key=group), key=group):
        of_one = list(alike)
        if said := say(of_one[0].kind, of_one[0].notice.campaign, of_one):
            told.append((of_one[0].kind, said))
    return told


def _subject(letter: Letter) -> str:
    return _("What happened in your campaigns") if letter.kind == DIGEST else str(KINDS[letter.kind].label)


class NoticeLetters:
    """What the sender asks about letters of notices."""

    def is_wanted(self, letter: Letter, part: str) -> bool:
        if letter.user is None:
            return False
        wishes = wishes_of_one(letter.user)
        return any(wishes[kind].mail != NEVER for kind in self._kinds(letter, part))

    def stop(self, letter: Letter, part: str, *, everywhere: bool) -> bool:
        if letter.user is None:
            return False
        wishes = wishes_of_one(letter.user)
        if everywhere:
            stopped = [kind for kind in KINDS if kind not in UNCHOSEN]
        elif letter.kind == DIGEST and not part:
            stopped = [kind for kind, wish in wishes.items() if wish.mail == DAILY]
        else:
            stopped = self._kinds(letter, part)
        changed = {kind: {"mail": NEVER} for kind in stopped if wishes[kind].mail != NEVER}
        return choose(user=letter.user, chosen=changed)

    def zone(self, letter: Letter) -> str:
        first = NoticeItem.objects.filter(letter=letter).select_related("notice__campaign").order_by("pk").first()
        campaign = first.notice.campaign if first is not None else None
        return campaign.time_zone if campaign is not None else "UTC"

    def label(self, letter: Letter, part: str) -> str:
        kind = part or letter.kind
        return str(KINDS[kind].label) if kind in KINDS else ""

    def _kinds(self, letter: Letter, part: str) -> list[str]:
        if part:
            return [part] if part in KINDS else []
        if letter.kind != DIGEST:
            return [letter.kind]
        return list(NoticeItem.objects.filter(letter=letter).order_by().values_list("kind", flat=True).distinct())


def be_ready() -> None:
    """Answer for the letters of notices from now on."""
    word(LETTER_KINDS, words_of)
    serve(LETTER_KINDS, NoticeLetters())

"""News: what organizers tell everybody in their campaign; corrected and taken back in the open.

Publishing leaves an event, by which the people of the campaign are told once. A correction tells nobody a second time;
what was taken back says nothing any more, wherever it is read.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from campaigns.errors import Gone, InvalidInput, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.people.models import User
from campaigns.plain import has_control_characters, one_line, with_plain_line_ends
from campaigns.planning.models import MOST_NEWS_TEXT, MOST_NEWS_TITLE, Campaign, News


def news_of(campaign: Campaign) -> QuerySet[News]:
    """Give what stands of a campaign's news."""
    return News.objects.filter(campaign=campaign, taken_back_at=None)


def publish_news(*, campaign: Campaign, organizer: User, title: str, text: str, at: datetime) -> News:
    """Tell everybody in the campaign. Raises NotPossibleNow for a draft, InvalidInput for words that can't stand."""
    if campaign.state == Campaign.State.DRAFT:
        raise NotPossibleNow(
            "campaign_not_launched", "Nobody takes part in a draft: launch the campaign before you publish news."
        )
    title, text = checked_news(title=title, text=text)
    with transaction.atomic():
        news = News.objects.create(campaign=campaign, title=title, text=text, written_by=organizer, published_at=at)
        record_event(
            kind="news.published",
            at=at,
            campaign_id=campaign.pk,
            actor_id=organizer.pk,
            data={"news": str(news.public_id)},
        )
    return news


def correct_news(
    *, news: News, organizer: User, title: str | None = None, text: str | None = None, at: datetime
) -> News:
    """Put other words in the place of these; who says the same again changes nothing. Raises Gone, InvalidInput."""
    with transaction.atomic():
        news = standing_news(news)
        new_title, new_text = checked_news(
            title=news.title if title is None else title, text=news.text if text is None else text
        )
        fields = [
            name for name, is_new in (("title", new_title != news.title), ("text", new_text != news.text)) if is_new
        ]
        if fields:
            news.title, news.text, news.corrected_at = new_title, new_text, at
            news.save(update_fields=["title", "text", "corrected_at"])
            record_event(
                kind="news.corrected",
                at=at,
                campaign_id=news.campaign_id,
                actor_id=organizer.pk,
                data={"news": str(news.public_id), "fields": fields},
            )
    return news


def take_back_news(*, news: News, organizer: User, at: datetime) -> None:
    """Unsay it, for good: its words are deleted. Raises Gone where that was done before."""
    with transaction.atomic():
        news = standing_news(news)
        news.title, news.text, news.taken_back_at = "", "", at
        news.save(update_fields=["title", "text", "taken_back_at"])
        record_event(
            kind="news.taken_back",
            at=at,
            campaign_id=news.campaign_id,
            actor_id=organizer.pk,
            data={"news": str(news.public_id)},
        )


def checked_news(*, title: str, text: str) -> tuple[str, str]:
    """Tidy what an organizer wrote: a title of one line, a text without control characters. Raises InvalidInput."""
    title, text = one_line(title), with_plain_line_ends(text)
    if has_control_characters(text):
        raise InvalidInput(
            "text_unusable",
            "The text has control characters in it. Type it anew instead of pasting it.",
            field="text",
        )
    for name, words, most in (("title", title, MOST_NEWS_TITLE), ("text", text, MOST_NEWS_TEXT)):
        if not words:
            raise InvalidInput(f"{name}_missing", f"Write a {name}.", field=name)
        if len(words) > most:
            raise InvalidInput(f"{name}_too_long", f"A {name} has at most {most} characters.", field=name)
    return title, text


def standing_news(news: News) -> News:
    """Lock it and read it anew. Raises Gone where it was taken back."""
    news = News.objects.select_for_update(no_key=True).get(pk=news.pk)
    if news.taken_back_at is not None:
        raise Gone("news_taken_back", "This was taken back.")
    return news

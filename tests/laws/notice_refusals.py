"""What nobody may do to what people are told, to news, and to addresses that stopped."""

from __future__ import annotations

from tests.laws.refusal import Refusal, changed

_NOTICE = """INSERT INTO campaigns_notice (public_id, user_id, kind, campaign_id, hour, last_at, in_inbox)
    VALUES (gen_random_uuid(), %(bob_user)s, 'reward_held', %(campaign)s, '2031-03-05 12:00Z', now(), true)"""
_OF_NO_CAMPAIGN = changed(_NOTICE, ("%(campaign)s", "NULL"), ("reward_held", "address_stopped"))
_ITEM = """INSERT INTO campaigns_noticeitem (notice_id, user_id, kind, event_id, word, mail_at, written_at)
    VALUES (%(notice)s, %(alice_user)s, 'reward_held', 0, '', now(), now())"""
_CHOICE = """INSERT INTO campaigns_noticechoice (user_id, kind, inbox, mail)
    VALUES (%(bob_user)s, 'reward_held', true, 'daily')"""
_NEWS = """INSERT INTO campaigns_news (public_id, campaign_id, title, text, published_at)
    VALUES (gen_random_uuid(), %(campaign)s, 'Two', 'Two are left.', now())"""
_TAKEN_BACK = """INSERT INTO campaigns_news (public_id, campaign_id, title, text, published_at, taken_back_at)
    VALUES (gen_random_uuid(), %(campaign)s, '', '', now(), now())"""
_STOP = """INSERT INTO campaigns_stoppedaddress (public_id, user_id, email, why, stopped_at)
    VALUES (gen_random_uuid(), %(bob_user)s, 'bob@example.org', 'bounced', now())"""
_PUT = "UPDATE campaigns_noticeitem SET letter_id = %(own_letter)s WHERE id = %(item)s"

# Each goes through as it stands.
HARMLESS_NOTICES = (
    *(_NOTICE, _OF_NO_CAMPAIGN, _ITEM, _CHOICE, _NEWS, _TAKEN_BACK, _STOP, _PUT),
    "UPDATE campaigns_noticeitem SET mail_at = NULL WHERE id = %(item)s",
    "UPDATE campaigns_noticeitem SET user_id = NULL WHERE id = %(mailed)s",
    "DELETE FROM campaigns_noticeitem WHERE id = %(mailed)s",
)


def _changes(item: str, change: str) -> str:
    return f"UPDATE campaigns_noticeitem SET {change} WHERE id = %({item})s"  # noqa: S608 - words of this file alone


NOTICE_REFUSALS = (
    Refusal("two notices of one hour", "notices_of_an_hour_are_one", f"{_NOTICE}, {_NOTICE.partition('VALUES ')[2]}"),
    Refusal(
        "two notices of one hour and no campaign",
        "notices_of_an_hour_without_campaign_are_one",
        f"{_OF_NO_CAMPAIGN}, {_OF_NO_CAMPAIGN.partition('VALUES ')[2]}",
    ),
    Refusal("an event told twice", "person_is_told_of_an_event_once", f"{_ITEM}, {_ITEM.partition('VALUES ')[2]}"),
    *(
        Refusal(f"an item that begins {where}", "notice_item_begins_in_its_notice", statement)
        for where, statement in (
            ("in somebody else's notice", changed(_ITEM, ("alice_user", "bob_user"))),
            ("in a notice of another kind", changed(_ITEM, ("'reward_held'", "'reward_paid'"))),
            ("in a letter", changed(_ITEM, ("(notice_id", "(letter_id, notice_id"), ("(%(n", "(%(own_letter)s, %(n"))),
        )
    ),
    *(
        Refusal(f"{what} of an item changed", "notice_item_stays_as_told", _changes("item", change))
        for what, change in (
            ("kind", "kind = 'reward_paid'"),
            ("amount", "amount_minor = 1"),
            ("person", "user_id = %(bob_user)s"),
            ("notice", "notice_id = 0"),
            ("event", "event_id = 1"),
        )
    ),
    *(
        Refusal(f"an item {what}", "notice_item_goes_into_one_letter", _changes("mailed", change))
        for what, change in (
            ("in a second letter", "letter_id = %(other_letter)s"),
            ("taken out of its letter", "letter_id = NULL"),
            ("to be mailed again", "mail_at = now() + interval '1 day'"),
        )
    ),
    Refusal(
        "an item in somebody else's letter", "notice_item_goes_to_its_person", _changes("item", "letter_id = %(bobs)s")
    ),
    Refusal("two choices for one kind", "person_chooses_once_for_a_kind", f"{_CHOICE}, {_CHOICE.partition('VALUES ')[2]}"),  # noqa: E501
    Refusal("mail every minute", "notice_is_mailed_in_a_known_way", changed(_CHOICE, ("'daily'", "'each'"))),
    Refusal("news that says nothing", "news_says_something", changed(_NEWS, ("'Two are left.'", "''"))),
    Refusal(
        "news taken back that goes on speaking",
        "news_taken_back_says_nothing",
        changed(_TAKEN_BACK, ("'', ''", "'', 'Two are left.'")),
    ),
    Refusal("an address stopped twice", "address_is_stopped_once_at_a_time", f"{_STOP}, {_STOP.partition('VALUES ')[2]}"),  # noqa: E501
    Refusal("an address in capitals", "stopped_address_is_in_lower_case", changed(_STOP, ("'bob@", "'Bob@"))),
    Refusal("an address disliked", "address_is_stopped_for_a_known_reason", changed(_STOP, ("'bounced'", "'ugly'"))),
)  # fmt: skip

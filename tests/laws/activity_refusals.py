"""What nobody may do to activities that were told, and to the arm that a link belongs to."""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from tests.laws.refusal import Refusal, changed, copied_over, merged

_TELL = """INSERT INTO campaigns_activity (campaign_id, participant_id, kind, at, client_id, received_at)
    VALUES (%(campaign)s, %(alice)s, 'attended', now(), 'another', now())"""
_LINK = """INSERT INTO campaigns_referrallink (campaign_id, participant_id, code, arm, uses, created_at)
    VALUES (%(campaign)s, NULL, 'BCDFGHJL', 'posters-north', 0, now())"""

# Each goes through as it stands.
HARMLESS_ACTIVITIES = (
    _TELL,
    changed(_TELL, ("now(), 'another'", "now() + interval '4 minutes', 'another'")),
    changed(_TELL, ("now(), 'another'", "'2009-01-01', 'another'")),
    # Another campaign's client ids are its own.
    changed(_TELL, ("%(campaign)s, %(alice)s", "%(other)s, %(stranger)s"), ("'another'", "'known'")),
    _LINK,
    changed(_LINK, ("NULL, 'BCDFGHJL', 'posters-north'", "%(alice)s, 'BCDFGHJL', ''")),
    "UPDATE campaigns_referrallink SET uses = 0, split = NULL WHERE id = %(own_link)s",
)

ACTIVITY_REFUSALS = (
    Refusal("an activity told twice", "activity_is_received_once", changed(_TELL, ("'another'", "'known'"))),
    Refusal("an activity without a kind", "activity_is_named", changed(_TELL, ("'attended'", "''"))),
    Refusal("an activity without an id", "activity_is_named", changed(_TELL, ("'another'", "''"))),
    Refusal(
        "an activity of tomorrow",
        "activity_has_happened",
        changed(_TELL, ("now(), 'another'", "now() + interval '6 minutes', 'another'")),
    ),
    Refusal(
        "an activity of somebody of another campaign",
        "active_person_is_of_the_same_campaign",
        changed(_TELL, ("%(alice)s", "%(stranger)s")),
        by_key=True,
    ),
    Refusal(
        "an activity of nobody",
        "active_person_is_of_the_same_campaign",
        changed(_TELL, ("%(alice)s", "-1")),
        by_key=True,
    ),
    *(
        Refusal(
            f"an activity's {column} changed",
            "activity_is_append_only",
            f"UPDATE campaigns_activity SET {column} = {value} WHERE id = %(activity)s",
        )
        for column, value in (
            ("kind", "'shared'"),
            ("at", "at - interval '1 week'"),
            ("participant_id", "%(bob)s"),
            ("client_id", "'another'"),
            ("received_at", "now()"),
            ("reported_by_id", "NULL"),
        )
    ),
    Refusal(
        "an activity written over",
        "activity_is_append_only",
        copied_over("campaigns_activity", "kind = 'shared'"),
    ),
    Refusal("an activity merged away", "activity_is_append_only", merged("campaigns_activity", "DELETE")),
    Refusal("an activity removed", "activity_is_append_only", "DELETE FROM campaigns_activity WHERE id = %(activity)s"),
    Refusal("activities emptied", "activity_is_never_truncated", "TRUNCATE campaigns_activity"),
    Refusal(
        "an arm on somebody's own link",
        "link_with_an_arm_is_the_campaigns_own",
        changed(_LINK, ("NULL, 'BCDFGHJL'", "%(alice)s, 'BCDFGHJL'")),
    ),
    Refusal(
        "a link moved to another arm",
        "link_keeps_its_owner",
        "UPDATE campaigns_referrallink SET arm = 'posters-south' WHERE id = %(own_link)s",
    ),
)

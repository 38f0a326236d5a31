"""What nobody may do to people, trees, promises and findings."""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from tests.laws.refusal import Refusal, changed, copied_over, merged

_JOIN = """INSERT INTO campaigns_participant
    (id, campaign_id, user_id, invited_by_id, via_link_id, display_name, joined_at)
    VALUES (%(free)s, %(campaign)s, NULL, NULL, NULL, 'Eve', now())"""
_REPORT = """INSERT INTO campaigns_finding
    (campaign_id, objective_id, participant_id, latitude, longitude, note, observed_at, received_at,
     location_source, state, paid_rank, client_id)
    VALUES (%(campaign)s, %(objective)s, %(bob)s, 0, 0, '', now(), now(), '', 'submitted', NULL, NULL)"""
_LINK = """INSERT INTO campaigns_referrallink (campaign_id, participant_id, code, uses, max_uses, created_at)
    VALUES (%(campaign)s, %(alice)s, 'BCDFGHJK', 0, NULL, now())"""
_OBJECTIVE = """INSERT INTO campaigns_objective (campaign_id, title, description, area, quota, prize_minor)
    VALUES (%(draft)s, 'One more', '', '', 1, 1)"""
_RAISE = "UPDATE campaigns_objective SET prize_minor = prize_minor + 500 WHERE id = %(objective)s"
_VERDICT = """INSERT INTO campaigns_verdict (finding_id, kind, at, reason, note)
    VALUES (%(undecided)s, 'needs_info', now(), '', '')"""

_RANK = """INSERT INTO campaigns_verdict (finding_id, kind, by_id, at, reason, note)
    VALUES (%(undecided)s, 'verified', %(eve_user)s, now(), '', '');
    UPDATE campaigns_finding SET state = 'verified', paid_rank = 3 WHERE id = %(undecided)s"""

# Each goes through as it stands; a case is one of them with a few words changed.
HARMLESS_FACTS = (_JOIN, _REPORT, _LINK, _OBJECTIVE, _RAISE, _VERDICT, _RANK)

TREE = (
    Refusal(
        "a cycle of two",
        "inviter_joined_earlier",
        changed(_JOIN, ("NULL, NULL, NULL, 'Eve', now())", "NULL, %(free)s + 1, NULL, 'Eve', now())"))
        + ", (%(free)s + 1, %(campaign)s, NULL, %(free)s, NULL, 'Mallory', now())",
    ),
    Refusal(
        "one's own inviter",
        "inviter_joined_earlier",
        changed(_JOIN, ("NULL, NULL, NULL, 'Eve'", "NULL, %(free)s, NULL, 'Eve'")),
    ),
    Refusal(
        "an inviter of another campaign",
        "inviter_is_of_the_same_campaign",
        changed(_JOIN, ("NULL, NULL, NULL, 'Eve'", "NULL, %(stranger)s, NULL, 'Eve'")),
        by_key=True,
    ),
    Refusal(
        "an inviter that is nobody",
        "inviter_is_of_the_same_campaign",
        changed(_JOIN, ("NULL, NULL, NULL, 'Eve'", "NULL, -1, NULL, 'Eve'")),
        by_key=True,
    ),
    Refusal(
        "a link of another campaign followed",
        "link_followed_is_of_the_same_campaign",
        changed(_JOIN, ("NULL, NULL, NULL, 'Eve'", "NULL, NULL, %(strange_link)s, 'Eve'")),
        by_key=True,
    ),
    Refusal(
        "a second place",
        "one_place_each",
        changed(_JOIN, ("NULL, NULL, NULL, 'Eve'", "%(alice_user)s, NULL, NULL, 'Eve'")),
    ),
    Refusal(
        "re-parenting to a smaller id",
        "participant_is_never_moved",
        "UPDATE campaigns_participant SET invited_by_id = %(alice)s WHERE id = %(carol)s",
    ),
    Refusal(
        "re-parenting into a cycle",
        "participant_is_never_moved",
        "UPDATE campaigns_participant SET invited_by_id = %(dave)s WHERE id = %(alice)s",
    ),
    Refusal(
        "cutting off a branch",
        "participant_is_never_moved",
        "UPDATE campaigns_participant SET invited_by_id = NULL WHERE id = %(carol)s",
    ),
    Refusal(
        "putting a root under somebody",
        "participant_is_never_moved",
        "UPDATE campaigns_participant SET invited_by_id = %(alice)s WHERE id = %(root)s",
    ),
    Refusal(
        "moving to another campaign",
        "participant_is_never_moved",
        "UPDATE campaigns_participant SET campaign_id = %(other)s WHERE id = %(root)s",
    ),
    Refusal(
        "a new number",
        "participant_is_never_moved",
        "UPDATE campaigns_participant SET id = %(free)s WHERE id = %(root)s",
    ),
    Refusal(
        "a changed depth",
        "participant_is_never_moved",
        "UPDATE campaigns_participant SET depth = 5 WHERE id = %(carol)s",
    ),
    Refusal(
        "handing a place to somebody else",
        "participant_is_never_moved",
        "UPDATE campaigns_participant SET user_id = %(eve_user)s WHERE id = %(alice)s",
    ),
    *(
        Refusal(
            f"{name} of a participant changed",
            "participant_is_never_moved",
            f"UPDATE campaigns_participant SET {name} = {value} WHERE id = %(carol)s",
        )
        for name, value in (
            ("via_link_id", "%(link)s"),
            ("via_link_id", "NULL"),
            ("joined_at", "joined_at - interval '1 second'"),
            ("public_id", "gen_random_uuid()"),
        )
    ),
    Refusal(
        "re-parenting by ON CONFLICT",
        "participant_is_never_moved",
        copied_over("campaigns_participant", "invited_by_id = NULL"),
    ),
    Refusal(
        "re-parenting by MERGE",
        "participant_is_never_moved",
        merged("campaigns_participant", "UPDATE SET invited_by_id = %(alice)s"),
    ),
    Refusal(
        "removing a participant",
        "participant_is_never_deleted",
        "DELETE FROM campaigns_participant WHERE id = %(root)s",
    ),
    Refusal("emptying the tree", "participant_is_never_truncated", "TRUNCATE campaigns_participant CASCADE"),
    Refusal(
        "a link of another campaign's participant",
        "link_owner_is_of_the_same_campaign",
        changed(_LINK, ("%(alice)s", "%(stranger)s")),
        by_key=True,
    ),
    *(
        Refusal(
            f"a link whose {name} becomes {value}",
            "link_keeps_its_owner",
            f"UPDATE campaigns_referrallink SET {name} = {value} WHERE id = %(link)s",
        )
        for name, value in (
            ("participant_id", "%(bob)s"),
            ("participant_id", "NULL"),
            ("campaign_id", "%(other)s"),
            ("code", "'BCDFGHJK'"),
        )
    ),
    Refusal(
        "the campaign's own link taken by somebody",
        "link_keeps_its_owner",
        "UPDATE campaigns_referrallink SET participant_id = %(bob)s"
        " WHERE campaign_id = %(campaign)s AND participant_id IS NULL",
    ),
    Refusal("a code too short", "link_code_is_short_and_plain", changed(_LINK, ("'BCDFGHJK'", "'BCD'"))),
    Refusal(
        "a link used more often than allowed",
        "link_is_not_used_more_than_allowed",
        changed(_LINK, ("0, NULL", "3, 2")),
    ),
    Refusal(
        "a visitor counted twice",
        "visitor_counts_once_per_link",
        """INSERT INTO campaigns_visit (link_id, visitor, at)
           SELECT %(link)s, '00000000-0000-4000-8000-000000000000', now() FROM generate_series(1, 2)""",
    ),
    Refusal(
        "two pending joins of one address",
        "one_pending_join_per_address",
        """INSERT INTO campaigns_pendingjoin (campaign_id, email, display_name, asked_at, expires_at)
           SELECT %(campaign)s, 'eve@example.org', 'Eve', now(), now() FROM generate_series(1, 2)""",
    ),
    Refusal(
        "a pending join in capitals",
        "pending_email_is_in_lower_case",
        """INSERT INTO campaigns_pendingjoin (campaign_id, email, display_name, asked_at, expires_at)
           VALUES (%(campaign)s, 'Eve@example.org', 'Eve', now(), now())""",
    ),
)

PROMISES = (
    *(
        Refusal(
            f"{name} changed after the launch",
            "campaign_keeps_its_rules_after_launch",
            f"UPDATE campaigns_campaign SET {name} = {value} WHERE id = %(campaign)s",
        )
        for name, value in (
            ("currency", "'EUR'"),
            ("time_zone", "'Europe/Rome'"),
            ("remainder_to", "'budget'"),
            ("hold_days", "1"),
            ("starts_at", "now()"),
            ("charity_name", "'My own'"),
            ("max_depth_paid", "2"),
            ("state", "'draft'"),
        )
    ),
    Refusal(
        "the currency changed after a pledge",
        "currency_stays_once_money_is_pledged",
        "UPDATE campaigns_campaign SET currency = 'EUR' WHERE id = %(pledged)s",
    ),
    *(
        Refusal(
            f"an uncovered draft that becomes {state}",
            "launched_campaign_is_covered",
            f"UPDATE campaigns_campaign SET state = '{state}' WHERE id = %(draft)s",
        )
        for state in ("live", "paused")
    ),
    *(
        Refusal(
            f"an objective added to a {state} campaign",
            "objective_is_added_to_a_draft",
            changed(_OBJECTIVE, ("%(draft)s", f"%({campaign})s")),
        )
        for state, campaign in (("live", "campaign"), ("closed", "closed"))
    ),
    Refusal(
        "a prize raised beyond what is free",
        "raised_promise_is_covered",
        changed(_RAISE, ("+ 500", "+ 501")),
    ),
    Refusal(
        "a quota raised beyond what is free",
        "raised_promise_is_covered",
        changed(_RAISE, ("prize_minor = prize_minor + 500", "quota = quota + 1")),
    ),
    Refusal(
        "opening a closed campaign again",
        "campaign_keeps_its_rules_after_launch",
        "UPDATE campaigns_campaign SET state = 'live' WHERE id = %(closed)s",
    ),
    *(
        Refusal(
            f"a campaign whose {name} is {value}",
            law,
            f"UPDATE campaigns_campaign SET {name} = {value} WHERE id = %(draft)s",
        )
        for name, value, law in (
            ("state", "'gone'", "campaign_state_is_known"),
            ("currency", "'usd'", "campaign_currency_is_a_code"),
            ("remainder_to", "'me'", "campaign_remainder_goes_somewhere_known"),
            ("attribution", "'best'", "campaign_attribution_is_known"),
            ("hold_days", "91", "campaign_holds_at_most_90_days"),
            ("ends_at", "starts_at", "campaign_ends_after_it_starts"),
            ("max_depth_paid", "0", "campaign_pays_the_finder_at_least"),
        )
    ),
    *(
        Refusal(
            f"a promise of {name} {value}",
            law,
            f"UPDATE campaigns_objective SET {name} = {value} WHERE id = %(objective)s",
        )
        for name, value, law in (
            ("prize_minor", "prize_minor - 1", "objective_promise_is_never_lowered"),
            ("quota", "quota - 1", "objective_promise_is_never_lowered"),
            ("campaign_id", "%(draft)s", "objective_promise_is_never_lowered"),
            ("prize_minor", "1000000000001", "objective_prize_is_within_reason"),
            ("quota", "100001", "objective_pays_at_least_one"),
        )
    ),
    *(
        Refusal(what, law, f"UPDATE campaigns_objective SET {change} WHERE id = %(objective)s")
        for what, law, change in (
            ("a place beyond the pole", "objective_is_on_earth", "latitude = 91, longitude = 0"),
            ("half a place", "objective_is_on_earth", "latitude = 0"),
            ("an area around nothing", "objective_is_on_earth", "radius_m = 1"),
            ("an area of no size", "objective_area_is_within_reason", "latitude = 0, longitude = 0, radius_m = 0"),
        )
    ),
    Refusal(
        "a window that closes before it opens",
        "objective_window_closes_after_it_opens",
        "UPDATE campaigns_objective SET opens_at = now(), closes_at = now() WHERE id = %(objective)s",
    ),
)

FINDINGS = (
    Refusal(
        "a paid rank beyond the quota",
        "paid_rank_is_within_quota",
        changed(_RANK, ("paid_rank = 3", "paid_rank = 4")),
    ),
    Refusal(
        "a paid rank beyond the quota at once",
        "paid_rank_is_within_quota",
        changed(_REPORT, ("'submitted', NULL", "'verified', 4")),
    ),
    Refusal(
        "a paid rank given twice",
        "paid_rank_is_given_once",
        changed(_RANK, ("paid_rank = 3", "paid_rank = 1")),
    ),
    Refusal(
        "a paid rank for what is not verified",
        "only_the_verified_are_paid",
        "UPDATE campaigns_finding SET paid_rank = 3 WHERE id = %(undecided)s",
    ),
    Refusal(
        "rejecting what has a paid rank",
        "finding_is_reversed_by_a_verdict",
        "UPDATE campaigns_finding SET state = 'rejected' WHERE id = %(settled)s",
    ),
    Refusal(
        "a rank of zero",
        "only_the_verified_are_paid",
        changed(_RANK, ("paid_rank = 3", "paid_rank = 0")),
    ),
    *(
        Refusal(
            f"{name} of a finding changed",
            "finding_keeps_its_facts",
            f"UPDATE campaigns_finding SET {name} = {value} WHERE id = %(settled)s",
        )
        for name, value in (
            ("paid_rank", "3"),
            ("paid_rank", "NULL"),
            ("participant_id", "%(alice)s"),
            ("objective_id", "%(objective)s + 1"),
            ("campaign_id", "%(other)s"),
            ("received_at", "received_at - interval '1 second'"),
            ("observed_at", "observed_at - interval '1 second'"),
            ("note", "'Seen elsewhere.'"),
            ("latitude", "1"),
            ("longitude", "1"),
            ("accuracy_m", "1"),
            ("location_source", "'map'"),
            ("client_id", "'another'"),
            ("public_id", "gen_random_uuid()"),
            ("id", "%(free)s"),
        )
    ),
    Refusal("an unknown state", "finding_state_is_known", changed(_REPORT, ("'submitted'", "'believed'"))),
    *(
        Refusal(what, "finding_is_on_earth", changed(_REPORT, ("0, 0, ''", f"{position}, ''")))
        for what, position in (
            ("a finding north of the pole", "91, 0"),
            ("a finding west of the date line", "0, -181"),
        )
    ),
    Refusal(
        "a finder of another campaign",
        "finder_is_of_the_same_campaign",
        changed(_REPORT, ("%(bob)s", "%(stranger)s")),
        by_key=True,
    ),
    Refusal(
        "an objective of another campaign",
        "objective_is_of_the_same_campaign",
        changed(_REPORT, ("%(objective)s", "%(other_objective)s")),
        by_key=True,
    ),
    Refusal(
        "one report received twice",
        "report_is_received_once",
        changed(_REPORT, ("NULL, NULL)", "NULL, 'seen')"))
        + ", "
        + _REPORT.split("VALUES")[1].replace("NULL, NULL)", "NULL, 'seen')"),
    ),
    Refusal(
        "a verdict of an unknown kind", "verdict_is_a_known_kind", changed(_VERDICT, ("'needs_info'", "'guessed'"))
    ),
    Refusal("a finding removed", "finding_is_never_deleted", "DELETE FROM campaigns_finding WHERE id = %(undecided)s"),
    Refusal("findings emptied", "finding_is_never_truncated", "TRUNCATE campaigns_finding CASCADE"),
    *(
        Refusal(
            f"a {noun} {done}",
            f"{noun}_is_append_only",
            f"{statement} WHERE campaign_id = %(campaign)s"
            if noun == "event"
            else f"{statement} WHERE finding_id = %(settled)s",
        )
        for noun in ("event", "verdict")
        for done, statement in (
            ("changed", f"UPDATE campaigns_{noun} SET kind = 'verified'"),
            ("removed", f"DELETE FROM campaigns_{noun}"),
        )
    ),
    Refusal("events emptied", "event_is_never_truncated", "TRUNCATE campaigns_event"),
    Refusal("verdicts emptied", "verdict_is_never_truncated", "TRUNCATE campaigns_verdict"),
    Refusal("a finding of half a position", "finding_is_on_earth", changed(_REPORT, ("0, 0, ''", "45, NULL, ''"))),
)

PEOPLE = (
    Refusal(
        "an address in capitals",
        "email_is_kept_in_lower_case",
        "UPDATE campaigns_user SET email = 'Eve@example.org' WHERE id = %(eve_user)s",
    ),
    Refusal(
        "a role held twice",
        "role_is_held_once",
        "INSERT INTO campaigns_role (campaign_id, user_id, kind) SELECT campaign_id, user_id, kind FROM campaigns_role"
        " WHERE campaign_id = %(campaign)s",
    ),
    Refusal(
        "a role of one's own making",
        "role_is_a_known_kind",
        "INSERT INTO campaigns_role (campaign_id, user_id, kind) VALUES (%(campaign)s, %(eve_user)s, 'owner')",
    ),
)

FACT_REFUSALS = (*TREE, *PROMISES, *FINDINGS, *PEOPLE)

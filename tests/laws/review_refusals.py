"""What nobody may do to what came with a report, and to its review; and what a reviewer's rules may not be."""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from tests.laws.refusal import Refusal, changed, copied_over, merged
from tests.laws.step_refusals import STATES, UNDECIDED

_PHOTO = """INSERT INTO campaigns_evidence
    (finding_id, kind, position, added_at, url, file, preview, media_type, sha256, perceptual_hash)
    VALUES (%(submitted)s, 'image', 6, now(), '', 'one.jpg', '', 'image/jpeg', 'of one', '')"""
_LINK = """INSERT INTO campaigns_evidence
    (finding_id, kind, position, added_at, url, file, preview, media_type, sha256, perceptual_hash)
    VALUES (%(submitted)s, 'link', 5, now(), 'https://example.org/', '', '', '', '', '')"""
_TAKE_BACK = "DELETE FROM campaigns_evidence WHERE id = %(photo)s"
_ANSWER = """INSERT INTO campaigns_factanswer (fact_id, participant_id, finding_id, attempt, matched, at)
    VALUES (%(fact)s, %(bob)s, %(submitted)s, 3, false, now())"""
_WITHDRAW = "UPDATE campaigns_secretfact SET withdrawn_at = now() WHERE id = %(fact)s"
_VOUCH = """INSERT INTO campaigns_vouch (finding_id, participant_id, note, at)
    VALUES (%(needs_info)s, %(alice)s, '', now())"""
_CLAIM = """INSERT INTO campaigns_claim (finding_id, place, reviewer_id, claimed_at, expires_at)
    VALUES (%(submitted)s, 2, %(faye_user)s, now(), now() + interval '15 minutes')"""
_ASSESS = """INSERT INTO campaigns_assessment
    (finding_id, campaign_id, cluster_first_id, log_odds, priority, pieces, assessed_at)
    VALUES (%(submitted)s, %(campaign)s, %(submitted)s, -2.5, 0, '[]', now())"""
_GOLD = """INSERT INTO campaigns_gold (public_id, campaign_id, finding_id, is_true, made_at)
    VALUES (gen_random_uuid(), %(campaign)s, %(found_wrong)s, true, now())"""
_FALSE_GOLD = changed(_GOLD, ("%(found_wrong)s, true", "%(reversed)s, false"))
_RETIRE = "UPDATE campaigns_gold SET retired_at = now() WHERE id = %(gold)s"
_TELL = """INSERT INTO campaigns_goldanswer (gold_id, reviewer_id, said_true, at)
    VALUES (%(gold)s, %(faye_user)s, true, now())"""
_VOTE = """INSERT INTO campaigns_verdict (finding_id, kind, round, by_id, at, reason, note)
    VALUES (%(under_review)s, 'vote_verify', 1, %(faye_user)s, now(), '', '')"""
_TRACE = """INSERT INTO campaigns_trace
    (campaign_id, participant_id, kind, at, key_id, address_hash, network_hash, agent_hash, country)
    VALUES (%(campaign)s, %(bob)s, 'join', now(), %(trace_key)s, '', '', '', '')"""
_REVIEW = """UPDATE campaigns_campaign
    SET reviewers_asked = 9, review_minutes = 1440, cluster_radius_m = 100000, cluster_hours = 1
    WHERE id = %(campaign)s"""
_BAN = "UPDATE campaigns_participant SET removed_at = now(), is_banned = true, standing = -4 WHERE id = %(dave)s"


# Each goes through as it stands.
HARMLESS_REVIEWS = (
    *(_PHOTO, _LINK, _TAKE_BACK, _ANSWER, _WITHDRAW, _VOUCH, _CLAIM, _RETIRE, _TELL, _VOTE, _TRACE, _REVIEW, _BAN),
    *(_ASSESS, _GOLD, _FALSE_GOLD),
    changed(_VOTE, ("under_review", "round_two"), ("'vote_verify', 1", "'vote_verify', 2")),
    changed(_VOTE, ("vote_verify", "claimed")),
    changed(_CLAIM, ("15 minutes", "24 hours")),
)

EVIDENCE = (
    *(
        Refusal(
            f"evidence added to what is {state}",
            "evidence_comes_before_the_review",
            changed(_PHOTO, ("%(submitted)s", f"%({state})s")),
        )
        for state in STATES
        if state not in ("submitted", "needs_info")
    ),
    Refusal(
        "a link added during the review",
        "evidence_comes_before_the_review",
        changed(_LINK, ("%(submitted)s", "%(under_review)s")),
    ),
    Refusal(
        "evidence taken back during the review",
        "evidence_comes_before_the_review",
        changed(_TAKE_BACK, ("%(photo)s", "%(photo_under_review)s")),
    ),
    *(
        Refusal(
            f"{name} of evidence changed",
            "evidence_stays_as_it_came",
            f"UPDATE campaigns_evidence SET {name} = {value} WHERE id = %(photo)s",
        )
        for name, value in (
            ("finding_id", "%(needs_info)s"),
            ("file", "'another.jpg'"),
            ("sha256", "'of another'"),
            ("position", "2"),
            ("taken_at", "now()"),
            ("taken_latitude", "1"),
        )
    ),
    Refusal(
        "evidence changed by ON CONFLICT",
        "evidence_stays_as_it_came",
        copied_over("campaigns_evidence", "file = 'another.jpg'"),
    ),
    Refusal(
        "evidence changed by MERGE",
        "evidence_stays_as_it_came",
        merged("campaigns_evidence", "UPDATE SET finding_id = %(needs_info)s"),
    ),
    Refusal("evidence emptied", "evidence_is_never_truncated", "TRUNCATE campaigns_evidence"),
    *(
        Refusal(what, "evidence_is_six_files_and_five_links_at_most", statement)
        for what, statement in (
            ("a seventh file", changed(_PHOTO, ("'image', 6", "'image', 7"))),
            ("a seventh file that is a video", changed(_PHOTO, ("'image', 6", "'video', 7"))),
            ("a sixth link", changed(_LINK, ("'link', 5", "'link', 6"))),
            ("a file before the first", changed(_PHOTO, ("'image', 6", "'image', 0"))),
            ("a link before the first", changed(_LINK, ("'link', 5", "'link', 0"))),
            ("evidence of an unknown kind", changed(_PHOTO, ("'image', 6", "'sound', 6"))),
            ("a photograph that is not there", changed(_PHOTO, ("'one.jpg'", "''"))),
            ("a photograph without its hash", changed(_PHOTO, ("'of one'", "''"))),
            ("a photograph that is elsewhere", changed(_PHOTO, ("now(), ''", "now(), 'https://example.org/'"))),
            ("a link to nowhere", changed(_LINK, ("'https://example.org/'", "''"))),
            ("a link with a file", changed(_LINK, ("'https://example.org/', ''", "'https://example.org/', 'one.jpg'"))),
        )
    ),
    Refusal(
        "two files in one place",
        "file_has_a_place_of_its_own",
        changed(_PHOTO, ("'image', 6", "'video', 1")),
    ),
    Refusal("two links in one place", "link_has_a_place_of_its_own", changed(_LINK, ("'link', 5", "'link', 1"))),
    Refusal("one file added twice", "file_is_added_once", changed(_PHOTO, ("'of one'", "'of the first'"))),
)

WITNESSES = (
    Refusal("a fourth answer", "fact_is_answered_three_times_at_most", changed(_ANSWER, ("s, 3", "s, 4"))),
    Refusal("an answer before the first", "fact_is_answered_three_times_at_most", changed(_ANSWER, ("s, 3", "s, 0"))),
    Refusal("one attempt answered twice", "fact_is_answered_in_turn", changed(_ANSWER, ("s, 3", "s, 1"))),
    Refusal(
        "an answer made right",
        "factanswer_is_append_only",
        "UPDATE campaigns_factanswer SET matched = true WHERE fact_id = %(fact)s",
    ),
    Refusal(
        "an answer forgotten",
        "factanswer_is_append_only",
        "DELETE FROM campaigns_factanswer WHERE fact_id = %(fact)s",
    ),
    Refusal("answers emptied", "factanswer_is_never_truncated", "TRUNCATE campaigns_factanswer"),
    *(
        Refusal(
            f"{name} of a secret fact changed",
            "secret_fact_is_only_withdrawn",
            f"UPDATE campaigns_secretfact SET {name} = {value} WHERE id = %({fact})s",
        )
        for fact, name, value in (
            ("fact", "answer_hash", "'another'"),
            ("fact", "question", "'Another?'"),
            ("fact", "objective_id", "objective_id + 1"),
            ("withdrawn_fact", "withdrawn_at", "NULL"),
            ("withdrawn_fact", "withdrawn_at", "withdrawn_at + interval '1 second'"),
        )
    ),
    Refusal(
        "a secret fact removed",
        "secretfact_is_never_deleted",
        "DELETE FROM campaigns_secretfact WHERE id = %(withdrawn_fact)s",
    ),
    Refusal("secret facts emptied", "secretfact_is_never_truncated", "TRUNCATE campaigns_secretfact CASCADE"),
    Refusal(
        "a second vouch for one report",
        "report_is_vouched_for_once_by_each",
        changed(_VOUCH, ("%(needs_info)s", "%(submitted)s")),
    ),
    Refusal(
        "a vouch changed",
        "vouch_is_append_only",
        "UPDATE campaigns_vouch SET finding_id = %(needs_info)s WHERE finding_id = %(submitted)s",
    ),
    Refusal(
        "a vouch taken back", "vouch_is_append_only", "DELETE FROM campaigns_vouch WHERE finding_id = %(submitted)s"
    ),
    *(
        Refusal(f"an answer {what}", "fact_answer_fits_its_report", changed(_ANSWER, *changes))
        for what, *changes in (
            ("by somebody else than the reporter", ("%(bob)s", "%(carol)s")),
            ("to a fact that was withdrawn", ("%(fact)s", "%(withdrawn_fact)s")),
            ("to a fact of another objective", ("%(fact)s", "%(strange_fact)s")),
            ("to a fact that is not there", ("%(fact)s", "-1")),
            ("for a report that is not there", ("%(submitted)s", "-1")),
            *(
                (f"for what is {state}", ("%(submitted)s", f"%({state})s"))
                for state in STATES
                if state not in UNDECIDED
            ),
        )
    ),
    *(
        Refusal(f"a vouch {what}", "report_is_vouched_for_from_above", changed(_VOUCH, *changes))
        for what, *changes in (
            ("by the reporter", ("%(alice)s", "%(bob)s")),
            ("by the reporter's recruit", ("%(alice)s", "%(carol)s")),
            ("from far below", ("%(alice)s", "%(dave)s")),
            ("by a stranger", ("%(alice)s", "%(stranger)s")),
            ("for a report that is not there", ("%(needs_info)s", "-1")),
            *(
                (f"for what is {state}", ("%(needs_info)s", f"%({state})s"))
                for state in STATES
                if state not in UNDECIDED
            ),
        )
    ),
    Refusal("vouches emptied", "vouch_is_never_truncated", "TRUNCATE campaigns_vouch"),
    Refusal("a trace of an unknown kind", "trace_is_a_known_kind", changed(_TRACE, ("'join'", "'visit'"))),
)

REVIEWERS = (
    Refusal("a claim without time", "claim_lasts_a_while", changed(_CLAIM, (" + interval '15 minutes'", ""))),
    Refusal(
        "a claim of more than a day",
        "claim_lasts_a_day_at_most",
        changed(_CLAIM, ("15 minutes", "24 hours 1 second")),
    ),
    *(
        Refusal(f"an assessment of {what}", "assessment_is_a_number", changed(_ASSESS, ("-2.5, 0,", f"{said},")))
        for what, said in (
            ("no number", "'NaN', 0"),
            ("all certainty", "'Infinity', 0"),
            ("more than there is", "1000.5, 0"),
            ("less than there is", "-1000.5, 0"),
            ("no place in the queue", "0, 'NaN'"),
            ("a place before all others for ever", "0, 'Infinity'"),
            ("a place behind all others for ever", "0, '-Infinity'"),
        )
    ),
    Refusal("a claim on a taken place", "finding_is_with_one_reviewer_a_place", changed(_CLAIM, ("s, 2", "s, 1"))),
    Refusal(
        "a finding taken up twice by one reviewer",
        "reviewer_takes_a_finding_up_once",
        changed(_CLAIM, ("faye", "eve")),
    ),
    *(
        Refusal(
            f"gold whose {name} becomes {value}",
            "gold_is_only_retired",
            f"UPDATE campaigns_gold SET {name} = {value} WHERE id = %({gold})s",
        )
        for gold, name, value in (
            ("gold", "is_true", "NOT is_true"),
            ("gold", "finding_id", "%(submitted)s"),
            ("gold", "made_by_id", "%(faye_user)s"),
            ("retired_gold", "retired_at", "NULL"),
        )
    ),
    *(
        Refusal(f"gold {what}", "gold_is_as_it_was_decided", changed(_GOLD, change))
        for what, change in (
            *((f"of what is {state}", ("found_wrong", state)) for state in STATES if state != "verified"),
            ("of another campaign", ("%(campaign)s", "%(other)s")),
            ("of a finding that is not there", ("%(found_wrong)s", "-1")),
        )
    ),
    *(
        Refusal(
            f"gold that says false of what is {state}",
            "gold_is_as_it_was_decided",
            changed(_FALSE_GOLD, ("%(reversed)s", f"%({state})s")),
        )
        for state in STATES
        if state not in ("rejected", "reversed")
    ),
    Refusal("gold removed", "gold_is_never_deleted", "DELETE FROM campaigns_gold WHERE id = %(retired_gold)s"),
    Refusal("gold emptied", "gold_is_never_truncated", "TRUNCATE campaigns_gold CASCADE"),
    *(
        Refusal(f"gold answered that is {what}", "gold_is_answered_until_it_is_retired", changed(_TELL, change))
        for what, change in (("retired", ("%(gold)s", "%(retired_gold)s")), ("not there", ("%(gold)s", "-1")))
    ),
    Refusal("gold answered twice by one", "gold_is_answered_once_by_each", changed(_TELL, ("faye", "eve"))),
    Refusal(
        "an answer to gold changed",
        "goldanswer_is_append_only",
        "UPDATE campaigns_goldanswer SET said_true = NOT said_true WHERE gold_id = %(gold)s",
    ),
    Refusal(
        "an answer to gold forgotten",
        "goldanswer_is_append_only",
        "DELETE FROM campaigns_goldanswer WHERE gold_id = %(gold)s",
    ),
    Refusal("answers to gold emptied", "goldanswer_is_never_truncated", "TRUNCATE campaigns_goldanswer"),
    Refusal("a second vote in a round", "reviewer_votes_once_a_round", changed(_VOTE, ("faye", "eve"))),
    Refusal(
        "a change of mind in a round",
        "reviewer_votes_once_a_round",
        changed(_VOTE, ("faye", "eve"), ("'vote_verify'", "'vote_reject'")),
    ),
    *(
        Refusal(f"a vote by {who}", "nobody_verifies_their_own_chain", changed(_VOTE, ("faye_user", user)))
        for who, user in (
            ("the finder", "bob_user"),
            ("the finder's inviter", "alice_user"),
            ("the finder's recruit", "carol_user"),
            ("somebody far below the finder", "dave_user"),
        )
    ),
    *(
        Refusal(
            f"a {kind} of nobody", "vote_is_somebodys", changed(_VOTE, ("vote_verify", kind), ("%(faye_user)s", "NULL"))
        )
        for kind in ("vote_verify", "vote_reject")
    ),
    *(
        Refusal(f"{kind} {what}", "verdict_is_of_its_round", changed(_VOTE, ("vote_verify", kind), *changes))
        for kind in ("vote_verify", "vote_reject", "claimed")
        for what, *changes in (
            ("in a round to come", ("', 1,", "', 2,")),
            ("in the round that is over", ("under_review", "round_two")),
            ("of a report that is not there", ("%(under_review)s", "-1")),
            *((f"of what is {state}", ("under_review", state)) for state in STATES if state not in UNDECIDED),
        )
    ),
)


RULES = (
    *(
        Refusal(
            f"a campaign whose {name} is {value}",
            law,
            f"UPDATE campaigns_campaign SET {name} = {value} WHERE id = %(campaign)s",
        )
        for name, value, law in (
            ("reviewers_asked", "0", "campaign_asks_a_reviewer_at_least"),
            ("reviewers_asked", "10", "campaign_asks_a_reviewer_at_least"),
            ("review_minutes", "0", "campaign_gives_reviewers_time"),
            ("review_minutes", "1441", "campaign_gives_reviewers_time"),
            ("cluster_radius_m", "0", "campaign_clusters_have_a_size"),
            ("cluster_radius_m", "100001", "campaign_clusters_have_a_size"),
            ("cluster_hours", "0", "campaign_clusters_have_a_size"),
            ("goal_participants", "0", "campaign_goal_is_within_reason"),
            ("goal_participants", "1000000001", "campaign_goal_is_within_reason"),
        )
    ),
    Refusal(
        "places that are shown in a way of one's own",
        "objective_location_privacy_is_known",
        "UPDATE campaigns_objective SET location_privacy = 'blurry' WHERE id = %(objective)s",
    ),
    Refusal(
        "somebody banned and not removed",
        "banned_is_removed_too",
        changed(_BAN, ("removed_at = now()", "removed_at = NULL")),
    ),
    *(
        Refusal(
            f"a standing of {value}",
            "standing_is_within_reason",
            changed(_BAN, ("standing = -4", f"standing = '{value}'")),
        )
        for value in ("4.001", "-4.001", "Infinity", "NaN")
    ),
)

REVIEW_REFUSALS = (*EVIDENCE, *WITNESSES, *REVIEWERS, *RULES)

"""What nobody may do to what people agreed to, to letters, and to how a nudge set its people apart."""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from tests.laws.refusal import Refusal, changed, copied_over, merged

_AGREE = """INSERT INTO campaigns_consent (user_id, purpose, campaign_id, given, wording, how, at)
    VALUES (%(alice_user)s, 'nudges', %(campaign)s, true, 1, 'join', now())"""
_TAKE_BACK = changed(_AGREE, ("%(campaign)s, true", "NULL, false"))
_NUDGE = """INSERT INTO campaigns_nudge (public_id, campaign_id, audience, branch_id, subject, text, note, at)
    VALUES (gen_random_uuid(), %(campaign)s, 'lapsing', %(alice)s, 'Come back', 'Please.', '', now())"""
_MEMBER = """INSERT INTO campaigns_nudgemember (nudge_id, campaign_id, participant_id, arm)
    VALUES (%(nudge)s, %(campaign)s, %(carol)s, 'treated')"""
_LETTER = """INSERT INTO campaigns_letter
    (public_id, kind, key, user_id, campaign_id, participant_id, state, reason, attempts, due_at, written_at)
    VALUES (gen_random_uuid(), 'nudge', %(key)s, %(dave_user)s, %(campaign)s, %(dave)s, 'queued', '', 0,
            now(), now())"""
_OTHER_LETTER = changed(_LETTER, ("'nudge', %(key)s", "'news', 'first'"))


def _move(state: str, change: str) -> str:
    return f"UPDATE campaigns_letter SET {change} WHERE id = %({state})s"


_ENDS = {
    "queued": "state = 'queued', ended_at = NULL",
    "sending": "state = 'sending', claimed_at = now(), ended_at = NULL",
    "sent": "state = 'sent', claimed_at = now(), ended_at = now()",
    "failed": "state = 'failed', reason = 'SMTP 550', ended_at = now()",
    "unknown": "state = 'unknown', claimed_at = now(), ended_at = NULL",
    "suppressed": "state = 'suppressed', reason = 'no_consent', ended_at = now()",
}
_LEGAL = {
    ("queued", "queued"), ("queued", "sending"), ("queued", "suppressed"), ("queued", "failed"),
    ("sending", "sending"), ("sending", "queued"), ("sending", "sent"), ("sending", "failed"), ("sending", "unknown"),
    ("unknown", "unknown"), ("unknown", "sent"), ("unknown", "failed"),
}  # fmt: skip

# Each goes through as it stands.
HARMLESS_OUTREACH = (
    *(_AGREE, _TAKE_BACK, _NUDGE, _MEMBER, _LETTER, _OTHER_LETTER),
    "UPDATE campaigns_consent SET user_id = NULL WHERE id = %(consent)s",
    *(f"UPDATE campaigns_letter SET user_id = NULL WHERE id = %({state})s" for state in _ENDS),
    *(_move(before, _ENDS[after]) for before, after in sorted(_LEGAL)),
    _move("queued", "due_at = now() + interval '1 hour', attempts = 1, reason = 'SMTP 421'"),
)

CONSENTS = (
    Refusal("consent to something of one's own", "consent_is_to_something_known", changed(_AGREE, ("nudges", "spam"))),
    Refusal("consent by a wink", "consent_is_said_in_a_known_way", changed(_AGREE, ("'join'", "'wink'"))),
    Refusal(
        "consent given for all campaigns",
        "consent_is_given_for_one_campaign",
        changed(_AGREE, ("%(campaign)s, true", "NULL, true")),
    ),
    *(
        Refusal(
            f"{name} of a consent changed",
            "consent_stays_as_it_was_said",
            f"UPDATE campaigns_consent SET {name} = {value} WHERE id = %(consent)s",
        )
        for name, value in (
            ("given", "NOT given"),
            ("user_id", "%(dave_user)s"),
            ("campaign_id", "%(other)s"),
            ("wording", "2"),
            ("at", "at + interval '1 second'"),
            ("how", "'place'"),
        )
    ),
    Refusal("a consent changed by ON CONFLICT", "consent_stays_as_it_was_said", copied_over("campaigns_consent", "given = false")),  # noqa: E501
    Refusal("a consent changed by MERGE", "consent_stays_as_it_was_said", merged("campaigns_consent", "UPDATE SET given = false")),  # noqa: E501
    Refusal("a consent forgotten", "consent_is_never_deleted", "DELETE FROM campaigns_consent WHERE id = %(consent)s"),
    Refusal("consents emptied", "consent_is_never_truncated", "TRUNCATE campaigns_consent CASCADE"),
)  # fmt: skip

NUDGES = (
    Refusal("a nudge to whomever", "nudge_is_to_a_known_audience", changed(_NUDGE, ("'lapsing'", "'everybody'"))),
    Refusal("a nudge without a subject", "nudge_says_something", changed(_NUDGE, ("'Come back'", "''"))),
    Refusal("a nudge without words", "nudge_says_something", changed(_NUDGE, ("'Please.'", "''"))),
    Refusal(
        "a nudge to a branch elsewhere",
        "nudged_branch_is_of_the_same_campaign",
        changed(_NUDGE, ("%(alice)s", "%(stranger)s")),
        by_key=True,
    ),
    Refusal("a nudge unwritten", "nudge_is_append_only", "UPDATE campaigns_nudge SET text = '' WHERE id = %(nudge)s"),
    Refusal("a nudge unsaid", "nudge_is_append_only", "DELETE FROM campaigns_nudge WHERE id = %(nudge)s"),
    Refusal("nudges emptied", "nudge_is_never_truncated", "TRUNCATE campaigns_nudge CASCADE"),
    Refusal("somebody nudged twice at once", "person_is_in_a_nudge_once", changed(_MEMBER, ("%(carol)s", "%(bob)s"))),
    Refusal("somebody half held out", "person_is_in_a_known_arm", changed(_MEMBER, ("'treated'", "'perhaps'"))),
    Refusal(
        "a stranger nudged",
        "nudged_person_is_of_the_same_campaign",
        changed(_MEMBER, ("%(carol)s", "%(stranger)s")),
        by_key=True,
    ),
    Refusal(
        "a nudge of another campaign",
        "nudge_is_of_the_same_campaign",
        changed(_MEMBER, ("%(campaign)s, %(carol)s", "%(other)s, %(stranger)s")),
        by_key=True,
    ),
    Refusal(
        "somebody treated after all",
        "nudgemember_is_append_only",
        "UPDATE campaigns_nudgemember SET arm = 'treated' WHERE nudge_id = %(nudge)s AND arm = 'held_out'",
    ),
    Refusal(
        "somebody taken out of a nudge",
        "nudgemember_is_append_only",
        "DELETE FROM campaigns_nudgemember WHERE nudge_id = %(nudge)s",
    ),
    Refusal("members emptied", "nudgemember_is_never_truncated", "TRUNCATE campaigns_nudgemember CASCADE"),
)  # fmt: skip

LETTERS = (
    Refusal("a letter written twice", "letter_is_written_once", changed(_LETTER, ("dave_user", "bob_user"), ("%(dave)s", "%(bob)s"))),  # noqa: E501
    Refusal(
        "a letter to a stranger",
        "letter_is_to_somebody_of_the_same_campaign",
        changed(_OTHER_LETTER, ("%(dave)s", "%(stranger)s")),
        by_key=True,
    ),
    Refusal(
        "a letter of a campaign to no place in it",
        "letter_of_a_campaign_is_to_a_place_in_it",
        changed(_OTHER_LETTER, ("%(dave)s", "NULL")),
    ),
    *(
        Refusal(f"a nudge's letter to {who}", "nudge_letter_is_to_who_is_treated", changed(_LETTER, *changes))
        for who, *changes in (
            ("somebody held out", ("%(dave)s", "%(alice)s")),
            ("somebody who is not in it", ("%(dave)s", "%(carol)s")),
            ("somebody in another one", ("%(key)s", "gen_random_uuid()::text")),
        )
    ),
    *(
        Refusal(f"a letter that begins {what}", "letter_begins_in_the_queue", changed(_LETTER, *changes))
        for what, *changes in (
            ("as sent", ("'queued'", "'sent'")),
            ("in no state", ("'queued'", "'lost'")),
            ("as suppressed", ("'queued', ''", "'suppressed', 'no_consent'")),
            ("after an attempt", ("'', 0", "'', 1")),
        )
    ),
    *(
        Refusal(f"{name} of a letter changed", "letter_keeps_what_it_is_about", _move("queued", f"{name} = {value}"))
        for name, value in (
            ("kind", "'news'"),
            ("key", "'another'"),
            ("user_id", "%(dave_user)s"),
            ("participant_id", "%(dave)s"),
            ("campaign_id", "%(other)s"),
            ("public_id", "gen_random_uuid()"),
            ("written_at", "now()"),
        )
    ),
    Refusal("a letter given to somebody else by ON CONFLICT", "letter_keeps_what_it_is_about", copied_over("campaigns_letter", "key = 'another'")),  # noqa: E501
    *(
        Refusal(f"a letter that is {before} becomes {after}", "letter_goes_one_way", _move(before, _ENDS[after]))
        for before in _ENDS
        for after in _ENDS
        if (before, after) not in _LEGAL
    ),
    Refusal("a letter sent again under its own state", "letter_goes_one_way", _move("sent", "claimed_at = now()")),
    Refusal("a letter nobody claimed", "letter_is_claimed_before_it_is_sent", _move("queued", "state = 'sending'")),
    Refusal(
        "a letter suppressed without a reason",
        "letter_says_why_it_was_not_sent",
        _move("queued", "state = 'suppressed', ended_at = now()"),
    ),
    Refusal("a letter that failed goes on", "letter_says_when_it_ended", changed(_move("queued", _ENDS["failed"]), (", ended_at = now()", ""))),  # noqa: E501
    Refusal("a letter that ended goes on", "letter_says_when_it_ended", _move("queued", "ended_at = now()")),
    Refusal("a letter burnt", "letter_is_never_deleted", "DELETE FROM campaigns_letter WHERE id = %(suppressed)s"),
    Refusal("letters emptied", "letter_is_never_truncated", "TRUNCATE campaigns_letter CASCADE"),
)  # fmt: skip

OUTREACH_REFUSALS = (*CONSENTS, *NUDGES, *LETTERS)

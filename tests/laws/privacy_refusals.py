"""What nobody may do to exports and erasures, nor to whom an erasure left behind."""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from tests.laws.refusal import Refusal, changed

_ASK = """INSERT INTO campaigns_erasure (user_id, money_to, state, asked_at, txid, files, ended_at)
    VALUES (%(eve_user)s, '', 'asked', now(), NULL, '[]', NULL)"""
_EXPORT = """INSERT INTO campaigns_export (user_id, state, asked_at, parts_done, parts_in_all, attempts, file)
    VALUES (%(eve_user)s, 'queued', now(), 0, 0, 0, '')"""
_ERASE_PLACE = """UPDATE campaigns_participant SET is_erased = TRUE, user_id = NULL, display_name = 'Erased person'
    WHERE id = %(alice)s"""
_STAND_IN = """INSERT INTO campaigns_user (email, password, display_name, language, time_zone, is_staff, is_superuser,
        is_active, date_joined, stands_in_for_id)
    VALUES ('nobody-1@erased.invalid', '!', '', 'en', 'UTC', FALSE, FALSE, FALSE, now(), %(campaign)s)"""

HARMLESS_PRIVACY = (_ASK, _EXPORT, _ERASE_PLACE, _STAND_IN)

PRIVACY_REFUSALS = (
    Refusal("an erasure that is over and somebody's", "erasure_leaves_nobody", changed(_ASK, ("asked'", "erased'"))),
    Refusal("money to nobody known", "erasure_gives_money_somewhere_known", changed(_ASK, ("s, ''", "s, 'me'"))),
    Refusal("an erasure by another transaction", "erasure_is_carried_out_by_its_transaction",
            changed(_ASK, ("now(), NULL", "now(), 3"))),
    Refusal("an erasure that is asked for again", "erasure_goes_one_way",
            f"{_ASK}; UPDATE campaigns_erasure SET asked_at = now() - interval '1 day'"),
    Refusal("an erasure that never was", "erasure_is_never_deleted", f"{_ASK}; DELETE FROM campaigns_erasure"),
    Refusal("all erasures gone", "erasure_is_never_truncated", f"{_ASK}; TRUNCATE campaigns_erasure CASCADE"),
    Refusal("an erased place with its person", "erased_place_is_nobodys", changed(_ERASE_PLACE, ("NULL", "user_id"))),
    Refusal("an erased place that comes back", "erased_place_stays_erased",
            f"{_ERASE_PLACE}; UPDATE campaigns_participant SET is_erased = FALSE WHERE id = %(alice)s"),
    Refusal("a name for an erased place", "erased_place_stays_erased",
            f"{_ERASE_PLACE}; UPDATE campaigns_participant SET display_name = 'Alice' WHERE id = %(alice)s"),
    Refusal("a stand-in that signs in", "stand_in_signs_in_nowhere", changed(_STAND_IN, ("FALSE, now", "TRUE, now"))),
    Refusal("two exports at once", "export_is_made_one_at_a_time", f"{_EXPORT}; {_EXPORT}"),
    Refusal("an export that is ready without its file", "export_is_ready_with_its_file",
            changed(_EXPORT, ("'queued'", "'ready'"))),
    # The path is there for who is being erased, in that transaction alone.
    Refusal("a verdict without its reviewer", "verdict_is_append_only", "UPDATE campaigns_verdict SET by_id = NULL"),
    Refusal("a log without its actors", "event_is_append_only", "UPDATE campaigns_event SET actor_id = NULL"),
)  # fmt: skip

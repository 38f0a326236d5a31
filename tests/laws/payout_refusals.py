"""What nobody may do to destinations, batches, payouts, their caps and holds."""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from tests.laws.refusal import Refusal, changed, copied_over, merged

_DESTINATION = """INSERT INTO rewards_destination
    (user_id, kind, sealed, fingerprint, masked, holder_name, country, created_at)
    VALUES (%(eve_user)s, 'paypal', 'x', 'f', 'm', '', 'FR', now())"""
_RETIRE = "UPDATE rewards_destination SET retired_at = now() WHERE id = %(frank_destination)s"
_RESEAL = "UPDATE rewards_destination SET sealed = 'y', fingerprint = 'g' WHERE id = %(frank_destination)s"
_ERASE = """UPDATE rewards_destination SET user_id = NULL, retired_at = now(), sealed = '', fingerprint = '',
    masked = '', holder_name = '', country = '' WHERE id = %(frank_destination)s"""
_BATCH = """INSERT INTO rewards_batch
    (campaign_id, provider, currency, state, note, drafted_by_id, drafted_at, left_out, checks)
    VALUES (%(campaign)s, 'paypal_csv', 'USD', 'draft', '', %(theo)s, now(), '{}', '[]')"""
_APPROVE = """WITH started AS (
    INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, payout_id)
    VALUES (%(campaign)s, %(bob_payable)s, %(bob_in_payout)s, 10000, 'payout_started', %(bob_payout)s))
    UPDATE rewards_batch SET state = 'approved', approved_by_id = %(tara)s, approved_at = now() WHERE id = %(draft)s"""
_SEND = "UPDATE rewards_batch SET state = 'sent', sent_at = now() WHERE id = %(approved)s"
_PAYOUT = """INSERT INTO rewards_payout
    (campaign_id, batch_id, participant_id, destination_id, amount_minor, state, reason, reference, asks, needs_person)
    VALUES (%(campaign)s, %(draft)s, %(frank)s, %(frank_destination)s, 1, 'queued', '', '', 0, false)"""
_CLAIM = "UPDATE rewards_payout SET state = 'unknown', claimed_at = now() WHERE id = %(carol_payout)s"
_SETTLE = """WITH step AS (
    INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, payout_id)
    VALUES (%(campaign)s, %(hank_in_payout)s, %(hank_paid)s, 10000, 'payout_paid', %(hank_payout)s))
    UPDATE rewards_payout SET state = 'settled', settled_at = now() WHERE id = %(hank_payout)s"""
_FAIL = """WITH step AS (
    INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, payout_id)
    VALUES (%(campaign)s, %(hank_in_payout)s, %(hank_payable)s, 10000, 'payout_failed', %(hank_payout)s))
    UPDATE rewards_payout SET state = 'failed', reason = 'no', ended_at = now() WHERE id = %(hank_payout)s"""
_RETURN = """WITH step AS (
    INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, payout_id)
    VALUES (%(campaign)s, %(dave_paid)s, %(dave_payable)s, 10000, 'payout_returned', %(dave_payout)s))
    UPDATE rewards_payout SET state = 'returned', reason = 'back', ended_at = now() WHERE id = %(dave_payout)s"""
_HOLD = """INSERT INTO rewards_payouthold (participant_id, reason, by_id, at)
    VALUES (%(frank)s, 'A tip.', %(theo)s, now())"""
_LIFT = "UPDATE rewards_payouthold SET lifted_at = now(), lifted_by_id = %(tara)s WHERE id = %(hold)s"
_OBJECT = """INSERT INTO rewards_payoutobjection (hold_id, text, made_at, note)
    VALUES (%(hold)s, 'I did nothing.', now(), '')"""
_REFUSE = """UPDATE rewards_payoutobjection
    SET granted = false, decided_at = now(), note = 'So it is.', decided_by_id = %(tara)s WHERE id = %(objection)s"""
_RULES = """INSERT INTO rewards_payoutrules (campaign_id, most_per_person_minor, most_per_day_minor,
    least_payout_minor, manual_above_minor, changed_by_id, changed_at)
    VALUES (%(campaign)s, 30, 20, 10, 0, %(theo)s, now())"""

# Each goes through as it stands; a case is one of them with a few words changed.
HARMLESS_PAYOUTS = (
    *(_DESTINATION, _RETIRE, _RESEAL, _ERASE, _BATCH, _APPROVE, _SEND, _PAYOUT, _CLAIM, _SETTLE, _FAIL, _RETURN),
    *(_HOLD, _LIFT, _OBJECT, _REFUSE, _RULES),
)
_AGAIN = "UPDATE rewards_payout SET state = '{}' WHERE id = %({}_payout)s"

PAYOUT_REFUSALS = (
    *(
        Refusal(f"a destination edited by its {what}", "destination_is_replaced_not_edited", statement)
        for what, statement in (
            ("kind", changed(_RESEAL, ("sealed = 'y'", "kind = 'iban'"))),
            ("mask", changed(_RESEAL, ("sealed = 'y'", "masked = 'z'"))),
            ("holder", changed(_RESEAL, ("sealed = 'y'", "holder_name = 'z'"))),
            ("country", changed(_RESEAL, ("sealed = 'y'", "country = 'US'"))),
            ("age", changed(_RESEAL, ("sealed = 'y'", "created_at = now() - interval '9 days'"))),
            ("owner", changed(_RESEAL, ("sealed = 'y'", "user_id = %(eve_user)s"))),
            ("opening", changed(_RESEAL, ("sealed = 'y'", "sealed = ''"))),
            ("half erasure", changed(_ERASE, ("sealed = ''", "sealed = 'x'"))),
        )
    ),
    Refusal(
        "a destination used again",
        "destination_is_replaced_not_edited",
        "UPDATE rewards_destination SET retired_at = NULL WHERE id = %(retired)s",
    ),
    Refusal(
        "a destination changed by MERGE",
        "destination_is_replaced_not_edited",
        merged("rewards_destination", "UPDATE SET masked = 'z'"),
    ),
    Refusal(
        "a second destination of a kind",
        "person_uses_one_destination_of_a_kind",
        changed(_DESTINATION, ("%(eve_user)s", "%(frank_user)s")),
    ),
    Refusal("a destination of no kind", "destination_kind_is_known", changed(_DESTINATION, ("'paypal'", "'cash'"))),
    Refusal("a destination nowhere", "destination_country_is_a_code", changed(_DESTINATION, ("'FR'", "'fr'"))),
    *(
        Refusal(f"a destination {what}", "destination_in_use_is_sealed_for_somebody", changed(_DESTINATION, change))
        for what, change in (("in the open", ("'x'", "''")), ("of nobody", ("%(eve_user)s", "NULL")))
    ),
    *(
        Refusal(f"a batch drafted {what}", "batch_begins_as_a_draft", changed(_BATCH, change))
        for what, change in (("as done", ("'draft'", "'done'")), ("in another currency", ("'USD'", "'EUR'")))
    ),
    *(
        Refusal(f"a batch with another {what}", "batch_goes_one_way", changed(_SEND, ("sent_at = now()", change)))
        for what, change in (
            ("provider", "sent_at = now(), provider = 'sepa'"),
            ("note", "sent_at = now(), note = 'x'"),
            ("drafter", "sent_at = now(), drafted_by_id = %(eve_user)s"),
            ("approver", "sent_at = now(), approved_by_id = %(eve_user)s"),
            ("list", "sent_at = now(), left_out = '{\"a\": 1}'"),
            ("set of checks", "sent_at = now(), checks = '[1]'"),
        )
    ),
    *(
        Refusal(f"a batch {what}", "batch_goes_one_way", statement)
        for what, statement in (
            ("sent before it is approved", changed(_SEND, ("%(approved)s", "%(draft)s"))),
            ("changed without a move", "UPDATE rewards_batch SET note = 'x' WHERE id = %(draft)s"),
            ("approved again", "UPDATE rewards_batch SET state = 'approved' WHERE id = %(sent)s"),
            ("opened again", "UPDATE rewards_batch SET state = 'sent', ended_at = NULL WHERE id = %(done)s"),
            (
                "that ends too early",
                "UPDATE rewards_batch SET state = 'done', ended_at = now() WHERE id = %(approved)s",
            ),
        )
    ),
    Refusal(
        "a batch approved by its drafter",
        "batch_is_approved_by_a_second_person",
        changed(_APPROVE, ("%(tara)s", "%(theo)s")),
    ),
    Refusal(
        "a batch approved by nobody", "batch_is_approved_before_it_is_sent", changed(_APPROVE, ("%(tara)s", "NULL"))
    ),
    Refusal("a batch sent at no time", "batch_says_when_it_was_sent", changed(_SEND, ("now()", "NULL"))),
    Refusal(
        "a batch cancelled at no time",
        "batch_says_when_it_ended",
        "UPDATE rewards_batch SET state = 'cancelled' WHERE id = %(draft)s",
    ),
    Refusal(
        "a batch approved without its money",
        "batch_moves_with_its_money",
        "UPDATE rewards_batch SET state = 'approved', approved_by_id = %(tara)s, approved_at = now()"
        " WHERE id = %(draft)s",
    ),
    Refusal(
        "an empty batch approved",
        "batch_moves_with_its_money",
        "UPDATE rewards_batch SET state = 'approved', approved_by_id = %(tara)s, approved_at = now()"
        " WHERE id = %(empty)s",
    ),
    *(
        Refusal(
            f"a batch {state} with money on its way",
            "batch_moves_with_its_money",
            f"UPDATE rewards_batch SET state = '{state}', ended_at = now() WHERE id = %(sent)s",
        )
        for state in ("done", "cancelled")
    ),
    *(
        Refusal(f"a payout {what}", "payout_is_drafted_to_its_person", changed(_PAYOUT, change))
        for what, change in (
            ("that begins as sent", ("'queued'", "'sent'")),
            ("added to an approved batch", ("%(draft)s", "%(approved)s")),
            ("added to a batch that was sent", ("%(draft)s", "%(sent)s")),
            ("to somebody else's destination", ("%(frank_destination)s", "%(bob_destination)s")),
            ("to a destination that was given up", ("%(frank_destination)s", "%(retired)s")),
        )
    ),
    Refusal(
        "a payout in another campaign's batch",
        "batch_is_of_the_same_campaign",
        changed(
            _PAYOUT,
            ("VALUES (%(campaign)s", "VALUES (%(other)s"),
            ("%(frank)s", "%(stranger)s"),
            ("%(frank_destination)s", "%(stranger_destination)s"),
        ),
        by_key=True,
    ),
    Refusal(
        "a payout to a stranger",
        "payee_is_of_the_same_campaign",
        changed(_PAYOUT, ("%(frank)s", "%(stranger)s"), ("%(frank_destination)s", "%(stranger_destination)s")),
        by_key=True,
    ),
    Refusal(
        "a person twice in a batch",
        "person_is_in_a_batch_once",
        changed(_PAYOUT, ("%(frank)s", "%(bob)s"), ("%(frank_destination)s", "%(bob_destination)s")),
    ),
    Refusal(
        "a person with two open payouts",
        "person_has_one_open_payout",
        changed(_PAYOUT, ("%(frank)s", "%(carol)s"), ("%(frank_destination)s", "%(carol_destination)s")),
    ),
    *(
        Refusal(
            f"a payout of {what}", "payout_is_within_reason", changed(_PAYOUT, (", 1, 'queued'", f", {n}, 'queued'"))
        )
        for what, n in (("nothing", 0), ("less than nothing", -1), ("far too much", 10**15 + 1))
    ),
    *(
        Refusal(
            f"a payout with another {what}",
            "payout_stays_as_drafted",
            f"UPDATE rewards_payout SET {change} WHERE id = %({whose}_payout)s",
        )
        for what, change, whose in (
            ("amount", "amount_minor = 1", "carol"),
            ("destination", "destination_id = %(frank_destination)s", "carol"),
            ("person", "participant_id = %(frank)s", "carol"),
            ("batch", "batch_id = %(draft)s", "carol"),
            ("time of settling", "settled_at = now()", "dave"),
            ("time of failing", "ended_at = now()", "erin"),
        )
    ),
    Refusal(
        "a payout changed by ON CONFLICT",
        # The row that comes in is looked at first, as if it were drafted now.
        "payout_is_drafted_to_its_person",
        copied_over("rewards_payout", "amount_minor = 1"),
    ),
    Refusal(
        "a payout changed by MERGE",
        "payout_stays_as_drafted",
        merged("rewards_payout", "UPDATE SET amount_minor = 1"),
    ),
    *(
        Refusal(f"a payout {what}", "payout_goes_one_way", statement)
        for what, statement in (
            ("claimed in a draft", changed(_CLAIM, ("%(carol_payout)s", "%(bob_payout)s"))),
            ("claimed before it is sent", changed(_CLAIM, ("%(carol_payout)s", "%(gina_payout)s"))),
            ("claimed again", changed(_CLAIM, ("%(carol_payout)s", "%(hank_payout)s"))),
            ("queued again", _AGAIN.format("queued", "hank")),
            ("settled before it left", _AGAIN.format("settled", "carol")),
            ("that failed and was sent", _AGAIN.format("sent", "erin")),
            ("that failed and settled", _AGAIN.format("settled", "erin")),
            ("that settled and failed", _AGAIN.format("failed", "dave")),
            ("of no known state", _AGAIN.format("lost", "hank")),
        )
    ),
    Refusal("a payout claimed at no time", "payout_is_claimed_before_it_is_sent", changed(_CLAIM, ("now()", "NULL"))),
    Refusal("a payout settled at no time", "payout_says_when_it_settled", changed(_SETTLE, ("now()", "NULL"))),
    Refusal("a payout failed for no reason", "payout_says_why_it_came_back", changed(_FAIL, ("'no'", "''"))),
    *(
        Refusal(f"a payout {what} without its money", "payout_moves_with_its_money", statement)
        for what, statement in (
            ("settled", "UPDATE rewards_payout SET state = 'settled', settled_at = now() WHERE id = %(hank_payout)s"),
            (
                "failed",
                "UPDATE rewards_payout SET state = 'failed', reason = 'x', ended_at = now() WHERE id = %(hank_payout)s",
            ),
            (
                "cancelled",
                "UPDATE rewards_payout SET state = 'failed', reason = 'x', ended_at = now()"
                " WHERE id = %(carol_payout)s",
            ),
            (
                "returned",
                "UPDATE rewards_payout SET state = 'returned', reason = 'x', ended_at = now()"
                " WHERE id = %(dave_payout)s",
            ),
        )
    ),
    Refusal(
        "a payout settled twice",
        "payout_takes_every_step_once",
        """INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, payout_id)
           VALUES (%(campaign)s, %(hank_in_payout)s, %(hank_paid)s, 10000, 'payout_paid', %(dave_payout)s)""",
    ),
    *(
        Refusal(
            f"a hold changed by its {what}", "payout_hold_is_lifted_once", changed(_LIFT, ("lifted_at = now()", change))
        )
        for what, change in (
            ("reason", "lifted_at = now(), reason = 'x'"),
            ("person", "lifted_at = now(), participant_id = %(bob)s"),
            ("word", "lifted_at = now(), by_id = %(tara)s"),
        )
    ),
    Refusal("a hold lifted again", "payout_hold_is_lifted_once", changed(_LIFT, ("%(hold)s", "%(lifted)s"))),
    Refusal("a second hold", "person_is_held_once_at_a_time", changed(_HOLD, ("%(frank)s", "%(held)s"))),
    Refusal("a hold for no reason", "payout_hold_says_why", changed(_HOLD, ("'A tip.'", "''"))),
    Refusal("a hold lifted by nobody", "payout_hold_is_lifted_by_somebody", changed(_LIFT, ("%(tara)s", "NULL"))),
    *(
        Refusal(f"a cap of {what}", "payout_caps_are_positive", changed(_RULES, change))
        for what, change in (
            ("nothing a person", ("30, 20", "0, 20")),
            ("nothing a day", ("30, 20", "30, 0")),
            ("nothing at least", ("20, 10", "20, 0")),
            ("less than nothing", ("10, 0,", "10, -1,")),
        )
    ),
    *(
        Refusal(f"caps that leave no room for {what}", "payout_caps_leave_room_for_the_least", changed(_RULES, change))
        for what, change in (("a person", ("30, 20", "9, 20")), ("a day", ("30, 20", "30, 9")))
    ),
    *(
        Refusal(f"{table} removed", f"{table}_is_never_deleted", f"DELETE FROM rewards_{table} WHERE id = %({row})s")
        for table, row in (
            ("destination", "retired"),
            ("batch", "empty"),
            ("payout", "erin_payout"),
            ("payouthold", "lifted"),
            ("payoutobjection", "objection"),
        )
    ),
    *(
        Refusal(f"{table} emptied", f"{table}_is_never_truncated", f"TRUNCATE rewards_{table} CASCADE")
        for table in ("batch", "payouthold", "payoutobjection", "payout", "destination")
    ),
    Refusal("an objection of no words", "payout_objection_says_why", changed(_OBJECT, ("'I did nothing.'", "''"))),
    *(
        Refusal(f"an answer without {what}", "payout_objection_is_answered_by_somebody", changed(_REFUSE, (old, new)))
        for what, old, new in (
            ("its person", "%(tara)s", "NULL"),
            ("its time", "decided_at = now()", "decided_at = NULL"),
            ("its word", "granted = false", "granted = NULL"),
        )
    ),
    Refusal(
        "an objection refused by who is objected to",
        "payout_objection_is_somebody_elses_to_refuse",
        changed(_REFUSE, ("%(tara)s", "%(theo)s")),
    ),
    *(
        Refusal(f"an objection {what}", "payout_objection_is_answered_for_good", statement)
        for what, statement in (
            ("put in other words", changed(_REFUSE, ("granted = false", "granted = false, text = 'x'"))),
            ("moved to another hold", changed(_REFUSE, ("granted = false", "granted = false, hold_id = %(hold)s"))),
            ("answered again", changed(_REFUSE, ("%(objection)s", "%(answered)s"))),
        )
    ),
)

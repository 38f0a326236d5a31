"""What nobody may do to what was noticed of people, to what waits for a decision, and to what was decided."""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from tests.laws.refusal import Refusal, changed, copied_over, merged

_SIGNAL = """INSERT INTO campaigns_signal
    (campaign_id, kind, severity, key, participant_id, facts, noticed_at, state, decided_at, note)
    VALUES (%(campaign)s, 'burst_of_joins', 3, 'another', %(carol)s, '{}', now(), 'open', NULL, '')"""
_HOLD = """INSERT INTO campaigns_hold
    (campaign_id, participant_id, signal_id, reason, placed_at, placed_by_id, expires_at, decision, decided_at, note)
    VALUES (%(campaign)s, %(carol)s, %(signal)s, 'A burst.', now(), %(eve_user)s, now() + interval '30 days', '',
            NULL, '')"""
_QUARANTINE = """INSERT INTO campaigns_quarantine
    (campaign_id, root_id, reason, placed_at, placed_by_id, lifted_at, note)
    VALUES (%(campaign)s, %(dave)s, 'A star.', now(), %(eve_user)s, NULL, '')"""
_OBJECT = """INSERT INTO campaigns_objection
    (participant_id, hold_id, quarantine_id, text, made_at, granted, decided_at, note)
    VALUES (%(bob)s, NULL, %(quarantine)s, 'They are my neighbours.', now(), NULL, NULL, '')"""

_LOOK = """UPDATE campaigns_signal SET state = 'cleared', decided_at = now(), decided_by_id = %(faye_user)s
    WHERE id = %(signal)s"""
_DECIDE = """UPDATE campaigns_hold SET decision = 'excluded', decided_at = now(), note = 'Forged.',
    decided_by_id = %(faye_user)s WHERE id = %(hold)s"""
_LIFT = """UPDATE campaigns_quarantine SET lifted_at = now(), lifted_by_id = %(faye_user)s, note = 'A fair.'
    WHERE id = %(quarantine)s"""
_GRANT = """UPDATE campaigns_objection SET granted = true, decided_at = now(), note = 'So it is.',
    decided_by_id = %(faye_user)s WHERE id = %(objection)s"""

_REFUSE = changed(_GRANT, ("true", "false"))
_REFUSED_AT_ONCE = changed(
    _OBJECT,
    ("granted, decided_at, note", "granted, decided_at, decided_by_id, note"),
    ("NULL, NULL, '')", "false, now(), %(faye_user)s, '')"),
)

# Each goes through as it stands.
HARMLESS_TRUST = (
    *(_SIGNAL, _HOLD, _QUARANTINE, _OBJECT, _LOOK, _DECIDE, _LIFT, _GRANT, _REFUSE, _REFUSED_AT_ONCE),
    changed(_HOLD, ("30 days", "90 days")),
    changed(_HOLD, ("%(signal)s", "NULL")),
    changed(_HOLD, ("%(eve_user)s", "NULL")),
    # Who placed the hold may take it back by granting, and who is below a quarantine may object to it.
    changed(_GRANT, ("faye", "eve")),
    changed(_OBJECT, ("%(bob)s", "%(dave)s")),
)

_LASTING = (
    # The noun, its law, what of it stays as it was said, and what may not be written anew once it was decided.
    (
        "signal",
        "signal_stays_as_it_was_noticed",
        (
            ("kind", "'star'"),
            ("severity", "1"),
            ("key", "'mine'"),
            ("participant_id", "%(dave)s"),
            ("participant_id", "NULL"),
            ("finding_id", "%(submitted)s"),
            ("facts", """'{"joins": 1}'"""),
            ("noticed_at", "noticed_at - interval '1 day'"),
            ("campaign_id", "%(other)s"),
            ("public_id", "gen_random_uuid()"),
        ),
        (
            ("state", "'upheld'"),
            ("state", "'open', decided_at = NULL"),
            ("decided_at", "now() + interval '1 day'"),
            ("decided_by_id", "%(alice_user)s"),
            ("note", "'Something else.'"),
        ),
    ),
    (
        "hold",
        "hold_is_decided_for_good",
        (
            ("expires_at", "expires_at + interval '1 day'"),
            ("expires_at", "placed_at + interval '1 second'"),
            ("placed_at", "placed_at - interval '1 day'"),
            ("placed_by_id", "%(faye_user)s"),
            ("participant_id", "%(dave)s"),
            ("signal_id", "NULL"),
            ("reason", "'Another.'"),
            ("campaign_id", "%(other)s"),
            ("public_id", "gen_random_uuid()"),
        ),
        (
            ("decision", "'banned'"),
            ("decision", "'cleared'"),
            ("decision", "'', decided_at = NULL"),
            ("decided_at", "now() + interval '1 day'"),
            ("decided_by_id", "%(alice_user)s"),
            ("note", "'Something else.'"),
        ),
    ),
    (
        "quarantine",
        "quarantine_is_lifted_for_good",
        (
            ("root_id", "%(dave)s"),
            ("reason", "'Another.'"),
            ("placed_at", "placed_at - interval '1 day'"),
            ("placed_by_id", "%(faye_user)s"),
            ("campaign_id", "%(other)s"),
        ),
        (
            ("lifted_at", "NULL"),
            ("lifted_at", "now() + interval '1 day'"),
            ("lifted_by_id", "%(alice_user)s"),
            ("note", "'Something else.'"),
        ),
    ),
    (
        "objection",
        "objection_is_answered_for_good",
        (
            ("text", "'On second thoughts.'"),
            ("participant_id", "%(dave)s"),
            ("made_at", "made_at - interval '1 day'"),
            ("hold_id", "%(decided_hold)s"),
            ("hold_id", "NULL, quarantine_id = %(quarantine)s"),
        ),
        (
            ("granted", "NOT granted"),
            ("granted", "NULL, decided_at = NULL"),
            ("decided_at", "now() + interval '1 day'"),
            ("decided_by_id", "%(alice_user)s"),
            ("note", "'Something else.'"),
        ),
    ),
)

TRUST_REFUSALS = (
    *(
        Refusal(
            f"{name} of a {noun} made {value}",
            law,
            f"UPDATE campaigns_{noun} SET {name} = {value} WHERE id = %({noun})s",
        )
        for noun, law, said, _ in _LASTING
        for name, value in said
    ),
    *(
        Refusal(
            f"{name} of a decided {noun} made {value}",
            law,
            f"UPDATE campaigns_{noun} SET {name} = {value} WHERE id = %(decided_{noun})s",
        )
        for noun, law, _, decided in _LASTING
        for name, value in decided
    ),
    Refusal(
        "a hold prolonged as it is decided",
        "hold_is_decided_for_good",
        changed(_DECIDE, ("note = 'Forged.'", "expires_at = expires_at + interval '1 day'")),
    ),
    Refusal(
        "a hold prolonged by ON CONFLICT",
        "hold_is_decided_for_good",
        copied_over("campaigns_hold", "expires_at = now()"),
    ),
    Refusal(
        "a hold handed on by MERGE",
        "hold_is_decided_for_good",
        merged("campaigns_hold", "UPDATE SET participant_id = %(dave)s"),
    ),
    *(
        Refusal(f"a {noun} removed", f"{noun}_is_never_deleted", f"DELETE FROM campaigns_{noun} WHERE id = %({noun})s")
        for noun, _, _, _ in _LASTING
    ),
    *(
        Refusal(f"every {noun} gone", f"{noun}_is_never_truncated", f"TRUNCATE campaigns_{noun} CASCADE")
        for noun, _, _, _ in _LASTING
    ),
    Refusal("a signal told twice", "signal_is_told_once", changed(_SIGNAL, ("'another'", "'of bob'"))),
    *(
        Refusal(
            f"a signal of severity {severity}",
            "signal_severity_is_known",
            changed(_SIGNAL, ("3, 'an", f"{severity}, 'an")),
        )
        for severity in (0, 4)
    ),
    *(
        Refusal(f"a signal {what}", "signal_is_decided_once", statement)
        for what, statement in (
            ("that is open and decided", changed(_LOOK, ("'cleared'", "'open'"))),
            ("decided in a way of one's own", changed(_LOOK, ("'cleared'", "'fined'"))),
            ("cleared at no time", changed(_SIGNAL, ("'open', NULL", "'cleared', NULL"))),
            ("upheld at no time", changed(_SIGNAL, ("'open', NULL", "'upheld', NULL"))),
        )
    ),
    Refusal("a second hold for one signal", "signal_holds_a_person_once", changed(_HOLD, ("%(carol)s", "%(bob)s"))),
    Refusal("a hold without time", "hold_lasts_a_while", changed(_HOLD, (" + interval '30 days'", ""))),
    *(
        Refusal(f"a hold {what}", "hold_is_decided_in_a_known_way", statement)
        for what, statement in (
            ("that is decided without a decision", changed(_DECIDE, ("'excluded'", "''"))),
            ("decided in a way of one's own", changed(_DECIDE, ("'excluded'", "'fined'"))),
            ("cleared at no time", changed(_HOLD, ("'',\n            NULL", "'cleared', NULL"))),
            ("that bans at no time", changed(_HOLD, ("'',\n            NULL", "'banned', NULL"))),
        )
    ),
    Refusal("a branch in quarantine twice", "branch_is_in_quarantine_once", changed(_QUARANTINE, ("dave", "bob"))),
    *(
        Refusal(f"an objection to {what}", "objection_is_to_one_thing", changed(_OBJECT, ("NULL, %(quarantine)s", to)))
        for what, to in (
            ("two things", "%(hold)s, %(quarantine)s"),
            ("nothing", "NULL, NULL"),
        )
    ),
    Refusal(
        "a second objection to a hold",
        "hold_is_objected_to_once_by_each",
        changed(_OBJECT, ("NULL, %(quarantine)s", "%(hold)s, NULL")),
    ),
    Refusal(
        "a second objection to a quarantine",
        "quarantine_is_objected_to_once_by_each",
        changed(_OBJECT, ("%(quarantine)s", "%(decided_quarantine)s")),
    ),
    *(
        Refusal(f"an objection {what}", "objection_is_answered_once", statement)
        for what, statement in (
            ("granted at no time", changed(_OBJECT, ("now(), NULL, NULL", "now(), true, NULL"))),
            ("refused at no time", changed(_OBJECT, ("now(), NULL, NULL", "now(), false, NULL"))),
            ("answered by nothing", changed(_GRANT, ("granted = true", "granted = NULL"))),
        )
    ),
    Refusal(
        "a hold of more than 90 days", "hold_lasts_90_days_at_most", changed(_HOLD, ("30 days", "90 days 1 second"))
    ),
    Refusal(
        "a hold of nobody's making",
        "hold_is_placed_by_a_signal_or_a_person",
        changed(_HOLD, ("%(signal)s", "NULL"), ("%(eve_user)s", "NULL")),
    ),
    Refusal("a hold without a reason", "hold_says_why", changed(_HOLD, ("'A burst.'", "''"))),
    Refusal("a quarantine without a reason", "quarantine_says_why", changed(_QUARANTINE, ("'A star.'", "''"))),
    *(
        Refusal(f"a {noun} of another campaign", law, changed(statement, ("%(campaign)s", "%(other)s")), by_key=True)
        for noun, law, statement in (
            ("signal", "signal_is_about_somebody_of_the_same_campaign", _SIGNAL),
            ("hold", "held_person_is_of_the_same_campaign", _HOLD),
            ("quarantine", "branch_is_of_the_same_campaign", _QUARANTINE),
        )
    ),
    *(
        Refusal(f"a {noun} {what}", law, statement)
        for noun, law, column, decide in (
            ("signal", "signal_is_decided_by_somebody", "decided_by_id", _LOOK),
            ("hold", "hold_is_decided_by_somebody", "decided_by_id", _DECIDE),
            ("quarantine", "quarantine_is_lifted_by_somebody", "lifted_by_id", _LIFT),
            ("objection", "objection_is_answered_by_a_person", "decided_by_id", _GRANT),
        )
        for what, statement in (
            ("decided by nobody", changed(decide, ("%(faye_user)s", "NULL"))),
            (
                "with somebody who did not decide",
                f"UPDATE campaigns_{noun} SET {column} = %(faye_user)s WHERE id = %({noun})s",
            ),
        )
    ),
    *(
        Refusal(f"an objection to a {what}", "objection_is_somebody_elses_to_answer", statement)
        for what, statement in (
            ("hold refused by who placed it", changed(_REFUSE, ("faye", "eve"))),
            ("hold refused by who decided it", f"{_DECIDE}; {_REFUSE}"),
            ("quarantine refused by who placed it", changed(_REFUSED_AT_ONCE, ("faye", "eve"))),
            ("quarantine refused by who lifted it", f"{_LIFT}; {_REFUSED_AT_ONCE}"),
        )
    ),
    Refusal(
        "an objection to somebody else's hold",
        "hold_is_objected_to_by_who_is_held",
        changed(_OBJECT, ("%(bob)s, NULL, %(quarantine)s", "%(dave)s, %(hold)s, NULL")),
    ),
)

"""What nobody may do to pledges, to splits that were accepted, to verdicts, and to shares a second time."""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from tests.laws.refusal import Refusal, changed

_GIVE = (
    """INSERT INTO rewards_pledge (participant_id, percent, "to", made_at) VALUES (%(bob)s, 100, 'charity', now())"""
)
_VERDICT = """INSERT INTO campaigns_verdict (finding_id, kind, by_id, at, reason, note)
    VALUES (%(undecided)s, 'verified', %(eve_user)s, now(), '', '')"""
_ROOT_WITH_SPLIT = "UPDATE campaigns_referrallink SET split = '1/2' WHERE id = %(link)s"
_JOIN = """INSERT INTO campaigns_participant (campaign_id, invited_by_id, handed_up, display_name, joined_at)
    VALUES (%(campaign)s, %(dave)s, '1/2', 'Eve', now())"""

HARMLESS_TWO_PHASE = (_GIVE, _VERDICT, _ROOT_WITH_SPLIT, _JOIN)

TWO_PHASE_REFUSALS = (
    Refusal("a pledge of more than everything", "pledge_is_at_most_everything", changed(_GIVE, ("100", "101"))),
    Refusal("a pledge to somebody", "pledge_goes_somewhere_known", changed(_GIVE, ("'charity'", "'escrow'"))),
    Refusal(
        "a pledge changed",
        "pledge_is_append_only",
        f"WITH made AS ({_GIVE} RETURNING id) SELECT id FROM made; UPDATE rewards_pledge SET percent = 1",
    ),
    Refusal(
        "a pledge removed",
        "pledge_is_append_only",
        f"WITH made AS ({_GIVE} RETURNING id) SELECT id FROM made; DELETE FROM rewards_pledge",
    ),
    Refusal("pledges emptied", "pledge_is_never_truncated", "TRUNCATE rewards_pledge"),
    *(
        Refusal(
            f"a finding verified by {who}",
            "nobody_verifies_their_own_chain",
            changed(_VERDICT, ("%(undecided)s", f"%({finding})s"), ("%(eve_user)s", "%(alice_user)s")),
        )
        for who, finding in (("somebody of the finder's upline", "undecided"), ("the finder", "by_alice"))
    ),
    Refusal(
        "a finding verified by somebody of the finder's downline",
        "nobody_verifies_their_own_chain",
        changed(_VERDICT, ("%(undecided)s", "%(by_alice)s"), ("%(eve_user)s", "%(dave_user)s")),
    ),
    *(
        Refusal(
            f"a split of {split}",
            "link_split_is_a_fraction_to_its_owner",
            changed(_ROOT_WITH_SPLIT, ("'1/2'", f"'{split}'")),
        )
        for split in ("0.5", "50", "-1/2", "1/0", "01/2")
    ),
    Refusal(
        "a split on the campaign's own link",
        "link_split_is_a_fraction_to_its_owner",
        "UPDATE campaigns_referrallink SET split = '1/2' WHERE id = %(own_link)s",
    ),
    Refusal("a share handed up in decimals", "handed_up_is_a_fraction_to_an_inviter", changed(_JOIN, ("1/2", "0.5"))),
    Refusal(
        "a share handed up to nobody",
        "handed_up_is_a_fraction_to_an_inviter",
        changed(_JOIN, ("%(dave)s", "NULL")),
    ),
    Refusal(
        "an accepted split changed",
        "participant_is_never_moved",
        "UPDATE campaigns_participant SET handed_up = '1/3' WHERE id = %(bob)s",
    ),
    Refusal(
        "a pledge from before the last one",
        "pledge_is_made_after_the_last",
        f"""WITH first AS ({_GIVE} RETURNING id) SELECT id FROM first;
            {changed(_GIVE, ("now()", "now() - interval '1 second'"))}""",
    ),
    Refusal(
        "a verdict of reversal by somebody of the finder's upline",
        "nobody_verifies_their_own_chain",
        changed(_VERDICT, ("'verified'", "'reversed'"), ("%(eve_user)s", "%(alice_user)s")),
    ),
    Refusal(
        "a settlement reversed of a finding that stands",
        "settlement_stays_as_it_was_made",
        "UPDATE rewards_settlement SET reversed_at = now() WHERE id = %(settlement)s",
    ),
    *(
        Refusal(
            f"a verified finding made {state}",
            "finding_is_reversed_by_a_verdict",
            f"UPDATE campaigns_finding SET state = '{state}', paid_rank = paid_rank WHERE id = %(settled)s",
        )
        for state in ("reversed", "rejected", "under_review")
    ),
    Refusal(
        "a share that nobody pledged given away",
        "transfer_is_what_its_reason_says",
        """INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, settlement_id)
           VALUES (%(campaign)s, %(payable)s, %(charity)s, 1, 'pledge', %(settlement)s)""",
    ),
)

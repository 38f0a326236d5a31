"""What the database refuses, statement by statement, and the name of the law that refuses it.

The statements go past all code. `%(…)s` are the ids of the stage on which they are tried; see `test_refusals`.
"""

from __future__ import annotations

from dataclasses import dataclass

_JOIN = """INSERT INTO campaigns_participant
    (id, campaign_id, user_id, invited_by_id, via_link_id, display_name, joined_at)
    VALUES (%(free)s, %(campaign)s, NULL, NULL, NULL, 'Eve', now())"""
_REPORT = """INSERT INTO campaigns_finding
    (campaign_id, objective_id, participant_id, note, observed_at, received_at, location_source, state, paid_rank, client_id)
    VALUES (%(campaign)s, %(objective)s, %(bob)s, '', now(), now(), '', 'submitted', NULL, NULL)"""
_LINK = """INSERT INTO campaigns_referrallink (campaign_id, participant_id, code, uses, max_uses, created_at)
    VALUES (%(campaign)s, %(alice)s, 'BCDFGHJK', 0, NULL, now())"""
_ACCOUNT = """INSERT INTO rewards_account (campaign_id, participant_id, kind, debits_minor, credits_minor)
    VALUES (%(campaign)s, %(bob)s, 'held', 0, 0)"""
_TRANSFER = """INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, settlement_id)
    VALUES (%(campaign)s, %(escrow)s, %(payable)s, 1, 'share', %(settlement)s)"""
_SETTLE = """INSERT INTO rewards_settlement
    (campaign_id, finding_id, contract_id, prize_minor, remainder_minor, explanation, settled_at)
    VALUES (%(campaign)s, %(unsettled)s, %(contract)s, 1000, 0, '{}', now())"""
_FUND = "INSERT INTO rewards_funding (campaign_id, amount_minor, reference, pledged_at) VALUES (%(campaign)s, 1, '', now())"
_REFUND = "INSERT INTO rewards_refund (campaign_id, amount_minor, reference, at) VALUES (%(campaign)s, 1, '', now())"
_CONTRACT = """INSERT INTO rewards_contract (objective_id, version, mechanism, terms, prize_minor, remainder_to, in_force_from)
    VALUES (%(objective)s, 9, 'finder_only', '{}', 1000, '', now())"""

# Each template goes through as it stands; a case is one of them with a few words changed.
HARMLESS = (_JOIN, _REPORT, _LINK, _ACCOUNT, _TRANSFER, _SETTLE, _FUND, _REFUND, _CONTRACT)


@dataclass(frozen=True)
class Refusal:
    """One forbidden statement and its law; `by_key` where that is a foreign key."""

    what: str
    law: str
    statement: str
    by_key: bool = False


def _changed(template: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        if template.count(old) != 1:
            raise ValueError(f"{old!r} does not stand once in {template!r}")
        template = template.replace(old, new)
    return template


def _copied_over(table: str, change: str) -> str:
    """Write a row again, with its own id, and change it where it is already there."""
    return f"INSERT INTO {table} SELECT * FROM {table} WHERE id = %({table})s ON CONFLICT (id) DO UPDATE SET {change}"


def _merged(table: str, action: str) -> str:
    return f"MERGE INTO {table} t USING (SELECT %({table})s AS id) s ON t.id = s.id WHEN MATCHED THEN {action}"


TREE = (
    Refusal(
        "a cycle of two",
        "inviter_joined_earlier",
        _changed(_JOIN, ("NULL, NULL, NULL, 'Eve', now())", "NULL, %(free)s + 1, NULL, 'Eve', now())"))
        + ", (%(free)s + 1, %(campaign)s, NULL, %(free)s, NULL, 'Mallory', now())",
    ),
    Refusal(
        "one's own inviter",
        "inviter_joined_earlier",
        _changed(_JOIN, ("NULL, NULL, NULL, 'Eve'", "NULL, %(free)s, NULL, 'Eve'")),
    ),
    Refusal(
        "an inviter of another campaign",
        "inviter_is_of_the_same_campaign",
        _changed(_JOIN, ("NULL, NULL, NULL, 'Eve'", "NULL, %(stranger)s, NULL, 'Eve'")),
        by_key=True,
    ),
    Refusal(
        "an inviter that is nobody",
        "inviter_is_of_the_same_campaign",
        _changed(_JOIN, ("NULL, NULL, NULL, 'Eve'", "NULL, -1, NULL, 'Eve'")),
        by_key=True,
    ),
    Refusal(
        "a link of another campaign followed",
        "link_followed_is_of_the_same_campaign",
        _changed(_JOIN, ("NULL, NULL, NULL, 'Eve'", "NULL, NULL, %(strange_link)s, 'Eve'")),
        by_key=True,
    ),
    Refusal(
        "a second place",
        "one_place_each",
        _changed(_JOIN, ("NULL, NULL, NULL, 'Eve'", "%(alice_user)s, NULL, NULL, 'Eve'")),
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
    Refusal(
        "re-parenting by ON CONFLICT",
        "participant_is_never_moved",
        _copied_over("campaigns_participant", "invited_by_id = NULL"),
    ),
    Refusal(
        "re-parenting by MERGE",
        "participant_is_never_moved",
        _merged("campaigns_participant", "UPDATE SET invited_by_id = %(alice)s"),
    ),
    Refusal(
        "removing a participant",
        "participant_is_never_deleted",
        "DELETE FROM campaigns_participant WHERE id = %(root)s",
    ),
    Refusal(
        "emptying the tree", "participant_is_never_truncated", "TRUNCATE campaigns_participant CASCADE"
    ),
    Refusal(
        "a link of another campaign's participant",
        "link_owner_is_of_the_same_campaign",
        _changed(_LINK, ("%(alice)s", "%(stranger)s")),
        by_key=True,
    ),
    Refusal("a code too short", "link_code_is_short_and_plain", _changed(_LINK, ("'BCDFGHJK'", "'BCD'"))),
    Refusal(
        "a link used more often than allowed",
        "link_is_not_used_more_than_allowed",
        _changed(_LINK, ("0, NULL", "3, 2")),
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
            ("max_depth_paid", "2"),
            ("state", "'draft'"),
        )
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
    Refusal(
        "a window that closes before it opens",
        "objective_window_closes_after_it_opens",
        "UPDATE campaigns_objective SET opens_at = now(), closes_at = now() WHERE id = %(objective)s",
    ),
    Refusal(
        "a contract changed",
        "contract_is_append_only",
        "UPDATE rewards_contract SET prize_minor = prize_minor + 1 WHERE id = %(contract)s",
    ),
    Refusal(
        "a contract removed", "contract_is_append_only", "DELETE FROM rewards_contract WHERE id = %(contract)s"
    ),
    Refusal("contracts emptied", "contract_is_never_truncated", "TRUNCATE rewards_contract CASCADE"),
    Refusal(
        "a version made twice", "contract_version_is_made_once", _changed(_CONTRACT, ("%(objective)s, 9", "%(objective)s, 1"))
    ),
    Refusal(
        "a contract that pays the remainder to nobody known",
        "contract_remainder_goes_somewhere_known",
        _changed(_CONTRACT, ("1000, ''", "1000, 'me'")),
    ),
)

FINDINGS = (
    Refusal(
        "a paid rank beyond the quota",
        "paid_rank_is_within_quota",
        "UPDATE campaigns_finding SET state = 'verified', paid_rank = 4 WHERE id = %(undecided)s",
    ),
    Refusal(
        "a paid rank beyond the quota at once",
        "paid_rank_is_within_quota",
        _changed(_REPORT, ("'submitted', NULL", "'verified', 4")),
    ),
    Refusal(
        "a paid rank given twice",
        "paid_rank_is_given_once",
        "UPDATE campaigns_finding SET state = 'verified', paid_rank = 1 WHERE id = %(undecided)s",
    ),
    Refusal(
        "a paid rank for what is not verified",
        "only_the_verified_are_paid",
        "UPDATE campaigns_finding SET paid_rank = 3 WHERE id = %(undecided)s",
    ),
    Refusal(
        "rejecting what has a paid rank",
        "only_the_verified_are_paid",
        "UPDATE campaigns_finding SET state = 'rejected' WHERE id = %(settled)s",
    ),
    Refusal(
        "a rank of zero",
        "only_the_verified_are_paid",
        "UPDATE campaigns_finding SET state = 'verified', paid_rank = 0 WHERE id = %(undecided)s",
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
        )
    ),
    Refusal(
        "an unknown state", "finding_state_is_known", _changed(_REPORT, ("'submitted'", "'believed'"))
    ),
    Refusal(
        "a finding on no planet",
        "finding_is_on_earth",
        "UPDATE campaigns_finding SET latitude = 91, longitude = 0 WHERE id = %(undecided)s",
    ),
    Refusal(
        "half a position",
        "finding_is_on_earth",
        "UPDATE campaigns_finding SET latitude = 91, longitude = NULL WHERE id = %(undecided)s",
    ),
    Refusal(
        "a finder of another campaign",
        "finder_is_of_the_same_campaign",
        _changed(_REPORT, ("%(bob)s", "%(stranger)s")),
        by_key=True,
    ),
    Refusal(
        "an objective of another campaign",
        "objective_is_of_the_same_campaign",
        _changed(_REPORT, ("%(objective)s", "%(other_objective)s")),
        by_key=True,
    ),
    Refusal(
        "one report received twice",
        "report_is_received_once",
        _changed(_REPORT, ("NULL, NULL)", "NULL, 'seen')")) + ", " + _REPORT.split("VALUES")[1].replace("NULL, NULL)", "NULL, 'seen')"),
    ),
    Refusal("a finding removed", "finding_is_never_deleted", "DELETE FROM campaigns_finding WHERE id = %(undecided)s"),
    Refusal("findings emptied", "finding_is_never_truncated", "TRUNCATE campaigns_finding CASCADE"),
    *(
        Refusal(f"a {noun} {done}", f"{noun}_is_append_only", f"{statement} WHERE campaign_id = %(campaign)s"
                if noun == "event" else f"{statement} WHERE finding_id = %(settled)s")
        for noun in ("event", "verdict")
        for done, statement in (
            ("changed", f"UPDATE campaigns_{noun} SET kind = 'verified'"),
            ("removed", f"DELETE FROM campaigns_{noun}"),
        )
    ),
    Refusal("events emptied", "event_is_never_truncated", "TRUNCATE campaigns_event"),
    Refusal("verdicts emptied", "verdict_is_never_truncated", "TRUNCATE campaigns_verdict"),
)

MONEY = (
    Refusal(
        "escrow below zero",
        "escrow_never_goes_below_zero",
        _changed(_TRANSFER, ("1, 'share'", "1 + (SELECT credits_minor - debits_minor FROM rewards_account WHERE id = %(escrow)s), 'share'")),
    ),
    Refusal(
        "a person's account below zero",
        "account_never_goes_below_zero",
        _changed(_TRANSFER, ("%(escrow)s, %(payable)s, 1", "%(payable)s, %(escrow)s, 10000000")),
    ),
    Refusal(
        "the charity's account below zero",
        "account_never_goes_below_zero",
        _changed(_TRANSFER, ("%(escrow)s, %(payable)s, 1", "%(charity)s, %(escrow)s, 10000000")),
    ),
    Refusal(
        "a debt repaid before it is owed",
        "debt_is_never_repaid_twice",
        _changed(_TRANSFER, ("%(escrow)s, %(payable)s", "%(payable)s, %(owed_by)s")),
    ),
    Refusal("a transfer of nothing", "transfer_is_positive", _changed(_TRANSFER, ("1, 'share'", "0, 'share'"))),
    Refusal("a transfer backwards", "transfer_is_positive", _changed(_TRANSFER, ("1, 'share'", "-1, 'share'"))),
    Refusal(
        "a transfer to where it comes from",
        "transfer_moves_between_two_accounts",
        _changed(_TRANSFER, ("%(escrow)s, %(payable)s", "%(escrow)s, %(escrow)s")),
    ),
    Refusal(
        "a share of no settlement",
        "transfer_says_where_it_comes_from",
        _changed(_TRANSFER, ("'share', %(settlement)s", "'share', NULL")),
    ),
    Refusal(
        "a transfer for a reason of one's own",
        "transfer_says_where_it_comes_from",
        _changed(_TRANSFER, ("'share'", "'present'")),
    ),
    Refusal(
        "a debit of another campaign",
        "debit_account_is_of_the_same_campaign",
        _changed(_TRANSFER, ("%(escrow)s", "%(other_escrow)s")),
        by_key=True,
    ),
    Refusal(
        "a credit of another campaign",
        "credit_account_is_of_the_same_campaign",
        _changed(_TRANSFER, ("%(payable)s", "%(other_escrow)s")),
        by_key=True,
    ),
    Refusal(
        "a transfer between two campaigns' money",
        "debit_account_is_of_the_same_campaign",
        _changed(_TRANSFER, ("VALUES (%(campaign)s", "VALUES (%(draft)s")),
        by_key=True,
    ),
    Refusal(
        "a transfer changed",
        "transfer_is_append_only",
        "UPDATE rewards_transfer SET amount_minor = amount_minor + 1 WHERE id = %(rewards_transfer)s",
    ),
    Refusal(
        "a transfer removed", "transfer_is_append_only", "DELETE FROM rewards_transfer WHERE id = %(rewards_transfer)s"
    ),
    Refusal(
        "a transfer changed by ON CONFLICT",
        "transfer_is_append_only",
        _copied_over("rewards_transfer", "amount_minor = 1"),
    ),
    Refusal(
        "a transfer changed by MERGE", "transfer_is_append_only", _merged("rewards_transfer", "UPDATE SET amount_minor = 1")
    ),
    Refusal("a transfer removed by MERGE", "transfer_is_append_only", _merged("rewards_transfer", "DELETE")),
    Refusal("transfers emptied", "transfer_is_never_truncated", "TRUNCATE rewards_transfer"),
    Refusal("transfers emptied with all else", "transfer_is_never_truncated", "TRUNCATE rewards_transfer CASCADE"),
    *(
        Refusal(
            f"an account changed by {how}",
            "account_changes_only_by_transfers",
            statement,
        )
        for how, statement in (
            ("its credits", "UPDATE rewards_account SET credits_minor = credits_minor + 1 WHERE id = %(escrow)s"),
            ("its debits", "UPDATE rewards_account SET debits_minor = 0 WHERE id = %(escrow)s"),
            ("its kind", "UPDATE rewards_account SET kind = 'held' WHERE id = %(payable)s"),
            ("its owner", "UPDATE rewards_account SET participant_id = %(alice)s WHERE id = %(payable)s"),
            ("ON CONFLICT", _copied_over("rewards_account", "credits_minor = 10000000").replace("SELECT *", "SELECT id, campaign_id, participant_id, kind, 0, 0").replace("INSERT INTO rewards_account", "INSERT INTO rewards_account (id, campaign_id, participant_id, kind, debits_minor, credits_minor)")),
            ("MERGE", _merged("rewards_account", "UPDATE SET credits_minor = 10000000")),
        )
    ),
    Refusal(
        "an account opened with money in it",
        "account_changes_only_by_transfers",
        _changed(_ACCOUNT, ("0, 0", "0, 1")),
    ),
    Refusal(
        "an account opened in debt", "account_changes_only_by_transfers", _changed(_ACCOUNT, ("0, 0", "1, 1"))
    ),
    Refusal("an account removed", "account_is_never_deleted", "DELETE FROM rewards_account WHERE id = %(owed_by)s"),
    Refusal("accounts emptied", "account_is_never_truncated", "TRUNCATE rewards_account CASCADE"),
    Refusal(
        "an account of another campaign's participant",
        "account_owner_is_of_the_same_campaign",
        _changed(_ACCOUNT, ("%(bob)s", "%(stranger)s")),
        by_key=True,
    ),
    Refusal(
        "a person's escrow", "account_kind_fits_its_owner", _changed(_ACCOUNT, ("'held'", "'escrow'"))
    ),
    Refusal(
        "a campaign's own pocket", "account_kind_fits_its_owner", _changed(_ACCOUNT, ("%(bob)s", "NULL"))
    ),
    Refusal(
        "a second escrow",
        "campaign_has_one_account_of_a_kind",
        _changed(_ACCOUNT, ("%(bob)s, 'held'", "NULL, 'escrow'")),
    ),
    Refusal(
        "a second account of a kind",
        "participant_has_one_account_of_a_kind",
        _changed(_ACCOUNT, ("'held'", "'payable'")),
    ),
    Refusal(
        "a second settlement", "rewards_settlement_finding_id_key", _changed(_SETTLE, ("%(unsettled)s", "%(settled)s"))
    ),
    Refusal(
        "a settlement of what is not verified",
        "settlement_is_of_a_verified_finding",
        _changed(_SETTLE, ("%(unsettled)s", "%(undecided)s")),
    ),
    Refusal(
        "a settlement in another campaign",
        "settlement_is_of_a_verified_finding",
        _changed(_SETTLE, ("%(campaign)s", "%(other)s")),
    ),
    Refusal(
        "a remainder greater than the prize",
        "remainder_is_part_of_the_prize",
        _changed(_SETTLE, ("1000, 0", "1000, 1001")),
    ),
    Refusal(
        "a settlement changed",
        "settlement_is_append_only",
        "UPDATE rewards_settlement SET explanation = '{}' WHERE id = %(settlement)s",
    ),
    Refusal(
        "a settlement removed", "settlement_is_append_only", "DELETE FROM rewards_settlement WHERE id = %(settlement)s"
    ),
    Refusal("settlements emptied", "settlement_is_never_truncated", "TRUNCATE rewards_settlement CASCADE"),
    Refusal(
        "a funding booked twice",
        "rewards_transfer_funding_id_key",
        """INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, funding_id)
           VALUES (%(campaign)s, %(world)s, %(escrow)s, 1, 'funding', %(funding)s)""",
    ),
    Refusal("a funding of nothing", "funding_is_within_reason", _changed(_FUND, ("s, 1", "s, 0"))),
    Refusal("a funding removed", "funding_is_never_deleted", "DELETE FROM rewards_funding WHERE id = %(funding)s"),
    Refusal("fundings emptied", "funding_is_never_truncated", "TRUNCATE rewards_funding CASCADE"),
    Refusal("a refund of nothing", "refund_is_positive", _changed(_REFUND, ("s, 1", "s, 0"))),
    Refusal(
        "a refund changed", "refund_is_append_only", "UPDATE rewards_refund SET amount_minor = 2 WHERE id = %(refund)s"
    ),
    Refusal("a refund removed", "refund_is_append_only", "DELETE FROM rewards_refund WHERE id = %(refund)s"),
    Refusal("refunds emptied", "refund_is_never_truncated", "TRUNCATE rewards_refund CASCADE"),
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

REFUSALS = (*TREE, *PROMISES, *FINDINGS, *MONEY, *PEOPLE)

"""What nobody may do to contracts, accounts, transfers, settlements, fundings and refunds."""

from __future__ import annotations

from tests.laws.refusal import Refusal, changed, copied_over, merged

_ACCOUNT = """INSERT INTO rewards_account (campaign_id, participant_id, kind, debits_minor, credits_minor)
    VALUES (%(campaign)s, %(bob)s, 'held', 0, 0)"""
_TRANSFER = """INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, settlement_id)
    VALUES (%(campaign)s, %(escrow)s, %(payable)s, 1, 'share', %(settlement)s)"""
_SETTLE = """INSERT INTO rewards_settlement
    (campaign_id, finding_id, contract_id, prize_minor, remainder_minor, explanation, settled_at)
    VALUES (%(campaign)s, %(unsettled)s, %(contract)s, 1000, 0, '{}', now())"""
_FUND = (
    "INSERT INTO rewards_funding (campaign_id, amount_minor, reference, pledged_at) VALUES (%(campaign)s, 1, '', now())"
)
_REFUND = "INSERT INTO rewards_refund (campaign_id, amount_minor, reference, at) VALUES (%(campaign)s, 1, '', now())"
_CONTRACT = """INSERT INTO rewards_contract
    (objective_id, version, mechanism, terms, prize_minor, remainder_to, in_force_from)
    VALUES (%(objective)s, 9, 'finder_only', '{}', 1000, '', now())"""

# Each goes through as it stands; a case is one of them with a few words changed.
HARMLESS_MONEY = (_ACCOUNT, _TRANSFER, _SETTLE, _FUND, _REFUND, _CONTRACT)

MONEY_REFUSALS = (
    Refusal(
        "a contract changed",
        "contract_is_append_only",
        "UPDATE rewards_contract SET prize_minor = prize_minor + 1 WHERE id = %(contract)s",
    ),
    Refusal("a contract removed", "contract_is_append_only", "DELETE FROM rewards_contract WHERE id = %(contract)s"),
    Refusal("contracts emptied", "contract_is_never_truncated", "TRUNCATE rewards_contract CASCADE"),
    Refusal(
        "a version made twice",
        "contract_version_is_made_once",
        changed(_CONTRACT, ("%(objective)s, 9", "%(objective)s, 1")),
    ),
    Refusal(
        "a contract that pays the remainder to nobody known",
        "contract_remainder_goes_somewhere_known",
        changed(_CONTRACT, ("1000, ''", "1000, 'me'")),
    ),
    Refusal(
        "escrow below zero",
        "escrow_never_goes_below_zero",
        changed(
            _TRANSFER,
            (
                "1, 'share'",
                "1 + (SELECT credits_minor - debits_minor FROM rewards_account WHERE id = %(escrow)s), 'share'",
            ),
        ),
    ),
    Refusal(
        "a person's account below zero",
        "account_never_goes_below_zero",
        changed(_TRANSFER, ("%(escrow)s, %(payable)s, 1", "%(payable)s, %(escrow)s, 10000000")),
    ),
    Refusal(
        "the charity's account below zero",
        "account_never_goes_below_zero",
        changed(_TRANSFER, ("%(escrow)s, %(payable)s, 1", "%(charity)s, %(escrow)s, 10000000")),
    ),
    Refusal(
        "a debt repaid before it is owed",
        "debt_is_never_repaid_twice",
        changed(_TRANSFER, ("%(escrow)s, %(payable)s", "%(payable)s, %(owed_by)s")),
    ),
    Refusal("a transfer of nothing", "transfer_is_positive", changed(_TRANSFER, ("1, 'share'", "0, 'share'"))),
    Refusal("a transfer backwards", "transfer_is_positive", changed(_TRANSFER, ("1, 'share'", "-1, 'share'"))),
    Refusal(
        "a transfer to where it comes from",
        "transfer_moves_between_two_accounts",
        changed(_TRANSFER, ("%(escrow)s, %(payable)s", "%(escrow)s, %(escrow)s")),
    ),
    Refusal(
        "a share of no settlement",
        "transfer_says_where_it_comes_from",
        changed(_TRANSFER, ("'share', %(settlement)s", "'share', NULL")),
    ),
    Refusal(
        "a transfer for a reason of one's own",
        "transfer_says_where_it_comes_from",
        changed(_TRANSFER, ("'share'", "'present'")),
    ),
    Refusal(
        "a debit of another campaign",
        "debit_account_is_of_the_same_campaign",
        changed(_TRANSFER, ("%(escrow)s", "%(other_escrow)s")),
        by_key=True,
    ),
    Refusal(
        "a credit of another campaign",
        "credit_account_is_of_the_same_campaign",
        changed(_TRANSFER, ("%(payable)s", "%(other_escrow)s")),
        by_key=True,
    ),
    Refusal(
        "a transfer between two campaigns' money",
        "debit_account_is_of_the_same_campaign",
        changed(_TRANSFER, ("VALUES (%(campaign)s", "VALUES (%(draft)s")),
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
        copied_over("rewards_transfer", "amount_minor = 1"),
    ),
    Refusal(
        "a transfer changed by MERGE",
        "transfer_is_append_only",
        merged("rewards_transfer", "UPDATE SET amount_minor = 1"),
    ),
    Refusal("a transfer removed by MERGE", "transfer_is_append_only", merged("rewards_transfer", "DELETE")),
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
            (
                "ON CONFLICT",
                copied_over("rewards_account", "credits_minor = 10000000")
                .replace("SELECT *", "SELECT id, campaign_id, participant_id, kind, 0, 0")
                .replace(
                    "INSERT INTO rewards_account",
                    "INSERT INTO rewards_account (id, campaign_id, participant_id, kind, debits_minor, credits_minor)",
                ),
            ),
            ("MERGE", merged("rewards_account", "UPDATE SET credits_minor = 10000000")),
        )
    ),
    Refusal(
        "an account opened with money in it",
        "account_changes_only_by_transfers",
        changed(_ACCOUNT, ("0, 0", "0, 1")),
    ),
    Refusal("an account opened in debt", "account_changes_only_by_transfers", changed(_ACCOUNT, ("0, 0", "1, 1"))),
    Refusal("an account removed", "account_is_never_deleted", "DELETE FROM rewards_account WHERE id = %(owed_by)s"),
    Refusal("accounts emptied", "account_is_never_truncated", "TRUNCATE rewards_account CASCADE"),
    Refusal(
        "an account of another campaign's participant",
        "account_owner_is_of_the_same_campaign",
        changed(_ACCOUNT, ("%(bob)s", "%(stranger)s")),
        by_key=True,
    ),
    Refusal("a person's escrow", "account_kind_fits_its_owner", changed(_ACCOUNT, ("'held'", "'escrow'"))),
    Refusal("a campaign's own pocket", "account_kind_fits_its_owner", changed(_ACCOUNT, ("%(bob)s", "NULL"))),
    Refusal(
        "a second escrow",
        "campaign_has_one_account_of_a_kind",
        changed(_ACCOUNT, ("%(bob)s, 'held'", "NULL, 'escrow'")),
    ),
    Refusal(
        "a second account of a kind",
        "participant_has_one_account_of_a_kind",
        changed(_ACCOUNT, ("'held'", "'payable'")),
    ),
    Refusal(
        "a second settlement", "rewards_settlement_finding_id_key", changed(_SETTLE, ("%(unsettled)s", "%(settled)s"))
    ),
    Refusal(
        "a settlement of what is not verified",
        "settlement_is_of_a_verified_finding",
        changed(_SETTLE, ("%(unsettled)s", "%(undecided)s")),
    ),
    Refusal(
        "a settlement in another campaign",
        "settlement_is_of_a_verified_finding",
        changed(_SETTLE, ("%(campaign)s", "%(other)s")),
    ),
    Refusal(
        "a remainder greater than the prize",
        "remainder_is_part_of_the_prize",
        changed(_SETTLE, ("1000, 0", "1000, 1001")),
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
    Refusal("a funding of nothing", "funding_is_within_reason", changed(_FUND, ("s, 1", "s, 0"))),
    Refusal("a funding removed", "funding_is_never_deleted", "DELETE FROM rewards_funding WHERE id = %(funding)s"),
    Refusal("fundings emptied", "funding_is_never_truncated", "TRUNCATE rewards_funding CASCADE"),
    Refusal("a refund of nothing", "refund_is_positive", changed(_REFUND, ("s, 1", "s, 0"))),
    Refusal(
        "a refund changed", "refund_is_append_only", "UPDATE rewards_refund SET amount_minor = 2 WHERE id = %(refund)s"
    ),
    Refusal("a refund removed", "refund_is_append_only", "DELETE FROM rewards_refund WHERE id = %(refund)s"),
    Refusal("refunds emptied", "refund_is_never_truncated", "TRUNCATE rewards_refund CASCADE"),
)

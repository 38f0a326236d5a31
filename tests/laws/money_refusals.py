"""What nobody may do to contracts, accounts, transfers, settlements, fundings and refunds."""

# ruff: noqa: S608 - the statements are put together from the words of this file alone.

from __future__ import annotations

from tests.laws.refusal import Refusal, changed, copied_over, merged

_ACCOUNT = """INSERT INTO rewards_account (campaign_id, participant_id, kind, debits_minor, credits_minor)
    VALUES (%(campaign)s, %(bob)s, 'held', 0, 0)"""
# A settlement with its transfers: a share of one, and all the rest to the charity.
_SETTLE = """WITH settled AS (
    INSERT INTO rewards_settlement
        (campaign_id, finding_id, contract_id, prize_minor, remainder_minor, explanation, settled_at)
    VALUES (%(campaign)s, %(unsettled)s, %(contract)s, 400000, 399999, '{}', now()) RETURNING id)
    INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, settlement_id)
    SELECT %(campaign)s, moved.debit, moved.credit, moved.amount, moved.reason, settled.id
      FROM settled, (VALUES (%(escrow)s, %(payable)s, 1, 'share'),
                            (%(escrow)s, %(charity)s, 399999, 'remainder')) moved (debit, credit, amount, reason)"""
_PLEDGE = """INSERT INTO rewards_funding (campaign_id, amount_minor, reference, pledged_at)
    VALUES (%(campaign)s, 1, '', now())"""
_CONFIRM = "UPDATE rewards_funding SET received_at = now() WHERE id = %(pledge)s"
_RECEIVE = """WITH funding AS (
    INSERT INTO rewards_funding (campaign_id, amount_minor, reference, pledged_at, received_at)
    VALUES (%(campaign)s, 7, '', now(), now()) RETURNING id)
    INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, funding_id)
    SELECT %(campaign)s, %(world)s, %(escrow)s, 7, 'funding', id FROM funding"""
# Gives back all that is free, to the last unit.
_REFUND = """WITH refund AS (
    INSERT INTO rewards_refund (campaign_id, amount_minor, reference, at)
    VALUES (%(campaign)s, 1000, '', now()) RETURNING id)
    INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, refund_id)
    SELECT %(campaign)s, %(escrow)s, %(world)s, 1000, 'refund', id FROM refund"""
_CONTRACT = """INSERT INTO rewards_contract
    (objective_id, version, mechanism, terms, prize_minor, remainder_to, in_force_from)
    VALUES (%(objective)s, 2, 'finder_only', '{}', 400000, '', now())"""
_LESS_IN_A_DRAFT = changed(_CONTRACT, ("%(objective)s", "%(draft_objective)s"), ("400000", "399999"))

# Each goes through as it stands; a case is one of them with a few words changed.
HARMLESS_MONEY = (_ACCOUNT, _SETTLE, _PLEDGE, _CONFIRM, _RECEIVE, _REFUND, _CONTRACT, _LESS_IN_A_DRAFT)

# Another way for the money, the amounts and everything else being right.
_WAYS = (
    ("a share from person to person", _SETTLE, "%(escrow)s, %(payable)s", "%(payable)s, %(root_payable)s"),
    ("a share from nowhere", _SETTLE, "%(escrow)s, %(payable)s", "%(world)s, %(payable)s"),
    ("a share for a campaign's account", _SETTLE, "%(escrow)s, %(payable)s", "%(escrow)s, %(solidarity)s"),
    ("a share that goes out at once", _SETTLE, "%(escrow)s, %(payable)s", "%(escrow)s, %(root_paid)s"),
    ("a remainder to the world", _SETTLE, "%(escrow)s, %(charity)s", "%(escrow)s, %(world)s"),
    ("a remainder for a person", _SETTLE, "%(escrow)s, %(charity)s", "%(escrow)s, %(root_payable)s"),
    ("a remainder from nowhere", _SETTLE, "%(escrow)s, %(charity)s", "%(world)s, %(charity)s"),
    ("a funding from the charity", _RECEIVE, "%(world)s, %(escrow)s", "%(charity)s, %(escrow)s"),
    ("a funding for a person", _RECEIVE, "%(world)s, %(escrow)s", "%(world)s, %(payable)s"),
    ("a refund from a person", _REFUND, "%(escrow)s, %(world)s", "%(payable)s, %(world)s"),
    ("a refund to a person", _REFUND, "%(escrow)s, %(world)s", "%(escrow)s, %(payable)s"),
)

MONEY_REFUSALS = (
    Refusal(
        "a contract changed",
        "contract_is_append_only",
        "UPDATE rewards_contract SET prize_minor = prize_minor + 1 WHERE id = %(contract)s",
    ),
    Refusal(
        "a contract removed",
        "contract_goes_with_a_draft_alone",
        "DELETE FROM rewards_contract WHERE id = %(contract)s",
    ),
    Refusal("contracts emptied", "contract_is_never_truncated", "TRUNCATE rewards_contract CASCADE"),
    *(
        Refusal(what, "contract_versions_only_rise", changed(_CONTRACT, change))
        for what, change in (
            ("a version made again", ("%(objective)s, 2", "%(objective)s, 1")),
            ("a version skipped", ("%(objective)s, 2", "%(objective)s, 3")),
            ("a version that pays less", ("400000", "399999")),
        )
    ),
    Refusal(
        "a contract that pays the remainder to nobody known",
        "contract_remainder_goes_somewhere_known",
        changed(_CONTRACT, ("400000, ''", "400000, 'me'")),
    ),
    Refusal(
        "escrow below zero",
        "escrow_never_goes_below_zero",
        changed(
            _SETTLE,
            (
                "1, 'share'",
                "1 + (SELECT credits_minor - debits_minor FROM rewards_account WHERE id = %(escrow)s), 'share'",
            ),
        ),
    ),
    Refusal(
        "a person's account below zero",
        "account_never_goes_below_zero",
        changed(_SETTLE, ("%(escrow)s, %(payable)s, 1", "%(payable)s, %(escrow)s, 10000000")),
    ),
    Refusal(
        "the charity's account below zero",
        "account_never_goes_below_zero",
        changed(_SETTLE, ("%(escrow)s, %(payable)s, 1", "%(charity)s, %(escrow)s, 10000000")),
    ),
    Refusal(
        "a debt repaid before it is owed",
        "debt_is_never_repaid_twice",
        changed(_SETTLE, ("%(escrow)s, %(payable)s", "%(escrow)s, %(owed_by)s")),
    ),
    Refusal("a transfer of nothing", "transfer_is_positive", changed(_SETTLE, ("1, 'share'", "0, 'share'"))),
    Refusal("a transfer backwards", "transfer_is_positive", changed(_SETTLE, ("1, 'share'", "-1, 'share'"))),
    Refusal(
        "a transfer to where it comes from",
        "transfer_moves_between_two_accounts",
        changed(_SETTLE, ("%(escrow)s, %(payable)s", "%(escrow)s, %(escrow)s")),
    ),
    Refusal(
        "a share of no settlement",
        "transfer_says_where_it_comes_from",
        changed(_SETTLE, ("settled.id", "NULL")),
    ),
    Refusal(
        "a transfer for a reason of one's own",
        "transfer_says_where_it_comes_from",
        changed(_SETTLE, ("'share'", "'present'")),
    ),
    Refusal(
        "a debit of another campaign",
        "debit_account_is_of_the_same_campaign",
        changed(_SETTLE, ("%(escrow)s, %(payable)s", "%(other_escrow)s, %(payable)s")),
    ),
    Refusal(
        "a credit of another campaign",
        "credit_account_is_of_the_same_campaign",
        changed(_SETTLE, ("%(payable)s", "%(other_escrow)s")),
    ),
    Refusal(
        "a transfer to an account that is not there",
        "credit_account_is_of_the_same_campaign",
        changed(_SETTLE, ("%(payable)s", "-1")),
    ),
    Refusal(
        "a transfer between two campaigns' money",
        "debit_account_is_of_the_same_campaign",
        changed(_SETTLE, ("SELECT %(campaign)s", "SELECT %(draft)s")),
    ),
    *(Refusal(what, "transfer_is_what_its_reason_says", changed(way, (old, new))) for what, way, old, new in _WAYS),
    *(
        Refusal(f"a funding {what}", "transfer_is_what_its_reason_says", changed(_RECEIVE, change))
        for what, change in (
            ("of more than was pledged", ("7, 'funding'", "8, 'funding'")),
            ("of less than was pledged", ("7, 'funding'", "6, 'funding'")),
            ("that was not received", ("now(), now())", "now(), NULL)")),
            ("of another campaign", ("VALUES (%(campaign)s", "VALUES (%(other)s")),
        )
    ),
    *(
        Refusal(f"a refund {what}", "transfer_is_what_its_reason_says", changed(_REFUND, *changes))
        for what, *changes in (
            ("of another amount", ("1000, 'refund'", "999, 'refund'")),
            ("of another campaign", ("VALUES (%(campaign)s", "VALUES (%(other)s")),
            ("of what is promised", ("1000, ''", "1001, ''"), ("1000, 'refund'", "1001, 'refund'")),
        )
    ),
    *(
        Refusal(f"a settlement {what}", "transfer_is_what_its_reason_says", changed(_SETTLE, *changes))
        for what, *changes in (
            ("that shares more than its prize", ("1, 'share'", "2, 'share'")),
            ("that shares less", ("399999, '{}'", "399998, '{}'"), ("399999, 'remainder'", "399998, 'remainder'")),
            ("that leaves more than its remainder", ("399999, 'remainder'", "400000, 'remainder'")),
            ("that leaves less", ("399999, 'remainder'", "399998, 'remainder'")),
            ("that is not there", ("settled.id", "-1")),
            (
                "paid by another campaign",
                ("SELECT %(campaign)s", "SELECT %(other)s"),
                ("%(escrow)s, %(payable)s", "%(other_escrow)s, %(stranger_payable)s"),
                ("%(escrow)s, %(charity)s", "%(other_escrow)s, %(other_charity)s"),
            ),
        )
    ),
    *(
        Refusal(
            f"{what} of what is settled",
            law,
            f"""INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, settlement_id)
                VALUES (%(campaign)s, %(escrow)s, %({account})s, {amount}, '{reason}', %(settlement)s)""",
        )
        for what, law, account, amount, reason in (
            ("a second share", "settlement_moves_money_once_for_a_reason", "payable", 1, "share"),
            ("one more share", "transfer_is_what_its_reason_says", "root_payable", 1, "share"),
            ("all shares again", "transfer_is_what_its_reason_says", "root_payable", 375_000, "share"),
            ("a second remainder", "settlement_moves_money_once_for_a_reason", "charity", 25_000, "remainder"),
            ("one more remainder", "transfer_is_what_its_reason_says", "solidarity", 25_000, "remainder"),
        )
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
        "account_is_opened_empty",
        changed(_ACCOUNT, ("0, 0", "0, 1")),
    ),
    Refusal("an account opened in debt", "account_is_opened_empty", changed(_ACCOUNT, ("0, 0", "1, 1"))),
    Refusal("an account removed", "account_is_never_deleted", "DELETE FROM rewards_account WHERE id = %(owed_by)s"),
    Refusal(
        "an account removed on which a draft's money stands",
        "account_is_never_deleted",
        "DELETE FROM rewards_account WHERE campaign_id = %(received_draft)s AND kind = 'escrow'",
    ),
    Refusal("accounts emptied", "account_is_never_truncated", "TRUNCATE rewards_account CASCADE"),
    Refusal(
        "an account of another campaign's participant",
        "account_owner_is_of_the_same_campaign",
        changed(_ACCOUNT, ("%(bob)s", "%(stranger)s")),
    ),
    Refusal(
        "an account of nobody",
        "account_owner_is_of_the_same_campaign",
        changed(_ACCOUNT, ("%(bob)s", "-1")),
    ),
    Refusal(
        "an account of a campaign that is not there",
        "account_owner_is_of_the_same_campaign",
        changed(_ACCOUNT, ("%(campaign)s, %(bob)s, 'held'", "-1, NULL, 'escrow'")),
    ),
    Refusal(
        "a campaign with accounts removed",
        "campaign_with_accounts_is_never_deleted",
        "DELETE FROM campaigns_campaign WHERE id = %(campaign)s",
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
        changed(_SETTLE, ("VALUES (%(campaign)s", "VALUES (%(other)s")),
    ),
    Refusal(
        "a settlement by the contract of another objective",
        "settlement_pays_its_contract",
        changed(_SETTLE, ("%(contract)s", "%(other_contract)s")),
    ),
    Refusal(
        "a settlement by a contract that is not there",
        "settlement_pays_its_contract",
        changed(_SETTLE, ("%(contract)s", "-1")),
    ),
    Refusal(
        "a settlement of a finding that is not there",
        "settlement_is_of_a_verified_finding",
        changed(_SETTLE, ("%(unsettled)s", "-1")),
    ),
    *(
        Refusal(
            f"a settlement of {what} than its contract's prize",
            "settlement_pays_its_contract",
            changed(
                _SETTLE,
                ("400000, 399999", f"{prize}, {prize - 1}"),
                ("399999, 'remainder'", f"{prize - 1}, 'remainder'"),
            ),
        )
        for what, prize in (("more", 400_001), ("less", 399_999))
    ),
    Refusal(
        "a remainder greater than the prize",
        "remainder_is_part_of_the_prize",
        changed(_SETTLE, ("400000, 399999", "400000, 400001")),
    ),
    Refusal(
        "a settlement changed",
        "settlement_stays_as_it_was_made",
        "UPDATE rewards_settlement SET explanation = '{}' WHERE id = %(settlement)s",
    ),
    Refusal(
        "a settlement held again",
        "settlement_stays_as_it_was_made",
        "UPDATE rewards_settlement SET releases_at = now() WHERE id = %(settlement)s",
    ),
    Refusal(
        "a settlement removed",
        "settlement_is_never_deleted",
        "DELETE FROM rewards_settlement WHERE id = %(settlement)s",
    ),
    Refusal("settlements emptied", "settlement_is_never_truncated", "TRUNCATE rewards_settlement CASCADE"),
    Refusal(
        "a funding booked twice",
        "funding_is_booked_once",
        """INSERT INTO rewards_transfer (campaign_id, debit_id, credit_id, amount_minor, reason, funding_id)
           VALUES (%(campaign)s, %(world)s, %(escrow)s, 1, 'funding', %(funding)s)""",
    ),
    Refusal("a funding of nothing", "funding_is_within_reason", changed(_PLEDGE, ("s, 1", "s, 0"))),
    *(
        Refusal(
            f"{name} of a {what} changed",
            "funding_is_confirmed_once",
            f"UPDATE rewards_funding SET {name} = {value} WHERE id = %({what})s",
        )
        for what, name, value in (
            ("funding", "amount_minor", "amount_minor + 1"),
            ("funding", "received_at", "received_at + interval '1 second'"),
            ("funding", "received_at", "NULL"),
            ("funding", "reference", "'mine'"),
            ("funding", "campaign_id", "%(other)s"),
            ("pledge", "amount_minor", "amount_minor + 1"),
            ("pledge", "campaign_id", "%(other)s"),
            ("pledge", "public_id", "gen_random_uuid()"),
            ("pledge", "id", "%(free)s"),
        )
    ),
    Refusal("a funding removed", "funding_is_never_deleted", "DELETE FROM rewards_funding WHERE id = %(funding)s"),
    Refusal("fundings emptied", "funding_is_never_truncated", "TRUNCATE rewards_funding CASCADE"),
    Refusal(
        "a refund booked twice",
        "refund_is_booked_once",
        changed(_REFUND, ("id FROM refund", "id FROM refund, generate_series(1, 2)")),
    ),
    Refusal("a refund of nothing", "refund_is_positive", changed(_REFUND, ("1000, ''", "0, ''"))),
    Refusal(
        "a refund changed", "refund_is_append_only", "UPDATE rewards_refund SET amount_minor = 2 WHERE id = %(refund)s"
    ),
    Refusal("a refund removed", "refund_is_append_only", "DELETE FROM rewards_refund WHERE id = %(refund)s"),
    Refusal("refunds emptied", "refund_is_never_truncated", "TRUNCATE rewards_refund CASCADE"),
)

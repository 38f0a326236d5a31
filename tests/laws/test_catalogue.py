"""The laws that the database has are the laws that we mean it to have: no more, no fewer, none asleep."""

# ruff: noqa: S608 - the queries are put together from the words of this file alone.

from __future__ import annotations

import pytest
from django.db import connection

from tests.laws.fact_refusals import FACT_REFUSALS
from tests.laws.money_refusals import MONEY_REFUSALS
from tests.laws.payout_refusals import PAYOUT_REFUSALS
from tests.laws.role_refusals import ROLE_REFUSALS
from tests.laws.two_phase_refusals import TWO_PHASE_REFUSALS

pytestmark = pytest.mark.django_db

# Every trigger of ours, and when it fires.
TRIGGERS = {
    ("campaigns_campaign", "campaign_keeps_its_rules_after_launch"): "BEFORE UPDATE ROW",
    ("campaigns_campaign", "currency_stays_once_money_is_pledged"): "BEFORE UPDATE ROW",
    ("campaigns_campaign", "launched_campaign_is_covered"): "AFTER UPDATE ROW",
    ("campaigns_campaign", "campaign_with_accounts_is_never_deleted"): "BEFORE DELETE ROW",
    ("campaigns_event", "event_is_append_only"): "BEFORE UPDATE DELETE ROW",
    ("campaigns_event", "event_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("campaigns_finding", "finding_is_due_from_its_rank_on"): "AFTER INSERT UPDATE ROW",
    ("campaigns_finding", "finding_is_never_deleted"): "BEFORE DELETE ROW",
    ("campaigns_finding", "finding_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("campaigns_finding", "finding_keeps_its_facts"): "BEFORE UPDATE ROW",
    ("campaigns_finding", "paid_rank_is_within_quota"): "BEFORE INSERT UPDATE ROW",
    ("campaigns_objective", "objective_is_added_to_a_draft"): "BEFORE INSERT ROW",
    ("campaigns_objective", "objective_promise_is_never_lowered"): "BEFORE UPDATE ROW",
    ("campaigns_objective", "raised_promise_is_covered"): "AFTER UPDATE ROW",
    ("campaigns_participant", "participant_depth_is_derived"): "BEFORE INSERT ROW",
    ("campaigns_participant", "participant_is_never_deleted"): "BEFORE DELETE ROW",
    ("campaigns_participant", "participant_is_never_moved"): "BEFORE UPDATE ROW",
    ("campaigns_participant", "participant_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("campaigns_referrallink", "link_keeps_its_owner"): "BEFORE UPDATE ROW",
    ("campaigns_role", "last_organizer_stays"): "AFTER UPDATE DELETE ROW",
    ("campaigns_role", "role_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("campaigns_verdict", "nobody_verifies_their_own_chain"): "BEFORE INSERT ROW",
    ("campaigns_verdict", "verdict_is_append_only"): "BEFORE UPDATE DELETE ROW",
    ("campaigns_verdict", "verdict_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("rewards_account", "account_changes_only_by_transfers"): "BEFORE UPDATE ROW",
    ("rewards_account", "account_is_never_deleted"): "BEFORE DELETE ROW",
    ("rewards_account", "account_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("rewards_account", "account_is_opened_empty"): "BEFORE INSERT ROW",
    ("rewards_account", "account_owner_is_of_the_same_campaign"): "AFTER INSERT STATEMENT",
    ("rewards_batch", "batch_begins_as_a_draft"): "BEFORE INSERT ROW",
    ("rewards_batch", "batch_goes_one_way"): "BEFORE UPDATE ROW",
    ("rewards_batch", "batch_is_never_deleted"): "BEFORE DELETE ROW",
    ("rewards_batch", "batch_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("rewards_batch", "batch_moves_with_its_money"): "AFTER UPDATE ROW",
    ("rewards_contract", "contract_is_append_only"): "BEFORE UPDATE DELETE ROW",
    ("rewards_contract", "contract_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("rewards_contract", "contract_versions_only_rise"): "BEFORE INSERT ROW",
    ("rewards_destination", "destination_is_never_deleted"): "BEFORE DELETE ROW",
    ("rewards_destination", "destination_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("rewards_destination", "destination_is_replaced_not_edited"): "BEFORE UPDATE ROW",
    ("rewards_funding", "funding_is_confirmed_once"): "BEFORE UPDATE ROW",
    ("rewards_funding", "funding_is_never_deleted"): "BEFORE DELETE ROW",
    ("rewards_funding", "funding_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("rewards_pledge", "pledge_is_made_after_the_last"): "BEFORE INSERT ROW",
    ("rewards_pledge", "pledge_is_append_only"): "BEFORE UPDATE DELETE ROW",
    ("rewards_pledge", "pledge_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("rewards_payout", "payout_is_drafted_to_its_person"): "BEFORE INSERT ROW",
    ("rewards_payout", "payout_is_never_deleted"): "BEFORE DELETE ROW",
    ("rewards_payout", "payout_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("rewards_payout", "payout_moves_with_its_money"): "AFTER UPDATE ROW",
    ("rewards_payout", "payout_stays_as_drafted"): "BEFORE UPDATE ROW",
    ("rewards_payouthold", "payout_hold_is_lifted_once"): "BEFORE UPDATE ROW",
    ("rewards_payouthold", "payouthold_is_never_deleted"): "BEFORE DELETE ROW",
    ("rewards_payouthold", "payouthold_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("rewards_refund", "refund_is_append_only"): "BEFORE UPDATE DELETE ROW",
    ("rewards_refund", "refund_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("rewards_settlement", "settlement_is_never_deleted"): "BEFORE DELETE ROW",
    ("rewards_settlement", "settlement_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("rewards_settlement", "settlement_is_of_a_verified_finding"): "AFTER INSERT STATEMENT",
    ("rewards_settlement", "settlement_pays_its_contract"): "AFTER INSERT STATEMENT",
    ("rewards_settlement", "settlement_stays_as_it_was_made"): "BEFORE UPDATE ROW",
    ("rewards_transfer", "account_totals_follow_transfers"): "AFTER INSERT STATEMENT",
    ("rewards_transfer", "transfer_is_append_only"): "BEFORE UPDATE DELETE ROW",
    ("rewards_transfer", "transfer_is_never_truncated"): "BEFORE TRUNCATE STATEMENT",
    ("rewards_transfer", "transfer_is_what_its_reason_says"): "AFTER INSERT STATEMENT",
}

# Every constraint with a name of our own (Django's own begin with the app's): c a check, u unique, f a key.
CONSTRAINTS = {
    "campaigns_campaign": {
        "c": {
            "campaign_attribution_is_known",
            "campaign_currency_is_a_code",
            "campaign_ends_after_it_starts",
            "campaign_holds_at_most_90_days",
            "campaign_pays_the_finder_at_least",
            "campaign_remainder_goes_somewhere_known",
            "campaign_state_is_known",
        }
    },
    "campaigns_finding": {
        "c": {"finding_is_on_earth", "finding_state_is_known", "only_the_verified_are_paid"},
        "f": {"finder_is_of_the_same_campaign", "objective_is_of_the_same_campaign"},
        "u": {"paid_rank_is_given_once", "report_is_received_once"},
    },
    "campaigns_objective": {
        "c": {
            "objective_pays_at_least_one",
            "objective_prize_is_within_reason",
            "objective_window_closes_after_it_opens",
        },
        "u": {"objective_of_a_campaign"},
    },
    "campaigns_participant": {
        "c": {"handed_up_is_a_fraction_to_an_inviter", "inviter_joined_earlier"},
        "f": {"inviter_is_of_the_same_campaign", "link_followed_is_of_the_same_campaign"},
        "u": {"one_place_each", "participant_of_a_campaign"},
    },
    "campaigns_pendingjoin": {"c": {"pending_email_is_in_lower_case"}, "u": {"one_pending_join_per_address"}},
    "campaigns_referrallink": {
        "c": {
            "link_code_is_short_and_plain",
            "link_is_not_used_more_than_allowed",
            "link_split_is_a_fraction_to_its_owner",
        },
        "f": {"link_owner_is_of_the_same_campaign"},
        "u": {"link_of_a_campaign"},
    },
    "campaigns_role": {"c": {"role_is_a_known_kind"}, "u": {"role_is_held_once"}},
    "campaigns_roleinvitation": {
        "c": {
            "invitation_is_accepted_or_withdrawn",
            "invitation_is_to_a_known_role",
            "invitation_lasts_a_while",
            "invited_address_is_kept_in_lower_case",
        },
    },
    "campaigns_user": {"c": {"email_is_kept_in_lower_case"}},
    "campaigns_verdict": {"c": {"verdict_is_a_known_kind"}},
    "campaigns_visit": {"u": {"visitor_counts_once_per_link"}},
    "rewards_account": {
        "c": {
            "account_kind_fits_its_owner",
            "account_never_goes_below_zero",
            "debt_is_never_repaid_twice",
            "escrow_never_goes_below_zero",
        },
    },
    "rewards_batch": {
        "c": {
            "batch_is_approved_before_it_is_sent",
            "batch_is_approved_by_a_second_person",
            "batch_says_when_it_ended",
            "batch_says_when_it_was_sent",
            "batch_state_is_known",
        },
        "u": {"batch_of_a_campaign"},
    },
    "rewards_contract": {"c": {"contract_remainder_goes_somewhere_known"}, "u": {"contract_version_is_made_once"}},
    "rewards_destination": {
        "c": {
            "destination_country_is_a_code",
            "destination_in_use_is_sealed_for_somebody",
            "destination_kind_is_known",
        },
    },
    "rewards_funding": {"c": {"funding_is_within_reason"}},
    "rewards_pledge": {"c": {"pledge_goes_somewhere_known", "pledge_is_at_most_everything"}},
    "rewards_payout": {
        "c": {
            "payout_is_claimed_before_it_is_sent",
            "payout_is_within_reason",
            "payout_says_when_it_settled",
            "payout_says_why_it_came_back",
            "payout_state_is_known",
        },
        "f": {"batch_is_of_the_same_campaign", "payee_is_of_the_same_campaign"},
        "u": {"person_is_in_a_batch_once"},
    },
    "rewards_payouthold": {"c": {"payout_hold_is_lifted_by_somebody", "payout_hold_says_why"}},
    "rewards_payoutrules": {"c": {"payout_caps_are_positive", "payout_caps_leave_room_for_the_least"}},
    "rewards_refund": {"c": {"refund_is_positive"}},
    "rewards_settlement": {"c": {"remainder_is_part_of_the_prize"}},
    "rewards_transfer": {
        "c": {"transfer_is_positive", "transfer_moves_between_two_accounts", "transfer_says_where_it_comes_from"},
    },
}

# Unique where a condition holds: an index and no constraint to PostgreSQL, a law all the same.
CONDITIONAL = {
    "address_is_invited_once_at_a_time",
    "campaign_has_one_account_of_a_kind",
    "funding_is_booked_once",
    "refund_is_booked_once",
    "participant_has_one_account_of_a_kind",
    "payout_takes_every_step_once",
    "person_has_one_open_payout",
    "person_is_held_once_at_a_time",
    "person_uses_one_destination_of_a_kind",
    "settlement_moves_money_once_for_a_reason",
}

# Keys of the transfers that are no constraints: the trigger of the totals asks in their place.
ASKED_BY_TOTALS = {"credit_account_is_of_the_same_campaign", "debit_account_is_of_the_same_campaign"}

# Every function of ours: those that triggers run, and the two that they ask.
FUNCTIONS = {
    "campaigns_add_objective",
    "campaigns_check_quota",
    "campaigns_derive_depth",
    "campaigns_keep_finding",
    "campaigns_keep_link",
    "campaigns_keep_organizer",
    "campaigns_keep_place",
    "campaigns_keep_promise",
    "campaigns_keep_rules",
    "campaigns_keep_verdict",
    "mobilize_refuse_change",
    "rewards_check_books",
    "rewards_check_contract",
    "rewards_check_owners",
    "rewards_check_settled",
    "rewards_check_terms",
    "rewards_cover_campaign",
    "rewards_cover_objective",
    "rewards_draft_batch",
    "rewards_draft_payout",
    "rewards_guard_account",
    "rewards_keep_batch",
    "rewards_keep_campaign",
    "rewards_keep_currency",
    "rewards_keep_destination",
    "rewards_check_pledge",
    "rewards_keep_due",
    "rewards_keep_funding",
    "rewards_keep_hold",
    "rewards_keep_payout",
    "rewards_keep_settlement",
    "rewards_keep_totals",
    "rewards_misplaced",
    "rewards_move_batch",
    "rewards_move_payout",
    "rewards_promised",
    "rewards_require_cover",
}

# Those that look at all rows of a statement; they ask by keys however small the tables are thought to be.
BY_KEYS = {
    "rewards_check_books",
    "rewards_check_owners",
    "rewards_check_settled",
    "rewards_check_terms",
    "rewards_keep_totals",
}
PATH = "search_path=public, pg_temp"

# Seen to refuse by no statement alone: two derive what is written, a version made twice is seen by its trigger first,
# and the others are what composite keys point to.
NEVER_REFUSE = {
    "participant_depth_is_derived",
    "account_totals_follow_transfers",
    "finding_is_due_from_its_rank_on",
    "contract_version_is_made_once",
    "objective_of_a_campaign",
    "participant_of_a_campaign",
    "link_of_a_campaign",
    "batch_of_a_campaign",
    # Their triggers see an unknown state first: it is no beginning, and nothing goes there.
    "batch_state_is_known",
    "payout_state_is_known",
}

OURS = "relid::regclass::text ~ '^(campaigns|rewards)_'"


def rows(query: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        found: list[tuple[str, ...]] = cursor.fetchall()
        return found


def test_the_triggers_are_the_expected_ones_and_always_fire() -> None:
    found = rows(
        f"""SELECT tgrelid::regclass::text, tgname, tgenabled,
                   CASE WHEN tgtype & 2 <> 0 THEN 'BEFORE' ELSE 'AFTER' END
                   || CASE WHEN tgtype & 4 <> 0 THEN ' INSERT' ELSE '' END
                   || CASE WHEN tgtype & 16 <> 0 THEN ' UPDATE' ELSE '' END
                   || CASE WHEN tgtype & 8 <> 0 THEN ' DELETE' ELSE '' END
                   || CASE WHEN tgtype & 32 <> 0 THEN ' TRUNCATE' ELSE '' END
                   || CASE WHEN tgtype & 1 <> 0 THEN ' ROW' ELSE ' STATEMENT' END
              FROM pg_trigger WHERE NOT tgisinternal AND tg{OURS}"""
    )
    assert {(table, name): fires for table, name, _, fires in found} == TRIGGERS
    assert {name for _, name, enabled, _ in found if enabled != "A"} == set()


def test_the_constraints_are_the_expected_ones_and_hold_at_once() -> None:
    found = rows(
        f"""SELECT conrelid::regclass::text, contype, conname,
                   convalidated AND NOT condeferrable AND to_jsonb(con) ->> 'conenforced' IS DISTINCT FROM 'false'
              FROM pg_constraint con
             WHERE con{OURS} AND contype IN ('c', 'u', 'f') AND conname !~ '^(campaigns|rewards)_'"""
    )
    by_table: dict[str, dict[str, set[str]]] = {}
    for table, kind, name, _ in found:
        by_table.setdefault(table, {}).setdefault(kind, set()).add(name)
    assert by_table == CONSTRAINTS
    assert [name for _, _, name, holds in found if not holds] == []


def test_the_conditional_laws_are_there() -> None:
    found = rows(
        f"""SELECT indexrelid::regclass::text FROM pg_index
             WHERE ind{OURS} AND indisunique AND indpred IS NOT NULL AND indisvalid AND indisready"""
    )
    assert {name for (name,) in found} == CONDITIONAL


def test_the_functions_are_the_expected_ones_and_look_nowhere_else() -> None:
    """With an open search path, somebody's table of the same name would be read instead."""
    found = rows(
        """SELECT proname, array_to_string(proconfig, ';') FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
               OR oid IN (SELECT tgfoid FROM pg_trigger WHERE NOT tgisinternal)"""
    )
    assert {name for name, _ in found} == FUNCTIONS
    expected = {name: [PATH, "enable_seqscan=off"] if name in BY_KEYS else [PATH] for name in FUNCTIONS}
    assert {name: said.split(";") for name, said in found} == expected


def test_the_keys_that_totals_ask_for_are_the_expected_ones() -> None:
    found = rows(
        """SELECT (regexp_matches(prosrc, '''([a-z_]+_is_of_the_same_campaign)''', 'g'))[1]
             FROM pg_proc WHERE proname = 'rewards_keep_totals'"""
    )
    assert {name for (name,) in found} == ASKED_BY_TOTALS


def test_every_law_is_seen_to_refuse() -> None:
    refusals = (*FACT_REFUSALS, *ROLE_REFUSALS, *MONEY_REFUSALS, *PAYOUT_REFUSALS, *TWO_PHASE_REFUSALS)
    named = {name for _, name in TRIGGERS} | CONDITIONAL | ASKED_BY_TOTALS
    named |= {name for kinds in CONSTRAINTS.values() for names in kinds.values() for name in names}
    assert named - {refusal.law for refusal in refusals} == NEVER_REFUSE

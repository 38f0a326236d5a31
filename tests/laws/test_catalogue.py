"""The laws that the database has are the laws that we mean it to have: no more, no fewer, none asleep."""

# ruff: noqa: S608 - the queries are put together from the words of this file alone.

from __future__ import annotations

import pytest
from django.db import connection

from tests.laws.activity_refusals import ACTIVITY_REFUSALS
from tests.laws.catalogue import (
    ASKED_BY_TOTALS,
    BY_KEYS,
    CONDITIONAL,
    CONSTRAINTS,
    FUNCTIONS,
    NEVER_REFUSE,
    PATH,
    SAID_BY_FUNCTIONS,
    TRIGGERS,
)
from tests.laws.exchange_refusals import EXCHANGE_REFUSALS
from tests.laws.fact_refusals import FACT_REFUSALS
from tests.laws.forecast_refusals import FORECAST_REFUSALS
from tests.laws.forfeit_refusals import FORFEIT_REFUSALS
from tests.laws.key_refusals import KEY_REFUSALS
from tests.laws.money_refusals import MONEY_REFUSALS
from tests.laws.notice_refusals import NOTICE_REFUSALS
from tests.laws.outreach_refusals import OUTREACH_REFUSALS
from tests.laws.payout_refusals import PAYOUT_REFUSALS
from tests.laws.privacy_refusals import PRIVACY_REFUSALS
from tests.laws.report_refusals import REPORT_REFUSALS
from tests.laws.review_refusals import REVIEW_REFUSALS
from tests.laws.role_refusals import ROLE_REFUSALS
from tests.laws.step_refusals import STEP_REFUSALS
from tests.laws.trust_refusals import TRUST_REFUSALS
from tests.laws.two_phase_refusals import TWO_PHASE_REFUSALS
from tests.laws.webhook_refusals import WEBHOOK_REFUSALS

pytestmark = pytest.mark.django_db

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


def test_what_functions_say_in_other_words_is_expected() -> None:
    found = rows("SELECT (regexp_matches(prosrc, 'CONSTRAINT = ''([a-z_]+)''', 'g'))[1] FROM pg_proc")
    assert {name for (name,) in found} == SAID_BY_FUNCTIONS


def test_every_law_is_seen_to_refuse() -> None:
    of_facts = (*FACT_REFUSALS, *ROLE_REFUSALS, *REVIEW_REFUSALS, *STEP_REFUSALS, *TRUST_REFUSALS, *OUTREACH_REFUSALS)
    of_facts = (*of_facts, *ACTIVITY_REFUSALS, *REPORT_REFUSALS, *KEY_REFUSALS, *EXCHANGE_REFUSALS, *WEBHOOK_REFUSALS)
    of_facts = (*of_facts, *PRIVACY_REFUSALS)
    of_facts = (*of_facts, *NOTICE_REFUSALS)
    of_money = (*MONEY_REFUSALS, *PAYOUT_REFUSALS, *TWO_PHASE_REFUSALS, *FORFEIT_REFUSALS, *FORECAST_REFUSALS)
    named = {name for _, name in TRIGGERS} | CONDITIONAL | ASKED_BY_TOTALS | SAID_BY_FUNCTIONS
    named |= {name for kinds in CONSTRAINTS.values() for names in kinds.values() for name in names}
    assert named - {refusal.law for refusal in (*of_facts, *of_money)} == NEVER_REFUSE

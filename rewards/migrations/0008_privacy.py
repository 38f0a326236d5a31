"""An erasure takes a person out of the books too: who did what, and where their money went; never an amount.

A payout can be led to a destination that is nobody's and empty, another one in every campaign, so that payouts of two
campaigns are not told to have gone to the same person.
"""

import re
from importlib import import_module

from django.db import migrations

privacy = import_module("campaigns.migrations.0014_privacy")
books = import_module("rewards.migrations.0003_books")

# Whoever has themselves erased gives away what is payable to them, whatever they pledged before.
CHECK_BOOKS = re.search(r"CREATE FUNCTION rewards_check_books\(\).*?END \$\$;", books.FUNCTIONS, re.DOTALL)[0]
PLEDGED = """AND pledge.percent > 0 AND pledge.made_at <= settlement.settled_at)"""
OR_LEAVING = """
           AND NOT EXISTS (
               SELECT FROM campaigns_participant earner
                 JOIN campaigns_erasure erasure ON erasure.user_id = earner.user_id
                WHERE earner.id = debit.participant_id AND erasure.state = 'asked' AND erasure.money_to <> '')"""
REPLACED = CHECK_BOOKS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)

APPEND_ONLY = {
    "rewards_contract": ("contract_is_append_only", "made_by_id"),
    "rewards_refund": ("refund_is_append_only", "by_id"),
}
KEPT = {
    "rewards_batch": ("batch_goes_one_way", "rewards_keep_batch()", "drafted_by_id", "approved_by_id"),
    "rewards_payouthold": ("payout_hold_is_lifted_once", "rewards_keep_hold()", "reason", "by_id", "lifted_by_id"),
    "rewards_payoutobjection": (
        "payout_objection_is_answered_for_good",
        "campaigns_keep_decision('decided_at', 'granted', 'decided_by_id', 'note')",
        "text", "note", "decided_by_id",
    ),
    "rewards_funding": ("funding_is_confirmed_once", "rewards_keep_funding()", "pledged_by_id", "confirmed_by_id"),
}  # fmt: skip

FUNCTION = """
CREATE FUNCTION rewards_erases_payout(was jsonb, becomes jsonb) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT campaigns_erases(was, becomes, '{destination_id!,reference,reason}') AND EXISTS (
        SELECT FROM rewards_destination destination
         WHERE destination.id = (becomes->>'destination_id')::bigint AND destination.user_id IS NULL
           AND destination.sealed = '' AND destination.retired_at IS NOT NULL)
$$;
"""
PAYOUT = ("rewards_payout", "payout_stays_as_drafted", "BEFORE UPDATE", "rewards_keep_payout()")
ERASES = "WHEN (NOT (campaigns_is_erasing() AND rewards_erases_payout(to_jsonb(OLD), to_jsonb(NEW))))"


class Migration(migrations.Migration):
    dependencies = [("rewards", "0006_payout_objections"), ("campaigns", "0014_privacy")]

    operations = [
        migrations.RunSQL(
            FUNCTION
            + REPLACED.replace(PLEDGED, PLEDGED + OR_LEAVING)
            + privacy.opened(APPEND_ONLY, KEPT) + privacy.made_anew(*PAYOUT, condition=ERASES),
            REPLACED
            + privacy.made_anew(*PAYOUT)
            + privacy.closed(APPEND_ONLY, KEPT)
            + "DROP FUNCTION rewards_erases_payout(jsonb, jsonb);",
        )
    ]

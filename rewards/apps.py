"""The money: what a fact is worth, who was paid, and why."""

from __future__ import annotations

from django.apps import AppConfig


class RewardsConfig(AppConfig):
    name = "rewards"
    verbose_name = "Rewards"

    def ready(self) -> None:
        from campaigns.events.operations import subscribe
        from campaigns.exchange.running import register_work
        from campaigns.exchange.tables import register_table
        from campaigns.findings.appealing import require_for_appeals
        from campaigns.people.personal import ask_money_of, block_by, erase_by, wind_up_by
        from campaigns.planning.removing import GOES_WITH_DRAFT, GOES_WITH_OBJECTIVE
        from campaigns.trust.consequences import tell_money_by
        from rewards import holdings, telling
        from rewards.contracts.appeals import refuse_uncovered_appeal
        from rewards.contracts.operations import remove_planned_contracts
        from rewards.ledger.operations import close_planned_accounts
        from rewards.payouts.caps import remove_planned_rules
        from rewards.payouts.erasing import erase_destinations
        from rewards.settlement.import_jobs import do_import
        from rewards.settlement.leaving import give_away, money_left, payouts_under_way
        from rewards.settlement.tasks import release_shares_of, reverse_settlement, settle_finding
        from rewards.settlement.waiting import money_of
        from rewards.statements.ledger_table import LEDGER

        holdings.declare()
        telling.declare()
        block_by(payouts_under_way)
        ask_money_of(money_left)
        wind_up_by(3, give_away)
        erase_by(erase_destinations)
        subscribe("finding.verified", settle_finding.delay)
        subscribe("finding.reversed", reverse_settlement.delay)
        for kind in ("place.claimed", "hold.decided", "participant.reinstated"):
            subscribe(kind, release_shares_of.delay)
        require_for_appeals(refuse_uncovered_appeal)
        tell_money_by(money_of)
        register_table(LEDGER)
        register_work("import", do_import)
        GOES_WITH_OBJECTIVE.append(remove_planned_contracts)
        GOES_WITH_DRAFT.extend((close_planned_accounts, remove_planned_rules))

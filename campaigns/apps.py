"""The facts: who takes part in what, who brought whom, what was found and what was decided about it."""

from __future__ import annotations

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "Campaigns"

    def ready(self) -> None:
        from campaigns.events.operations import subscribe
        from campaigns.exchange import holdings as exchange
        from campaigns.exchange.fact_tables import ACTIVITIES, FINDINGS, PARTICIPANTS
        from campaigns.exchange.mapping import remove_planned_mappings
        from campaigns.exchange.operations import make_export
        from campaigns.exchange.report_tables import register_report_tables
        from campaigns.exchange.running import register_work
        from campaigns.exchange.tables import register_table
        from campaigns.findings import holdings as findings
        from campaigns.findings.assessing import CHANGES_AN_OPINION
        from campaigns.findings.facts import remove_planned_facts
        from campaigns.findings.tasks import assess_finding
        from campaigns.notices import holdings as notices
        from campaigns.notices import letters as notice_letters
        from campaigns.outreach import bounces
        from campaigns.outreach import holdings as outreach
        from campaigns.outreach.webhooks import holdings as webhooks
        from campaigns.outreach.webhooks.operations import keep_heard_draft
        from campaigns.participation import holdings as participation
        from campaigns.participation.rollup import forget_draft
        from campaigns.people import holdings as people
        from campaigns.planning import holdings as planning
        from campaigns.planning.removing import GOES_WITH_DRAFT, GOES_WITH_OBJECTIVE
        from campaigns.privacy import holdings as privacy
        from campaigns.recruiting import holdings as recruiting
        from campaigns.recruiting.links import remove_planned_links
        from campaigns.trust import holdings as trust
        from campaigns.trust.tasks import notice_finding, recompute_standing

        for room in (
            people,
            planning,
            recruiting,
            findings,
            trust,
            participation,
            outreach,
            webhooks,
            notices,
            exchange,
            privacy,
        ):
            room.declare()
        notice_letters.be_ready()
        bounces.be_ready()
        subscribe("finding.submitted", notice_finding.delay)
        for kind in ("finding.verified", "finding.rejected", "finding.duplicate", "finding.reversed"):
            subscribe(kind, recompute_standing.delay)
        for kind in CHANGES_AN_OPINION:
            subscribe(kind, assess_finding.delay)
        for table in (PARTICIPANTS, FINDINGS, ACTIVITIES):
            register_table(table)
        register_report_tables()
        register_work("export", make_export)
        GOES_WITH_OBJECTIVE.append(remove_planned_facts)
        GOES_WITH_DRAFT.extend((remove_planned_links, keep_heard_draft, remove_planned_mappings, forget_draft))

"""The sweeps that promises rest on are on the schedule: each is named here, and the schedule names nothing else."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from mobilize.celery import app

# What would never happen, or never be made good, if the task were off the schedule.
SWEEPS = {
    "rewards.settlement.tasks.settle_due_findings": "a verified finding whose message was lost is settled",
    "rewards.settlement.tasks.reverse_due_settlements": "a reversal whose message was lost gives the shares back",
    "rewards.settlement.tasks.release_due_shares": "a hold ends",
    "rewards.settlement.tasks.forfeit_due_shares": "what nobody claims, or may have, goes back",
    "rewards.payouts.tasks.send_queued_payouts": "a queued payout leaves",
    "rewards.payouts.tasks.ask_about_payouts": "a payout that is unknown or on its way is asked about",
    "rewards.simulation.tasks.make_due_forecasts": "forecasts are made, and tell of what they see",
    "campaigns.findings.tasks.assess_missed_findings": "every finding is assessed",
    "campaigns.findings.tasks.reject_undecided_findings": "what a closed campaign left undecided is decided",
    "campaigns.findings.tasks.sweep_orphaned_files": "files that belong to nothing go",
    "campaigns.exchange.tasks.take_up_jobs": "imports and exports are done, also where their worker died",
    "campaigns.exchange.tasks.forget_job_files": "files of imports and exports go when their time is over",
    "campaigns.participation.tasks.refresh_reports": "reports say what is so",
    "campaigns.trust.tasks.notice_news": "signals are raised",
    "campaigns.trust.tasks.notice_day_after": "signals that need a day are raised",
    "campaigns.notices.tasks.read_notices": "people are told of what happens to them",
    "campaigns.notices.tasks.gather_notices": "and by letter",
    "campaigns.notices.tasks.forget_notices": "what they were told is forgotten",
    "campaigns.outreach.tasks.write_letters": "letters are written",
    "campaigns.outreach.tasks.send_due_letters": "letters are sent",
    "campaigns.outreach.webhooks.tasks.queue_webhooks": "webhooks are queued",
    "campaigns.outreach.webhooks.tasks.deliver_webhooks": "webhooks are delivered",
    "campaigns.outreach.webhooks.tasks.forget_webhooks": "what webhooks said is forgotten",
    "campaigns.planning.tasks.forget_invitations": "invitations of roles lapse",
    "campaigns.people.tasks.forget_traces": "traces of connections are forgotten",
    "campaigns.privacy.tasks.make_waiting_exports": "an export that somebody asked for is made",
    "campaigns.privacy.tasks.forget_exports": "archives of people's data are removed in time",
    "campaigns.privacy.tasks.carry_out_erasures": "whoever asked to be erased is",
    "campaigns.privacy.tasks.enforce_retention": "what is kept for a time only is forgotten",
    "campaigns.recruiting.tasks.forget_pending_joins": "joins that nobody confirmed are forgotten",
    "mobilize.http.tasks.purge_stored_responses": "stored responses are forgotten",
}
# These are announced when something happens; a sweep above makes good what was missed.
ANNOUNCED = {
    "rewards.settlement.tasks.settle_finding": "rewards.settlement.tasks.settle_due_findings",
    "rewards.settlement.tasks.reverse_settlement": "rewards.settlement.tasks.reverse_due_settlements",
    "rewards.settlement.tasks.release_shares_of": "rewards.settlement.tasks.release_due_shares",
    "rewards.payouts.tasks.send_payout": "rewards.payouts.tasks.send_queued_payouts",
    "rewards.payouts.tasks.ask_payout": "rewards.payouts.tasks.ask_about_payouts",
    "rewards.simulation.tasks.make_forecast": "rewards.simulation.tasks.make_due_forecasts",
    "campaigns.exchange.tasks.run_job": "campaigns.exchange.tasks.take_up_jobs",
    "campaigns.findings.tasks.assess_finding": "campaigns.findings.tasks.assess_missed_findings",
    "campaigns.trust.tasks.notice_finding": "campaigns.trust.tasks.notice_news",
    "campaigns.trust.tasks.recompute_standing": "campaigns.trust.tasks.notice_news",
    "campaigns.privacy.tasks.make_export": "campaigns.privacy.tasks.make_waiting_exports",
    "campaigns.privacy.tasks.carry_out_erasure": "campaigns.privacy.tasks.carry_out_erasures",
    "campaigns.outreach.tasks.send_letter": "campaigns.outreach.tasks.send_due_letters",
}
A_DAY_SECONDS = 86_400


def entries() -> list[dict[str, Any]]:
    return list(settings.CELERY_BEAT_SCHEDULE.values())


def ours() -> set[str]:
    app.loader.import_default_modules()
    return {name for name in app.tasks if name.partition(".")[0] in {"campaigns", "rewards", "mobilize", "frontend"}}


def test_every_sweep_that_a_promise_rests_on_is_scheduled() -> None:
    assert sorted(entry["task"] for entry in entries()) == sorted(SWEEPS)


def test_the_schedule_names_tasks_that_exist() -> None:
    assert set(SWEEPS) <= ours()


def test_every_task_is_a_sweep_or_has_one() -> None:
    assert ours() == SWEEPS.keys() | ANNOUNCED.keys()
    assert set(ANNOUNCED.values()) <= SWEEPS.keys()


def test_every_sweep_runs_at_least_once_a_day() -> None:
    for entry in entries():
        assert 0 < entry["schedule"].run_every.total_seconds() <= A_DAY_SECONDS, entry["task"]
        # one that expires does so when the next is due, not before
        expires = entry.get("options", {}).get("expires", A_DAY_SECONDS)
        assert expires >= entry["schedule"].run_every.total_seconds(), entry["task"]


def test_what_the_worker_runs_by_is_this_schedule() -> None:
    assert app.conf.beat_schedule == settings.CELERY_BEAT_SCHEDULE

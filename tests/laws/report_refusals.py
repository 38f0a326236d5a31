"""What nobody may write down as a report or an alert."""

from __future__ import annotations

from tests.laws.refusal import Refusal, changed

_REPORT = """INSERT INTO campaigns_report
    (campaign_id, gap_days, window_days, observation_days, minimum, needs_rebuild, body)
    VALUES (%(campaign)s, 14, 7, 28, 30, false, '{}')"""
_ALERT = """INSERT INTO campaigns_alert (campaign_id, kind, key, sentence, numbers, raised_at, cleared_at)
    VALUES (%(campaign)s, 'spike_began', 'spike_began/1', '{"en": "A spike began."}', '{}', now(), NULL)"""

HARMLESS_REPORTS = (_REPORT, _ALERT)

REPORT_REFUSALS = (
    Refusal("a gap of no days", "report_counts_by_days_of_a_year", changed(_REPORT, ("14, 7", "0, 7"))),
    Refusal("a window of more than a year", "report_counts_by_days_of_a_year", changed(_REPORT, ("14, 7", "14, 367"))),
    Refusal("figures that rest on nobody", "report_looks_at_something", changed(_REPORT, ("28, 30", "28, 0"))),
    Refusal("an alert that is open twice", "alert_is_open_once", f"{_ALERT}; {_ALERT}"),
    Refusal(
        "an alert that was over before it was raised",
        "alert_is_cleared_after_it_was_raised",
        changed(_ALERT, ("now(), NULL", "now(), now() - interval '1 day'")),
    ),
)

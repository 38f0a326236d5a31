"""Alerts that are kept: what the rules say of the newest report, against what organizers have been told already."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from campaigns.events.models import Event
from campaigns.events.operations import record_event
from campaigns.events.reading import finish_page, take_page
from campaigns.participation.alerting import GOAL_MISSED_LIKELY, GOAL_REACHED_LIKELY, Facts, Source, judge, say_goal
from campaigns.participation.alerting import Alert as Told
from campaigns.participation.models import Alert, Report
from campaigns.participation.report import concentration, read_counted
from campaigns.participation.rollup import report_of
from campaigns.participation.society import present_r
from campaigns.participation.spells import alert_spikes, find
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.saying import day, kept, said

WINDOW_DAYS = 7
READER = "participation.alerts"
PAGE = 20_000
# What the forecast says of the goal, by the kind of its event.
GOAL_ALERTS = {"forecast.goal_likely": GOAL_REACHED_LIKELY, "forecast.goal_unlikely": GOAL_MISSED_LIKELY}
GOAL_OPEN = "forecast.goal_open"


def alert_organizers(*, campaign: Campaign, report: Report, at: datetime) -> list[Alert]:
    """Raise and clear alerts by the campaign's newest counts; returns those that were raised."""
    with transaction.atomic():
        report = report_of(campaign)
        facts = gather_alert_facts(campaign, report, at=at)
        told = {alert.key: alert for alert in Alert.objects.filter(campaign=campaign, cleared_at__isnull=True)}
        judgement = judge(facts, tuple(told))
        for key in judgement.cleared:
            _clear(told[key], at=at)
        return [_raise(campaign, alert, at=at) for alert in judgement.raised]


def gather_alert_facts(campaign: Campaign, report: Report, *, at: datetime) -> Facts:
    """Read what the rules look at."""
    counted = read_counted(campaign, report, at=at)
    joins, branches = concentration(campaign, counted, days=WINDOW_DAYS)
    names = dict(Participant.objects.filter(pk__in=[root for root, _ in branches]).values_list("pk", "display_name"))
    day = counted.last_complete("day")
    links = counted.joins_of_sources("day", day - WINDOW_DAYS + 1, day)
    sources = [Source("branch", root, names.get(root, ""), n) for root, n in branches]
    sources += [Source("link", link, counted.name_of_source(link), n) for link, n in links.items() if link > 0]
    return Facts(
        now=at.astimezone(campaign.zone()),
        spikes=alert_spikes(find(counted)),
        reproduction=present_r(counted),
        joins=joins,
        sources=tuple(sources),
        window_days=WINDOW_DAYS,
    )


def hear_forecasts(*, at: datetime, limit: int = PAGE) -> int:
    """Read on in the log for what forecasts said of goals; returns how many events were read.

    Whoever forecasts leaves an event when a goal has become likely or unlikely, and when it is open again.
    """
    with transaction.atomic():
        page = take_page(reader=READER, limit=limit)
        if page is None:
            return 0
        place = (*page.after, *page.up_to)
        told = Event.objects.raw(_FORECASTS, [*place, [*GOAL_ALERTS, GOAL_OPEN]])
        for event in told:
            campaign = Campaign.objects.get(pk=event.campaign_id or 0)
            # The same order as whoever alerts by the report: nobody raises what another is just raising.
            report_of(campaign)
            _hear(campaign, event, at=at)
        finish_page(reader=READER, page=page, at=at)
        return page.events


_FORECASTS = """
SELECT event.* FROM campaigns_event event
 WHERE (event.txid, event.id) > (%s, %s) AND (event.txid, event.id) <= (%s, %s) AND event.kind = ANY(%s)
 ORDER BY event.txid, event.id
"""


def _hear(campaign: Campaign, event: Event, *, at: datetime) -> None:
    kind = GOAL_ALERTS.get(event.kind)
    for alert in Alert.objects.filter(campaign=campaign, kind__in=GOAL_ALERTS.values(), cleared_at__isnull=True):
        if alert.kind == kind and alert.numbers.get("goal") == event.data["goal"]:
            return
        _clear(alert, at=at)
    if kind is None:
        return
    goal, probability = int(event.data["goal"]), float(event.data["probability"])
    deadline = datetime.fromisoformat(event.data["deadline"]).astimezone(campaign.zone())
    told = Told(
        kind,
        f"{kind}/{goal}/{event.at.astimezone(campaign.zone()):%Y-%m-%d}",
        say_goal(kind, said("%(n)s participants by %(day)s", n=goal, day=day(deadline)), probability),
        {"probability": probability, "goal": goal},
    )
    _raise(campaign, told, at=at)


def _raise(campaign: Campaign, told: Told, *, at: datetime) -> Alert:
    alert = Alert.objects.create(
        campaign=campaign,
        kind=told.kind,
        key=told.key,
        sentence=kept(told.sentence),
        numbers=dict(told.numbers),
        raised_at=at,
    )
    data = {"alert": str(alert.public_id), "kind": alert.kind, "key": alert.key}
    record_event(kind="alert.raised", at=at, campaign_id=campaign.pk, data=data)
    return alert


def _clear(alert: Alert, *, at: datetime) -> None:
    alert.cleared_at = at
    alert.save(update_fields=["cleared_at"])
    data = {"alert": str(alert.public_id), "kind": alert.kind, "key": alert.key}
    record_event(kind="alert.cleared", at=at, campaign_id=alert.campaign_id, data=data)

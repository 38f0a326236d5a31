"""What this room holds of people: what they did and when, and reports and alerts that can name them."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.postgres.functions import RandomUUID
from django.db.models import CharField
from django.db.models.functions import Cast

from campaigns.participation.models import Alert, Report
from campaigns.people.personal import ERASED_NAME, STAND_IN, Erasing, Holding, Retention, erase_by, hold, not_personal
from campaigns.people.personal import retain as _retain

_COUNTED = "to tell organizers how their campaign goes"


def forget_names(erasing: Erasing) -> None:
    """Take the person's names out of the reports and alerts of their campaigns."""
    names = [re.escape(name) for name in sorted(erasing.names, key=len, reverse=True) if name and name != ERASED_NAME]
    if not names:
        return
    named = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
    for report in Report.objects.filter(campaign__in=list(erasing.places)):
        body = _without(named, report.body)
        if body != report.body:
            Report.objects.filter(pk=report.pk).update(body=body)
    for alert in Alert.objects.filter(campaign__in=list(erasing.places)):
        said = _without(named, {"sentence": alert.sentence, "numbers": alert.numbers, "key": alert.key})
        if said != {"sentence": alert.sentence, "numbers": alert.numbers, "key": alert.key}:
            Alert.objects.filter(pk=alert.pk).update(**said)


def _without(named: re.Pattern[str], said: Any) -> Any:
    """Give the same with another name in its words."""
    if isinstance(said, str):
        return named.sub(ERASED_NAME, said)
    if isinstance(said, list):
        return [_without(named, each) for each in said]
    return {key: _without(named, each) for key, each in said.items()} if isinstance(said, dict) else said


def declare() -> None:
    _retain(Retention("activity", "as long as the campaign; of a place that is nobody's after an erasure"))
    hold(
        Holding(
            "campaigns.Activity",
            of="participant__user",
            says="what one did, as it was told here",
            why=_COUNTED,
            retention="activity",
            campaign="campaign",
            fields={"client_id": "the id that another program gave it"},
            # Unique in the campaign, and not to be empty.
            on_erasure={"client_id": Cast(RandomUUID(), CharField())},
            shown=("campaign__slug", "kind", "at", "received_at"),
        ),
        Holding(
            "campaigns.Activity",
            of="reported_by",
            says="activities of others that one told",
            why=_COUNTED,
            retention="activity",
            campaign="campaign",
            fields={"reported_by": "who told it"},
            on_erasure={"reported_by": STAND_IN},
            shown=("campaign__slug", "kind", "at"),
        ),
        Holding(
            "campaigns.Member",
            of="participant__user",
            says="what is counted of one's places",
            why=_COUNTED,
            retention="activity",
            campaign="campaign",
            fields={"days": "on which days one was active", "hours": "in which hours"},
            on_erasure={},
            stays={
                "days": "counted from the log of a place that is nobody's; it would be counted the same again",
                "hours": "counted from the log of a place that is nobody's; it would be counted the same again",
            },
            shown=("campaign__slug", "size", "recruits", "reports", "verified", "pay_minor"),
        ),
    )
    erase_by(forget_names)
    not_personal("campaigns.Activity", kind="a word of the campaign's")
    worked_out = "worked out from the log; names in it are taken out when their person is erased"
    not_personal("campaigns.Report", body=worked_out)
    not_personal("campaigns.Alert", kind="the name of a rule", key=worked_out, sentence=worked_out, numbers=worked_out)

"""Report: what is counted, put together, stored, and served as it stands.

Reading it costs one row. It is made anew when there is something new to count and when another hour has begun on the
campaign's clocks, because what is over by then counts, and who stayed away has stayed away for longer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q

from campaigns.copying import read_columns
from campaigns.errors import InvalidInput
from campaigns.events.operations import record_event
from campaigns.participation import course, society, spells, written
from campaigns.participation.counted import Counted, Settings
from campaigns.participation.models import Member, Report
from campaigns.participation.periods import PERIOD_KINDS, PeriodKind
from campaigns.participation.retention import MOST_SAMPLED
from campaigns.participation.rollup import calendar_of, report_of, rules_of
from campaigns.participation.spikes import Spike
from campaigns.participation.storing import sample_members
from campaigns.participation.summary import tell_summary
from campaigns.participation.tallies import Count, Tallies
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant, ReferralLink
from campaigns.saying import kept

MOST_TREES = 10
FRESH = timedelta(seconds=10)
"""A report is made anew at most this often."""
SECTIONS = (
    "growth", "retention", "lifecycle", "stickiness", "cascade", "reproduction", "spikes", "survival", "inequality",
    "ties",
)  # fmt: skip
# Counts of branches are as many as there are branches; only those of the largest are read.
_BY_BRANCH = tuple(Count.FIRST_BY_BRANCH + place for place in range(len(PERIOD_KINDS)))
_MATRICES = (Count.PAIRS, Count.FIRST, Count.LAST)
# What only the parts are asked for; of every period, generation and source, so there are many times as many.
_OF_GROUPS = (Count.FIRST_BY_DEPTH, Count.FIRST_BY_SOURCE, Count.FIRST_BY_ORIGIN, Count.JOINED)


def refresh_report(*, campaign: Campaign, at: datetime) -> Report:
    """Make the campaign's report anew and store it."""
    with transaction.atomic():
        report = report_of(campaign)
        counted = read_counted(campaign, report, at=at)
        report.body, report.as_of = kept(tell(campaign, counted, before=report.body)), at
        report.save(update_fields=["body", "as_of"])
    return report


def stored_report(*, campaign: Campaign, at: datetime) -> Report:
    """Give the stored report; made now where there is none yet."""
    report = Report.objects.filter(campaign=campaign).first()
    if report is not None and report.as_of is not None:
        return report
    refresh_report(campaign=campaign, at=at)
    # As it is kept, so that it is told in the same words from the first time on.
    return Report.objects.get(campaign=campaign)


def due_reports(*, at: datetime) -> list[int]:
    """Name the campaigns whose report is to be made anew: there is news, or another hour has begun."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    live = Q(campaign__state__in=[Campaign.State.LIVE, Campaign.State.PAUSED])
    news = Q(news_at__isnull=False) & (Q(as_of__isnull=True) | Q(news_at__gt=F("as_of")))
    another_hour = live & Q(as_of__lt=hour)
    waited = Q(as_of__isnull=True) | Q(as_of__lte=at - FRESH)
    due = Report.objects.filter((news | another_hour) & waited, needs_rebuild=False)
    return list(due.order_by("campaign_id").values_list("campaign_id", flat=True))


def change_settings(*, campaign: Campaign, actor: User, at: datetime, **changes: int) -> Report:
    """Count by other rules from now on; all that was counted by the old ones is counted anew."""
    known = set(Settings.__dataclass_fields__)
    if unknown := set(changes) - known:
        raise InvalidInput("unknown_setting", f"There is no setting {', '.join(sorted(unknown))}.")
    with transaction.atomic():
        report = report_of(campaign)
        changed = {name: value for name, value in changes.items() if getattr(report, name) != value}
        if not changed:
            return report
        for name, value in changed.items():
            setattr(report, name, value)
        report.needs_rebuild = report.needs_rebuild or bool({"gap_days", "window_days"} & set(changed))
        report.news_at = at
        report.save()
        record_event(
            kind="report.settings_changed", at=at, campaign_id=campaign.pk, actor_id=actor.pk, data=dict(changed)
        )
    return report


def read_counted(
    campaign: Campaign,
    report: Report,
    *,
    at: datetime,
    kind: PeriodKind | None = None,
    with_groups: bool = False,
    with_sample: bool = False,
) -> Counted:
    """Read a campaign's counts as of a moment: all that are not of periods, and of these the kinds that are wanted.

    With the cohorts of groups and with a sample of its members where retention needs them.
    """
    settings = Settings(report.gap_days, report.window_days, report.observation_days, report.minimum)
    known = Counted(Tallies.empty(), calendar_of(campaign), at, campaign.starts_at, settings)
    by_depth = Count.SURVIVAL_BY_DEPTH
    tallies = _read_tallies(campaign.pk, [count for count in Count if count < Count.PAIRS and count != by_depth])
    known = Counted(tallies, known.calendar, at, campaign.starts_at, settings)
    kinds: set[PeriodKind] = {"day", "week", known.period}
    if kind is not None:
        kinds.add(kind)
    places = [PERIOD_KINDS.index(each) for each in sorted(kinds)]
    matrices = _MATRICES + _OF_GROUPS if with_groups else _MATRICES
    wanted = [count + place for count in matrices for place in places]
    trees = largest_trees(campaign)
    branches = [tree.root for tree in trees]
    generations = list(range(society.MOST_GENERATIONS))
    parts = [tallies, _read_tallies(campaign.pk, wanted), _read_tallies(campaign.pk, [by_depth], groups=generations)]
    if with_groups:
        parts.append(_read_tallies(campaign.pk, _BY_BRANCH, groups=branches))
    own = list(ReferralLink.objects.filter(campaign=campaign, participant=None).values_list("pk", "code", "arm"))
    return Counted(
        Tallies.summed(parts),
        known.calendar,
        at,
        campaign.starts_at,
        settings,
        links=_names_of_links(own),
        people=dict(Participant.objects.filter(pk__in=branches).values_list("pk", "display_name")),
        arms={pk: arm for pk, _, arm in own if arm},
        sample=sample_members(campaign.pk, most=MOST_SAMPLED) if with_sample else None,
        hours_until=rules_of(report, campaign).hours_until,
        ended_at=min((end for end in (campaign.ends_at, campaign.closed_at) if end is not None), default=None),
    )


def _names_of_links(own: list[tuple[int, str, str]]) -> dict[int, str]:
    """Call a campaign's own link by its arm, by its code where it has none, by both where several have the arm."""
    of_arm = Counter(arm for _, _, arm in own)
    return {pk: f"{arm} ({code})" if of_arm[arm] > 1 and arm else arm or code for pk, code, arm in own}


def _read_tallies(campaign_id: int, kinds: list[int] | tuple[int, ...], *, groups: list[int] | None = None) -> Tallies:
    scope: dict[str, Any] = {"campaign": campaign_id, "kinds": [int(kind) for kind in kinds], "groups": groups}
    rows = read_columns(_TALLIES, scope, ("kind", "g", "a", "b", "n"))
    return Tallies(**rows)


_TALLIES = """
SELECT kind::bigint, g, a::bigint, b::bigint, n FROM campaigns_tally
 WHERE campaign_id = %(campaign)s AND kind = ANY(%(kinds)s::smallint[]) AND n <> 0
   AND (%(groups)s::bigint[] IS NULL OR g = ANY(%(groups)s::bigint[]))
 ORDER BY kind, g, a, b
"""


def largest_trees(campaign: Campaign) -> list[society.Tree]:
    first = Member.objects.filter(campaign=campaign, root=F("participant")).order_by("-size", "pk")[:MOST_TREES]
    return [society.Tree(*row) for row in first.values_list("root", "size", "edges", "edges_squared")]


def tell(campaign: Campaign, counted: Counted, *, before: dict[str, Any]) -> dict[str, Any]:
    """Put the whole report together, as the API gives it; `before` is what was told last."""
    kind = counted.period
    span = course.whole_span(counted, kind)
    found = spells.find(counted)
    told = {
        "as_of": written.moment(counted.at),
        "time_zone": counted.calendar.zone_name,
        "period": kind,
        "settings": {name: getattr(counted.settings, name) for name in Settings.__dataclass_fields__},
        "people": counted.members,
        "ever_active": counted.ever_active,
        "verdict": spells.tell_verdict(found),
        "growth": course.tell_growth(counted, kind, span),
        "retention": course.tell_retention(counted, kind, "first_time", span),
        "lifecycle": course.tell_lifecycle(counted, kind, span),
        "stickiness": course.tell_stickiness(counted, course.whole_span(counted, "day")),
        "cascade": society.tell_cascade(counted, largest_trees(campaign)),
        "reproduction": society.tell_reproduction(counted),
        "spikes": _tell_spikes(campaign, found, before.get("spikes", {}).get("spikes", [])),
        "survival": society.tell_survival(counted),
        "inequality": society.tell_inequality(counted),
        "ties": society.tell_ties(counted),
    }
    return told | {"summary": tell_summary(told)}


def _tell_spikes(campaign: Campaign, found: spells.Spells, before: list[dict[str, Any]]) -> dict[str, Any]:
    """Tell of the spikes, and who brought in most of those who came with each.

    That takes all who came with it, so it is looked up once more only where there is more than was told last.
    """
    known = {_key(spike): spike["inviters"] for spike in before if spike["is_over"]}
    told: dict[str, Any] = spells.tell_spikes(found, {})
    new = []
    for spike, one in zip(found.spikes, told["spikes"], strict=True):
        one["inviters"] = known.get(_key(one), [])
        if _key(one) not in known:
            new.append((spike, one))
    inviters = _inviters(campaign, found, [spike for spike, _ in new])
    for spike, one in new:
        one["inviters"] = inviters[spike.start]
    ids = [each["id"] for one in told["spikes"] for each in one["inviters"]]
    places = Participant.objects.filter(public_id__in=ids).values_list("public_id", "display_name")
    names = {str(public_id): name for public_id, name in places}
    for one in told["spikes"]:
        one["inviters"] = [
            {"id": each["id"], "name": names[each["id"]], "joins": each["joins"]} for each in one["inviters"]
        ]
    return told


def _key(spike: dict[str, Any]) -> tuple[Any, ...]:
    return spike["start"], spike["end"], spike.get("joins")


def _inviters(campaign: Campaign, found: spells.Spells, spikes: Sequence[Spike]) -> dict[int, list[dict[str, Any]]]:
    """Tell who brought in most of those who came with each spike, by the number of its first bin."""
    calendar = found.counted.calendar
    told: dict[int, list[dict[str, Any]]] = {spike.start: [] for spike in spikes}
    if not told:
        return told
    lows = [calendar.start_of(found.bin, spike.start) for spike in spikes]
    highs = [calendar.end_of(found.bin, found.last_bin(spike)) for spike in spikes]
    spans: dict[str, list[Any]] = {
        "starts": list(told),
        "lows": lows,
        "highs": highs,
        "first_days": [calendar.number_at("day", low) for low in lows],
        "last_days": [calendar.number_at("day", high) for high in highs],
    }
    with connection.cursor() as cursor:
        cursor.execute(_INVITERS, {"campaign": campaign.pk, **spans})
        for start, public_id, joins in cursor.fetchall():
            told[start].append({"id": str(public_id), "joins": joins})
    return told


_INVITERS = """
SELECT spike.start, best.public_id, best.joins
  FROM unnest(%(starts)s::bigint[], %(lows)s::timestamptz[], %(highs)s::timestamptz[],
              %(first_days)s::integer[], %(last_days)s::integer[]) AS spike(start, low, high, first_day, last_day)
 CROSS JOIN LATERAL (
    SELECT inviter.id, inviter.public_id, COUNT(*) AS joins
      FROM campaigns_member member
      JOIN campaigns_participant place ON place.id = member.participant_id
      JOIN campaigns_participant inviter ON inviter.id = place.invited_by_id
     WHERE member.campaign_id = %(campaign)s AND member.joined_day BETWEEN spike.first_day AND spike.last_day
       AND place.joined_at >= spike.low AND place.joined_at < spike.high
     GROUP BY inviter.id ORDER BY joins DESC, inviter.id LIMIT 5
 ) best
 ORDER BY spike.start, best.joins DESC, best.id
"""


def concentration(campaign: Campaign, counted: Counted, *, days: int = 7) -> tuple[int, list[tuple[int, int]]]:
    """Count the joins of the last complete days, and those of the branches that brought most of them."""
    last = counted.last_complete("day")
    with connection.cursor() as cursor:
        cursor.execute(_BRANCHES, [campaign.pk, last - days + 1, last])
        rows = cursor.fetchall()
    return int(sum(row[1] for row in rows)), [(row[0], row[1]) for row in rows[:3]]


_BRANCHES = """
SELECT root, COUNT(*) AS joins FROM campaigns_member
 WHERE campaign_id = %s AND joined_day BETWEEN %s AND %s GROUP BY root ORDER BY joins DESC, root
"""

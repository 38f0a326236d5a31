"""Participation: counting the log, making a report, and reading it, in campaigns of ever more people and events.

Every member did ten things on average, over weeks, most of them soon after joining. Three things are measured:

- counting everything from nothing, with the report (`rebuild` and `refresh_report`), against pandas and lifelines
  computing the same kind of figures (retention both ways, lifecycle, survival, recruits) from arrays that are in memory
  already; the figures that both give are compared;
- a refresh after 1,000 new events, against one statement that changes as many rows of members and one that stores the
  report: what cannot be left out. It is flat where it takes as long in the largest campaign as in the smallest;
- one read of the report over the API (the view with its middleware, without a socket), against a bare indexed read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from statistics import median
from typing import Any

import numpy as np
import pandas as pd
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from lifelines import KaplanMeierFitter
from scipy.sparse import csr_matrix

from campaigns.copying import copy_lines
from campaigns.participation.models import Member, Report, Tally
from campaigns.participation.periods import DAY_US, Ints
from campaigns.participation.report import refresh_report
from campaigns.participation.rollup import calendar_of, count_news, rebuild
from campaigns.participation.tallies import Count
from campaigns.planning.models import Campaign
from mobilize.demo.draws import Draws
from tests.benchmarks.measuring import Row, time_of
from tests.benchmarks.population import SEED, Population, Say, settle_down
from tests.cast import organizer_of

ACTS_EACH = 10
NEWS = 1_000
ROUNDS = 5
MEAN_DAYS = 20.0


def measure_participation(population: Population, *, rounds: int, say: Say) -> Iterator[Row]:
    """Count, refresh and read the report of this campaign."""
    campaign, size = population.campaign, len(population)
    who, when = _act(population)
    seconds = time_of(partial(catch_up))
    say(f"  {size:,} members, {size * (ACTS_EACH + 1):,} events: kept up with in {seconds:.1f} s, page by page")
    settle_down()
    ours = median(time_of(partial(_from_nothing, campaign)) for _ in range(min(rounds, 2)))
    theirs = median(time_of(partial(_by_pandas, campaign, who, when)) for _ in range(min(rounds, 2)))
    _compare(campaign, who, when)
    yield Row(what="counting all, and the report", members=size, ours_seconds=ours, bare_seconds=theirs)
    settle_down()
    yield _measure_refresh(population, say)
    yield _measure_read(campaign, size)


def _act(population: Population) -> tuple[Ints, Ints]:
    """Have everybody do ten things; gives who did them and when, in microseconds."""
    draws, size = Draws(SEED, stream=11), len(population)
    rows = (draws.uniforms(size * ACTS_EACH) * size).astype(np.int64)
    who = np.sort(population.members[rows])
    joined = dict(population.campaign.participants.values_list("pk", "joined_at"))
    start = np.array([int(joined[pk].timestamp() * 1_000_000) for pk in who.tolist()], dtype=np.int64)
    waits = -np.log(1 - draws.uniforms(len(who))) * MEAN_DAYS * DAY_US
    now = int(timezone.now().timestamp() * 1_000_000)
    when = np.minimum(start + waits.astype(np.int64), now)
    record_acts(population.campaign, who, when)
    return who, when


def record_acts(campaign: Campaign, who: Ints, when: Ints) -> None:
    moments = pd.to_datetime(when, unit="us", utc=True).strftime("%Y-%m-%dT%H:%M:%S.%f+00").tolist()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        txid = cursor.fetchone()[0]
        copy_lines(
            "campaigns_event",
            ("txid", "kind", "at", "campaign_id", "participant_id", "data"),
            (
                f'{txid}\tactivity.reported\t{at}\t{campaign.pk}\t{member}\t{{"kind": "shift"}}\n'
                for member, at in zip(who.tolist(), moments, strict=True)
            ),
        )


def catch_up() -> None:
    while count_news(at=timezone.now(), limit=500_000):
        pass


def _from_nothing(campaign: Campaign) -> None:
    rebuild(campaign=campaign, at=timezone.now())
    refresh_report(campaign=campaign, at=timezone.now())


def _acts(campaign: Campaign, who: Ints, when: Ints) -> pd.DataFrame:
    """Everybody's acts by day, those of bringing somebody in among them."""
    calendar = calendar_of(campaign)
    recruited = np.array(
        [
            (inviter, int(at.timestamp() * 1_000_000))
            for inviter, at in campaign.participants.exclude(invited_by=None).values_list("invited_by_id", "joined_at")
        ],
        dtype=np.int64,
    ).reshape(-1, 2)
    people, times = np.concatenate([who, recruited[:, 0]]), np.concatenate([when, recruited[:, 1]])
    return pd.DataFrame({"who": people, "day": calendar.days(times)})


def _by_pandas(campaign: Campaign, who: Ints, when: Ints) -> dict[str, Any]:
    """Compute the same kind of figures with pandas and lifelines."""
    acts = _acts(campaign, who, when).drop_duplicates()
    first = acts.groupby("who")["day"].transform("min")
    acts = acts.assign(first=first, later=acts["day"] - first).sort_values(["who", "day"])
    cohorts = acts.groupby(["first", "later"])["who"].nunique()
    codes, _ = pd.factorize(acts["who"])
    days = acts["day"] - acts["day"].min()
    table = csr_matrix((np.ones(len(acts)), (codes, days)))
    pairs = (table.T @ table).toarray()
    gap = acts.groupby("who")["day"].diff().shift(-1)
    lapsed = acts[(gap > 14) | gap.isna()].groupby("who").first()
    now = int(acts["day"].max())
    observed = now >= lapsed["day"] + 14
    lasted = np.where(observed, lapsed["day"] + 14 - lapsed["first"], now - lapsed["first"])
    curve = KaplanMeierFitter().fit(lasted, observed)
    weeks = acts.assign(week=(acts["day"] + 3) // 7).drop_duplicates(["who", "week"])
    active = weeks.groupby("week")["who"].nunique()
    recruits = pd.Series([pk for pk in campaign.participants.values_list("invited_by_id", flat=True) if pk])
    return {
        "cohorts": cohorts,
        "pairs": pairs,
        "survival": curve.survival_function_,
        "active": active,
        "recruits": recruits.value_counts().value_counts(),
    }


def _compare(campaign: Campaign, who: Ints, when: Ints) -> None:
    """See that both sides count the same cohorts and pairs of days."""
    theirs = _by_pandas(campaign, who, when)
    cohorts = {(int(a), int(b)): int(n) for (a, b), n in theirs["cohorts"].items()}
    rows = Tally.objects.filter(campaign=campaign, kind=Count.FIRST + 1).exclude(n=0).values_list("a", "b", "n")
    assert {(a, b): n for a, b, n in rows} == cohorts, "the two sides count other cohorts"
    pairs = Tally.objects.filter(campaign=campaign, kind=Count.PAIRS + 1).values_list("n", flat=True)
    assert sum(pairs) == round(float(np.triu(theirs["pairs"]).sum())), "the two sides count other pairs"


def _measure_refresh(population: Population, say: Say) -> Row:
    campaign, size = population.campaign, len(population)
    draws = Draws(SEED, stream=12)
    ours, bare = [], []
    for _ in range(ROUNDS):
        who = population.members[(draws.uniforms(NEWS) * size).astype(np.int64)]
        now = int((timezone.now() - timedelta(minutes=1)).timestamp() * 1_000_000)
        record_acts(campaign, np.sort(who), np.full(NEWS, now, dtype=np.int64))
        ours.append(time_of(partial(_refresh, campaign)))
        bare.append(time_of(partial(_bare_refresh, campaign, who.tolist())))
    say(f"  a refresh after {NEWS:,} events: {median(ours) * 1000:.0f} ms, the rows alone {median(bare) * 1000:.0f} ms")
    return Row(
        what=f"a refresh after {NEWS:,} events", members=size, ours_seconds=median(ours), bare_seconds=median(bare)
    )


def _refresh(campaign: Campaign) -> None:
    while count_news(at=timezone.now()):
        pass
    refresh_report(campaign=campaign, at=timezone.now())


def _bare_refresh(campaign: Campaign, people: list[int]) -> None:
    report = Report.objects.get(campaign=campaign)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Member._meta.db_table} SET last_day = last_day, days = days || '{{}}'::int[]"  # noqa: S608
            " WHERE participant_id = ANY(%s)",
            [people],
        )
        cursor.execute(
            f"UPDATE {Report._meta.db_table} SET body = %s WHERE campaign_id = %s",  # noqa: S608
            [json.dumps(report.body), campaign.pk],
        )


def _measure_read(campaign: Campaign, size: int) -> Row:
    client = Client(headers={"Host": settings.ALLOWED_HOSTS[0], "X-Forwarded-Proto": "https"})
    client.force_login(organizer_of(campaign))
    address = f"/api/v1/campaigns/{campaign.slug}/participation/"
    told = client.get(address)
    assert told.status_code == 200, told.content
    assert told.json()["people"] == campaign.participants.count()
    bare = partial(_bare_read, campaign)
    return Row(
        what="one read of the report",
        members=size,
        ours_seconds=median(time_of(partial(client.get, address)) for _ in range(20)),
        bare_seconds=median(time_of(bare) for _ in range(20)),
    )


def _bare_read(campaign: Campaign) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body::text FROM campaigns_report WHERE campaign_id = %s", [campaign.pk])
        return str(cursor.fetchone()[0])

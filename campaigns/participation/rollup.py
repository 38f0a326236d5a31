"""Rollup: members, tallies and ties kept up with the log, by a cursor of its own.

What is new is added to the members concerned and to the counts that they change; nothing else is read. Law: the counts
are a function of the facts, so those made anew from the beginning of the log are the same as those kept up with it.
One transaction reads a page of the log, counts it and moves the cursor. A campaign whose counting failed is passed over
from then on and made anew; the others go on.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction

from campaigns.copying import refresh_statistics
from campaigns.events.reading import Place, finish_page, hold_cursor, take_page
from campaigns.participation import ties_kept
from campaigns.participation.gathering import gather_facts, gather_newcomers, known_among, missing_from
from campaigns.participation.growing import Grown, grow
from campaigns.participation.models import Member, Report, Tally, Tie
from campaigns.participation.periods import Calendar, Ints, microseconds
from campaigns.participation.states import Facts, Newcomers, Rules
from campaigns.participation.storing import add_tallies, load_members, nobody, save_members
from campaigns.participation.tallies import change_of, new_branches
from campaigns.planning.models import Campaign

logger = logging.getLogger(__name__)

READER = "participation.rollup"
PAGE = 20_000
HOURS_KEPT = timedelta(days=8)
"""Hours are told apart for a campaign's first days; from then on there are enough days to speak of."""
_MANY = 50_000


def count_news(*, at: datetime, limit: int = PAGE) -> int:
    """Count the next page of the log; returns how many events it had."""
    with transaction.atomic():
        page = take_page(reader=READER, limit=limit)
        if page is None:
            return 0
        for campaign in Campaign.objects.filter(pk__in=page.campaign_ids).order_by("pk"):
            report = report_of(campaign)
            if report.needs_rebuild:
                continue
            try:
                with transaction.atomic():
                    _count(report, campaign, after=page.after, up_to=page.up_to)
                    Report.objects.filter(pk=report.pk).update(news_at=at)
            except Exception:
                # One campaign's rows must not stop the counting of all others; it is counted anew by the next beat.
                logger.exception("Counting failed in campaign %s", campaign.pk)
                Report.objects.filter(pk=report.pk).update(needs_rebuild=True)
        finish_page(reader=READER, page=page, at=at)
        return page.events


def rebuild(*, campaign: Campaign, at: datetime) -> None:
    """Throw a campaign's counts away and make them anew from the log, up to where the cursor stands."""
    with transaction.atomic():
        up_to = hold_cursor(reader=READER)
        report = report_of(campaign)
        for model in (Member, Tally, Tie):
            model.objects.filter(campaign=campaign).delete()
        _count(report, campaign, after=None, up_to=up_to)
        Report.objects.filter(pk=report.pk).update(needs_rebuild=False, news_at=at)
    refresh_statistics([Member._meta.db_table, Tally._meta.db_table])


def report_of(campaign: Campaign) -> Report:
    """Give the campaign's report, locked until the transaction ends; made where there is none."""
    Report.objects.bulk_create([Report(campaign=campaign)], ignore_conflicts=True)
    return Report.objects.select_for_update().get(campaign=campaign)


def rules_of(report: Report, campaign: Campaign) -> Rules:
    """Tell by what the campaign counts."""
    calendar = calendar_of(campaign)
    until = calendar.number_at("hour", campaign.starts_at + HOURS_KEPT)
    return Rules(calendar, report.gap_days, report.window_days, until)


def calendar_of(campaign: Campaign) -> Calendar:
    """Give the calendar by whose days members are kept."""
    return Calendar(campaign.time_zone, microseconds(campaign.starts_at))


def _count(report: Report, campaign: Campaign, *, after: Place | None, up_to: Place) -> None:
    rules = rules_of(report, campaign)
    gathered = gather_facts(campaign_id=campaign.pk, up_to=up_to, after=after)
    from_nothing = after is None
    named = gathered.people
    new = named if from_nothing else missing_from(named, known_among(named).tolist())
    people = gather_newcomers(campaign_id=campaign.pk, people=new, everybody=from_nothing or len(new) > _MANY)
    grown = _grown(campaign.pk, people, gathered.facts, rules, from_nothing=from_nothing)
    changes = change_of(grown, gathered.facts, rules)
    save_members(campaign.pk, grown, joined_days=rules.calendar.days(grown.after.joined_us))
    add_tallies(campaign.pk, changes, from_nothing=from_nothing)
    ties = ties_kept.count_ties(campaign_id=campaign.pk, facts=gathered.facts, grown=grown, rules=rules)
    add_tallies(campaign.pk, ties, from_nothing=False)


def _grown(campaign_id: int, people: Newcomers, facts: Facts, rules: Rules, *, from_nothing: bool) -> Grown:
    """Grow everybody concerned: who is spoken of, who is new, and everybody above the new."""
    if from_nothing:
        return grow(nobody(), people, facts, rules)
    wanted = np.union1d(facts.people(), people.id)
    known = load_members(campaign_id, ids=wanted)
    newcomers = _only_new(people, known.id)
    grown = grow(known, newcomers, facts, rules)
    branches = new_branches(grown)
    if not len(branches):
        return grown
    # Everybody in a branch that has become large enough is counted under it from now on.
    more = load_members(campaign_id, ids=wanted, branches=branches)
    return grow(more, newcomers, facts, rules)


def _only_new(people: Newcomers, known: Ints) -> Newcomers:
    new = ~np.isin(people.id, known)
    return Newcomers(*(getattr(people, name)[new] for name in Newcomers.__dataclass_fields__))


def forget_draft(campaign: Campaign) -> None:
    """Let the empty report go with a draft that is removed."""
    for model in (Tally, Report):
        model.objects.filter(campaign=campaign).delete()

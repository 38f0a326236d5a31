"""Replay: the story told again, step by step, through the operations that the API uses.

Nouns: a *step* is a join, a report or a decision; the *tally* counts what has been played.

Law: every step is a transaction of its own, and its time is the story's, counted from the campaign's start. A
step that has been played before is passed over, so a replay that was cut short goes on where it stopped.
Nothing is paid here: verifying a report leaves a message, and the worker that hears it settles.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from campaigns.events.operations import record_events
from campaigns.findings.models import Finding
from campaigns.findings.operations import reject_finding, verify_finding
from campaigns.findings.reporting import report_finding
from campaigns.people.consents import PLACE, version_of
from campaigns.people.models import Consent, User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant, ReferralLink
from campaigns.recruiting.operations import find_link, join_campaign
from mobilize.demo.errors import DemoError
from mobilize.demo.hunt import Decide, Join, Person, Story
from mobilize.demo.reports import Report
from mobilize.demo.stage import Stage, fingerprint_of


@dataclass(slots=True)
class Tally:
    """How much of the story has been played, earlier runs included."""

    steps: int = 0
    people: int = 0
    reports: int = 0
    decided: int = 0


def replay_story(
    *, story: Story, stage: Stage, reviewer: User, on_step: Callable[[Tally], None] = lambda tally: None
) -> Tally:
    """Play what is left of the story.

    Raises DemoError when the campaign was begun with another story, since two can't be told in one tree.
    """
    if stage.fingerprint != fingerprint_of(story):
        raise DemoError(
            "A replay of another version of the story was cut short here, and this one can't go on with it. "
            "`make clean-demo` removes the demo's data; then start again."
        )
    replay = _Replay(story, campaign=stage.campaign, reviewer=reviewer)
    tally = Tally()
    with _lazy_commits():
        for step in story.steps():
            if isinstance(step, Join):
                replay.join(step.person)
                tally.people += 1
            elif isinstance(step, Report):
                replay.report(step)
                tally.reports += 1
            else:
                replay.decide(step)
                tally.decided += 1
            tally.steps += 1
            on_step(tally)
        _agree(stage.campaign)
    return tally


def _agree(campaign: Campaign) -> None:
    """Let everybody have agreed to what joining asks for, all at once: one by one would double the time of joining."""
    said = Consent.objects.filter(campaign=campaign, purpose=PLACE).values("user")
    places = Participant.objects.filter(campaign=campaign, user__isnull=False).exclude(user__in=said).order_by("pk")
    wording, how = version_of(PLACE), Consent.How.JOIN.value
    words = [
        Consent(user_id=user_id, purpose=PLACE, campaign=campaign, given=True, wording=wording, how=how, at=at)
        for user_id, at in places.values_list("user", "joined_at")
    ]
    with transaction.atomic():
        Consent.objects.bulk_create(words)
        data = {"purpose": PLACE, "wording": wording, "how": how}
        record_events(("consent.given", word.at, campaign.pk, word.user_id, None, None, data) for word in words)


def wait_until_settled(*, campaign: Campaign, seconds: float) -> None:
    """Wait for the worker; DemoError when it leaves something that is to be paid unsettled for so long."""
    give_up_at = time.monotonic() + seconds
    while waiting := Finding.objects.ranked().filter(campaign=campaign, settlement__isnull=True).count():
        if time.monotonic() > give_up_at:
            raise DemoError(
                f"{waiting} finding(s) still wait for their settlement after {seconds:g} s. "
                "The worker's log says what keeps it."
            )
        time.sleep(0.1)


class _Replay:
    """Knows whom and what of the story the database has already."""

    def __init__(self, story: Story, *, campaign: Campaign, reviewer: User) -> None:
        self._story = story
        self._campaign = campaign
        self._reviewer = reviewer
        self._objectives = list(campaign.objectives.order_by("pk"))
        index_of = {person.email: person.index for person in story.people}
        places = Participant.objects.filter(campaign=campaign, user__isnull=False).select_related("user")
        self._places = {
            index_of[place.user.email]: place for place in places if place.user and place.user.email in index_of
        }
        played = {_client_id(report): report.index for report in story.reports}
        findings = Finding.objects.filter(campaign=campaign, client_id__in=played)
        self._findings = {played[finding.client_id]: finding for finding in findings if finding.client_id}
        # An earlier run that was cut short may have left an account without a place.
        self._users = {user.email: user for user in User.objects.filter(email__in=index_of)}
        # By inviter, found when their first recruit comes; None stands for the campaign's own link.
        self._links: dict[int | None, ReferralLink] = {}

    def join(self, person: Person) -> None:
        """Follow the inviter's link and take a place."""
        if person.index in self._places:
            return
        at = self._at(person.joined_after_seconds)
        user = self._users.get(person.email) or User.objects.create_user(
            person.email, display_name=person.name, date_joined=at
        )
        link = self._link_of(person.inviter)
        self._places[person.index], _ = join_campaign(
            campaign=self._campaign, user=user, display_name=person.name, link=link, at=at
        )

    def report(self, report: Report) -> None:
        """Send in what this person says to have seen."""
        if report.index in self._findings:
            return
        self._findings[report.index], _ = report_finding(
            objective=self._objectives[report.balloon],
            participant=self._places[report.finder],
            at=self._at(report.after_seconds),
            observed_at=self._at(report.observed_after_seconds),
            note=report.note,
            location={
                "latitude": report.latitude,
                "longitude": report.longitude,
                "accuracy_m": report.accuracy_m,
                "source": Finding.LocationSource.DEVICE.value,
            },
            client_id=_client_id(report),
        )

    def decide(self, step: Decide) -> None:
        """Give the report its verdict."""
        verdict = step.report.verdict
        finding = self._findings[step.report.index]
        if finding.state not in Finding.UNDECIDED:
            return
        at = self._at(step.after_seconds)
        if verdict.outcome == "verify":
            decided = verify_finding(finding=finding, reviewer=self._reviewer, at=at, note=verdict.note)
        else:
            first = None if verdict.duplicate_of is None else self._findings[verdict.duplicate_of]
            decided = reject_finding(
                finding=finding,
                reviewer=self._reviewer,
                at=at,
                reason=verdict.reason or "other",
                note=verdict.note,
                duplicate_of=first,
            )
        self._findings[step.report.index] = decided

    def _at(self, after_seconds: int) -> datetime:
        return self._campaign.starts_at + timedelta(seconds=after_seconds)

    def _link_of(self, inviter: int | None) -> ReferralLink:
        if inviter not in self._links:
            owner = None if inviter is None else self._places[inviter]
            codes = ReferralLink.objects.filter(campaign=self._campaign, participant=owner).order_by("pk")
            self._links[inviter] = find_link(code=codes.values_list("code", flat=True)[0], campaign=self._campaign)
        return self._links[inviter]


def _client_id(report: Report) -> str:
    return f"hunt-{report.index}"


@contextmanager
def _lazy_commits() -> Iterator[None]:
    """Let this session's commits return before they are on the disk.

    That is safe for a story that can be told again: a crash of the machine loses the last steps, never half of
    one, and the next run plays them. The worker's own commits, which are money, wait as always.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    yield
    # Not after an exception: the session may be unusable then, and it ends with the command.
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO DEFAULT")

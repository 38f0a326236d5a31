"""Who may decide about a finding, and how what several say becomes one verdict.

Where one reviewer is asked, that one decides. Where more are, each has one vote a round, and the last vote that a
side needs writes the verdict in the same transaction. A dispute is decided by an organizer who has not voted.
Whoever decided or voted before an appeal has no say after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from campaigns.errors import NotAllowed, NotPossibleNow
from campaigns.findings.kinship import refuse_kin
from campaigns.findings.models import Claim, Finding, Verdict
from campaigns.findings.quorum import Tally
from campaigns.findings.steps import note_event, write_verdict
from campaigns.people.models import User
from campaigns.planning.models import Campaign, Objective

FINAL = (Verdict.Kind.VERIFIED, Verdict.Kind.REJECTED, Verdict.Kind.DUPLICATE)
# Who looked at a finding and when, and what single reviewers said of it, is between reviewers.
BETWEEN_REVIEWERS = (*Verdict.VOTES, Verdict.Kind.CLAIMED, Verdict.Kind.RELEASED)


def told_verdicts() -> QuerySet[Verdict]:
    """Give the verdicts that everybody who sees a finding may see."""
    return Verdict.objects.exclude(kind__in=BETWEEN_REVIEWERS)


def reviewers_asked(campaign: Campaign, objective: Objective) -> int:
    """Tell how many reviewers a finding of this objective needs by the campaign's rules."""
    floor = campaign.second_review_from_minor
    return max(campaign.reviewers_asked, 2 if floor is not None and objective.prize_minor >= floor else 1)


def count_votes(finding: Finding) -> Tally:
    """Count what was voted in the finding's present round."""
    return count_all_votes([finding])[finding.pk]


def count_all_votes(findings: Iterable[Finding]) -> dict[int, Tally]:
    """Count the votes of many findings in one query; each comes with its campaign and objective."""
    found = {finding.pk: finding for finding in findings}
    votes = Verdict.objects.filter(finding__in=found, kind__in=Verdict.VOTES, round=F("finding__round"))
    counted: dict[int, dict[str, int]] = {pk: {} for pk in found}
    for pk, kind, count in votes.values_list("finding", "kind").annotate(count=Count("pk")).order_by():
        counted[pk][kind] = count
    return {
        pk: Tally(
            reviewers_asked(finding.campaign, finding.objective),
            counted[pk].get(Verdict.Kind.VOTE_VERIFY, 0),
            counted[pk].get(Verdict.Kind.VOTE_REJECT, 0),
        )
        for pk, finding in found.items()
    }


def say_of(reviewer: User, *, earlier: bool) -> Q:
    """Select verdicts, each of its finding, that were this reviewer's say in the present round, or in earlier ones."""
    if earlier:
        return Q(by=reviewer, round__lt=F("finding__round"), kind__in=[*FINAL, *Verdict.VOTES])
    return Q(by=reviewer, round=F("finding__round"), kind__in=Verdict.VOTES)


def refuse_partial(finding: Finding, reviewer: User) -> None:
    """Refuse a reviewer who is kin of the finder, or has had their say already."""
    refuse_kin(finding, reviewer)
    refuse_decided_before(finding, reviewer)
    if Verdict.objects.filter(say_of(reviewer, earlier=False), finding=finding).exists():
        raise NotPossibleNow("already_voted", "You have voted already. The others' votes decide now.")


def refuse_decided_before(finding: Finding, reviewer: User) -> None:
    """Refuse a reviewer of an earlier round, after an appeal."""
    if finding.round > 1 and Verdict.objects.filter(say_of(reviewer, earlier=True), finding=finding).exists():
        raise NotAllowed(
            "decided_before", "You had your say before the appeal; somebody else must decide about it now."
        )


def refuse_bystander(finding: Finding, tally: Tally, reviewer: User) -> None:
    """Refuse a reviewer where the reviewers disagree and an organizer has to decide."""
    # An organizer may do whatever any role may, so this asks for nobody else.
    if tally.is_disputed and not reviewer.may(finding.campaign_id):
        raise NotAllowed(
            "disputed", "The reviewers do not agree. An organizer who has not voted decides about it alone."
        )


def refuse_unheard(finding: Finding, reviewer: User) -> None:
    """Refuse whoever may not say anything about a finding as it stands, taken up or not."""
    if finding.state not in Finding.UNDECIDED:
        refuse_kin(finding, reviewer)
        return
    refuse_partial(finding, reviewer)
    refuse_bystander(finding, count_votes(finding), reviewer)


def refuse_taken(finding: Finding, tally: Tally, reviewer: User, *, at: datetime) -> None:
    """Refuse where other reviewers have taken up the finding, as many as are needed, and this one has not."""
    live = list(Claim.objects.filter(finding=finding, expires_at__gt=at).order_by("expires_at"))
    if any(claim.reviewer_id == reviewer.pk for claim in live) or len(live) < tally.places:
        return
    until = live[0].expires_at
    raise NotPossibleNow(
        "claimed_by_another",
        f"{'Another reviewer has' if len(live) == 1 else 'Other reviewers have'} taken this finding up, until "
        f"{until.isoformat()} at least. Take another one meanwhile.",
        until=until.isoformat(),
    )


def hear_reviewer(
    *,
    finding: Finding,
    reviewer: User,
    at: datetime,
    for_it: bool,
    note: str = "",
    reason: str = "",
    duplicate_of: Finding | None = None,
) -> bool:
    """Take what a reviewer says of a finding as a vote where several are asked; tells whether it decides.

    The caller holds the finding's lock, and writes the verdict when it does.
    """
    refuse_partial(finding, reviewer)
    tally = count_votes(finding)
    refuse_bystander(finding, tally, reviewer)
    refuse_taken(finding, tally, reviewer, at=at)
    if tally.is_for_one:
        return True
    kind = Verdict.Kind.VOTE_VERIFY if for_it else Verdict.Kind.VOTE_REJECT
    write_verdict(finding, kind, by=reviewer, at=at, note=note, reason=reason, duplicate_of=duplicate_of)
    Claim.objects.filter(finding=finding, reviewer=reviewer).delete()
    tally = tally.with_vote(for_it=for_it)
    note_event(finding, "finding.voted", by=reviewer, at=at, round=finding.round, cast=tally.cast, asked=tally.asked)
    if tally.outcome is for_it:
        return True
    if finding.state == Finding.State.SUBMITTED:
        finding.state = Finding.State.UNDER_REVIEW
        finding.save(update_fields=["state"])
    if tally.is_disputed:
        # Whoever else had taken it up can do nothing for it any more.
        Claim.objects.filter(finding=finding).delete()
        note_event(finding, "finding.disputed", by=None, at=at, round=finding.round)
    return False

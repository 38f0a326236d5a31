"""Gold: decided findings whose truth is certain, shown to reviewers again as if they were new, to measure them.

Gold goes by a name of its own. What a reviewer says of it is an answer and nothing else: it touches neither the
finding nor money, and leaves no verdict. It stands alone: other reports of the same thing, and what they counted for,
are left out, since their own pages tell when that was; and all its times are as much later. It is shown to plain
reviewers who had no say in the finding and are no kin of its finder; organizers know the gold. Where the finding is
appealed or reversed its truth is certain no more, and it is shown no longer.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Random

from campaigns.errors import NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.findings.claiming import free_place, prolonged
from campaigns.findings.credibility import OF_OTHERS
from campaigns.findings.kinship import without_kin
from campaigns.findings.models import Assessment, Claim, Evidence, Finding, Gold, GoldAnswer, Verdict
from campaigns.findings.operations import next_paid_rank
from campaigns.findings.quorum import Tally
from campaigns.findings.steps import refuse_out_of_time, require_step
from campaigns.findings.voting import FINAL, reviewers_asked
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign, Objective

S = Finding.State
_TRUTH: dict[str, bool] = {S.VERIFIED: True, S.REJECTED: False, S.REVERSED: False}
_IS_CERTAIN = Q(is_true=True, finding__state=S.VERIFIED) | Q(is_true=False, finding__state__in=[S.REJECTED, S.REVERSED])


def make_gold(*, finding: Finding, organizer: User, at: datetime) -> Gold:
    """Show a decided finding to reviewers again from now on."""
    with transaction.atomic():
        finding = Finding.objects.select_for_update(no_key=True).get(pk=finding.pk)
        if finding.state not in _TRUTH:
            raise NotPossibleNow(
                "not_certain",
                f"Gold is verified, rejected or reversed for certain; this finding is {finding.get_state_display()}.",
                field="finding",
            )
        try:
            with transaction.atomic():
                gold = Gold.objects.create(
                    campaign_id=finding.campaign_id,
                    finding=finding,
                    is_true=_TRUTH[finding.state],
                    made_by=organizer,
                    made_at=at,
                )
        except IntegrityError:
            raise NotPossibleNow(
                "gold_already", "This finding is gold already, or was until it was retired.", field="finding"
            ) from None
        gold.refresh_from_db(fields=["public_id"])
        _note("gold.made", gold, organizer, at)
    return gold


def retire_gold(*, gold: Gold, organizer: User, at: datetime) -> Gold:
    """Show it to nobody any more; what was answered goes on counting."""
    with transaction.atomic():
        gold = Gold.objects.select_for_update(no_key=True).get(pk=gold.pk)
        if gold.retired_at is not None:
            raise NotPossibleNow("gold_retired", "This gold was retired already.")
        gold.retired_at = at
        gold.save(update_fields=["retired_at"])
        Claim.objects.filter(finding=gold.finding_id).delete()
        _note("gold.retired", gold, organizer, at)
    return gold


def gold_for(*, campaign: Campaign, reviewer: User) -> QuerySet[Gold]:
    """Give the gold that can be shown to this reviewer, answered or not."""
    kinds = set(Role.objects.filter(campaign=campaign, user=reviewer).values_list("kind", flat=True))
    if Role.Kind.REVIEWER not in kinds or Role.Kind.ORGANIZER in kinds:
        return Gold.objects.none()
    had_a_say = Verdict.objects.filter(by=reviewer, kind__in=[*FINAL, *Verdict.VOTES])
    gold = Gold.objects.filter(_IS_CERTAIN, campaign=campaign, retired_at__isnull=True)
    gold = gold.exclude(finding__in=had_a_say.values("finding"))
    return without_kin(gold, campaign_id=campaign.pk, user_id=reviewer.pk, path="finding__participant")


def find_gold(*, public_id: UUID, reviewer: User) -> Gold | None:
    """Find gold by its own name, as far as this reviewer is shown it."""
    known = Gold.objects.filter(public_id=public_id).select_related("campaign").first()
    if known is None:
        return None
    found = gold_for(campaign=known.campaign, reviewer=reviewer).filter(pk=known.pk)
    return found.select_related("finding__campaign", "finding__objective", "finding__participant").first()


def guise_named(*, public_id: UUID, reader: User, at: datetime) -> Finding | None:
    """Find gold by its own name and give the finding that this reader takes it for."""
    gold = find_gold(public_id=public_id, reviewer=reader)
    return None if gold is None else disguise(gold=gold, reviewer=reader, at=at)


def draw_gold(*, campaign: Campaign, reviewer: User, objective: Objective | None = None) -> Gold | None:
    """Draw gold that this reviewer has not answered yet, by chance."""
    gold = gold_for(campaign=campaign, reviewer=reviewer).exclude(answers__reviewer=reviewer)
    if objective is not None:
        gold = gold.filter(finding__objective=objective)
    gold = gold.select_related("finding__campaign", "finding__objective", "finding__participant")
    return gold.order_by(Random()).first()


def claim_gold(*, gold: Gold, reviewer: User, at: datetime) -> Claim:
    """Take gold up as one takes up a finding; any number of reviewers may have it at the same time."""
    with transaction.atomic():
        finding = _lock_guise(gold, reviewer, at)
        require_step(finding, "claim")
        _refuse_voted(gold, reviewer)
        refuse_out_of_time(finding.campaign, at)
        expires_at = at + timedelta(minutes=finding.campaign.review_minutes)
        claims = Claim.objects.filter(finding=gold.finding_id)
        own = claims.filter(reviewer=reviewer).first()
        if own is not None and own.expires_at > at:
            own.expires_at = prolonged(own, expires_at)
            own.save(update_fields=["expires_at"])
            _note("gold.claim_prolonged", gold, reviewer, at)
            return own
        claims.filter(expires_at__lte=at).delete()
        claim = Claim.objects.create(
            finding_id=gold.finding_id,
            place=free_place(claims),
            reviewer=reviewer,
            claimed_at=at,
            expires_at=expires_at,
        )
        _note("gold.claimed", gold, reviewer, at)
    return claim


def release_gold(*, gold: Gold, reviewer: User, at: datetime) -> None:
    """Give gold back as one gives back a finding."""
    if not forget_claim(gold=gold, reviewer=reviewer, at=at):
        raise NotPossibleNow("not_claimed", "You have not taken this finding up, or somebody else has it by now.")


def forget_claim(*, gold: Gold, reviewer: User, at: datetime) -> bool:
    """End this reviewer's claim of gold; tells whether there was one."""
    with transaction.atomic():
        gone, _ = Claim.objects.filter(finding=gold.finding_id, reviewer=reviewer).delete()
        if gone:
            _note("gold.claim_released", gold, reviewer, at)
    return gone > 0


def answer_gold(*, gold: Gold, reviewer: User, at: datetime, said_true: bool) -> Finding:
    """Take down what a reviewer says of gold; gives the guise of the finding as it would be now."""
    with transaction.atomic():
        finding = _lock_guise(gold, reviewer, at)
        require_step(finding, "verify" if said_true else "reject")
        _refuse_voted(gold, reviewer)
        refuse_out_of_time(finding.campaign, at)
        GoldAnswer.objects.create(gold=gold, reviewer=reviewer, said_true=said_true, at=at)
        Claim.objects.filter(finding=gold.finding_id, reviewer=reviewer).delete()
        _note("gold.answered", gold, reviewer, at)
    return disguise(gold=gold, reviewer=reviewer, at=at)


def disguise(*, gold: Gold, reviewer: User, at: datetime) -> Finding:
    """Make gold look as if its finding had just been reported. What this gives is shown and never saved."""
    finding = Finding.objects.select_related("campaign", "objective", "participant").get(pk=gold.finding_id)
    claim = Claim.objects.filter(finding=finding, reviewer=reviewer).first()
    answer = GoldAnswer.objects.filter(gold=gold, reviewer=reviewer).first()
    # The same time of day on the last possible day: nothing that its note says of the hour becomes untrue.
    shown_at = claim.claimed_at if claim else answer.at if answer else at
    ends = [end for end in (finding.campaign.ends_at, finding.objective.closes_at) if end is not None]
    days = timedelta(days=max((min([shown_at, *ends]) - finding.received_at).days, 0))
    finding.public_id = gold.public_id
    finding.shown_later = days
    finding.received_at += days
    finding.observed_at += days
    finding.paid_rank = None
    finding.round = 1
    finding.state = S.UNDER_REVIEW
    finding.decided_at = None
    if answer is not None and reviewers_asked(finding.campaign, finding.objective) == 1:
        finding.state = S.VERIFIED if answer.said_true else S.REJECTED
        finding.decided_at = answer.at
        if answer.said_true:
            finding.paid_rank = next_paid_rank(finding.objective)
    # It has been through nothing yet.
    finding.__dict__["_prefetched_objects_cache"] = {"verdicts": Verdict.objects.none()}
    return finding


def dress_evidence(piece: Evidence, guise: Finding) -> Evidence:
    """Show what came with the finding as if it came with its guise; for a finding that is none nothing changes."""
    piece.finding = guise
    piece.added_at += guise.shown_later
    piece.taken_at = piece.taken_at + guise.shown_later if piece.taken_at else None
    return piece


def opinion_of(gold: Gold, guise: Finding) -> Assessment | None:
    """Give what was thought of the finding, without what other people's reports counted for; never to be saved."""
    thought = Assessment.objects.filter(finding=gold.finding_id).first()
    if thought is None:
        return None
    thought.pieces = [piece for piece in thought.pieces if piece["name"] not in OF_OTHERS]
    thought.log_odds = round(sum(piece["value"] for piece in thought.pieces), 4)
    thought.assessed_at += guise.shown_later
    return thought


def tally_of(*, gold: Gold, reviewer: User) -> Tally:
    """Count the votes that the guise has: one's own alone."""
    answer = GoldAnswer.objects.filter(gold=gold, reviewer=reviewer).first()
    tally = Tally(reviewers_asked(gold.finding.campaign, gold.finding.objective))
    if answer is None or tally.is_for_one:
        return tally
    return tally.with_vote(for_it=answer.said_true)


def _refuse_voted(gold: Gold, reviewer: User) -> None:
    """Refuse a step that only the reviewer who answers could take, once it has been answered."""
    if GoldAnswer.objects.filter(gold=gold, reviewer=reviewer).exists():
        raise NotPossibleNow("already_voted", "You have voted already. The others' votes decide now.")


def refuse_answered(*, gold: Gold, reviewer: User, at: datetime) -> None:
    """Refuse what a real finding would be refused to a reviewer who has said this of it."""
    if disguise(gold=gold, reviewer=reviewer, at=at).state in Finding.UNDECIDED:
        _refuse_voted(gold, reviewer)


def gold_of(*, campaign: Campaign) -> QuerySet[Gold]:
    return Gold.objects.filter(campaign=campaign).select_related("finding")


def _lock_guise(gold: Gold, reviewer: User, at: datetime) -> Finding:
    # Against oneself in another window: two answers at once.
    Gold.objects.select_for_update(no_key=True).get(pk=gold.pk)
    return disguise(gold=gold, reviewer=reviewer, at=at)


def _note(kind: str, gold: Gold, by: User, at: datetime) -> None:
    # Named by the gold alone: nothing of the finding has changed.
    data: dict[str, Any] = {"gold": str(gold.public_id)}
    record_event(kind=kind, at=at, campaign_id=gold.campaign_id, actor_id=by.pk, data=data)

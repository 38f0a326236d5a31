"""What the processes of a crew do: ids in, the real operations, plain values out."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from campaigns.errors import DomainError
from campaigns.findings.claiming import claim_finding
from campaigns.findings.models import Finding
from campaigns.findings.operations import reject_finding, verify_finding
from campaigns.findings.review_queue import take_next
from campaigns.people.models import User
from campaigns.planning.models import Campaign, Objective
from campaigns.recruiting.operations import find_link, join_campaign
from rewards.contracts.operations import refund_free, set_contract
from rewards.ledger.models import Account, Funding, Refund, Transfer
from rewards.ledger.operations import Movement, confirm_funding, post_transfers
from rewards.settlement.audit import find_differences
from rewards.settlement.models import Settlement
from rewards.settlement.operations import settle_due, settle_finding
from tests import cast
from tests.cast import MOMENT


def wait_for_others() -> None:
    """Only make up the number."""


def expect(refused: DomainError, code: str) -> None:
    """Let this refusal pass and no other."""
    if refused.code != code:
        raise refused


def verify(*, finding_ids: list[int]) -> list[int | None]:
    """Verify in this order; gives the paid ranks."""
    return [cast.verify(Finding.objects.get(pk=pk)).paid_rank for pk in finding_ids]


def verify_timed(*, finding_id: int) -> float:
    """Verify one finding; gives the seconds it took."""
    began = time.monotonic()
    cast.verify(Finding.objects.get(pk=finding_id))
    return time.monotonic() - began


def join_in_threads(*, user_id: int, codes: list[str]) -> list[tuple[int, bool]]:
    """Join as one person by all of these links at once; gives each answer: the place, and whether it was new."""

    def join(code: str) -> tuple[int, bool]:
        try:
            link = find_link(code=code)
            user = User.objects.get(pk=user_id)
            place, new = join_campaign(campaign=link.campaign, user=user, display_name="Erin", link=link, at=MOMENT)
            return place.pk, new
        finally:
            connection.close()

    with ThreadPoolExecutor(len(codes)) as threads:
        return list(threads.map(join, codes))


def use_link(*, code: str, names: list[str]) -> int:
    """Join as so many different people by one link; gives how many it let in."""
    joined = 0
    for name in names:
        try:
            cast.join(cast.make_user(name), find_link(code=code))
            joined += 1
        except DomainError as refused:
            expect(refused, "link_exhausted")
    return joined


def settle_each(*, finding_ids: list[int], seed: int) -> int:
    """Settle the findings one by one, in an order of one's own; gives how many of them were still to be settled."""
    order = random.Random(seed).sample(finding_ids, len(finding_ids))
    return sum(settle_finding(finding_id=pk, at=MOMENT) for pk in order)


def sweep() -> int:
    return settle_due(at=MOMENT)


def settle_as_they_come(*, finding_ids: list[int]) -> int:
    """Verify and settle at once, as the request and the worker behind it do."""
    settled = 0
    for pk in finding_ids:
        cast.verify(Finding.objects.get(pk=pk))
        settled += settle_finding(finding_id=pk, at=MOMENT)
    return settled


def confirm(*, funding_ids: list[int], operator_id: int) -> int:
    """Confirm fundings, some of which others confirm as well."""
    operator = User.objects.get(pk=operator_id)
    for pk in funding_ids:
        confirm_funding(funding=Funding.objects.get(pk=pk), operator=operator, at=MOMENT)
    return len(funding_ids)


def raise_promise(*, objective_id: int, times: int) -> int:
    """Raise the prize by one again and again, as long as it is covered; gives how often it was."""
    raised = 0
    for _ in range(times):
        objective = Objective.objects.select_related("campaign").get(pk=objective_id)
        try:
            set_contract(
                objective=objective, actor=cast.organizer_of(objective.campaign), at=MOMENT,
                mechanism="recursive", terms=cast.HALF, prize_minor=objective.prize_minor + 1,
            )  # fmt: skip
            raised += 1
        except DomainError as refused:
            expect(refused, "escrow_falls_short")
    return raised


def refund(*, campaign_id: int, amount_minor: int, times: int) -> int:
    """Ask for free money back so many times; gives how often there was any."""
    campaign = Campaign.objects.get(pk=campaign_id)
    refunded = 0
    for _ in range(times):
        try:
            refund_free(campaign=campaign, actor=cast.organizer_of(campaign), at=MOMENT, amount_minor=amount_minor)
            refunded += 1
        except DomainError as refused:
            expect(refused, "not_free")
    return refunded


def spend_past_the_code(*, campaign_id: int, amount_minor: int, times: int) -> int:
    """Take money out of escrow without its lock and without asking what is free; gives how often it went through."""
    accounts: dict[str, Any] = dict(Account.objects.of_campaign(campaign_id).values_list("kind", "pk"))
    spent = 0
    for _ in range(times):
        try:
            with transaction.atomic():
                row = Refund.objects.create(campaign_id=campaign_id, amount_minor=amount_minor, at=timezone.now())
                movement = Movement(
                    accounts["escrow"], accounts["world"], amount_minor, Transfer.Reason.REFUND, refund_id=row.pk
                )
                post_transfers(campaign_id=campaign_id, movements=[movement])
            spent += 1
        except IntegrityError as refused:
            if "escrow_never_goes_below_zero" not in str(refused):
                raise
    return spent


def settle_without_lock(*, finding_id: int, seed: int, times: int) -> int:
    """Write a finding's settlement without taking escrow's lock, its transfers each time in another order.

    Gives how often it went. Taken back each time, so that the finding is there to be settled again.
    """
    order = random.Random(seed)
    finding = Finding.objects.get(pk=finding_id)
    pattern = Settlement.objects.filter(campaign_id=finding.campaign_id).order_by("pk")[0]
    shares = list(Transfer.objects.filter(settlement=pattern))
    for _ in range(times):
        order.shuffle(shares)
        with transaction.atomic():
            settlement = Settlement.objects.create(
                campaign_id=finding.campaign_id,
                finding=finding,
                contract_id=pattern.contract_id,
                prize_minor=pattern.prize_minor,
                remainder_minor=pattern.remainder_minor,
                explanation=pattern.explanation,
                settled_at=MOMENT,
            )
            post_transfers(
                campaign_id=finding.campaign_id,
                movements=[
                    Movement(share.debit_id, share.credit_id, share.amount_minor, share.reason, settlement.pk)
                    for share in shares
                ],
            )
            transaction.set_rollback(True)
    return times


def audit(*, campaign_id: int, times: int) -> list[str]:
    """Look through the books while others write in them."""
    return [line for _ in range(times) for line in find_differences(campaign_id, at=MOMENT)]


def claim_each(*, finding_ids: list[int], reviewer_id: int) -> list[str]:
    """Take up findings in this order; gives for each whether one got it, or the refusal's code."""
    reviewer = User.objects.get(pk=reviewer_id)
    told = []
    for pk in finding_ids:
        try:
            claim_finding(finding=Finding.objects.get(pk=pk), reviewer=reviewer, at=MOMENT)
            told.append("taken")
        except DomainError as refused:
            told.append(refused.code)
    return told


def review_from_queue(*, campaign_id: int, reviewer_id: int) -> list[int]:
    """Take up and verify whatever comes next until nothing does; gives what one said something about."""
    campaign, reviewer = Campaign.objects.get(pk=campaign_id), User.objects.get(pk=reviewer_id)
    done = []
    while (taken := take_next(campaign=campaign, reviewer=reviewer, at=MOMENT, draw=lambda: 1.0)) is not None:
        if not isinstance(taken, Finding):
            raise TypeError("there is no gold in this campaign")
        verify_finding(finding=taken, reviewer=reviewer, at=MOMENT)
        done.append(taken.pk)
    return done


def judge_each(*, finding_ids: list[int], reviewer_id: int, for_it: bool) -> list[str]:
    """Verify or reject findings in this order; gives each one's state, or the refusal's code."""
    reviewer = User.objects.get(pk=reviewer_id)
    told = []
    for pk in finding_ids:
        finding = Finding.objects.get(pk=pk)
        try:
            if for_it:
                told.append(verify_finding(finding=finding, reviewer=reviewer, at=MOMENT).state)
            else:
                told.append(reject_finding(finding=finding, reviewer=reviewer, at=MOMENT, reason="wrong_place").state)
        except DomainError as refused:
            told.append(refused.code)
    return told

"""Launching a campaign, raising a promise, closing, and giving back what is free: promises that need the money.

Locks are taken campaign → escrow → objective. No promise is made that received money does not cover in its worst
case, and none is lowered.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from campaigns.errors import InvalidInput, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.findings.models import Finding
from campaigns.people.models import User
from campaigns.planning import operations as planning
from campaigns.planning.currency import format_minor
from campaigns.planning.models import MOST_PRIZE_MINOR, MOST_QUOTA, Campaign, Objective
from rewards.contracts.budget import open_places, read_budget
from rewards.contracts.launching import launch_lacks
from rewards.contracts.models import Contract
from rewards.ledger.models import Refund, Transfer
from rewards.ledger.operations import Movement, lock_escrow, post_transfers
from rewards.mechanisms.promises import pays_at_least
from rewards.mechanisms.registry import chain_mechanism


def set_contract(
    *,
    objective: Objective,
    actor: User,
    at: datetime,
    mechanism: str,
    terms: dict[str, Any],
    remainder_to: str | None = None,
    prize_minor: int | None = None,
    quota: int | None = None,
) -> Contract:
    """Make the next version of an objective's contract.

    In a draft anything that the mechanism accepts; once launched only what pays everyone at least as much and is
    covered by free escrow. Where the remainder goes stays as it was unless it is said.

    Raises InvalidInput for terms that a law forbids, NotPossibleNow for a lowered or an
    uncovered promise.
    """
    with transaction.atomic():
        campaign = planning.lock_campaign(objective.campaign_id)
        if campaign.state == Campaign.State.CLOSED:
            raise NotPossibleNow("campaign_closed", "The campaign is closed; its promises stand as they are.")
        lock_escrow(campaign_id=campaign.pk)
        objective = planning.lock_objective(objective.pk)
        prize = objective.prize_minor if prize_minor is None else prize_minor
        places = objective.quota if quota is None else quota
        _check_promise(prize, places)
        rule = chain_mechanism(mechanism, terms)
        rule.check_prize(prize)
        last = Contract.objects.latest_of([objective.pk]).first()
        if remainder_to is None:
            remainder_to = last.remainder_to if last else ""
        if campaign.state != Campaign.State.DRAFT:
            _refuse_lowering(objective, campaign, mechanism, terms, remainder_to, prize, places)
            _refuse_uncovered(objective, campaign, prize, places)
        if (prize, places) != (objective.prize_minor, objective.quota):
            planning.raise_promise(objective=objective, prize_minor=prize, quota=places, actor_id=actor.pk, at=at)
        return _add_version(objective, mechanism, rule.to_json(), remainder_to, prize, actor=actor, at=at)


def launch_campaign(*, campaign: Campaign, actor: User, at: datetime) -> Campaign:
    """Lock the rules and open the campaign, if received escrow covers the worst case of all its objectives.

    Raises NotPossibleNow naming what is missing, and by how much escrow falls short.
    """
    with transaction.atomic():
        campaign = planning.lock_campaign(campaign.pk)
        lock_escrow(campaign_id=campaign.pk)
        objectives = list(campaign.objectives.select_for_update(no_key=True))
        for lack in launch_lacks(campaign, at=at):
            raise lack
        contracts = {c.objective_id: c for c in Contract.objects.latest_of([o.pk for o in objectives])}
        for objective in objectives:
            last = contracts[objective.pk]
            if last.prize_minor != objective.prize_minor:
                _add_version(
                    objective,
                    last.mechanism,
                    last.terms,
                    last.remainder_to,
                    objective.prize_minor,
                    actor=actor,
                    at=at,
                )
        return planning.enter_live(campaign=campaign, actor=actor, at=at)


def close_campaign(*, campaign: Campaign, actor: User, at: datetime, decide_by: datetime | None = None) -> Campaign:
    """End a campaign; with findings undecided only when a time is set after which they are rejected."""
    with transaction.atomic():
        campaign = planning.lock_campaign(campaign.pk)
        undecided = Finding.objects.undecided().filter(campaign=campaign).count()
        return planning.enter_closed(campaign=campaign, actor=actor, at=at, undecided=undecided, decide_by=decide_by)


def refund_free(
    *, campaign: Campaign, actor: User, at: datetime, amount_minor: int | None = None, reference: str = ""
) -> Refund:
    """Give back escrow that no promise can claim: before the launch or after the end, all of it unless less is said."""
    with transaction.atomic():
        campaign = planning.lock_campaign(campaign.pk)
        if campaign.state not in (Campaign.State.DRAFT, Campaign.State.CLOSED):
            raise NotPossibleNow(
                "campaign_not_closed",
                f"Free escrow is given back before the launch or after the end; the campaign is {campaign.state}.",
                state=campaign.state,
            )
        accounts = lock_escrow(campaign_id=campaign.pk)
        free_minor = read_budget(campaign_id=campaign.pk).free
        wanted = free_minor if amount_minor is None else amount_minor
        if not 0 < wanted <= free_minor:
            raise NotPossibleNow(
                "not_free",
                f"{format_minor(free_minor, campaign.currency)} {campaign.currency} is free to be given back. "
                "The rest is promised to findings that are not decided or not settled yet."
                if free_minor
                else "Nothing is free to be given back.",
                field="amount_minor",
                free_minor=free_minor,
            )
        refund = Refund.objects.create(
            campaign=campaign, amount_minor=wanted, reference=reference.strip(), by=actor, at=at
        )
        post_transfers(
            campaign_id=campaign.pk,
            movements=[
                Movement(accounts["escrow"], accounts["world"], wanted, Transfer.Reason.REFUND, refund_id=refund.pk)
            ],
        )
        record_event(
            kind="funding.refunded",
            at=at,
            campaign_id=campaign.pk,
            actor_id=actor.pk,
            data={"refund": str(refund.public_id), "amount_minor": wanted},
        )
    return refund


def _add_version(
    objective: Objective,
    mechanism: str,
    terms: dict[str, Any],
    remainder_to: str,
    prize_minor: int,
    *,
    actor: User,
    at: datetime,
) -> Contract:
    last = Contract.objects.latest_of([objective.pk]).first()
    contract = Contract.objects.create(
        objective=objective,
        version=last.version + 1 if last else 1,
        mechanism=mechanism,
        terms=terms,
        remainder_to=remainder_to,
        prize_minor=prize_minor,
        in_force_from=at,
        made_by=actor,
    )
    record_event(
        kind="contract.made",
        at=at,
        campaign_id=objective.campaign_id,
        actor_id=actor.pk,
        data={"objective": str(objective.public_id), "version": contract.version, "mechanism": mechanism},
    )
    return contract


def _check_promise(prize_minor: int, quota: int) -> None:
    if not 1 <= prize_minor <= MOST_PRIZE_MINOR:
        raise InvalidInput(
            "prize_out_of_range", f"prize_minor must be from 1 to {MOST_PRIZE_MINOR}.", field="prize_minor"
        )
    if not 1 <= quota <= MOST_QUOTA:
        raise InvalidInput("quota_out_of_range", f"quota must be from 1 to {MOST_QUOTA}.", field="quota")


def _refuse_lowering(
    objective: Objective,
    campaign: Campaign,
    mechanism: str,
    terms: dict[str, Any],
    remainder_to: str,
    prize_minor: int,
    quota: int,
) -> None:
    last = Contract.objects.latest_of([objective.pk]).get()
    if (remainder_to or campaign.remainder_to) != (last.remainder_to or campaign.remainder_to):
        raise NotPossibleNow(
            "rules_are_locked", "Where the remainder goes was locked at the launch.", field="remainder_to"
        )
    if quota < objective.quota:
        raise NotPossibleNow(
            "promise_is_never_lowered",
            f"{objective.quota} finding(s) were promised to be paid; the quota can only be raised.",
            field="quota",
        )
    if prize_minor < objective.prize_minor:
        raise NotPossibleNow(
            "promise_is_never_lowered",
            f"A prize of {objective.prize_minor} minor units was promised; it can only be raised.",
            field="prize_minor",
        )
    worse = pays_at_least(chain_mechanism(mechanism, terms), prize_minor, last.rule(), last.prize_minor)
    if worse is not None:
        raise NotPossibleNow(
            "promise_is_never_lowered",
            f"On a chain of {worse.height} the person {worse.distance} step(s) above the finder would get "
            f"{worse.new_minor} instead of {worse.old_minor} minor units. A promise can only be raised.",
            field="terms",
            height=worse.height,
            distance=worse.distance,
        )


def _refuse_uncovered(objective: Objective, campaign: Campaign, prize_minor: int, quota: int) -> None:
    """Refuse a promise that free escrow does not cover; the caller holds escrow."""
    places = open_places(objective_id=objective.pk)
    added_minor = prize_minor * (places + quota - objective.quota) - objective.prize_minor * places
    missing_minor = added_minor - read_budget(campaign_id=campaign.pk).free
    if missing_minor > 0:
        raise NotPossibleNow(
            "escrow_falls_short",
            f"The raised promise is not covered: {format_minor(missing_minor, campaign.currency)} {campaign.currency} "
            "is missing. Add funding, and raise it once that is confirmed.",
            missing_minor=missing_minor,
        )


def remove_planned_contracts(objective: Objective) -> None:
    """Let contracts go with an objective that is removed from a draft: nobody was promised anything by them yet."""
    Contract.objects.filter(objective=objective).delete()

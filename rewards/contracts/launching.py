"""What a draft lacks to be launched: one rule, which the launch obeys and its organizers can read beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from campaigns.errors import InvalidInput, NotPossibleNow
from campaigns.planning.currency import format_minor
from campaigns.planning.models import Campaign, Objective
from campaigns.planning.operations import require_move
from rewards.contracts.budget import read_budget
from rewards.contracts.models import Contract


def launch_lacks(campaign: Campaign, *, at: datetime) -> Iterator[NotPossibleNow]:
    """Find everything that keeps a campaign from being launched, as the refusals that a launch would meet.

    A launch asks under the locks of the campaign, its escrow and its objectives; without them the answer is of this
    moment.
    """
    try:
        require_move(campaign, "launch")
    except NotPossibleNow as refused:
        yield refused
        return
    if campaign.has_ended(at):
        yield NotPossibleNow(
            "campaign_closed",
            "ends_at is already past. Choose a later end, then launch.",
            field="ends_at",
        )
    objectives = list(campaign.objectives.all())
    if not objectives:
        yield NotPossibleNow("no_objective", "Add at least one objective first: what is to be found or done.")
    yield from _contracts_lacking(objectives)
    worst_minor = _worst_minor(objectives)
    escrow_minor = read_budget(campaign_id=campaign.pk).escrow
    if escrow_minor < worst_minor:
        yield NotPossibleNow(
            "escrow_falls_short",
            f"The prizes can cost up to {format_minor(worst_minor, campaign.currency)} {campaign.currency} and "
            f"{format_minor(escrow_minor, campaign.currency)} has been received: "
            f"{format_minor(worst_minor - escrow_minor, campaign.currency)} {campaign.currency} is missing. "
            "Add funding, and launch once it is confirmed.",
            worst_case_minor=worst_minor,
            received_escrow_minor=escrow_minor,
            missing_minor=worst_minor - escrow_minor,
        )


def missing_to_launch(campaign: Campaign) -> int:
    """Give by how much, in minor units, escrow falls short of what a draft's prizes can cost; 0 for all others.

    What was launched stays covered (law 3).
    """
    if campaign.state != Campaign.State.DRAFT:
        return 0
    return max(0, _worst_minor(campaign.objectives.all()) - read_budget(campaign_id=campaign.pk).escrow)


def _worst_minor(objectives: Iterable[Objective]) -> int:
    return sum(objective.prize_minor * objective.quota for objective in objectives)


def _contracts_lacking(objectives: list[Objective]) -> Iterator[NotPossibleNow]:
    contracts = {c.objective_id: c for c in Contract.objects.latest_of([o.pk for o in objectives])}
    for objective in objectives:
        contract = contracts.get(objective.pk)
        if contract is None:
            yield NotPossibleNow(
                "contract_missing",
                f"Choose how the prize of “{objective.title}” is split; it has no contract yet.",
                objective=str(objective.public_id),
            )
            continue
        try:
            # The prize may have been changed to one that its contract cannot split.
            contract.rule().check_prize(objective.prize_minor)
        except InvalidInput as refused:
            yield NotPossibleNow(
                "contract_does_not_fit",
                f"The contract of “{objective.title}” cannot split its prize as it is now. {refused.message}",
                objective=str(objective.public_id),
            )

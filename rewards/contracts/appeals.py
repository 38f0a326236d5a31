"""Money for appeals: after the end a rejected finding is opened again only where its prize is still there.

What was rejected in a closed campaign may have been given back since. Escrow is locked before the finding is, in the
order in which everybody locks.
"""

from __future__ import annotations

from campaigns.errors import NotPossibleNow
from campaigns.findings.models import Finding
from campaigns.planning.models import Campaign
from campaigns.planning.operations import hold_campaign
from rewards.contracts.budget import read_budget
from rewards.ledger.operations import lock_escrow


def refuse_uncovered_appeal(finding: Finding) -> None:
    """Refuse an appeal in a closed campaign whose free money is less than what the finding may be worth."""
    campaign = hold_campaign(finding.campaign_id)
    if campaign.state != Campaign.State.CLOSED:
        return
    lock_escrow(campaign_id=campaign.pk)
    if read_budget(campaign_id=campaign.pk).free < finding.objective.prize_minor:
        raise NotPossibleNow(
            "prize_was_given_back",
            "The campaign is closed and the money for this prize was given back, so the rejection stands.",
        )

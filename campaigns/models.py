"""The gathered models of the facts. Only Django imports this; the rooms import each other's nouns."""

from campaigns.events.models import Event
from campaigns.findings.models import Finding, Verdict
from campaigns.people.models import Role, RoleInvitation, User
from campaigns.planning.models import Campaign, Objective
from campaigns.recruiting.models import Participant, PendingJoin, ReferralLink, Visit

__all__ = [
    "Campaign",
    "Event",
    "Finding",
    "Objective",
    "Participant",
    "PendingJoin",
    "ReferralLink",
    "Role",
    "RoleInvitation",
    "User",
    "Verdict",
    "Visit",
]

"""The gathered models of the facts. Only Django imports this; the rooms import each other's nouns."""

from campaigns.events.models import Cursor, Event
from campaigns.findings.models import (
    Assessment,
    Claim,
    Evidence,
    FactAnswer,
    Finding,
    Gold,
    GoldAnswer,
    SecretFact,
    Verdict,
    Vouch,
)
from campaigns.participation.models import Activity
from campaigns.people.models import Role, RoleInvitation, Trace, TraceKey, User
from campaigns.planning.models import Campaign, Objective
from campaigns.recruiting.models import ClaimCode, Participant, PendingJoin, ReferralLink, Visit
from campaigns.trust.models import Hold, Objection, Quarantine, Signal

__all__ = [
    "Activity",
    "Assessment",
    "Campaign",
    "Claim",
    "ClaimCode",
    "Cursor",
    "Event",
    "Evidence",
    "FactAnswer",
    "Finding",
    "Gold",
    "GoldAnswer",
    "Hold",
    "Objection",
    "Objective",
    "Participant",
    "PendingJoin",
    "Quarantine",
    "ReferralLink",
    "Role",
    "RoleInvitation",
    "SecretFact",
    "Signal",
    "Trace",
    "TraceKey",
    "User",
    "Verdict",
    "Visit",
    "Vouch",
]

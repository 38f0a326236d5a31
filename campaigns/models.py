"""The gathered models of the facts. Only Django imports this; the rooms import each other's nouns."""

from campaigns.events.models import Cursor, Event
from campaigns.exchange.models import ColumnMapping, Job, JobFile
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
from campaigns.notices.models import Notice, NoticeChoice, NoticeItem
from campaigns.outreach.models import Letter, Nudge, NudgeMember
from campaigns.outreach.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from campaigns.participation.models import Activity, Alert, Member, Report, Tally, Tie
from campaigns.people.models import ApiKey, Consent, Role, RoleInvitation, StoppedAddress, Trace, TraceKey, User
from campaigns.planning.models import Campaign, News, Objective
from campaigns.privacy.models import Erasure, Export
from campaigns.recruiting.models import ClaimCode, Participant, PendingJoin, ReferralLink, Visit
from campaigns.trust.models import Hold, Objection, Quarantine, Signal

__all__ = [
    "Activity",
    "Alert",
    "ApiKey",
    "Assessment",
    "Campaign",
    "Claim",
    "ClaimCode",
    "ColumnMapping",
    "Consent",
    "Cursor",
    "Erasure",
    "Event",
    "Evidence",
    "Export",
    "FactAnswer",
    "Finding",
    "Gold",
    "GoldAnswer",
    "Hold",
    "Job",
    "JobFile",
    "Letter",
    "Member",
    "News",
    "Notice",
    "NoticeChoice",
    "NoticeItem",
    "Nudge",
    "NudgeMember",
    "Objection",
    "Objective",
    "Participant",
    "PendingJoin",
    "Quarantine",
    "ReferralLink",
    "Report",
    "Role",
    "RoleInvitation",
    "SecretFact",
    "Signal",
    "StoppedAddress",
    "Tally",
    "Tie",
    "Trace",
    "TraceKey",
    "User",
    "Verdict",
    "Visit",
    "Vouch",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
]

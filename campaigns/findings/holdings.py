"""What this room holds of people: what they reported and with which evidence, what they said and decided of reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import F

from campaigns.errors import NotPossibleNow
from campaigns.findings.models import Finding
from campaigns.findings.operations import withdraw_finding
from campaigns.people.models import User
from campaigns.people.personal import DELETED, STAND_IN, Holding, Retention, hold, not_personal, retain, wind_up_by


def withdraw_reports(user_id: int, money_to: str, clock: Callable[[], datetime]) -> None:
    """Take back what the person reported and nobody decided: without its words and files nobody could."""
    user = User.objects.get(pk=user_id)
    for finding in Finding.objects.undecided().filter(participant__user=user_id):
        try:
            withdraw_finding(finding=finding, reporter=user, at=clock())
        except NotPossibleNow:
            # Decided a moment ago.
            continue


_REVIEW = "to decide by more than one pair of eyes, and to be able to explain every decision"


def declare() -> None:
    retain(
        Retention("report", "as long as the campaign, whose ledger rests on it; without words, place and files after"),
        Retention("evidence", "as long as the report; deleted with an erasure"),
        Retention("review", "as long as the report; nobody's after an erasure"),
        Retention("claim of a reviewer", "until the verdict, a day at most"),
    )
    hold(
        Holding(
            "campaigns.Finding",
            of="participant__user",
            says="reports",
            why="to find out what was found, where and when, and whether it is true",
            retention="report",
            campaign="campaign",
            fields={
                "note": "what one wrote",
                "client_id": "the reporting program's own id",
                "observed_at": "when one saw it",
                "latitude": "where one was",
                "longitude": "where one was",
                "accuracy_m": "how exactly",
                "location_source": "how the place was known",
            },
            on_erasure={
                "note": "",
                "client_id": None,
                # Two campaigns can have been told of the same moment; when each heard of it differs.
                "observed_at": F("received_at"),
                "latitude": None,
                "longitude": None,
                "accuracy_m": None,
                "location_source": "",
            },
            shown=("public_id", "campaign__slug", "objective__title", "received_at", "state", "paid_rank"),
        ),
        Holding(
            "campaigns.Evidence",
            of="finding__participant__user",
            says="evidence of reports",
            why="to see whether a report is true",
            retention="evidence",
            campaign="finding__campaign",
            fields={
                "url": "a link",
                "file": "a photograph or a video",
                "preview": "a small one",
                "sha256": "a hash of the file",
                "perceptual_hash": "a hash by which like pictures are found",
                "taken_at": "when the camera says it was taken",
                "taken_latitude": "where",
                "taken_longitude": "where",
            },
            on_erasure=DELETED,
            shown=("public_id", "finding__public_id", "kind", "media_type", "size_bytes", "added_at"),
        ),
        Holding(
            "campaigns.Verdict",
            of="by",
            says="what one decided and answered",
            why=_REVIEW,
            retention="review",
            campaign="finding__campaign",
            fields={"by": "who said it", "note": "what one wrote"},
            on_erasure={"by": STAND_IN, "note": ""},
            shown=("finding__public_id", "kind", "reason", "at"),
        ),
        Holding(
            "campaigns.Verdict",
            of="finding__participant__user",
            says="what was decided of one's reports",
            why=_REVIEW,
            retention="review",
            campaign="finding__campaign",
            fields={"note": "what was written about it"},
            on_erasure={"note": ""},
            shown=("finding__public_id", "kind", "reason", "at"),
        ),
        Holding(
            "campaigns.Vouch",
            of="participant__user",
            says="reports that one vouched for",
            why="to hear those who know the reporter",
            retention="review",
            campaign="finding__campaign",
            fields={"note": "what one wrote"},
            on_erasure={"note": ""},
            shown=("finding__public_id", "at"),
        ),
        Holding(
            "campaigns.Vouch",
            of="finding__participant__user",
            says="what was said for one's reports",
            why="to hear those who know the reporter",
            retention="review",
            campaign="finding__campaign",
            fields={"note": "what was written about it"},
            on_erasure={"note": ""},
            shown=("finding__public_id", "at"),
        ),
        Holding(
            "campaigns.Claim",
            of="reviewer",
            says="reports that one has taken up to review",
            why="to keep two reviewers from the same work",
            retention="claim of a reviewer",
            campaign="finding__campaign",
            fields={"reviewer": "who took it up"},
            on_erasure=DELETED,
            shown=("finding__public_id", "claimed_at", "expires_at"),
        ),
        Holding(
            "campaigns.SecretFact",
            of="made_by",
            says="questions that one asks reporters",
            why="to tell witnesses from others",
            retention="campaign",
            campaign="objective__campaign",
            fields={"made_by": "who asks"},
            on_erasure={"made_by": STAND_IN},
            shown=("question", "made_at"),
        ),
        Holding(
            "campaigns.Gold",
            of="made_by",
            says="findings that one shows to reviewers again",
            why="to measure how well reviews are done",
            retention="review",
            campaign="campaign",
            fields={"made_by": "who chose it"},
            on_erasure={"made_by": STAND_IN},
            shown=("made_at", "retired_at"),
        ),
        Holding(
            "campaigns.GoldAnswer",
            of="reviewer",
            says="how one's own reviews were measured",
            why="to measure how well reviews are done",
            retention="review",
            campaign="gold__campaign",
            fields={"reviewer": "who answered"},
            on_erasure={"reviewer": STAND_IN},
            shown=("said_true", "at"),
        ),
    )
    wind_up_by(1, withdraw_reports)
    not_personal("campaigns.Verdict", reason="a word for why, one of a few")
    not_personal("campaigns.Evidence", media_type="one of a few")
    not_personal("campaigns.SecretFact", question="the campaign's own words", answer_hash="of the organizers' answer")
    not_personal("campaigns.Assessment", pieces="rules by their names, with numbers; worked out anew at any time")

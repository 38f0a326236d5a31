"""Subject: what a reviewer has before them, a finding or gold that looks like one.

Every step of the review goes through here from the API and from the pages, so that gold answers the same in both: what
a reviewer says of it is taken down, and nothing moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from campaigns.errors import DomainError, NotPossibleNow
from campaigns.findings import gold as golden
from campaigns.findings import operations
from campaigns.findings.claiming import claim_finding, release_claim
from campaigns.findings.dossiers import Dossier, open_dossiers, open_gold
from campaigns.findings.models import Finding, Gold
from campaigns.findings.steps import refuse_out_of_time, require_step
from campaigns.findings.voting import refuse_unheard
from campaigns.people.models import User


@dataclass(frozen=True)
class Subject:
    """A finding before a reviewer, by the name that they know it by; the steps give it as they may see it."""

    finding: Finding
    gold: Gold | None
    reader: User

    @property
    def name(self) -> UUID:
        return self.gold.public_id if self.gold is not None else self.finding.public_id

    def guise(self, *, at: datetime) -> Finding:
        """Give the finding as this reviewer may see it."""
        return self.finding if self.gold is None else golden.disguise(gold=self.gold, reviewer=self.reader, at=at)

    def dossier(self, *, at: datetime) -> Dossier:
        """Open all that this reviewer may know of it."""
        if self.gold is not None:
            return open_gold(self.gold, reader=self.reader, at=at)
        return open_dossiers(Finding.objects.filter(pk=self.finding.pk), reader=self.reader, at=at)[self.finding.pk]

    def refusal_to_decide(self, *, at: datetime) -> DomainError | None:
        """Tell why this reader may not decide about it, whoever has taken it up; None where they may."""
        try:
            refuse_out_of_time(self.finding.campaign, at)
            if self.gold is not None:
                golden.refuse_answered(gold=self.gold, reviewer=self.reader, at=at)
            else:
                refuse_unheard(self.finding, self.reader)
        except DomainError as refused:
            return refused
        return None

    def claim(self, *, at: datetime) -> None:
        if self.gold is not None:
            golden.claim_gold(gold=self.gold, reviewer=self.reader, at=at)
        else:
            claim_finding(finding=self.finding, reviewer=self.reader, at=at)

    def release(self, *, at: datetime) -> None:
        if self.gold is not None:
            golden.release_gold(gold=self.gold, reviewer=self.reader, at=at)
        else:
            release_claim(finding=self.finding, reviewer=self.reader, at=at)

    def verify(self, *, at: datetime, note: str) -> Finding:
        if self.gold is not None:
            return golden.answer_gold(gold=self.gold, reviewer=self.reader, at=at, said_true=True)
        return operations.verify_finding(finding=self.finding, reviewer=self.reader, at=at, note=note)

    def reject(self, *, at: datetime, reason: str | None, note: str, duplicate_of: Finding | None) -> Finding:
        if self.gold is not None:
            return self._reject_gold(self.gold, at, reason, note, duplicate_of)
        return operations.reject_finding(
            finding=self.finding, reviewer=self.reader, at=at, reason=reason, note=note, duplicate_of=duplicate_of
        )

    def ask(self, *, at: datetime, note: str) -> Finding:
        if self.gold is None:
            return operations.request_info(finding=self.finding, reviewer=self.reader, at=at, note=note)
        # The question is taken and the gold given back: nobody is there who could answer.
        operations.check_question(note)
        guise = self.guise(at=at)
        require_step(guise, "request_info")
        golden.forget_claim(gold=self.gold, reviewer=self.reader, at=at)
        guise.state = Finding.State.NEEDS_INFO
        return guise

    def reverse(self, *, at: datetime, reason: str, note: str) -> Finding:
        if self.gold is not None:
            require_step(self.guise(at=at), "reverse")
            raise NotPossibleNow(
                "not_reversible_now", "This finding cannot be reversed now. Tell an organizer what is wrong with it."
            )
        return operations.reverse_finding(finding=self.finding, reviewer=self.reader, at=at, reason=reason, note=note)

    def _reject_gold(
        self, gold: Gold, at: datetime, reason: str | None, note: str, duplicate_of: Finding | None
    ) -> Finding:
        left_out = "other" if duplicate_of is None else "duplicate"
        operations.check_rejection(reason=reason or left_out, note=note, duplicate_of=duplicate_of)
        # A duplicate is true, and was said before: whoever remembers gold has seen through it rightly.
        said_true = duplicate_of is not None and gold.is_true
        guise = golden.answer_gold(gold=gold, reviewer=self.reader, at=at, said_true=said_true)
        if duplicate_of is not None and guise.state not in Finding.UNDECIDED:
            guise.state, guise.paid_rank = Finding.State.DUPLICATE, None
        return guise

"""SecretFact and FactAnswer: what only a witness can know, and what reporters answered.

An organizer writes a question and its answer; of the answer a keyed hash is kept, and nobody reads it again. Answers
are compared as `answers.normalize_answer` leaves them, in constant time, three for each participant and fact. Whether
one matched is for reviewers: a reporter who were told could guess.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils.crypto import salted_hmac

from campaigns.errors import InvalidInput, NotPossibleNow
from campaigns.events.operations import record_event
from campaigns.findings.answers import normalize_answer
from campaigns.findings.models import FactAnswer, Finding, SecretFact
from campaigns.people.models import User
from campaigns.planning.models import Campaign, Objective
from campaigns.planning.operations import hold_campaign, lock_objective
from campaigns.recruiting.models import Participant

MOST_FACTS = 10
LONGEST_ANSWER = 200
_HASHED = "campaigns.findings.facts"


def add_fact(*, objective: Objective, actor: User, question: str, answer: str, at: datetime) -> SecretFact:
    """Keep a question that reporters of the objective are asked, and what its answer hashes to."""
    asked = " ".join(question.split())
    if not asked:
        raise InvalidInput("question_missing", "Write the question that reporters are asked.", field="question")
    _require_letters(answer)
    with transaction.atomic():
        _require_not_closed(objective)
        # One after another, so that no two who add at once add one too many.
        lock_objective(objective.pk)
        if SecretFact.objects.filter(objective=objective, withdrawn_at=None).count() >= MOST_FACTS:
            raise NotPossibleNow(
                "too_many_facts", f"An objective has at most {MOST_FACTS} secret facts. Withdraw one first."
            )
        # Its name is part of what is hashed, so it is chosen here: equal answers to two facts do not look alike.
        name = uuid4()
        fact = SecretFact.objects.create(
            public_id=name,
            objective=objective,
            question=asked,
            answer_hash=_hashed(name, answer, settings.SECRET_KEY),
            made_by=actor,
            made_at=at,
        )
        _record(fact, "fact.added", actor, at)
    return fact


def withdraw_fact(*, fact: SecretFact, actor: User, at: datetime) -> SecretFact:
    """Ask the question no more; what was answered stays."""
    with transaction.atomic():
        locked = SecretFact.objects.select_for_update(no_key=True, of=("self",))
        fact = locked.select_related("objective").get(pk=fact.pk)
        if fact.withdrawn_at is None:
            fact.withdrawn_at = at
            fact.save(update_fields=["withdrawn_at"])
            _record(fact, "fact.withdrawn", actor, at)
    return fact


def remove_planned_facts(objective: Objective) -> None:
    """Let the secret facts go with an objective that is removed from a draft; one that has reports stays."""
    if Finding.objects.filter(objective=objective).exists():
        raise NotPossibleNow(
            "objective_has_findings",
            f"There are reports of “{objective.title}”, which stay on record, and so does the objective.",
            objective=str(objective.public_id),
        )
    SecretFact.objects.filter(objective=objective).delete()


def answer_facts(
    *, finding: Finding, answers: Mapping[UUID, str], at: datetime, with_report: bool = False
) -> list[FactAnswer]:
    """Take a reporter's answers, by the facts' ids.

    With a report they never stand in its way: a question withdrawn since, or answered three times, is passed over.
    Raises InvalidInput for a fact that the objective does not have, NotPossibleNow once the finding is decided or the
    attempts are spent.
    """
    facts = {fact.public_id: fact for fact in SecretFact.objects.filter(objective=finding.objective_id)}
    for name, answer in answers.items():
        if name not in facts:
            raise InvalidInput("unknown_fact", "The objective has no such question.", field=f"facts/{name}")
        _require_letters(answer, field=f"facts/{name}")
    with transaction.atomic():
        # All of one participant's answers follow each other, whichever report they come with.
        Participant.objects.select_for_update(no_key=True, of=("self",)).get(pk=finding.participant_id)
        state = Finding.objects.values_list("state", flat=True).get(pk=finding.pk)
        if state not in Finding.UNDECIDED:
            raise NotPossibleNow("finding_is_decided", "The finding is decided; answers change nothing any more.")
        given = dict(
            FactAnswer.objects.filter(participant=finding.participant_id, fact__in=facts.values())
            .values_list("fact")
            .annotate(n=Count("pk"))
        )
        taken = []
        for name, answer in answers.items():
            fact = facts[name]
            attempt = given.get(fact.pk, 0) + 1
            refusal = _refusal(fact, attempt)
            if refusal is None:
                taken.append(_take(finding, fact, answer, attempt, at))
            elif not with_report:
                raise refusal
    return taken


def attempts_left(*, fact: SecretFact, participant: Participant) -> int:
    return FactAnswer.MOST_ATTEMPTS - FactAnswer.objects.filter(fact=fact, participant=participant).count()


def _take(finding: Finding, fact: SecretFact, answer: str, attempt: int, at: datetime) -> FactAnswer:
    taken = FactAnswer.objects.create(
        fact=fact,
        participant_id=finding.participant_id,
        finding=finding,
        attempt=attempt,
        matched=_matches(fact, answer),
        at=at,
    )
    record_event(
        kind="fact.answered",
        at=at,
        campaign_id=finding.campaign_id,
        actor_id=finding.participant.user_id,
        participant_id=finding.participant_id,
        finding_id=finding.pk,
        # Not whether it matched: whoever is told of events may be the reporter.
        data={"fact": str(fact.public_id), "attempt": attempt},
    )
    return taken


def _refusal(fact: SecretFact, attempt: int) -> NotPossibleNow | None:
    field = f"facts/{fact.public_id}"
    if fact.withdrawn_at is not None:
        return NotPossibleNow("fact_withdrawn", "This question is not asked any more.", field=field)
    if attempt > FactAnswer.MOST_ATTEMPTS:
        return NotPossibleNow(
            "attempts_spent",
            f"A question is answered {FactAnswer.MOST_ATTEMPTS} times at most, over all of one's reports.",
            field=field,
        )
    return None


def _matches(fact: SecretFact, answer: str) -> bool:
    """Compare in constant time, also with what was hashed under a key that was replaced since."""
    hashes = [_hashed(fact.public_id, answer, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return sum(hmac.compare_digest(fact.answer_hash, hashed) for hashed in hashes) > 0


def _hashed(name: UUID, answer: str, key: str) -> str:
    said = f"{name}\x00{normalize_answer(answer)}"
    return salted_hmac(_HASHED, said, secret=key, algorithm="sha256").hexdigest()


def _require_letters(answer: str, *, field: str = "answer") -> None:
    if len(answer) > LONGEST_ANSWER or not normalize_answer(answer):
        raise InvalidInput(
            "answer_unusable",
            f"An answer has at most {LONGEST_ANSWER} characters, letters or digits among them; nothing else counts.",
            field=field,
        )


def _require_not_closed(objective: Objective) -> None:
    if hold_campaign(objective.campaign_id).state == Campaign.State.CLOSED:
        raise NotPossibleNow("campaign_closed", "The campaign is closed; nobody reports in it any more.")


def _record(fact: SecretFact, kind: str, actor: User, at: datetime) -> None:
    record_event(
        kind=kind,
        at=at,
        campaign_id=fact.objective.campaign_id,
        actor_id=actor.pk,
        data={"objective": str(fact.objective.public_id), "fact": str(fact.public_id)},
    )

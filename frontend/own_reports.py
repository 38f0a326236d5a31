"""One's own report: how it stands, what came with it, and what its reporter can still do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.errors import DomainError
from campaigns.findings.appealing import TIME_TO_APPEAL, appeal_finding
from campaigns.findings.evidence import OPEN_STATES, remove_evidence
from campaigns.findings.facts import LONGEST_ANSWER, answer_facts, attempts_left
from campaigns.findings.models import Evidence, Finding, SecretFact, Verdict
from campaigns.findings.operations import possible_steps, respond_to_request, withdraw_finding
from campaigns.findings.steps import MOST_ROUNDS
from campaigns.people.models import User
from frontend import reads
from frontend.refusals import refuse
from frontend.report_forms import AnswerForm, EvidenceForm, NoteForm
from frontend.reporting import tell_refused
from frontend.uploads import Sorter, keep_evidence, sort_files
from frontend.views import own_place, visible_campaign

S = Finding.State
_HEADINGS = {
    S.SUBMITTED: "waits for a reviewer",
    S.UNDER_REVIEW: "is being reviewed",
    S.NEEDS_INFO: "needs your answer",
    S.VERIFIED: "was found true",
    S.REJECTED: "was rejected",
    S.DUPLICATE: "had been made before by somebody else",
    S.WITHDRAWN: "was taken back",
    S.REVERSED: "was found wrong after all",
}


@dataclass(frozen=True)
class Appealing:
    """Until when a rejection can be appealed; `why_not` where it cannot be."""

    until: datetime | None = None
    why_not: str = ""


@login_required
@require_safe
@never_cache
def own_report(request: HttpRequest, slug: str, finding_id: UUID) -> HttpResponse:
    """Show somebody their own report."""
    return _show(request, _own_finding(request, slug, finding_id))


@csrf_exempt
@login_required
@require_POST
@never_cache
def respond(request: HttpRequest, slug: str, finding_id: UUID) -> HttpResponse:
    """Take the answer to what a reviewer asked, its pictures first: with the answer the report is closed to them."""
    answer: HttpResponse = _respond(request, slug, finding_id, sort_files(request))
    return answer


@csrf_protect
def _respond(request: HttpRequest, slug: str, finding_id: UUID, sorter: Sorter) -> HttpResponse:
    finding = _own_finding(request, slug, finding_id)
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, finding, answer_form=form)
    said, now = form.cleaned_data, timezone.now()
    _, refused = keep_evidence(
        finding=finding, reporter=_person(request), files=said["photos"], links=said["links"], at=now
    )
    try:
        respond_to_request(finding=finding, reporter=_person(request), at=now, note=said["note"])
    except DomainError as refusal:
        return refuse(request, refusal, campaign=finding.campaign, place=finding.participant)
    tell_refused(request, [*sorter.refused, *refused])
    messages.success(request, "Your answer is with the reviewer.")
    return redirect("own_report", slug, finding_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def withdraw(request: HttpRequest, slug: str, finding_id: UUID) -> HttpResponse:
    """Say what taking a report back means, and take it back once that is confirmed."""
    finding = _own_finding(request, slug, finding_id)
    if "withdraw" not in possible_steps(finding):
        messages.warning(request, "It has been decided, so it cannot be taken back any more.")
        return redirect("own_report", slug, finding_id)
    if request.method == "POST":
        return _take(request, finding, withdraw_finding, "You took your report back.", note="")
    return render(request, "frontend/withdraw.html", {"campaign": finding.campaign, "finding": finding})


@login_required
@require_POST
@never_cache
def appeal(request: HttpRequest, slug: str, finding_id: UUID) -> HttpResponse:
    """Ask for somebody else to decide once more."""
    finding = _own_finding(request, slug, finding_id)
    form = _appeal_form(request.POST)
    if not form.is_valid():
        return _show(request, finding, appeal_form=form)
    told = "Your appeal is in. Somebody who had no say before decides about it."
    return _take(request, finding, appeal_finding, told, note=form.cleaned_data["note"])


@login_required
@require_POST
@never_cache
def answer_questions(request: HttpRequest, slug: str, finding_id: UUID) -> HttpResponse:
    """Take answers to what only a witness knows; whether they are right is for reviewers."""
    finding = _own_finding(request, slug, finding_id)
    form = FactsForm(request.POST, finding=finding)
    if not form.is_valid():
        return _show(request, finding, facts_form=form)
    try:
        answer_facts(finding=finding, answers=form.answers(), at=timezone.now())
    except DomainError as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, "Your answers are with the reviewers. Whether they are right is not told.")
    return redirect("own_report", slug, finding_id)


@login_required
@require_POST
@never_cache
def take_back_evidence(request: HttpRequest, slug: str, finding_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Remove one piece of evidence, while the report is open for it."""
    finding = _own_finding(request, slug, finding_id)
    evidence = Evidence.objects.filter(finding=finding, public_id=evidence_id).first()
    if evidence is None:
        raise Http404
    try:
        remove_evidence(evidence=evidence, reporter=_person(request), at=timezone.now())
    except DomainError as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, f"{evidence.get_kind_display().capitalize()} was removed from your report.")
    return redirect("own_report", slug, finding_id)


class FactsForm(forms.Form):
    """The questions of the objective that can still be answered."""

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._named: dict[str, UUID] = {}
        for fact in SecretFact.objects.filter(objective=finding.objective_id, withdrawn_at=None).order_by("pk"):
            left = attempts_left(fact=fact, participant=finding.participant)
            if left > 0:
                name = f"fact-{fact.public_id}"
                self._named[name] = fact.public_id
                self.fields[name] = forms.CharField(
                    label=fact.question,
                    required=False,
                    max_length=LONGEST_ANSWER,
                    help_text=f"{left} {'attempt' if left == 1 else 'attempts'} left.",
                    widget=forms.TextInput(attrs={"autocomplete": "off"}),
                )

    def answers(self) -> dict[UUID, str]:
        return {fact: self.cleaned_data[name] for name, fact in self._named.items() if self.cleaned_data[name]}


def appealing_of(finding: Finding, *, at: datetime) -> Appealing | None:
    """Say until when a rejected report can be appealed; None for what was not rejected."""
    if finding.state not in (Finding.State.REJECTED, Finding.State.DUPLICATE) or finding.decided_at is None:
        return None
    if finding.round >= MOST_ROUNDS:
        return Appealing(why_not="It was appealed once, and the second review stands.")
    ends = [finding.decided_at + TIME_TO_APPEAL, finding.campaign.decide_by]
    until = min(end for end in ends if end is not None)
    if at > until:
        return Appealing(until, why_not="The time to appeal is over.")
    return Appealing(until)


def _show(request: HttpRequest, finding: Finding, **bound: forms.Form) -> HttpResponse:
    now = timezone.now()
    verdicts = list(finding.verdicts.all())
    asked = [each for each in verdicts if each.kind == Verdict.Kind.NEEDS_INFO]
    is_undecided = finding.state in Finding.UNDECIDED
    context = {
        "campaign": finding.campaign,
        "finding": finding,
        "heading": _HEADINGS[Finding.State(finding.state)],
        "state": reads.say_state(finding),
        "evidence": list(finding.evidence.all()),
        "takes_evidence": finding.state in OPEN_STATES,
        "question": asked[-1] if asked and finding.state == Finding.State.NEEDS_INFO else None,
        "can_withdraw": "withdraw" in possible_steps(finding),
        "appealing": appealing_of(finding, at=now),
        "told": [(each, reads.say_verdict(each)) for each in verdicts if reads.say_verdict(each)],
        "vouches": list(finding.vouches.select_related("participant")),
        "evidence_form": EvidenceForm(),
        "answer_form": AnswerForm(label="Your answer"),
        "appeal_form": _appeal_form(None),
        "facts_form": FactsForm(finding=finding) if is_undecided else None,
        **bound,
    }
    return render(request, "frontend/own_report.html", context, status=400 if bound else 200)


def _appeal_form(posted: Any) -> NoteForm:
    return NoteForm(posted, label="Why it should be looked at again")


def _take(request: HttpRequest, finding: Finding, step: Any, told: str, *, note: str) -> HttpResponse:
    try:
        step(finding=finding, reporter=_person(request), at=timezone.now(), note=note)
    except DomainError as refusal:
        return refuse(request, refusal, campaign=finding.campaign, place=finding.participant)
    messages.success(request, told)
    return redirect("own_report", finding.campaign.slug, finding.public_id)


def _own_finding(request: HttpRequest, slug: str, finding_id: UUID) -> Finding:
    own = own_place(request, visible_campaign(request, slug))
    found = Finding.objects.filter(participant=own, public_id=finding_id) if own else Finding.objects.none()
    finding = found.select_related("campaign", "objective", "participant").prefetch_related("verdicts").first()
    if finding is None:
        raise Http404
    return finding


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - tells the type checker what the decorator has checked
    return request.user

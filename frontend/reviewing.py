"""Reviewing on pages: the queue, one finding with all that is known of it, and saying what it is.

Gold is met here under its own name as any other finding, and answered as the API answers it.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rest_framework.request import Request

from campaigns.errors import DomainError
from campaigns.findings import gold as golden
from campaigns.findings.dossiers import Dossier, open_dossiers, open_gold
from campaigns.findings.evidence_api import serve
from campaigns.findings.models import Assessment, Evidence, FactAnswer, Finding, Gold
from campaigns.findings.operations import (
    REJECTION_REASONS,
    REVERSAL_REASONS,
)
from campaigns.findings.review_queue import assessed, decidable, held, not_assessed, take_next
from campaigns.findings.steps import possible_steps
from campaigns.findings.subjects import Subject
from campaigns.people.doors import REVIEWER
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from frontend import review_reads
from frontend.refusals import refuse
from frontend.report_forms import NoteForm
from frontend.views import visible_campaign

MOST_SHOWN = 50
_UNDECIDED_NOTE = partial(NoteForm, required=False)


class RejectForm(forms.Form):
    """Why it is not to be paid."""

    reason = forms.ChoiceField(label="Why", choices=list(REJECTION_REASONS.items()))
    duplicate_of = forms.ChoiceField(
        label="It was reported before as", required=False, help_text="For duplicates: the report that said it first."
    )
    note = forms.CharField(
        label="Note to the reporter",
        required=False,
        max_length=4_000,
        help_text="The reporter reads it. With another reason it has to say which.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, earlier: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["duplicate_of"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - tells the type checker
        chosen.choices = [("", "Not a duplicate"), *earlier]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("duplicate_of") and said.get("reason") != "duplicate":
            self.add_error("duplicate_of", "You named an earlier report and another reason. Keep one of the two.")
        return said


class ReverseForm(forms.Form):
    """Why a verified finding was wrong after all."""

    reason = forms.ChoiceField(label="What was wrong", choices=list(REVERSAL_REASONS.items()))
    note = forms.CharField(
        label="Note to everybody whose money is taken back",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what was wrong; everybody concerned reads it."},
    )
    confirmed = forms.BooleanField(
        label="I understand that this cannot be taken back.",
        error_messages={"required": "Confirm that it cannot be taken back."},
    )


@login_required
@require_safe
@never_cache
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what waits for this reviewer, in the order of what hangs on it."""
    campaign, reader = _review_room(request, slug)
    now = timezone.now()
    waiting = decidable(campaign=campaign, reviewer=reader, at=now)
    first = list(
        assessed(waiting, campaign=campaign).order_by("-priority", "pk").values_list("pk", flat=True)[:MOST_SHOWN]
    )
    rest = not_assessed(waiting).order_by("received_at", "pk").values_list("pk", flat=True)
    ids = [*first, *rest[: MOST_SHOWN - len(first)]]
    dossiers = open_dossiers(Finding.objects.filter(pk__in=ids), reader=reader, at=now)
    asked = decidable(campaign=campaign, reviewer=reader, at=now, state=Finding.State.NEEDS_INFO)
    context = {
        "campaign": campaign,
        "in_hand": _in_hand(campaign, reader, now),
        "rows": [review_reads.row_of(dossiers[pk]) for pk in ids if pk in dossiers],
        "count": waiting.count(),
        "oldest": waiting.order_by("received_at").values_list("received_at", flat=True).first(),
        "asked_count": asked.count(),
        "is_organizer": reader.may(campaign.pk),
        "now": now,
    }
    return render(request, "frontend/review_queue.html", context)


@login_required
@require_POST
@never_cache
def take_up_next(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the reviewer what is best looked at next."""
    campaign, reader = _review_room(request, slug)
    try:
        taken = take_next(campaign=campaign, reviewer=reader, at=timezone.now())
    except DomainError as refusal:
        return refuse(request, refusal, campaign=campaign)
    if taken is None:
        messages.info(request, "Nothing waits for you to review now.")
        return redirect("review", slug)
    return redirect("review_finding", slug, taken.public_id)


@login_required
@require_safe
@never_cache
def finding(request: HttpRequest, slug: str, finding_id: UUID) -> HttpResponse:
    """Show one finding with all that is known of it."""
    campaign, reader = _review_room(request, slug)
    return _show(request, _subject(campaign, reader, finding_id))


@login_required
@require_POST
@never_cache
def step(request: HttpRequest, slug: str, finding_id: UUID, name: str) -> HttpResponse:
    """Take one step of the review: claim, release, verify, reject or ask."""
    campaign, reader = _review_room(request, slug)
    subject = _subject(campaign, reader, finding_id)
    now = timezone.now()
    try:
        match name:
            case "claim":
                subject.claim(at=now)
                return redirect("review_finding", slug, finding_id)
            case "release":
                subject.release(at=now)
                messages.success(request, "You gave it back. Another reviewer can take it up.")
            case "verify":
                form = _UNDECIDED_NOTE(request.POST)
                if not form.is_valid():
                    return _show(request, subject, verify_form=form)
                _tell(request, subject.verify(at=now, note=form.cleaned_data["note"]))
            case "ask":
                form = _ask_form(request.POST)
                if not form.is_valid():
                    return _show(request, subject, ask_form=form)
                subject.ask(at=now, note=form.cleaned_data["note"])
                messages.success(request, "Your question is with the reporter. The report comes back with the answer.")
            case _:
                shown_again = _reject(request, subject, now)
                if shown_again is not None:
                    return shown_again
    except DomainError as refusal:
        messages.warning(request, refusal.message)
        return redirect("review_finding", slug, finding_id)
    return redirect("review", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reverse(request: HttpRequest, slug: str, finding_id: UUID) -> HttpResponse:
    """Say what reversing means and for whom, and reverse once that is confirmed."""
    campaign, reader = _review_room(request, slug)
    subject = _subject(campaign, reader, finding_id)
    if "reverse" not in possible_steps(subject.guise(at=timezone.now())):
        messages.warning(request, "Only what was verified can be reversed.")
        return redirect("review_finding", slug, finding_id)
    form = ReverseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            subject.reverse(at=timezone.now(), reason=said["reason"], note=said["note"])
        except DomainError as refusal:
            return refuse(request, refusal, campaign=campaign)
        messages.success(request, "Reversed. The money it was paid is taken back within seconds.")
        return redirect("review_finding", slug, finding_id)
    dossier = subject.dossier(at=timezone.now())
    context = {
        "campaign": campaign,
        "finding": dossier.finding,
        "form": form,
        "paid": review_reads.paid_for(subject.finding) if subject.gold is None and dossier.shows_prize else [],
    }
    return render(request, "frontend/review_reverse.html", context, status=400 if form.errors else 200)


@login_required
@require_safe
@never_cache
def evidence_file(request: HttpRequest, slug: str, finding_id: UUID, evidence_id: UUID, what: str) -> HttpResponseBase:
    """Serve a file of the finding under the name by which the reviewer knows it."""
    campaign, reader = _review_room(request, slug)
    subject = _subject(campaign, reader, finding_id)
    evidence = Evidence.objects.filter(finding=subject.finding, public_id=evidence_id).exclude(file="").first()
    if evidence is None:
        raise Http404
    try:
        if what == "preview":
            return serve(Request(request), str(evidence.preview), "image/jpeg")
        return serve(Request(request), str(evidence.file), evidence.media_type)
    except DomainError:
        raise Http404 from None


def _show(request: HttpRequest, subject: Subject, **bound: forms.Form) -> HttpResponse:
    now = timezone.now()
    dossier = subject.dossier(at=now)
    real = subject.finding
    own = dossier.own_claim(subject.reader)
    steps = possible_steps(dossier.finding)
    context = {
        "campaign": real.campaign,
        "name": subject.name,
        "finding": dossier.finding,
        "dossier": dossier,
        "credibility": review_reads.credibility_of(dossier.assessment),
        "neighbours": [] if subject.gold else review_reads.neighbours_of(real, dossier.assessment),
        "vouches": list(real.vouches.select_related("participant")),
        "facts": list(FactAnswer.objects.filter(finding=real).select_related("fact").order_by("fact", "attempt")),
        "own_claim": own,
        "minutes_left": max(int((own.expires_at - now).total_seconds() // 60), 0) if own else 0,
        "can_claim": "claim" in steps,
        "may_decide": "verify" in steps and (own is not None or "claim" not in steps),
        "may_ask": "request_info" in steps and own is not None,
        "may_reverse": "reverse" in steps,
        "is_organizer": subject.reader.may(real.campaign_id),
        "undecided_states": Finding.UNDECIDED,
        "next_rank": review_reads.next_rank_of(dossier),
        "told": review_reads.history_of(dossier),
        "verify_form": _UNDECIDED_NOTE(label="Note to the reporter"),
        "reject_form": RejectForm(earlier=_earlier(subject, dossier.finding, dossier.assessment)),
        "ask_form": _ask_form(None),
        **bound,
    }
    return render(request, "frontend/review_finding.html", context, status=400 if bound else 200)


def _reject(request: HttpRequest, subject: Subject, at: datetime) -> HttpResponse | None:
    """Reject; gives the page with the form again where the form does not say enough."""
    dossier = subject.dossier(at=at)
    form = RejectForm(request.POST, earlier=_earlier(subject, dossier.finding, dossier.assessment))
    if form.is_valid():
        said = form.cleaned_data
        first = None
        if said["duplicate_of"]:
            first = Finding.objects.get(campaign=subject.finding.campaign_id, public_id=said["duplicate_of"])
        try:
            _tell(request, subject.reject(at=at, reason=said["reason"], note=said["note"], duplicate_of=first))
        except DomainError as refused:
            if refused.field not in form.fields:
                raise
            form.add_error(refused.field, refused.message)
        else:
            return None
    return _show(request, subject, reject_form=form)


def _earlier(subject: Subject, finding: Finding, assessment: Assessment | None) -> list[tuple[str, str]]:
    # Gold stands alone: it has no first but itself.
    return review_reads.earlier_of(finding, None if subject.gold else assessment)


def _ask_form(posted: Any) -> NoteForm:
    return NoteForm(posted, label="What you need to know")


def _tell(request: HttpRequest, decided: Finding) -> None:
    if decided.state in Finding.UNDECIDED:
        messages.success(request, "Your vote is in. The others' votes decide with it.")
    else:
        messages.success(request, f"Decided: {decided.objective.title} is {decided.get_state_display()}.")


def _in_hand(campaign: Campaign, reader: User, at: datetime) -> list[Dossier]:
    """Give what this reviewer has taken up and not decided, gold as it looks to them."""
    taken = held(campaign=campaign, reviewer=reader, at=at)
    dossiers = open_dossiers(taken.filter(state__in=Finding.UNDECIDED), reader=reader, at=at).values()
    decided = taken.exclude(state__in=Finding.UNDECIDED)
    golden_ones = Gold.objects.filter(finding__in=decided, retired_at__isnull=True)
    golden_ones = golden_ones.select_related("finding__campaign", "finding__objective")
    return [*dossiers, *(open_gold(gold, reader=reader, at=at) for gold in golden_ones)]


def _review_room(request: HttpRequest, slug: str) -> tuple[Campaign, User]:
    """Let in reviewers and organizers of the campaign; for others there is nothing here."""
    campaign = visible_campaign(request, slug)
    reader = request.user
    if not isinstance(reader, User) or not reader.may(campaign.pk, REVIEWER):
        raise Http404
    return campaign, reader


def _subject(campaign: Campaign, reader: User, name: UUID) -> Subject:
    gold = golden.find_gold(public_id=name, reviewer=reader)
    if gold is not None and gold.campaign_id == campaign.pk:
        return Subject(gold.finding, gold, reader)
    found = Finding.objects.filter(campaign=campaign, public_id=name).select_related("campaign", "objective").first()
    if found is None:
        raise Http404
    return Subject(found, None, reader)

"""Trust on pages, for organizers: what was noticed, whose rewards wait, branches in quarantine, and objections.

What a decision touches is shown before it is made, and made on a page of its own.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.errors import DomainError
from campaigns.people.models import User
from campaigns.planning.models import Campaign
from campaigns.recruiting.models import Participant
from campaigns.trust.consequences import consequences_for_branch, consequences_for_person
from campaigns.trust.models import Hold, Objection, Quarantine, Signal
from campaigns.trust.operations import (
    HOLD_DAYS,
    MOST_HOLD_DAYS,
    MOST_NOTE,
    MOST_REASON,
    OBJECTION_DAYS,
    decide_hold,
    decide_objection,
    lift_quarantine,
    place_hold,
    quarantine_branch,
)
from campaigns.trust.risk import RULES, sentence
from campaigns.trust.signals import decide_signal, people_of
from frontend.report_forms import NoteForm
from frontend.views import visible_campaign

MOST_SHOWN = 50
_DECISIONS = {
    "clear": Hold.Decision.CLEARED,
    "exclude": Hold.Decision.EXCLUDED,
    "ban": Hold.Decision.BANNED,
}


class HoldForm(NoteForm):
    """Why somebody's rewards are to wait, and for how long."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label="Why; the person reads it as it is written here", most=MOST_REASON, **kwargs)
        self.fields["days"] = forms.IntegerField(
            label="For how many days", min_value=1, max_value=MOST_HOLD_DAYS, initial=HOLD_DAYS
        )


@login_required
@require_safe
@never_cache
def trust(request: HttpRequest, slug: str) -> HttpResponse:
    """Show organizers what waits for them, and what they decided lately."""
    campaign, _ = _trust_room(request, slug)
    now = timezone.now()
    signals = Signal.objects.filter(campaign=campaign).select_related("finding").prefetch_related("holds")
    noticed = list(signals.filter(state=Signal.State.OPEN).order_by("-severity", "-id")[:MOST_SHOWN])
    people = people_of(noticed)
    holds = Hold.objects.filter(campaign=campaign).select_related("participant", "placed_by", "decided_by", "signal")
    quarantines = Quarantine.objects.filter(campaign=campaign).select_related("root", "placed_by", "lifted_by")
    objections = Objection.objects.filter(participant__campaign=campaign).select_related(
        "participant", "hold", "quarantine__root", "decided_by"
    )
    asked = request.GET.get("name", "").strip()
    context = {
        "campaign": campaign,
        "signals": [_said(signal, people) for signal in noticed],
        "signal_count": signals.filter(state=Signal.State.OPEN).count(),
        "holds": list(holds.filter(pk__in=Hold.objects.active(now)).order_by("expires_at")[:MOST_SHOWN]),
        "decided_holds": list(holds.filter(decided_at__isnull=False).order_by("-decided_at")[:10]),
        "quarantines": list(quarantines.filter(lifted_at__isnull=True).order_by("-id")[:MOST_SHOWN]),
        "objections": list(objections.filter(decided_at__isnull=True).order_by("id")[:MOST_SHOWN]),
        "asked": asked,
        "found": list(
            Participant.objects.filter(campaign=campaign, display_name__icontains=asked).order_by("display_name")[:20]
        )
        if asked
        else [],
    }
    return render(request, "frontend/trust.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def signal(request: HttpRequest, slug: str, signal_id: UUID, decision: str) -> HttpResponse:
    """Clear or uphold what was noticed, with a note that says why."""
    campaign, organizer = _trust_room(request, slug)
    noticed = Signal.objects.filter(campaign=campaign, public_id=signal_id).prefetch_related("holds").first()
    if noticed is None:
        raise Http404
    state = Signal.State.CLEARED if decision == "clear" else Signal.State.UPHELD
    return _decide(
        request,
        campaign,
        "trust_signal.html",
        form=NoteForm(_posted(request), label="Why; it stays with the signal", most=MOST_NOTE),
        act=lambda said: decide_signal(
            signal=noticed, state=state.value, decided_by=organizer, at=timezone.now(), note=said["note"]
        ),
        told="Decided. It stays written down with your note.",
        noticed=_said(noticed, people_of([noticed])),
        decision=decision,
    )


@login_required
@require_safe
@never_cache
def person(request: HttpRequest, slug: str, participant_id: UUID) -> HttpResponse:
    """Show one person: where they stand, what was noticed and decided, and what can be done."""
    campaign, _ = _trust_room(request, slug)
    who = _person(campaign, participant_id)
    chain = Participant.objects.chain_of(who.pk)
    now = timezone.now()
    noticed = list(Signal.objects.filter(campaign=campaign, facts__people__contains=[str(who.public_id)])[:MOST_SHOWN])
    context = {
        "campaign": campaign,
        "who": who,
        "above": chain[1:],
        "touches": consequences_for_person(who),
        "branch": consequences_for_branch(who),
        "signals": [_said(each, people_of([each])) for each in noticed],
        "holds": list(who.holds.select_related("placed_by", "decided_by").order_by("-id")[:MOST_SHOWN]),
        "active": set(Hold.objects.active(now).filter(participant=who).values_list("pk", flat=True)),
        "quarantine": Quarantine.objects.filter(root=who, lifted_at__isnull=True).first(),
        "inside": Quarantine.objects.filter(
            root__in=[member.participant_id for member in chain[1:]], lifted_at__isnull=True
        ).first(),
    }
    return render(request, "frontend/trust_person.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def hold(request: HttpRequest, slug: str, participant_id: UUID) -> HttpResponse:
    """Put somebody's rewards on hold."""
    campaign, organizer = _trust_room(request, slug)
    who = _person(campaign, participant_id)
    return _decide(
        request,
        campaign,
        "trust_hold.html",
        form=HoldForm(_posted(request)),
        act=lambda said: place_hold(
            participant=who, reason=said["note"], days=said["days"], placed_by=organizer, at=timezone.now()
        ),
        told=f"The rewards of {who.display_name} wait now. Nothing is lost to anybody before somebody decides.",
        who=who,
        touches=consequences_for_person(who),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def decide(request: HttpRequest, slug: str, hold_id: UUID, decision: str) -> HttpResponse:
    """Clear a hold, or exclude or ban its person, once it has been said what that means."""
    campaign, organizer = _trust_room(request, slug)
    placed = Hold.objects.filter(campaign=campaign, public_id=hold_id).select_related("participant__campaign").first()
    if placed is None:
        raise Http404
    clears = decision == "clear"
    return _decide(
        request,
        campaign,
        "trust_decide.html",
        form=NoteForm(_posted(request), label="Note to the person", required=not clears, most=MOST_NOTE),
        act=lambda said: decide_hold(
            hold=placed,
            decision=_DECISIONS[decision].value,
            decided_by=organizer,
            at=timezone.now(),
            note=said["note"],
        ),
        told="Decided. The person is told, with your note.",
        hold=placed,
        decision=decision,
        touches=consequences_for_person(placed.participant),
        objection_days=OBJECTION_DAYS,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def quarantine(request: HttpRequest, slug: str, participant_id: UUID) -> HttpResponse:
    """Show what freezing a branch touches, and freeze it once that is confirmed."""
    campaign, organizer = _trust_room(request, slug)
    root = _person(campaign, participant_id)
    return _decide(
        request,
        campaign,
        "trust_quarantine.html",
        form=NoteForm(
            _posted(request), label="Why; the person at the root reads it as it is written here", most=MOST_REASON
        ),
        act=lambda said: quarantine_branch(root=root, reason=said["note"], placed_by=organizer, at=timezone.now()),
        told=f"The branch of {root.display_name} is in quarantine.",
        root=root,
        touches=consequences_for_branch(root),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def lift(request: HttpRequest, slug: str, quarantine_id: UUID) -> HttpResponse:
    """Open a branch again."""
    campaign, organizer = _trust_room(request, slug)
    placed = Quarantine.objects.filter(campaign=campaign, public_id=quarantine_id).select_related("root").first()
    if placed is None:
        raise Http404
    return _decide(
        request,
        campaign,
        "trust_lift.html",
        form=NoteForm(_posted(request), label="Note to the person at the root", required=False, most=MOST_NOTE),
        act=lambda said: lift_quarantine(quarantine=placed, lifted_by=organizer, at=timezone.now(), note=said["note"]),
        told="Lifted. What waited in the branch is released within the day.",
        quarantine=placed,
        touches=consequences_for_branch(placed.root),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def objection(request: HttpRequest, slug: str, objection_id: UUID, answer: str) -> HttpResponse:
    """Grant or refuse an objection; granting undoes what was decided."""
    campaign, organizer = _trust_room(request, slug)
    made = (
        Objection.objects.filter(participant__campaign=campaign, public_id=objection_id)
        .select_related("participant__campaign", "hold", "quarantine__root")
        .first()
    )
    if made is None:
        raise Http404
    granted = answer == "grant"
    return _decide(
        request,
        campaign,
        "trust_objection.html",
        form=NoteForm(_posted(request), label="Note to the person", required=not granted, most=MOST_NOTE),
        act=lambda said: decide_objection(
            objection=made, granted=granted, decided_by=organizer, at=timezone.now(), note=said["note"]
        ),
        told="Answered. The person reads it with your note.",
        objection=made,
        granted=granted,
    )


def _decide(
    request: HttpRequest,
    campaign: Campaign,
    template: str,
    *,
    form: forms.Form,
    act: Any,
    told: str,
    **context: Any,
) -> HttpResponse:
    """Show what is to be decided and what that means; decide where it was sent, or say why that cannot be."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, told)
            return redirect("trust", campaign.slug)
    context = {"campaign": campaign, "form": form, **context}
    return render(request, f"frontend/{template}", context, status=400 if form.errors else 200)


def _said(noticed: Signal, people: dict[str, Participant]) -> dict[str, Any]:
    """Put a signal in words: what was noticed, what else may be behind it, and whom it concerns."""
    rule = RULES[noticed.kind]
    suspects = {*noticed.facts.get("suspects", ())}
    return {
        "signal": noticed,
        "title": rule.title,
        "sentence": sentence(noticed.kind, noticed.facts["numbers"]),
        "innocent": rule.innocent,
        "people": [(people[name], name in suspects) for name in noticed.facts.get("people", ()) if name in people],
        "holds": len(noticed.holds.all()),
    }


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _person(campaign: Campaign, participant_id: UUID) -> Participant:
    found = Participant.objects.filter(campaign=campaign, public_id=participant_id).select_related("campaign").first()
    if found is None:
        raise Http404
    return found


def _trust_room(request: HttpRequest, slug: str) -> tuple[Campaign, User]:
    """Let in the campaign's organizers; for others there is nothing here."""
    campaign = visible_campaign(request, slug)
    organizer = request.user
    if not isinstance(organizer, User) or not organizer.may(campaign.pk):
        raise Http404
    return campaign, organizer

"""Reporting a finding without signing in, where the campaign allows it; who is signed in reports in the app.

The report comes first and its files after it, one by one, so that no file costs the report. Sent again it is the same
report: by its client id and by the secret that the reporter's device keeps. The page's script sends the same forms in
pieces and asks for JSON.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from campaigns.errors import DomainError
from campaigns.findings.models import Evidence, Finding, SecretFact
from campaigns.findings.reporting import report_anonymously
from campaigns.people.limits import ANONYMOUS_FILE, ANONYMOUS_REPORT, Limit, count_request, stranger_of
from campaigns.people.models import Trace
from campaigns.people.traces import connection_of, record_trace
from campaigns.planning.models import Campaign
from campaigns.recruiting.operations import refusal_of_campaign
from frontend.refusals import refuse, say, status_of
from frontend.report_forms import EvidenceForm, ReportForm
from frontend.report_words import words_for_the_script
from frontend.speaking import speaks
from frontend.trail import Trail, attribute
from frontend.uploads import Refused, Sorter, keep_evidence, sort_files
from frontend.views import own_place, visible_campaign

# For so long files can follow a report.
TICKET_DAYS = 7
_TICKET_SALT = "frontend.reporting.ticket"
_FIELDS = {"observed_at": "seen_at", "objective": "objective", "note": "note"}


@dataclass(frozen=True)
class Received:
    """What has arrived: the report, what came with it, and the code that claims its place."""

    finding: Finding
    kept: list[Evidence]
    refused: list[Refused]
    claim_code: str = ""


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@speaks
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form, or take a report in."""
    # The token is read from the form, which is received only after somebody stands ready to judge its files.
    sorter = sort_files(request)
    answer: HttpResponse = _too_much(request) if _is_too_much(request) else _report(request, slug, sorter)
    return answer


@csrf_exempt
@require_POST
@never_cache
@speaks
def report_files(request: HttpRequest, slug: str, finding_id: UUID) -> HttpResponse:
    """Take in files and links to a report that has arrived."""
    sorter = sort_files(request)
    if _is_too_much(request):
        return _too_much(request)
    answer: HttpResponse = _report_files(request, slug, finding_id, sorter)
    return answer


@csrf_protect
def _report(request: HttpRequest, slug: str, sorter: Sorter) -> HttpResponse:
    campaign = visible_campaign(request, slug)
    if request.user.is_authenticated or not campaign.anonymous_reports:
        return _send_on(request, campaign)
    now = timezone.now()
    refusal = refusal_of_campaign(campaign, at=now)
    if refusal is not None:
        return _refuse(request, refusal, campaign)
    posted = request.method == "POST"
    form = ReportForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        objectives=campaign.objectives.all(),
        zone=campaign.zone(),
        facts=list(
            SecretFact.objects.filter(objective__campaign=campaign, withdrawn_at=None).select_related("objective")
        ),
        initial={"client_id": uuid4(), "claim_secret": secrets.token_urlsafe(32)},
    )
    if posted and not _within(ANONYMOUS_REPORT, request):
        return _too_fast(request)
    if posted and form.is_valid():
        try:
            return _answer(request, _receive(request, campaign, form, sorter))
        except DomainError as refused:
            if refused.field is None and not _wants_json(request):
                return refuse(request, refused, campaign=campaign)
            form.add_error(_field_of(refused, form), say(refused))
    if posted and _wants_json(request):
        return JsonResponse({"errors": form.errors}, status=400)
    context = {
        "campaign": campaign,
        "form": form,
        "most_files": Evidence.MOST_FILES,
        "words": words_for_the_script(),
    }
    return render(request, "frontend/report.html", context, status=400 if posted else 200)


def _receive(request: HttpRequest, campaign: Campaign, form: ReportForm, sorter: Sorter) -> Received:
    said, now = form.cleaned_data, timezone.now()
    with transaction.atomic():
        finding, code, is_new = report_anonymously(
            campaign=campaign,
            objective=said["objective"],
            claim_secret=said["claim_secret"] or secrets.token_urlsafe(32),
            # A link that does not work any more is passed over here: it never stops a report.
            link=attribute(campaign=campaign, trail=Trail.read(request), invite=None, at=now),
            at=now,
            observed_at=said["seen_at"],
            note=said["note"],
            location=form.location(),
            client_id=str(said["client_id"]),
            facts=form.answers(),
        )
        if is_new:
            record_trace(
                campaign_id=campaign.pk,
                participant_id=finding.participant_id,
                finding_id=finding.pk,
                kind=Trace.Kind.REPORT,
                connection=connection_of(request),
                at=finding.received_at,
            )
    kept, refused = keep_evidence(finding=finding, files=said["photos"], links=said["links"], at=timezone.now())
    return Received(finding, kept, [*sorter.refused, *refused], code)


@csrf_protect
def _report_files(request: HttpRequest, slug: str, finding_id: UUID, sorter: Sorter) -> HttpResponse:
    campaign = visible_campaign(request, slug)
    finding = Finding.objects.filter(campaign=campaign, public_id=finding_id).select_related("participant").first()
    if finding is None or not _is_reporter(request, finding):
        raise Http404
    if not _within(ANONYMOUS_FILE, request):
        return _too_fast(request)
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        refused = [Refused(_("Links"), str(message)) for messages_ in form.errors.values() for message in messages_]
        return _answer(request, Received(finding, [], [*sorter.refused, *refused]))
    kept, refused = keep_evidence(
        finding=finding,
        files=form.cleaned_data["photos"],
        links=form.cleaned_data["links"],
        at=timezone.now(),
    )
    return _answer(request, Received(finding, kept, [*sorter.refused, *refused]))


def _answer(request: HttpRequest, received: Received) -> HttpResponse:
    """Say what has arrived and what has not; the claim code is in this answer and nowhere else."""
    finding = received.finding
    slug, name = finding.campaign.slug, finding.public_id
    ticket = signing.dumps(str(name), salt=_TICKET_SALT)
    if _wants_json(request):
        return JsonResponse(
            {
                "received_at": finding.received_at.isoformat(),
                "kept": [str(evidence.public_id) for evidence in received.kept],
                "refused": [asdict(refused) for refused in received.refused],
                "files": reverse("report_files", args=[slug, name]),
                "claim_code": received.claim_code,
                "ticket": ticket,
            }
        )
    context = {
        "campaign": finding.campaign,
        "received": received,
        "finding": finding,
        "evidence": list(finding.evidence.all()),
        "evidence_form": EvidenceForm(),
        "ticket": ticket,
    }
    return render(request, "frontend/reported.html", context)


def _is_reporter(request: HttpRequest, finding: Finding) -> bool:
    """Tell whether this is who sent the report; of a place that was claimed reports are its person's, in the app."""
    if finding.participant.user_id is not None:
        return False
    try:
        named = signing.loads(request.POST.get("ticket", ""), salt=_TICKET_SALT, max_age=TICKET_DAYS * 24 * 3600)
    except signing.BadSignature:
        return False
    return bool(named == str(finding.public_id))


def _send_on(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """Lead whoever does not report here to where they do; what they sent is refused, so that they still have it."""
    signed_in = request.user.is_authenticated
    if request.method == "POST":
        message = (
            _("You are signed in now, and this page reports without an account. Report it in the app, or sign out.")
            if signed_in
            else _("Reports without an account are not taken here any more. Sign in, and report it in the app.")
        )
        return _refuse_form(request, 409, _("This is not possible now."), message)
    if not signed_in:
        return redirect_to_login(request.get_full_path())
    if own_place(request, campaign) is None:
        return redirect("join", campaign.slug)
    objective = request.GET.get("objective")
    query = f"?{urlencode({'objective': objective})}" if objective else ""
    return redirect(reverse("app_at", args=[f"c/{campaign.slug}/me/report"]) + query)


def _refuse(request: HttpRequest, refusal: DomainError, campaign: Campaign) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"errors": {"__all__": [say(refusal)]}}, status=status_of(refusal))
    return refuse(request, refusal, campaign=campaign)


def _refuse_form(request: HttpRequest, status: int, title: str, message: str) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"errors": {"__all__": [message]}}, status=status)
    return render(request, "frontend/refusal.html", {"title": title, "message": message}, status=status)


def _field_of(refused: DomainError, form: ReportForm) -> str | None:
    field = refused.field or ""
    if field.startswith("facts/"):
        field = f"fact-{field.removeprefix('facts/')}"
    return _FIELDS.get(field, field if field in form.fields else None)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _within(limit: Limit, request: HttpRequest) -> bool:
    return count_request([limit], stranger_of(request)).lets_through


def _too_fast(request: HttpRequest) -> HttpResponse:
    if _wants_json(request):
        message = _("Too many reports came from here in a short time. It is kept and sent again in a while.")
        return JsonResponse({"errors": {"__all__": [message]}}, status=429)
    return render(request, "429.html", status=429)


def _is_too_much(request: HttpRequest) -> bool:
    """Tell whether the form could not be read; Django has dropped all of it then."""
    try:
        request.FILES  # noqa: B018 - reading it is what is tried
    except (RequestDataTooBig, TooManyFilesSent):
        return True
    return False


def _too_much(request: HttpRequest) -> HttpResponse:
    message = _(
        "It was more than one form can bring, so nothing of it was received. Go back and choose fewer files: more can "
        "be added afterwards."
    )
    return _refuse_form(request, 413, _("That was too much at once."), message)

"""Addresses of the pages. None of them holds anything personal: slugs and random codes only."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from frontend import (
    claiming,
    holding,
    invitations,
    joining,
    letters,
    news,
    notices,
    own_reports,
    places,
    reporting,
    reviewing,
    trusting,
    views,
    vouching,
)

# What stands in an address for one of a few words; anything else there is no page.
for name, words in {
    "concern": "hold|quarantine|payout",
    "step": "claim|release|verify|reject|ask",
    "size": "preview|file",
    "judgement": "clear|uphold",
    "decision": "clear|exclude|ban",
    "answer": "grant|refuse",
}.items():
    register_converter(type(name, (StringConverter,), {"regex": words}), name)

urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/invitations/", invitations.invitations, name="invitations"),
    path("accounts/notices/", notices.notices, name="notices"),
    path("accounts/notices/read/", notices.notices_read, name="notices_read"),
    path("accounts/notices/choose/", notices.notices_choose, name="notices_choose"),
    path("accounts/notices/address/", notices.address_ask, name="address_ask"),
    path("letters/confirm/<str:token>/", notices.address_confirm, name="confirm_address"),
    path("c/<slug:slug>/", views.campaign, name="campaign"),
    path("c/<slug:slug>/news/", news.news, name="news"),
    path("c/<slug:slug>/join/", joining.join, name="join"),
    path("c/<slug:slug>/claim/", claiming.claim, name="claim"),
    path("c/<slug:slug>/me/", places.place, name="place"),
    path("c/<slug:slug>/me/split/", places.split, name="split"),
    path("c/<slug:slug>/me/letters/", letters.switch, name="letters"),
    path("c/<slug:slug>/me/qr.<str:kind>", places.qr, name="qr"),
    path("c/<slug:slug>/me/reports/<uuid:finding_id>/", own_reports.own_report, name="own_report"),
    path("c/<slug:slug>/me/reports/<uuid:finding_id>/respond/", own_reports.respond, name="respond"),
    path("c/<slug:slug>/me/reports/<uuid:finding_id>/withdraw/", own_reports.withdraw, name="withdraw"),
    path("c/<slug:slug>/me/reports/<uuid:finding_id>/appeal/", own_reports.appeal, name="appeal"),
    path("c/<slug:slug>/me/reports/<uuid:finding_id>/answer/", own_reports.answer_questions, name="answer_questions"),
    path(
        "c/<slug:slug>/me/reports/<uuid:finding_id>/evidence/<uuid:evidence_id>/remove/",
        own_reports.take_back_evidence,
        name="take_back_evidence",
    ),
    path("c/<slug:slug>/me/vouch/<uuid:finding_id>/", vouching.vouch, name="vouch"),
    path("c/<slug:slug>/me/object/<concern:what>/<uuid:name>/", holding.object_to, name="object_to"),
    path("c/<slug:slug>/report/", reporting.report, name="report"),
    path("c/<slug:slug>/report/<uuid:finding_id>/files/", reporting.report_files, name="report_files"),
    path("c/<slug:slug>/review/", reviewing.queue, name="review"),
    path("c/<slug:slug>/review/next/", reviewing.take_up_next, name="review_next"),
    path("c/<slug:slug>/review/<uuid:finding_id>/", reviewing.finding, name="review_finding"),
    path("c/<slug:slug>/review/<uuid:finding_id>/reverse/", reviewing.reverse, name="review_reverse"),
    path("c/<slug:slug>/review/<uuid:finding_id>/<step:name>/", reviewing.step, name="review_step"),
    path(
        "c/<slug:slug>/review/<uuid:finding_id>/evidence/<uuid:evidence_id>/<size:what>/",
        reviewing.evidence_file,
        name="review_evidence",
    ),
    path("c/<slug:slug>/trust/", trusting.trust, name="trust"),
    path("c/<slug:slug>/trust/signals/<uuid:signal_id>/<judgement:decision>/", trusting.signal, name="trust_signal"),
    path("c/<slug:slug>/trust/people/<uuid:participant_id>/", trusting.person, name="trust_person"),
    path("c/<slug:slug>/trust/people/<uuid:participant_id>/hold/", trusting.hold, name="trust_hold"),
    path("c/<slug:slug>/trust/people/<uuid:participant_id>/quarantine/", trusting.quarantine, name="trust_quarantine"),
    path("c/<slug:slug>/trust/holds/<uuid:hold_id>/<decision:decision>/", trusting.decide, name="trust_decide"),
    path("c/<slug:slug>/trust/quarantines/<uuid:quarantine_id>/lift/", trusting.lift, name="trust_lift"),
    path(
        "c/<slug:slug>/trust/objections/<uuid:objection_id>/<answer:answer>/",
        trusting.objection,
        name="trust_objection",
    ),
    path("letters/stop/<str:token>/", letters.unsubscribe, name="unsubscribe"),
    path("r/<str:code>/", views.referral, name="referral"),
]

"""Addresses of the pages. None of them holds anything personal: slugs and random codes only."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from frontend import (
    app,
    claiming,
    joining,
    letters,
    moved,
    news,
    notices,
    reporting,
    social,
    speaking,
    views,
    working_offline,
)

urlpatterns = [
    path("", views.home, name="home"),
    path("app/", app.app, name="app"),
    path("app/sw.js", working_offline.worker, name="app_worker"),
    path("app/manifest.webmanifest", working_offline.manifest, name="app_manifest"),
    path("app/c/<slug:slug>/me", app.app, name="place"),
    # Whoever has signed out passes here; what the app's worker kept of them is gone when it sees them go on.
    path("app/signed-out", RedirectView.as_view(url="/"), name="app_signed_out"),
    path("app/sign-out", app.app, name="app_sign_out"),
    path("app/<path:path>", app.app, name="app_at"),
    path("language/", speaking.choose_language, name="choose_language"),
    # What letters and bookmarks of before lead to stands in the app.
    path("accounts/invitations/", RedirectView.as_view(url="/app/settings/roles"), name="invitations"),
    path("accounts/notices/", RedirectView.as_view(url="/app/inbox"), name="notices"),
    path("letters/confirm/<str:token>/", notices.address_confirm, name="confirm_address"),
    path("c/<slug:slug>/", views.campaign, name="campaign"),
    path("c/<slug:slug>/card.png", social.campaign_card, name="campaign_card"),
    path("c/<slug:slug>/qr.<str:kind>", social.campaign_qr, name="campaign_qr"),
    path("c/<slug:slug>/poster.pdf", social.campaign_poster, name="campaign_poster"),
    path("c/<slug:slug>/links/<uuid:link_id>/poster.pdf", social.link_poster, name="link_poster"),
    path("c/<slug:slug>/progress/", views.progress, name="progress"),
    path("c/<slug:slug>/news/", news.news, name="news"),
    path("c/<slug:slug>/join/", joining.join, name="join"),
    path("c/<slug:slug>/claim/", claiming.claim, name="claim"),
    path("c/<slug:slug>/me/poster.pdf", social.poster, name="poster"),
    path("c/<slug:slug>/me/reports/<uuid:finding_id>/", moved.to_me("findings/{finding_id}")),
    path("c/<slug:slug>/me/reports/<uuid:finding_id>/<path:rest>", moved.to_me("findings/{finding_id}")),
    path("c/<slug:slug>/me/vouch/<path:rest>", moved.to_me("trust")),
    path("c/<slug:slug>/me/object/payout/<path:rest>", moved.to_me("money")),
    path("c/<slug:slug>/me/object/<path:rest>", moved.to_me("trust")),
    path("c/<slug:slug>/me/split/", moved.to_me("split")),
    path("c/<slug:slug>/me/", moved.to_me("")),
    path("c/<slug:slug>/me/<path:rest>", moved.to_me("")),
    path("c/<slug:slug>/report/", reporting.report, name="report"),
    path("c/<slug:slug>/report/<uuid:finding_id>/files/", reporting.report_files, name="report_files"),
    path("c/<slug:slug>/review/", moved.to_manage("review"), name="review"),
    path("c/<slug:slug>/review/<uuid:finding_id>/", moved.to_manage("review/{finding_id}")),
    path("c/<slug:slug>/review/<uuid:finding_id>/<path:rest>", moved.to_manage("review/{finding_id}")),
    path("c/<slug:slug>/trust/", moved.to_manage("people/trust"), name="trust"),
    path("c/<slug:slug>/trust/people/<uuid:participant_id>/", moved.to_manage("people/{participant_id}")),
    path("c/<slug:slug>/trust/people/<uuid:participant_id>/<path:rest>", moved.to_manage("people/{participant_id}")),
    path("c/<slug:slug>/trust/<path:rest>", moved.to_manage("people/trust")),
    path("letters/stop/<str:token>/", letters.unsubscribe, name="unsubscribe"),
    path("r/<str:code>/card.png", social.referral_card, name="referral_card"),
    path("r/<str:code>/", views.referral, name="referral"),
]

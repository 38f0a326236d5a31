"""The addresses of the facts, under /api/v1/."""

from __future__ import annotations

from django.urls import path

from campaigns.findings import api as findings
from campaigns.people import api as people
from campaigns.planning import api as planning
from campaigns.planning import roles_api as roles
from campaigns.recruiting import api as recruiting

urlpatterns = [
    path("me/", people.MeView.as_view()),
    path("me/invitations/", roles.MyInvitationsView.as_view()),
    path("me/invitations/<uuid:invitation_id>/accept/", roles.AcceptInvitationView.as_view()),
    path("campaigns/", planning.CampaignsView.as_view()),
    path("campaigns/<slug:slug>/", planning.CampaignDetailView.as_view()),
    path("campaigns/<slug:slug>/pause/", planning.PauseView.as_view()),
    path("campaigns/<slug:slug>/resume/", planning.ResumeView.as_view()),
    path("campaigns/<slug:slug>/roles/", roles.RolesView.as_view()),
    path("campaigns/<slug:slug>/roles/invitations/", roles.RoleInvitationsView.as_view()),
    path("campaigns/<slug:slug>/roles/invitations/<uuid:invitation_id>/", roles.RoleInvitationView.as_view()),
    path("campaigns/<slug:slug>/roles/<uuid:role_id>/", roles.RoleView.as_view()),
    path("campaigns/<slug:slug>/objectives/", planning.ObjectivesView.as_view()),
    path("objectives/<uuid:objective_id>/", planning.ObjectiveDetailView.as_view()),
    path("campaigns/<slug:slug>/join/", recruiting.JoinView.as_view()),
    path("campaigns/<slug:slug>/me/", recruiting.PlaceView.as_view()),
    path("campaigns/<slug:slug>/me/qr.<str:kind>/", recruiting.QrView.as_view()),
    path("campaigns/<slug:slug>/links/", recruiting.LinksView.as_view()),
    path("campaigns/<slug:slug>/participants/", recruiting.ParticipantsView.as_view()),
    path("participants/<uuid:participant_id>/", recruiting.ParticipantDetailView.as_view()),
    path("participants/<uuid:participant_id>/upline/", recruiting.UplineView.as_view()),
    path("participants/<uuid:participant_id>/downline/", recruiting.DownlineView.as_view()),
    path("campaigns/<slug:slug>/findings/", findings.FindingsView.as_view()),
    path("findings/<uuid:finding_id>/", findings.FindingDetailView.as_view()),
    path("findings/<uuid:finding_id>/verify/", findings.VerifyView.as_view()),
    path("findings/<uuid:finding_id>/reject/", findings.RejectView.as_view()),
    path("findings/<uuid:finding_id>/reverse/", findings.ReverseView.as_view()),
    path("findings/<uuid:finding_id>/request-info/", findings.RequestInfoView.as_view()),
    path("findings/<uuid:finding_id>/respond/", findings.RespondView.as_view()),
    path("findings/<uuid:finding_id>/withdraw/", findings.WithdrawView.as_view()),
]

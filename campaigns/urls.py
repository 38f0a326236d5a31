"""The addresses of the facts, under /api/v1/."""

from __future__ import annotations

from django.urls import path

from campaigns.exchange import exports_api as exports
from campaigns.exchange import mappings_api as mappings
from campaigns.exchange import report_api as parts
from campaigns.findings import api as findings
from campaigns.findings import corroborations_api as corroborations
from campaigns.findings import evidence_api as evidence
from campaigns.findings import facts_api as facts
from campaigns.findings import map_api as maps
from campaigns.findings import own_api as own_findings
from campaigns.findings import queue_api as queue
from campaigns.findings import review_api as review
from campaigns.findings import vouching_api as vouching
from campaigns.notices import api as notices
from campaigns.outreach import letters_api as letters
from campaigns.outreach import nudges_api as nudges
from campaigns.outreach.webhooks import api as webhooks
from campaigns.outreach.webhooks import deliveries_api as deliveries
from campaigns.participation import activities_api as activities
from campaigns.participation import api as participation
from campaigns.participation import branches_api as branches
from campaigns.participation import leaderboard_api as leaderboard
from campaigns.participation import own_tree_api as own_tree
from campaigns.participation import participants_api as participants
from campaigns.people import api as people
from campaigns.people import keys_api as keys
from campaigns.people import sign_in_api
from campaigns.planning import api as planning
from campaigns.planning import news_api as news
from campaigns.planning import objectives_api as objectives
from campaigns.planning import roles_api as roles
from campaigns.privacy import api as privacy
from campaigns.recruiting import api as recruiting
from campaigns.recruiting import claiming_places_api as claiming_places
from campaigns.recruiting import links_api as links
from campaigns.recruiting import own_campaigns_api as own_campaigns
from campaigns.trust import api as trust
from campaigns.trust import objections_api as objections
from campaigns.trust import own_api as own_trust
from campaigns.trust import signals_api as signals

urlpatterns = [
    path("me/", people.MeView.as_view()),
    path("me/consents/", privacy.ConsentsView.as_view()),
    path("me/export/", privacy.OwnExportsView.as_view()),
    path("me/export/<uuid:copy_id>/file/", privacy.OwnExportFileView.as_view(), name="own-export-file"),
    path("me/erase/", privacy.ErasureView.as_view()),
    path("me/sign-in/", sign_in_api.SignInMethodsView.as_view()),
    path("me/address/confirm/", people.ConfirmAddressView.as_view()),
    path("me/inbox/", notices.InboxView.as_view()),
    path("me/inbox/unread/", notices.UnreadView.as_view()),
    path("me/inbox/read/", notices.ReadAllView.as_view()),
    path("me/inbox/<uuid:notice_id>/", notices.NoticeView.as_view()),
    path("me/notices/", notices.NoticeChoicesView.as_view()),
    path("me/campaigns/", own_campaigns.OwnCampaignsView.as_view()),
    path("me/invitations/", roles.MyInvitationsView.as_view()),
    path("me/invitations/<uuid:invitation_id>/accept/", roles.AcceptInvitationView.as_view()),
    path("keys/", keys.KeysView.as_view()),
    path("keys/<uuid:key_id>/", keys.KeyView.as_view()),
    path("keys/<uuid:key_id>/revoke/", keys.RevokeKeyView.as_view()),
    path("webhooks/", webhooks.WebhooksView.as_view()),
    path("webhooks/<uuid:webhook_id>/", webhooks.WebhookView.as_view()),
    path("webhooks/<uuid:webhook_id>/rotate/", webhooks.RotateWebhookView.as_view()),
    path("webhooks/<uuid:webhook_id>/test/", deliveries.WebhookTestView.as_view()),
    path("webhooks/<uuid:webhook_id>/deliveries/", deliveries.DeliveriesView.as_view()),
    path("webhooks/<uuid:webhook_id>/deliveries/replay/", deliveries.ReplaySpanView.as_view()),
    path("webhooks/<uuid:webhook_id>/deliveries/<uuid:delivery_id>/", deliveries.DeliveryView.as_view()),
    path("webhooks/<uuid:webhook_id>/deliveries/<uuid:delivery_id>/replay/", deliveries.ReplayDeliveryView.as_view()),
    path("campaigns/", planning.CampaignsView.as_view()),
    path("campaigns/<slug:slug>/", planning.CampaignDetailView.as_view()),
    path("campaigns/<slug:slug>/pause/", planning.PauseView.as_view()),
    path("campaigns/<slug:slug>/resume/", planning.ResumeView.as_view()),
    path("campaigns/<slug:slug>/roles/", roles.RolesView.as_view()),
    path("campaigns/<slug:slug>/roles/invitations/", roles.RoleInvitationsView.as_view()),
    path("campaigns/<slug:slug>/roles/invitations/<uuid:invitation_id>/", roles.RoleInvitationView.as_view()),
    path("campaigns/<slug:slug>/roles/<uuid:role_id>/", roles.RoleView.as_view()),
    path("campaigns/<slug:slug>/updates/", news.UpdatesView.as_view()),
    path("campaigns/<slug:slug>/updates/<uuid:update_id>/", news.UpdateView.as_view()),
    path("campaigns/<slug:slug>/objectives/", objectives.ObjectivesView.as_view()),
    path("objectives/<uuid:objective_id>/", objectives.ObjectiveDetailView.as_view()),
    path("objectives/<uuid:objective_id>/facts/", facts.ObjectiveFactsView.as_view()),
    path("objectives/<uuid:objective_id>/facts/<uuid:fact_id>/", facts.ObjectiveFactView.as_view()),
    path("campaigns/<slug:slug>/join/", recruiting.JoinView.as_view()),
    path("campaigns/<slug:slug>/claim/", claiming_places.ClaimPlaceView.as_view()),
    path("campaigns/<slug:slug>/me/", recruiting.PlaceView.as_view()),
    path("campaigns/<slug:slug>/me/end-tokens/", recruiting.EndTokensView.as_view()),
    path("campaigns/<slug:slug>/me/qr.<str:kind>/", recruiting.QrView.as_view()),
    path("campaigns/<slug:slug>/me/findings/", own_findings.OwnFindingsView.as_view()),
    path("campaigns/<slug:slug>/me/findings/standing/", own_findings.OwnStandingView.as_view()),
    path("campaigns/<slug:slug>/me/vouchable/", vouching.VouchableView.as_view()),
    path("campaigns/<slug:slug>/me/letters/", letters.OwnLettersView.as_view()),
    path("campaigns/<slug:slug>/nudges/", nudges.NudgesView.as_view()),
    path("campaigns/<slug:slug>/nudges/candidates/", nudges.CandidatesView.as_view()),
    path("campaigns/<slug:slug>/links/", links.LinksView.as_view()),
    path("campaigns/<slug:slug>/links/<uuid:link_id>/qr.<str:kind>/", links.LinkQrView.as_view()),
    path("campaigns/<slug:slug>/participants/", participants.CountedParticipantsView.as_view()),
    path("campaigns/<slug:slug>/activities/", activities.ActivitiesView.as_view()),
    path("participants/<uuid:participant_id>/", recruiting.ParticipantDetailView.as_view()),
    path("participants/<uuid:participant_id>/claim-code/", claiming_places.ClaimCodeView.as_view()),
    path("participants/<uuid:participant_id>/upline/", recruiting.UplineView.as_view()),
    path("participants/<uuid:participant_id>/downline/", recruiting.DownlineView.as_view()),
    path("campaigns/<slug:slug>/findings/", findings.FindingsView.as_view()),
    path("campaigns/<slug:slug>/findings/map/", maps.FindingsMapView.as_view()),
    path("findings/<uuid:finding_id>/", findings.FindingDetailView.as_view()),
    path("findings/<uuid:finding_id>/facts/", facts.FindingFactsView.as_view()),
    path("findings/<uuid:finding_id>/vouch/", vouching.VouchView.as_view()),
    path("findings/<uuid:finding_id>/evidence/", evidence.EvidenceListView.as_view()),
    path("findings/<uuid:finding_id>/evidence/<uuid:evidence_id>/", evidence.EvidenceDetailView.as_view()),
    path("findings/<uuid:finding_id>/evidence/<uuid:evidence_id>/file/", evidence.EvidenceFileView.as_view()),
    path("findings/<uuid:finding_id>/evidence/<uuid:evidence_id>/preview/", evidence.EvidencePreviewView.as_view()),
    path("findings/<uuid:finding_id>/corroborations/", corroborations.CorroborationsView.as_view()),
    path("campaigns/<slug:slug>/review-queue/", queue.QueueView.as_view()),
    path("campaigns/<slug:slug>/review-queue/next/", queue.NextView.as_view()),
    path("campaigns/<slug:slug>/review-queue/waiting/", queue.WaitingView.as_view()),
    path("campaigns/<slug:slug>/reviewers/", queue.ReviewersView.as_view()),
    path("campaigns/<slug:slug>/gold/", queue.GoldenView.as_view()),
    path("campaigns/<slug:slug>/gold/<uuid:gold_id>/retire/", queue.RetireGoldView.as_view()),
    path("findings/<uuid:finding_id>/review/", review.DossierView.as_view()),
    path("findings/<uuid:finding_id>/claim/", review.ClaimView.as_view()),
    path("findings/<uuid:finding_id>/appeal/", review.AppealView.as_view()),
    path("findings/<uuid:finding_id>/verify/", review.VerifyView.as_view()),
    path("findings/<uuid:finding_id>/reject/", review.RejectView.as_view()),
    path("findings/<uuid:finding_id>/reverse/", review.ReverseView.as_view()),
    path("findings/<uuid:finding_id>/request-info/", review.RequestInfoView.as_view()),
    path("findings/<uuid:finding_id>/respond/", review.RespondView.as_view()),
    path("findings/<uuid:finding_id>/withdraw/", review.WithdrawView.as_view()),
    path("campaigns/<slug:slug>/holds/", trust.HoldsView.as_view()),
    path("holds/<uuid:trust_hold_id>/", trust.HoldView.as_view()),
    path("holds/<uuid:trust_hold_id>/decide/", trust.DecideHoldView.as_view()),
    path("campaigns/<slug:slug>/quarantines/", trust.QuarantinesView.as_view()),
    path("participants/<uuid:participant_id>/activity/", participation.PersonActivityView.as_view()),
    path("participants/<uuid:participant_id>/quarantine/", trust.QuarantineView.as_view()),
    path("participants/<uuid:participant_id>/quarantine/lift/", trust.LiftQuarantineView.as_view()),
    path("campaigns/<slug:slug>/objections/", objections.ObjectionsView.as_view()),
    path("objections/<uuid:objection_id>/decide/", objections.DecideObjectionView.as_view()),
    path("campaigns/<slug:slug>/me/trust/", own_trust.OwnTrustView.as_view()),
    path("campaigns/<slug:slug>/me/objections/", own_trust.OwnObjectionsView.as_view()),
    path("campaigns/<slug:slug>/participation/", participation.ReportView.as_view()),
    path("campaigns/<slug:slug>/participation/settings/", participation.ReportSettingsView.as_view()),
    path("campaigns/<slug:slug>/participation/branches/", branches.BranchesView.as_view()),
    *(
        path(
            f"campaigns/<slug:slug>/participation/{section}/",
            view.as_view(),
            {"section": section},
        )
        for section, view in parts.PART_VIEWS.items()
    ),
    path("campaigns/<slug:slug>/leaderboard/", leaderboard.LeaderboardView.as_view()),
    path("campaigns/<slug:slug>/alerts/", participation.AlertsView.as_view()),
    path("campaigns/<slug:slug>/me/activity/", participation.OwnActivityView.as_view()),
    path("campaigns/<slug:slug>/me/tree/", own_tree.OwnTreeView.as_view()),
    path("campaigns/<slug:slug>/signals/", signals.SignalsView.as_view()),
    path("signals/<uuid:signal_id>/decide/", signals.DecideSignalView.as_view()),
    path("campaigns/<slug:slug>/exports/", exports.ExportsView.as_view()),
    path("campaigns/<slug:slug>/exports/tables/", exports.ExportTablesView.as_view()),
    path("campaigns/<slug:slug>/mappings/", mappings.MappingsView.as_view()),
    path("campaigns/<slug:slug>/mappings/preview/", mappings.MappingPreviewView.as_view()),
    path("mappings/<uuid:mapping_id>/", mappings.MappingView.as_view()),
    path("exports/<uuid:export_id>/", exports.ExportDetailView.as_view()),
    path("exports/<uuid:export_id>/cancel/", exports.CancelExportView.as_view()),
    path("exports/<uuid:export_id>/file/", exports.ExportFileView.as_view()),
]

"""The addresses of the money, under /api/v1/."""

from __future__ import annotations

from django.urls import path

from rewards.agenda import api as agenda
from rewards.contracts import api as contracts
from rewards.contracts import prospects_api as prospects
from rewards.ledger import api as ledger
from rewards.mechanisms import api as mechanisms
from rewards.payouts import api as payouts
from rewards.payouts import around_api as around_payouts
from rewards.payouts import holds_api as payout_holds
from rewards.settlement import api as settlement
from rewards.settlement import imports_api as imports
from rewards.simulation import api as simulation
from rewards.statements import api as statements

urlpatterns = [
    path("me/pledge/", ledger.MyPledgeView.as_view()),
    path("me/statement/", statements.StatementView.as_view()),
    path("me/destinations/", around_payouts.DestinationsView.as_view()),
    path("me/destinations/<uuid:destination_id>/", around_payouts.DestinationView.as_view()),
    path("campaigns/<slug:slug>/agenda/", agenda.AgendaView.as_view()),
    path("campaigns/<slug:slug>/launch/", contracts.LaunchView.as_view()),
    path("campaigns/<slug:slug>/close/", contracts.CloseView.as_view()),
    path("objectives/<uuid:objective_id>/contract/", contracts.ContractsView.as_view()),
    path("campaigns/<slug:slug>/contracts/", contracts.CampaignContractsView.as_view()),
    path("campaigns/<slug:slug>/fundings/", ledger.FundingsView.as_view()),
    path("campaigns/<slug:slug>/fundings/<uuid:funding_id>/confirm/", ledger.ConfirmFundingView.as_view()),
    path("campaigns/<slug:slug>/refunds/", contracts.RefundsView.as_view()),
    path("campaigns/<slug:slug>/budget/", contracts.BudgetView.as_view()),
    path("campaigns/<slug:slug>/me/split/", contracts.SplitView.as_view()),
    path("campaigns/<slug:slug>/me/prospects/", prospects.ProspectsView.as_view()),
    path("campaigns/<slug:slug>/settlements/", settlement.SettlementsView.as_view()),
    path("campaigns/<slug:slug>/mechanism-comparison/", settlement.MechanismComparisonView.as_view()),
    path("campaigns/<slug:slug>/forecast/", simulation.ForecastView.as_view()),
    path("campaigns/<slug:slug>/imports/", imports.ImportsView.as_view()),
    path("imports/<uuid:import_id>/", imports.ImportDetailView.as_view()),
    path("imports/<uuid:import_id>/cancel/", imports.CancelImportView.as_view()),
    path("imports/<uuid:import_id>/report/", imports.ImportReportView.as_view()),
    path("settlements/<uuid:settlement_id>/", settlement.SettlementDetailView.as_view()),
    path("campaigns/<slug:slug>/me/rewards/", statements.RewardsView.as_view()),
    path("campaigns/<slug:slug>/ledger/", ledger.LedgerView.as_view()),
    path("campaigns/<slug:slug>/books/", statements.BooksView.as_view()),
    path("campaigns/<slug:slug>/payout-rules/", around_payouts.PayoutRulesView.as_view()),
    path("campaigns/<slug:slug>/payout-holds/", payout_holds.HoldsView.as_view()),
    path("campaigns/<slug:slug>/payout-holds/<uuid:hold_id>/lift/", payout_holds.LiftHoldView.as_view()),
    path("campaigns/<slug:slug>/payout-holds/<uuid:hold_id>/answer/", payout_holds.AnswerObjectionView.as_view()),
    path("campaigns/<slug:slug>/me/payout-holds/<uuid:hold_id>/objection/", payout_holds.OwnObjectionView.as_view()),
    path("campaigns/<slug:slug>/payout-batches/", payouts.BatchesView.as_view()),
    path("payout-batches/<uuid:batch_id>/", payouts.BatchDetailView.as_view()),
    path("payout-batches/<uuid:batch_id>/payouts/", payouts.BatchPayoutsView.as_view()),
    path("payout-batches/<uuid:batch_id>/approve/", payouts.ApproveView.as_view()),
    path("payout-batches/<uuid:batch_id>/send/", payouts.SendView.as_view()),
    path("payout-batches/<uuid:batch_id>/cancel/", payouts.CancelView.as_view()),
    path("payout-batches/<uuid:batch_id>/results/", payouts.ResultsView.as_view()),
    path("payout-batches/<uuid:batch_id>/results/look/", payouts.ResultsLookView.as_view()),
    path("payout-batches/<uuid:batch_id>/file/", payouts.FileView.as_view()),
    path("payouts/<uuid:payout_id>/", payouts.PayoutView.as_view()),
    path("mechanisms/", mechanisms.MechanismListView.as_view()),
    path("mechanisms/<str:name>/", mechanisms.MechanismView.as_view()),
    path("mechanisms/<str:name>/preview/", mechanisms.MechanismPreviewView.as_view()),
    path("mechanisms/<str:name>/sybil-gain/", mechanisms.MechanismSybilGainView.as_view()),
]

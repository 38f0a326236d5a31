"""The addresses of the money, under /api/v1/."""

from __future__ import annotations

from django.urls import path

from rewards.contracts import api as contracts
from rewards.ledger import api as ledger
from rewards.mechanisms import api as mechanisms
from rewards.settlement import api as settlement

urlpatterns = [
    path("me/pledge/", ledger.MyPledgeView.as_view()),
    path("me/statement/", settlement.StatementView.as_view()),
    path("campaigns/<slug:slug>/launch/", contracts.LaunchView.as_view()),
    path("campaigns/<slug:slug>/close/", contracts.CloseView.as_view()),
    path("objectives/<uuid:objective_id>/contract/", contracts.ContractsView.as_view()),
    path("campaigns/<slug:slug>/fundings/", ledger.FundingsView.as_view()),
    path("campaigns/<slug:slug>/fundings/<uuid:funding_id>/confirm/", ledger.ConfirmFundingView.as_view()),
    path("campaigns/<slug:slug>/refunds/", contracts.RefundsView.as_view()),
    path("campaigns/<slug:slug>/budget/", contracts.BudgetView.as_view()),
    path("campaigns/<slug:slug>/settlements/", settlement.SettlementsView.as_view()),
    path("settlements/<uuid:settlement_id>/", settlement.SettlementDetailView.as_view()),
    path("campaigns/<slug:slug>/me/rewards/", settlement.RewardsView.as_view()),
    path("campaigns/<slug:slug>/ledger/", ledger.LedgerView.as_view()),
    path("mechanisms/", mechanisms.MechanismListView.as_view()),
    path("mechanisms/<str:name>/", mechanisms.MechanismView.as_view()),
    path("mechanisms/<str:name>/preview/", mechanisms.MechanismPreviewView.as_view()),
    path("mechanisms/<str:name>/sybil-gain/", mechanisms.MechanismSybilGainView.as_view()),
]

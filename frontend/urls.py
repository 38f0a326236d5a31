"""Addresses of the pages. None of them holds anything personal: slugs and random codes only."""

from __future__ import annotations

from django.urls import path

from frontend import invitations, joining, places, views

urlpatterns = [
    path("", views.home, name="home"),
    path("accounts/invitations/", invitations.invitations, name="invitations"),
    path("c/<slug:slug>/", views.campaign, name="campaign"),
    path("c/<slug:slug>/join/", joining.join, name="join"),
    path("c/<slug:slug>/me/", places.place, name="place"),
    path("c/<slug:slug>/me/split/", places.split, name="split"),
    path("c/<slug:slug>/me/qr.<str:kind>", places.qr, name="qr"),
    path("c/<slug:slug>/report/", places.report, name="report"),
    path("r/<str:code>/", views.referral, name="referral"),
]

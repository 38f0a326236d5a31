"""Where the small views stand."""

from __future__ import annotations

from django.urls import path

from mobilize.http import health, pages
from tests.http import views

handler400 = pages.bad_request
handler403 = pages.permission_denied
handler404 = pages.page_not_found
handler500 = pages.server_error

urlpatterns = [
    path("api/v1/echo/", views.EchoView.as_view()),
    path("api/v1/form/", views.FormView.as_view()),
    path("api/v1/refuse/<str:kind>/", views.RefuseView.as_view()),
    path("api/v1/throttled/", views.ThrottledView.as_view()),
    path("api/v1/private/", views.PrivateView.as_view()),
    path("api/v1/groups/", views.GroupView.as_view()),
    path("api/v1/pay/", views.DemandingViewSet.as_view({"post": "pay"})),
    path("api/v1/look/", views.DemandingViewSet.as_view({"post": "look"})),
    path("api/v1/demanding/", views.DemandingView.as_view()),
    path("api/v1/stored/", views.StoredView.as_view()),
    path("api/v1/stored/by-status/", views.StoredView.as_view(ordering=("status", "-scope"))),
    path("api/v1/stored/by-time/", views.StoredView.as_view(ordering="-created_at")),
    path("api/v1/plain/", views.plain_page),
    path("api/v1/protected/", views.protected_page),
    path("api/v1/crash/", views.crashing_page),
    path("plain/", views.plain_page),
    path("protected/", views.protected_page),
    path("crash/", views.crashing_page),
    path("problems/<slug:slug>/", pages.problem_type),
    path("health/live/", health.live),
    path("health/ready/", health.ready),
]

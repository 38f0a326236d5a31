"""Addresses: the API, the pages, sign-in, and what operators ask for."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from anymail import urls as anymail
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView

from frontend.sign_in_methods import add_passkey
from mobilize.http import health, pages
from mobilize.http.docs import ApiDocsView
from rewards.payouts.around_api import stripe_webhook

# Operators sign in as everybody does, with the second step where they have a passkey.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("api/v1/", include("campaigns.urls")),
    path("api/v1/", include("rewards.urls")),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/v1/docs/", ApiDocsView.as_view(url_name="schema"), name="docs"),
    path("webhooks/stripe/", stripe_webhook),
    path("problems/<slug:slug>/", pages.problem_type),
    path("health/live/", health.live),
    path("health/ready/", health.ready),
    path("admin/", admin.site.urls),
    # Before the library's own views of the same addresses.
    path("accounts/2fa/webauthn/", RedirectView.as_view(pattern_name="mfa_index")),
    path("accounts/2fa/webauthn/add/", add_passkey),
    path("accounts/", include("allauth.urls")),
    path("", include("frontend.urls")),
]

# What the mail provider tells of letters that it took; the inbound mail that some of them offer is not for us.
if settings.EMAIL_WEBHOOKS:
    urlpatterns += [
        path("webhooks/mail/", include([each]))
        for each in anymail.urlpatterns
        if str(each.pattern).startswith(f"{settings.EMAIL_PROVIDER}/") and "inbound" not in str(each.pattern)
    ]

handler400 = pages.bad_request
handler403 = pages.permission_denied
handler404 = pages.page_not_found
handler500 = pages.server_error

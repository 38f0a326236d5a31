"""What operators see of sign-in methods: whose there are, and for whoever lost them, that they can be removed."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from allauth.mfa import admin as library
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

# The library's own page shows what codes are made of, and lets it be changed.
admin.site.unregister(library.Authenticator)


@admin.register(Authenticator)
class AuthenticatorAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable while running
    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    fields: ClassVar = ["user", "type", "created_at", "last_used_at"]
    search_fields = ("user__email",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: Authenticator) -> None:
        """Remove it, and tell its person of a passkey, as when they do so themselves."""
        user, is_passkey = obj.user, obj.type == Authenticator.Type.WEBAUTHN
        super().delete_model(request, obj)
        if is_passkey:
            get_adapter(request).send_notification_mail("mfa/email/webauthn_removed", user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Authenticator]) -> None:
        for each in queryset.select_related("user"):
            self.delete_model(request, each)

"""The operator's view of people, roles and campaigns. What has rules is changed by operations, not here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from campaigns.findings.models import Finding, Verdict
from campaigns.people.models import Role, User
from campaigns.planning.models import Campaign, Objective
from campaigns.recruiting.models import Participant


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    ordering = ("email",)
    list_display = ("email", "display_name", "is_staff", "is_active")
    search_fields = ("email", "display_name")
    fieldsets = (
        (None, {"fields": ("email", "password", "display_name", "language", "time_zone")}),
        ("Rights", {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "password1", "password2")}),)


@admin.register(Role)
class RoleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    list_display = ("campaign", "user", "kind")
    list_filter = ("kind",)
    autocomplete_fields = ("user", "campaign")
    # Removed one by one: a campaign keeps its last organizer.
    actions = None

    def has_change_permission(self, request: HttpRequest, obj: Role | None = None) -> bool:
        """Roles are given and removed, never turned into others."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Role | None = None) -> bool:
        if obj is not None and obj.kind == Role.Kind.ORGANIZER:
            others = Role.objects.filter(campaign=obj.campaign, kind=Role.Kind.ORGANIZER).exclude(pk=obj.pk)
            return others.exists() and super().has_delete_permission(request, obj)
        return super().has_delete_permission(request, obj)


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic only in the stubs
    """To look at; rules and history are not for editing."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Campaign)
class CampaignAdmin(ReadOnlyAdmin):
    list_display = ("title", "slug", "state", "currency", "launched_at")
    search_fields = ("title", "slug")


@admin.register(Objective)
class ObjectiveAdmin(ReadOnlyAdmin):
    list_display = ("title", "campaign", "prize_minor", "quota")


@admin.register(Participant)
class ParticipantAdmin(ReadOnlyAdmin):
    list_display = ("display_name", "campaign", "depth", "joined_at")
    search_fields = ("display_name",)
    show_full_result_count = False
    raw_id_fields: ClassVar = ("invited_by",)


@admin.register(Finding, Verdict)
class ReviewAdmin(ReadOnlyAdmin):
    show_full_result_count = False

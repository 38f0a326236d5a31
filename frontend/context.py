"""What every page knows: where the instance's mail goes, and which joins wait for the person who is looking."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from campaigns.people.models import User
from campaigns.recruiting.models import PendingJoin
from campaigns.recruiting.operations import pending_joins


def instance(request: HttpRequest) -> dict[str, Any]:
    """Tell pages where mail goes when it goes to files, and what waits for whoever is signed in."""

    def waiting() -> list[PendingJoin]:
        user = getattr(request, "user", None)
        return pending_joins(user=user, at=timezone.now()) if isinstance(user, User) else []

    to_files = settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")
    return {
        "mail_folder": settings.EMAIL_FILE_PATH if to_files else None,
        # Looked up only by the pages that show it.
        "waiting_joins": SimpleLazyObject(waiting),
    }

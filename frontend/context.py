"""What every page knows: where the instance and its mail are, its other languages, and which joins wait."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from campaigns.people.models import User
from campaigns.recruiting.models import PendingJoin
from campaigns.recruiting.operations import pending_joins
from frontend.speaking import is_speaking


def _other_languages() -> list[tuple[str, str]]:
    return [(code, name) for code, name in settings.LANGUAGES if code != translation.get_language()]


def instance(request: HttpRequest) -> dict[str, Any]:
    """Tell pages where mail goes when it goes to files, and what waits for whoever is signed in."""

    def waiting() -> list[PendingJoin]:
        user = getattr(request, "user", None)
        return pending_joins(user=user, at=timezone.now()) if isinstance(user, User) else []

    to_files = settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")
    return {
        "mail_folder": settings.EMAIL_FILE_PATH if to_files else None,
        "public_address": settings.PUBLIC_ADDRESS,
        # Only pages whose words are translated offer other languages.
        "other_languages": _other_languages() if is_speaking(request) else [],
        # Looked up only by the pages that show it.
        "waiting_joins": SimpleLazyObject(waiting),
    }

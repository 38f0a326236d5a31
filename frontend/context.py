"""What every page knows about the instance."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def instance(request: HttpRequest) -> dict[str, Any]:
    """Tell pages where mail goes when it goes to files, so that nobody waits for a letter that won't come."""
    to_files = settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")
    return {"mail_folder": settings.EMAIL_FILE_PATH if to_files else None}

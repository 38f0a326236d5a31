"""In which language a person is spoken to."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_supported_language_variant

from campaigns.people.models import User


def language_of(user: User) -> str:
    """Give the person's language where it is one of ours, else the instance's."""
    try:
        return get_supported_language_variant(user.language)
    except LookupError:
        return settings.LANGUAGE_CODE

"""Signing in: what differs here from django-allauth's own manners."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # django-allauth has no types
    """Sign-in by a code sent to an e-mail address; a password only for those who set one."""

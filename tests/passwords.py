"""QuickHasher: PBKDF2 as Django's own, by so few rounds that tests do not wait for it."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    iterations = 1_000

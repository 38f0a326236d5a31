"""The settings of the process in which django-hordak runs alone: its apps, and the database that it was given."""

from __future__ import annotations

import os
from urllib.parse import parse_qs, unquote, urlsplit

_PARTS = urlsplit(os.environ["DATABASE_URL"])
_QUERY = {key: values[-1] for key, values in parse_qs(_PARTS.query).items()}

SECRET_KEY = "nothing is signed here"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["django.contrib.contenttypes", "mptt", "djmoney", "hordak"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(_PARTS.path.strip("/")),
        "USER": unquote(_PARTS.username or ""),
        "PASSWORD": unquote(_PARTS.password or ""),
        "HOST": _QUERY.get("host", _PARTS.hostname or ""),
        "PORT": _QUERY.get("port", str(_PARTS.port or "")),
    }
}
CURRENCIES = ("USD",)
DEFAULT_CURRENCY = HORDAK_INTERNAL_CURRENCY = "USD"

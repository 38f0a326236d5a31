"""The environment: every value that an instance is set up by, read here, and nonsense refused loudly and by name."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from campaigns.secret import Secret

Network = IPv4Network | IPv6Network


def env_text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None or (value == "" and default is None):
        raise ImproperlyConfigured(f"{name} must be set.")
    return value


def env_flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None or value == "":
        return default
    flags = {
        "on": True,
        "true": True,
        "1": True,
        "yes": True,
        "off": False,
        "false": False,
        "0": False,
        "no": False,
    }
    try:
        return flags[value.strip().lower()]
    except KeyError:
        raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.") from None


def env_whole(name: str, default: int, *, least: int, most: int) -> int:
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def database_settings(url: str) -> dict[str, Any]:
    """Translate postgresql://user:password@host:port/name?host=/socket/folder into Django's words."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL must look like postgresql://user:password@host:5432/name.")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # No forgotten transaction may hold up the readers of the log, which wait for the oldest writer.
        "OPTIONS": {"options": "-c transaction_timeout=10min -c lock_timeout=30s", **query},
    }


def broker_url(url: str) -> str:
    """Translate the one REDIS_URL into kombu's words: unix:// is redis+socket:// there."""
    parts = urlsplit(url)
    if parts.scheme in {"redis", "rediss"}:
        return url
    if parts.scheme != "unix":
        raise ImproperlyConfigured("REDIS_URL must start with redis://, rediss:// or unix://.")
    database = parse_qs(parts.query).get("db", ["0"])[-1]
    return f"redis+socket://{parts.path}?virtual_host={database}"


def local_key(path: Path, fresh: str) -> str:
    """Read a key of the local instance, or keep `fresh`; two processes starting at once agree on the first written."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(fresh)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def sealing_keys(keys: list[str]) -> list[str]:
    """Check the keys that destinations are sealed with; the first seals, all of them open."""
    for key in keys:
        try:
            Fernet(key)
        except ValueError:
            # The key itself is not repeated: this message ends in a log.
            raise ImproperlyConfigured(
                "DESTINATION_KEYS must be keys of 32 bytes in URL-safe base64, separated by commas."
            ) from None
    return keys


def networks(parts: list[str]) -> tuple[Network, ...]:
    """Read networks such as 10.1.0.0/16 or one address; where webhooks may lead beside public addresses."""
    try:
        return tuple(ip_network(part) for part in parts)
    except ValueError:
        raise ImproperlyConfigured(
            f"WEBHOOK_PRIVATE_ADDRESSES must be networks such as 10.1.0.0/16,fd00::/8, not {','.join(parts)!r}."
        ) from None


def provider_terms() -> dict[str, dict[str, Any]]:
    """Read which payout providers this instance can use, each by the name of its file, with its terms.

    The files for PayPal and Wise need none. SEPA needs the account to pay from, Stripe its two keys.
    """
    terms: dict[str, dict[str, Any]] = {
        "paypal_csv": {"decimal_mark": env_text("PAYPAL_DECIMAL_MARK", ".")},
        "wise_csv": {"source_currency": os.environ.get("WISE_SOURCE_CURRENCY") or None},
    }
    if os.environ.get("SEPA_DEBTOR_IBAN"):
        terms["sepa"] = {
            "debtor_name": env_text("SEPA_DEBTOR_NAME"),
            "debtor_iban": env_text("SEPA_DEBTOR_IBAN"),
            "debtor_bic": os.environ.get("SEPA_DEBTOR_BIC") or None,
            "schema": env_text("SEPA_SCHEMA", "pain.001.001.09"),
        }
    if os.environ.get("STRIPE_API_KEY"):
        terms["stripe_connect"] = {
            "api_key": Secret(env_text("STRIPE_API_KEY")),
            "webhook_secret": Secret(env_text("STRIPE_WEBHOOK_SECRET")),
            "api_base": env_text("STRIPE_API_BASE", "https://api.stripe.com"),
        }
    return terms


def tax_thresholds(parts: list[str]) -> dict[str, tuple[int, str]]:
    """Read from which sum a year people of a country have to be reported: US:60000:USD, in minor units."""
    thresholds = {}
    for part in parts:
        read = re.fullmatch(r"([A-Z]{2}):([1-9][0-9]{0,14}):([A-Z]{3})", part)
        if read is None:
            raise ImproperlyConfigured(
                f"TAX_THRESHOLDS must be country:minor units:currency, such as US:60000:USD, not {part!r}."
            )
        thresholds[read[1]] = (int(read[2]), read[3])
    return thresholds


# How often one may ask; whose requests each of these counts together stands in campaigns/people/limits.py.
_RATES = {
    "key": "1200/min",
    "user": "600/min",
    "address": "600/min",
    "preview": "60/min",
    # A crowd in one place shares an address, and signing in takes two or three requests.
    "sign_in": "240/min",
    # A person does not see forty things in an hour; six files for each of those reports.
    "anonymous_report": "40/hour",
    "anonymous_file": "240/hour",
    "claim": "10/hour",
    "claim_address": "60/hour",
}

_RATE_UNITS = {"s": 1, "min": 60, "hour": 3_600, "day": 86_400}


def rate_limits(given: list[str]) -> dict[str, tuple[int, int]]:
    """Read how often one may ask: preview=60/min, separated by commas, in place of what is usual."""
    limits: dict[str, tuple[int, int]] = {}
    for part in [*(f"{name}={rate}" for name, rate in _RATES.items()), *given]:
        read = re.fullmatch(r"([a-z_]+)\s*=\s*([1-9][0-9]{0,6})/([1-9][0-9]{0,2})?(s|min|hour|day)", part)
        if read is None or read[1] not in _RATES:
            raise ImproperlyConfigured(
                f"RATE_LIMITS must be such as key=1200/min or claim=10/2hour, of {', '.join(_RATES)}, not {part!r}."
            )
        limits[read[1]] = (int(read[2]), int(read[3] or 1) * _RATE_UNITS[read[4]])
    return limits


# What each of django-anymail's providers cannot do without; further settings of theirs may be given too.
_MAIL_PROVIDERS: dict[str, set[str]] = {
    # boto3 finds its keys and region by itself.
    "amazon_ses": set(),
    "brevo": {"BREVO_API_KEY"},
    "mailersend": {"MAILERSEND_API_TOKEN"},
    "mailgun": {"MAILGUN_API_KEY"},
    "mailjet": {"MAILJET_API_KEY", "MAILJET_SECRET_KEY"},
    "mailtrap": {"MAILTRAP_API_TOKEN"},
    "mandrill": {"MANDRILL_API_KEY"},
    "postal": {"POSTAL_API_KEY", "POSTAL_API_URL"},
    "postmark": {"POSTMARK_SERVER_TOKEN"},
    "resend": {"RESEND_API_KEY"},
    "scaleway": {"SCALEWAY_SECRET_KEY", "SCALEWAY_PROJECT_ID"},
    "sendgrid": {"SENDGRID_API_KEY"},
    "sparkpost": {"SPARKPOST_API_KEY"},
    "unisender_go": {"UNISENDER_GO_API_KEY", "UNISENDER_GO_API_URL"},
}


def mail_provider(name: str, given: list[str], *, host: str) -> dict[str, str]:
    """Check who sends the mail, and read the provider's settings: KEY=value, separated by commas.

    What is given is repeated in no message: it holds keys, and messages end in a log.
    """
    if name not in _MAIL_PROVIDERS:
        raise ImproperlyConfigured(f"EMAIL_PROVIDER must be one of {', '.join(_MAIL_PROVIDERS)}, not {name!r}.")
    if host:
        raise ImproperlyConfigured("EMAIL_PROVIDER and EMAIL_HOST are both set: choose one way out for the mail.")
    read: dict[str, str] = {}
    for place, part in enumerate(given, start=1):
        key, separator, value = (word.strip() for word in part.partition("="))
        if not (separator and value and re.fullmatch(r"[A-Z][A-Z0-9_]*", key)) or key in read:
            raise ImproperlyConfigured(
                "EMAIL_PROVIDER_SETTINGS must be KEY=value, separated by commas, each key once; "
                f"part {place} of it is not."
            )
        if not key.startswith(f"{name.upper()}_"):
            raise ImproperlyConfigured(f"EMAIL_PROVIDER_SETTINGS has {key}, which is no setting of {name}.")
        read[key] = value
    if missing := _MAIL_PROVIDERS[name] - set(read):
        raise ImproperlyConfigured(f"EMAIL_PROVIDER_SETTINGS must have {', '.join(sorted(missing))} for {name}.")
    if name == "amazon_ses" and find_spec("boto3") is None:
        raise ImproperlyConfigured("EMAIL_PROVIDER is amazon_ses, but what speaks to it is not installed: boto3.")
    return read


def webhook_secret(given: str) -> str:
    """Check what the mail provider shows when it tells of bounces: a name and a password. It is repeated nowhere."""
    name, _, password = given.partition(":")
    if given and (not name or len(password) < 16):
        raise ImproperlyConfigured("EMAIL_WEBHOOK_SECRET must be name:password, the password of 16 characters or more.")
    return given


def public_address(given: str, *, hosts: list[str], debug: bool) -> str:
    """Say where letters lead to: as given, else the first host of ours, without a slash at the end."""
    if given:
        parts = urlsplit(given)
        schemes = {"http", "https"} if debug else {"https"}
        if parts.scheme not in schemes or not parts.netloc or parts.path.strip("/") or parts.query or parts.fragment:
            raise ImproperlyConfigured("PUBLIC_ADDRESS must be an address such as https://mobilize.example.org.")
        return given.rstrip("/")
    if debug:
        return f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}"
    if named := [host for host in hosts if not host.startswith((".", "*"))]:
        return f"https://{named[0]}"
    raise ImproperlyConfigured("PUBLIC_ADDRESS must be set where ALLOWED_HOSTS names no single host.")


@dataclass(frozen=True)
class Tiles:
    """A server of map tiles: its address with {z}, {x} and {y}, and the words that it wants to be named by."""

    url: str
    attribution: str

    @property
    def origin(self) -> str:
        """Return what a page's policy has to allow."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


def map_tiles(url: str, attribution: str) -> Tiles | None:
    """Read where maps get their tiles from; without it they show the outlines of countries alone."""
    if not url:
        return None
    if not re.fullmatch(r"https://[\w.-]+(:\d+)?/[^\s\"';,]*", url) or not all(f"{{{name}}}" in url for name in "zxy"):
        raise ImproperlyConfigured(
            "MAP_TILES must be an address such as https://tiles.example.org/{z}/{x}/{y}.png; its host is asked by"
            " everybody who looks at a map."
        )
    if not attribution:
        raise ImproperlyConfigured("MAP_TILES_BY must say whose tiles they are; it stands on every map.")
    return Tiles(url, attribution)


def font_files(paths: list[str]) -> list[str]:
    """Check fonts that are tried for letters which the built-in ones do not have."""
    for path in paths:
        if not Path(path).is_file():
            raise ImproperlyConfigured(f"STATEMENT_FONTS names {path}, which is no file.")
    return paths


def evidence_storage(bucket: str) -> dict[str, Any]:
    """Say where photographs and videos are kept: in a folder that no address leads to, or in a private S3 bucket."""
    if not bucket:
        # Readable by this process's user alone; no address of ours leads into it.
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
        }
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", bucket):
        raise ImproperlyConfigured("EVIDENCE_BUCKET must be the name of a bucket, such as evidence.example.org.")
    endpoint = os.environ.get("EVIDENCE_ENDPOINT") or None
    if endpoint and not re.fullmatch(r"https?://[^\s/?#]+/?", endpoint):
        raise ImproperlyConfigured("EVIDENCE_ENDPOINT must be an address such as https://s3.example.org.")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            "EVIDENCE_BUCKET is set, but what speaks to it is not installed: pip install django-storages boto3, of the"
            " versions that the README names."
        )
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint,
            "region_name": os.environ.get("EVIDENCE_REGION") or None,
            # Where both are left out, the machine's own role is asked.
            "access_key": os.environ.get("EVIDENCE_ACCESS_KEY") or None,
            "secret_key": os.environ.get("EVIDENCE_SECRET_KEY") or None,
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
            "signature_version": "s3v4",
            # What is read is fetched whole; more of it than this waits in the system's temporary folder.
            "max_memory_size": 2_621_440,
        },
    }

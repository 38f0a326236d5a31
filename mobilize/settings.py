"""Settings: one file, everything from the environment, nonsense refused loudly.

Where DATABASE_URL and REDIS_URL are unset, both come embedded under `.local/` and the instance is a local one
(DEBUG on). An instance that brings its own database is taken for production unless it says otherwise.
"""

from __future__ import annotations

import os
import re
import secrets
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from celery.schedules import schedule
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from campaigns.secret import Secret
from mobilize.embedded.addresses import database_url, redis_url

Network = IPv4Network | IPv6Network
BASE_DIR = Path(__file__).resolve().parent.parent


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


# Where this instance keeps what it makes itself.
LOCAL_DIR = Path(env_text("MOBILIZE_LOCAL", str(BASE_DIR / ".local"))).resolve()
DATABASE_URL = os.environ.get("DATABASE_URL") or database_url(LOCAL_DIR)
REDIS_URL = os.environ.get("REDIS_URL") or redis_url(LOCAL_DIR)

DEBUG = env_flag("DEBUG", default=not os.environ.get("DATABASE_URL"))
if DEBUG:
    SECRET_KEY = os.environ.get("SECRET_KEY") or local_key(LOCAL_DIR / "secret_key", secrets.token_urlsafe(50))
else:
    SECRET_KEY = env_text("SECRET_KEY")
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
        raise ImproperlyConfigured("SECRET_KEY must be at least 50 characters of chance.")
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")

# Where people's money goes is sealed with the first of these keys; whoever loses them all can pay nobody.
DESTINATION_KEYS: list[str] = sealing_keys(env_list("DESTINATION_KEYS"))
if not DESTINATION_KEYS:
    if not DEBUG:
        raise ImproperlyConfigured(
            "DESTINATION_KEYS must be set: destinations of payouts are sealed with its first key."
        )
    DESTINATION_KEYS = sealing_keys([local_key(LOCAL_DIR / "destination_key", Fernet.generate_key().decode())])
PAYOUT_PROVIDERS: dict[str, dict[str, Any]] = provider_terms()
# Webhooks lead to public addresses, and to these; to these without TLS as well.
WEBHOOK_PRIVATE_ADDRESSES: tuple[Network, ...] = networks(env_list("WEBHOOK_PRIVATE_ADDRESSES"))
# Whoever reaches this in a calendar year is shown before a batch is approved.
TAX_THRESHOLDS: dict[str, tuple[int, str]] = tax_thresholds(env_list("TAX_THRESHOLDS", "US:60000:USD"))

ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEBUG else "")
if not DEBUG and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts that this instance answers for.")
# Links in letters begin with it.
PUBLIC_ADDRESS = public_address(os.environ.get("PUBLIC_ADDRESS", ""), hosts=ALLOWED_HOSTS, debug=DEBUG)
CSRF_FAILURE_VIEW = "mobilize.http.pages.csrf_failure"
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
# On behind one proxy that sets X-Forwarded-Proto and X-Forwarded-For itself and drops the client's.
BEHIND_PROXY = env_flag("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

INSTALLED_APPS = [
    "mobilize",
    "mobilize.http",
    "frontend",
    "rewards",
    "campaigns",
    "allauth",
    "allauth.account",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "mobilize.http.headers.SecurityHeadersMiddleware",
    "mobilize.http.cors.CorsMiddleware",
    "mobilize.http.ratelimit.RateLimitHeadersMiddleware",
    "mobilize.http.problems.ProblemMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mobilize.http.ratelimit.RateLimitMiddleware",
    "mobilize.http.idempotency.IdempotencyMiddleware",
]

ROOT_URLCONF = "mobilize.urls"
WSGI_APPLICATION = "mobilize.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frontend.context.instance",
            ],
        },
    },
]

DATABASES = {"default": database_settings(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "mobilize",
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
}

# People and sign-in
AUTH_USER_MODEL = "campaigns.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "frontend.accounts.AccountAdapter"
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# A password is for those who want one; naming it here keeps the field on the sign-in page.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A crowd in one place shares an address; a person does not ask for six codes a minute.
ACCOUNT_RATE_LIMITS = {"request_login_code": "120/m/ip,5/m/key"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEBUG else "https"

# Mail: files on a local instance, a provider's API or SMTP in production.
MAIL_DIR = Path(env_text("MOBILIZE_MAIL", str(LOCAL_DIR / "mail")))
# On where the provider may tell of bounces and complaints, by a secret that it shows.
EMAIL_WEBHOOKS = False
if os.environ.get("EMAIL_PROVIDER"):
    EMAIL_PROVIDER = env_text("EMAIL_PROVIDER")
    ANYMAIL: dict[str, Any] = {
        **mail_provider(EMAIL_PROVIDER, env_list("EMAIL_PROVIDER_SETTINGS"), host=os.environ.get("EMAIL_HOST", "")),
        "REQUESTS_TIMEOUT": 10,
    }
    if secret := webhook_secret(os.environ.get("EMAIL_WEBHOOK_SECRET", "")):
        ANYMAIL["WEBHOOK_SECRET"] = secret
        EMAIL_WEBHOOKS = True
    if EMAIL_PROVIDER == "amazon_ses":
        # The library would by itself send again what it got no answer to.
        once = import_module("botocore.config").Config(retries={"total_max_attempts": 1}, read_timeout=10)
        ANYMAIL["AMAZON_SES_CLIENT_PARAMS"] = {"config": once}
    EMAIL_BACKEND = f"anymail.backends.{EMAIL_PROVIDER}.EmailBackend"
elif os.environ.get("EMAIL_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = env_text("EMAIL_HOST")
    EMAIL_PORT = env_whole("EMAIL_PORT", 587, least=1, most=65535)
    EMAIL_HOST_USER = env_text("EMAIL_HOST_USER", "")
    EMAIL_HOST_PASSWORD = env_text("EMAIL_HOST_PASSWORD", "")
    EMAIL_USE_TLS = env_flag("EMAIL_USE_TLS", default=True)
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(MAIL_DIR)
DEFAULT_FROM_EMAIL = env_text("DEFAULT_FROM_EMAIL", "Mobilize <mobilize@localhost>")

# Language and time: UTC inside, the campaign's zone at the edge.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"


def font_files(paths: list[str]) -> list[str]:
    """Check fonts that are tried for letters which the built-in ones do not have."""
    for path in paths:
        if not Path(path).is_file():
            raise ImproperlyConfigured(f"STATEMENT_FONTS names {path}, which is no file.")
    return paths


STATEMENT_FONTS = font_files(env_list("STATEMENT_FONTS"))
STATIC_ROOT = Path(env_text("STATIC_ROOT", str(LOCAL_DIR / "static")))
# A MaxMind database, where connections are to be compared with the places that reports claim; empty for none.
GEOIP_FILE = env_text("GEOIP_FILE", "")
MEDIA_ROOT = Path(env_text("MEDIA_ROOT", str(LOCAL_DIR / "media")))


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


EVIDENCE_STORAGE = evidence_storage(os.environ.get("EVIDENCE_BUCKET", ""))
# What arrives is measured before it is kept; files beyond memory's share go to the system's temporary folder.
FILE_UPLOAD_HANDLERS = [
    "mobilize.http.uploads.UploadGate",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 10
# The files of one import, together; a million people with their names are about 80 MB.
IMPORT_MEGABYTES = env_whole("IMPORT_MEGABYTES", 256, least=1, most=4_096)
STORAGES = {
    # The same, so that a file field opens its file wherever it is asked for.
    "default": EVIDENCE_STORAGE,
    "evidence": EVIDENCE_STORAGE,
    "exchange": EVIDENCE_STORAGE,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# The API
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "mobilize.http.keys.KeyAuthentication",
        "mobilize.http.sessions.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["campaigns.people.doors.Door"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["mobilize.http.bodies.StrictJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["mobilize.http.filtering.KnownFilters"],
    "DEFAULT_PAGINATION_CLASS": "mobilize.http.pagination.OpaqueCursorPagination",
    "DEFAULT_SCHEMA_CLASS": "mobilize.http.schema.ConventionsSchema",
    "EXCEPTION_HANDLER": "mobilize.http.problems.exception_handler",
    "UNICODE_JSON": True,
    "COERCE_DECIMAL_TO_STRING": False,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
# Requests by name of the limit: how many in how many seconds.
RATE_LIMITS: dict[str, tuple[int, int]] = rate_limits(env_list("RATE_LIMITS"))
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Mobilize",
    "DESCRIPTION": "Incentive-based social mobilization: campaigns, chains of recruits, findings and what they earn.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "mobilize.http.examples.add_examples",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ApiKeyKind": "campaigns.people.models.ApiKey.Kind",
        "ApiKeyScope": "campaigns.people.models.ApiKey.Scope",
        "CampaignState": "campaigns.planning.models.Campaign.State",
        "NoticeMail": "campaigns.notices.models.NoticeChoice.Mail",
        "FindingState": "campaigns.findings.models.Finding.State",
        "BatchState": "rewards.payouts.models.Batch.State",
        "JobState": "campaigns.exchange.models.Job.State",
        "DestinationKind": "rewards.payouts.models.Destination.Kind",
        "EnteredState": "rewards.payouts.entering.ENTERED",
        "PayoutState": "rewards.payouts.states.PayoutState",
        "ToEnum": "rewards.ledger.models.Pledge.To",
        "WebhookDeliveryState": "campaigns.outreach.webhooks.models.WebhookDelivery.State",
        "WebhookEventType": "campaigns.outreach.webhooks.api.EVENT_TYPES",
        "WebhookMessageType": "campaigns.outreach.webhooks.deliveries_api.MESSAGE_TYPES",
        "RemainderTo": "campaigns.planning.models.Campaign.RemainderTo",
    },
}

# Work that runs later
CELERY_BROKER_URL = broker_url(REDIS_URL)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A request never waits for a lost broker: the sweep finds what was not announced.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2,
    # Longer than the one second for which a worker asks at a time.
    "socket_timeout": 2,
    # The broker's driver would by itself knock three more times, pausing for seconds in between.
    "max_retries": 0,
    "visibility_timeout": 3600,
}
CELERY_TIMEZONE = "UTC"
SWEEP_SECONDS = env_whole("SWEEP_SECONDS", 30, least=1, most=3600)
CELERY_BEAT_SCHEDULE = {
    "settle-what-was-missed": {
        "task": "rewards.settlement.tasks.settle_due_findings",
        "schedule": schedule(timedelta(seconds=SWEEP_SECONDS)),
        # Sweeps that nobody took in time do not pile up: the next one does the same.
        "options": {"expires": SWEEP_SECONDS},
    },
    "reverse-what-was-missed": {
        "task": "rewards.settlement.tasks.reverse_due_settlements",
        "schedule": schedule(timedelta(seconds=SWEEP_SECONDS)),
        "options": {"expires": SWEEP_SECONDS},
    },
    "release-what-is-due": {
        "task": "rewards.settlement.tasks.release_due_shares",
        "schedule": schedule(timedelta(seconds=SWEEP_SECONDS)),
        "options": {"expires": SWEEP_SECONDS},
    },
    "forfeit-what-is-due": {
        "task": "rewards.settlement.tasks.forfeit_due_shares",
        "schedule": schedule(timedelta(hours=1)),
        "options": {"expires": 3_600},
    },
    "send-queued-payouts": {
        "task": "rewards.payouts.tasks.send_queued_payouts",
        "schedule": schedule(timedelta(minutes=1)),
        "options": {"expires": 60},
    },
    "ask-about-payouts": {
        "task": "rewards.payouts.tasks.ask_about_payouts",
        "schedule": schedule(timedelta(minutes=1)),
        "options": {"expires": 60},
    },
    "forecast-what-is-due": {
        "task": "rewards.simulation.tasks.make_due_forecasts",
        "schedule": schedule(timedelta(minutes=1)),
        "options": {"expires": 60},
    },
    "assess-what-was-missed": {
        "task": "campaigns.findings.tasks.assess_missed_findings",
        "schedule": schedule(timedelta(minutes=1)),
        "options": {"expires": 60},
    },
    "reject-what-stayed-undecided": {
        "task": "campaigns.findings.tasks.reject_undecided_findings",
        "schedule": schedule(timedelta(minutes=1)),
    },
    "take-up-jobs": {
        "task": "campaigns.exchange.tasks.take_up_jobs",
        "schedule": schedule(timedelta(seconds=10)),
        "options": {"expires": 10},
    },
    "forget-job-files": {
        "task": "campaigns.exchange.tasks.forget_job_files",
        "schedule": schedule(timedelta(hours=1)),
    },
    "sweep-orphaned-files": {
        "task": "campaigns.findings.tasks.sweep_orphaned_files",
        "schedule": schedule(timedelta(hours=6)),
    },
    "refresh-reports": {
        "task": "campaigns.participation.tasks.refresh_reports",
        "schedule": schedule(timedelta(seconds=10)),
        "options": {"expires": 10},
    },
    "notice-what-is-new": {
        "task": "campaigns.trust.tasks.notice_news",
        "schedule": schedule(timedelta(minutes=1)),
        "options": {"expires": 60},
    },
    "notice-what-is-a-day-old": {
        "task": "campaigns.trust.tasks.notice_day_after",
        "schedule": schedule(timedelta(minutes=10)),
        "options": {"expires": 600},
    },
    "read-notices": {
        "task": "campaigns.notices.tasks.read_notices",
        "schedule": schedule(timedelta(minutes=1)),
        "options": {"expires": 60},
    },
    "gather-notices": {
        "task": "campaigns.notices.tasks.gather_notices",
        "schedule": schedule(timedelta(minutes=1)),
        "options": {"expires": 60},
    },
    "forget-notices": {
        "task": "campaigns.notices.tasks.forget_notices",
        "schedule": schedule(timedelta(hours=1)),
    },
    "write-letters": {
        "task": "campaigns.outreach.tasks.write_letters",
        "schedule": schedule(timedelta(minutes=1)),
        "options": {"expires": 60},
    },
    "send-letters": {
        "task": "campaigns.outreach.tasks.send_due_letters",
        "schedule": schedule(timedelta(minutes=1)),
        "options": {"expires": 60},
    },
    "queue-webhooks": {
        "task": "campaigns.outreach.webhooks.tasks.queue_webhooks",
        # The first wait before another attempt is as long.
        "schedule": schedule(timedelta(seconds=5)),
        "options": {"expires": 5},
    },
    "deliver-webhooks": {
        "task": "campaigns.outreach.webhooks.tasks.deliver_webhooks",
        "schedule": schedule(timedelta(seconds=5)),
        "options": {"expires": 5},
    },
    "forget-webhooks": {
        "task": "campaigns.outreach.webhooks.tasks.forget_webhooks",
        "schedule": schedule(timedelta(hours=1)),
        "options": {"expires": 3_600},
    },
    "forget-invitations": {
        "task": "campaigns.planning.tasks.forget_invitations",
        "schedule": schedule(timedelta(hours=1)),
    },
    "forget-traces": {
        "task": "campaigns.people.tasks.forget_traces",
        "schedule": schedule(timedelta(hours=1)),
    },
    "make-waiting-exports": {
        "task": "campaigns.privacy.tasks.make_waiting_exports",
        "schedule": schedule(timedelta(minutes=1)),
        "options": {"expires": 60},
    },
    "forget-exports": {
        "task": "campaigns.privacy.tasks.forget_exports",
        "schedule": schedule(timedelta(hours=1)),
    },
    "carry-out-erasures": {
        "task": "campaigns.privacy.tasks.carry_out_erasures",
        "schedule": schedule(timedelta(minutes=1)),
        "options": {"expires": 60},
    },
    "enforce-retention": {
        "task": "campaigns.privacy.tasks.enforce_retention",
        "schedule": schedule(timedelta(hours=1)),
    },
    "forget-pending-joins": {
        "task": "campaigns.recruiting.tasks.forget_pending_joins",
        "schedule": schedule(timedelta(hours=1)),
    },
    "purge-stored-responses": {
        "task": "mobilize.http.tasks.purge_stored_responses",
        "schedule": schedule(timedelta(hours=1)),
    },
}

# Security: strict where there is TLS in front.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEBUG
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 0 if DEBUG else env_whole("HSTS_SECONDS", 31_536_000, least=0, most=63_072_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
# Balancers ask after health by plain HTTP from inside.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env_text("LOG_LEVEL", "INFO").upper()},
    # Below this level the library writes down what it sends and gets, destinations included.
    "loggers": {"stripe": {"level": "WARNING"}},
}

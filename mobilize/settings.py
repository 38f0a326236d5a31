"""Settings: one file for every instance; what differs comes from the environment, read by `mobilize.environment`.

Where DATABASE_URL and REDIS_URL are unset, both come embedded under `.local/` and the instance is a local one
(DEBUG on). An instance that brings its own database is taken for production unless it says otherwise.
"""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from celery.schedules import schedule
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from mobilize.embedded.addresses import database_url, redis_url
from mobilize.environment import (
    Network,
    broker_url,
    database_settings,
    env_flag,
    env_list,
    env_text,
    env_whole,
    evidence_storage,
    font_files,
    local_key,
    mail_provider,
    map_tiles,
    networks,
    provider_terms,
    public_address,
    rate_limits,
    sealing_keys,
    tax_thresholds,
    webhook_secret,
)

BASE_DIR = Path(__file__).resolve().parent.parent

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
    "allauth.mfa",
    "django_vite",
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
    "mobilize.http.spoken.SpokenMiddleware",
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
    "frontend.speaking.AccountsSpeak",
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
MFA_ADAPTER = "frontend.sign_in_methods.MfaAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "frontend.sign_in_methods.PasskeyForm",
    "edit_webauthn": "frontend.sign_in_methods.PasskeyNameForm",
}
# Nothing can be guessed by asking for a challenge; a crowd in one place shares an address.
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
# By an address of the app, so that its worker hears of every sign-out and keeps nothing of whoever was here.
LOGOUT_REDIRECT_URL = "app_signed_out"
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
# What `python -m frontend.building` made of frontend/src, under the prefix app/.
FACE_DIR = BASE_DIR / ".local" / "face" / "static"
STATICFILES_DIRS = [FACE_DIR] if FACE_DIR.is_dir() else []
DJANGO_VITE = {"default": {"manifest_path": FACE_DIR / "app" / "manifest.json", "static_url_prefix": "app"}}
# The names that Vite gives have a digest of the content in them.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/(app/assets/.+-[\w-]{8}\.|.+\.[0-9a-f]{12}\.).+$"

MAP_TILES = map_tiles(os.environ.get("MAP_TILES", ""), os.environ.get("MAP_TILES_BY", ""))

STATEMENT_FONTS = font_files(env_list("STATEMENT_FONTS"))
STATIC_ROOT = Path(env_text("STATIC_ROOT", str(LOCAL_DIR / "static")))
# A MaxMind database, where connections are to be compared with the places that reports claim; empty for none.
GEOIP_FILE = env_text("GEOIP_FILE", "")
MEDIA_ROOT = Path(env_text("MEDIA_ROOT", str(LOCAL_DIR / "media")))

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
        else "mobilize.http.static_files.FaceStorage"
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
        "LeaderboardPeriod": "campaigns.participation.leaderboard_api.PERIODS",
        "JobState": "campaigns.exchange.models.Job.State",
        "DestinationKind": "rewards.payouts.models.Destination.Kind",
        "EnteredState": "rewards.payouts.entering.ENTERED",
        "PeriodEnum": "campaigns.participation.periods.PERIOD_KINDS",
        "PayoutState": "rewards.payouts.states.PayoutState",
        "RoleEnum": "campaigns.people.models.Role.Kind",
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

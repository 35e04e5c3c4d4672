"""Django's settings, assembled from the operator's configuration."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from goodword.house import configuration, limits

try:
    CONFIGURATION = configuration.load()
except configuration.ConfigurationError as problem:
    raise ImproperlyConfigured(str(problem)) from None

BASE_DIR = Path(__file__).resolve().parent
SECRET_KEY = CONFIGURATION.secret_key
DEBUG = False
ALLOWED_HOSTS = list(CONFIGURATION.hosts)
ROOT_URLCONF = "goodword.urls"
WSGI_APPLICATION = "goodword.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "goodword.ui",
    "goodword.people",
    "goodword.history",
    "goodword.outbox",
    "goodword.catalogue",
    "goodword.requests",
    "goodword.feedback",
    "goodword.channels",
    "goodword.guests",
    "goodword.insight",
    "goodword.pages",
    "goodword.demo",
    "goodword.operations",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "goodword.people.signed_in.SignedInConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "goodword.house.proxies.Forwarded",
    "goodword.house.request_line.RequestLine",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "goodword.house.middleware.NothingIsKept",
    "goodword.house.plain.NoNul",
    "goodword.ui.trouble.StoreTrouble",
    "goodword.ui.trouble.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "goodword.house.middleware.WhoReads",
    "goodword.house.middleware.SessionAge",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "goodword.guests.middleware.OneThread",
    "goodword.house.middleware.PersonalZoneAndLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "goodword.ui.trouble.HowMuch",
    "goodword.history.once.DoneOnce",
]

# Pages: ours in Jinja2; Django's own engine only behind it.

_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
_PAGES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "goodword.ui.jinja.environment",
            "context_processors": [*_CONTEXT, "goodword.ui.context.frame"],
        },
    },
]
TEMPLATES: list[dict[str, Any]] = [
    *(_PAGES if find_spec("goodword.ui.jinja") else []),
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": _CONTEXT},
    },
]
FORM_RENDERER = "goodword.ui.controls.Controls"
CSRF_FAILURE_VIEW = "goodword.ui.errors.csrf_failure"

# Rows.


def _database(database: configuration.Database) -> dict[str, Any]:
    if database.is_sqlite:
        return {
            "ENGINE": "goodword.house.sqlite",
            "NAME": database.name,
            # Kept open for the life of its thread: opening, setting it up and learning the
            # statements anew costs more than most pages read.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": limits.LOCK_SECONDS,
                # FULL, so that what was acknowledged survives a power cut.
                "init_command": (
                    "PRAGMA journal_mode=WAL;"
                    "PRAGMA synchronous=FULL;"
                    "PRAGMA foreign_keys=ON;"
                    "PRAGMA journal_size_limit=67108864;"
                    "PRAGMA mmap_size=134217728;"
                    "PRAGMA cache_size=-8000;"
                ),
            },
        }
    return {
        "ENGINE": "goodword.house.postgresql",
        "NAME": database.name,
        "USER": database.user,
        "PASSWORD": database.password,
        "HOST": database.host,
        "PORT": database.port,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": configuration.connection_options(limits.WEB_SECONDS),
            **configuration.NOTICING,
            # What is asked again and again is planned once (house.postgresql).
            "server_side_binding": True,
            "prepare_threshold": 5,
            # Each process keeps a few connections open and lends them to whoever works.
            "pool": {
                "min_size": CONFIGURATION.pool_least,
                "max_size": CONFIGURATION.pool_most,
                **configuration.POOL_PATIENCE,
            },
        },
    }


DATABASES = {"default": _database(CONFIGURATION.database)}

# Rate limits must count over all processes and hosts, so they are kept
# where everything else is.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "house_cache",
    }
}

# Time and language.

TIME_ZONE = "UTC"
USE_TZ = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "locale"]

# Files.

STATIC_URL = "/static/"
STATIC_ROOT = CONFIGURATION.data / "static"
MEDIA_ROOT = CONFIGURATION.files
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(CONFIGURATION.files)},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# More than a form may have (house.limits), so that what is too much can be said with the words
# kept (history.once).
DATA_UPLOAD_MAX_MEMORY_SIZE = limits.TEXT_KEPT
DATA_UPLOAD_MAX_NUMBER_FIELDS = limits.FORM_FIELDS_KEPT
DATA_UPLOAD_MAX_NUMBER_FILES = 4 * limits.FILES_PER_MESSAGE

# People and signing in.

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = int(limits.RESET_LINK_AGE.total_seconds())
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": f"{limits.LOGIN_TRIES}/10m/key,60/10m/ip",
    "guest_link": (
        f"{limits.MAGIC_LINKS_PER_ADDRESS_AND_HOUR}/h/key,"
        f"{limits.MAGIC_LINKS_PER_NETWORK_AND_TEN_MINUTES}/10m/ip"
    ),
}
if find_spec("goodword.people.adapter"):
    ACCOUNT_ADAPTER = "goodword.people.adapter.AccountAdapter"
MFA_ADAPTER = "goodword.people.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Goodword"
# Browsers give passkeys to plain http on localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not CONFIGURATION.is_https
USERSESSIONS_TRACK_ACTIVITY = False
USERSESSIONS_ADAPTER = "goodword.people.signed_in.SignedInAdapter"
# What a proxy says about a visitor was believed or not before anybody else looks (house.proxies).
ALLAUTH_TRUSTED_PROXY_COUNT = 0

# Cookies: bound to this very host over https; plain on a developer's machine.

SESSION_ENGINE = "goodword.house.sessions"
SESSION_COOKIE_AGE = int(limits.SESSION_IDLE.total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIGURATION.is_https
SESSION_COOKIE_NAME = "__Host-session" if CONFIGURATION.is_https else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if CONFIGURATION.is_https else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if CONFIGURATION.is_https else "language"
LANGUAGE_COOKIE_SECURE = CONFIGURATION.is_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [CONFIGURATION.base_url]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# What browsers are told.

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = CONFIGURATION.is_https
SECURE_HSTS_SECONDS = 31_536_000 if CONFIGURATION.is_https else 0
# What other hosts of the domain do, and a list kept by browsers, is for the domain's owner.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# Who watches over us asks within the house.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
if CONFIGURATION.is_https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Mail.

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = limits.SMTP_SECONDS
DEFAULT_FROM_EMAIL = SERVER_EMAIL = CONFIGURATION.mail_from
if CONFIGURATION.smtp:
    EMAIL_HOST = CONFIGURATION.smtp.host
    EMAIL_PORT = CONFIGURATION.smtp.port
    EMAIL_HOST_USER = CONFIGURATION.smtp.user
    EMAIL_HOST_PASSWORD = CONFIGURATION.smtp.password
    EMAIL_USE_SSL = CONFIGURATION.smtp.use_tls
    EMAIL_USE_TLS = CONFIGURATION.smtp.use_starttls

# What we write down: ids and facts, no names and no words of people.

LOGGING_CONFIG: str | None = "goodword.house.logs.configure"
LOGGING = {"level": "INFO"}

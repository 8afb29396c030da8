"""Settings: read from the environment, safe by default. `manage.py` puts the database's addresses there."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

BASE_DIR = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("SCHOOLMIS_HOME", BASE_DIR / ".data"))


def flag(name, default=False):
    return os.environ.get(name, str(int(default))).lower() in {"1", "true", "yes", "on"}


DEBUG = flag("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-commands-that-serve-nobody")
ALLOWED_HOSTS = [h for h in os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
BEHIND_TLS = flag("SECURE_PROXY")
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS] if BEHIND_TLS else []

INSTALLED_APPS = [
    "schoolmis",
    "schoolmis.ui",
    "schoolmis.papers",
    "schoolmis.audit",
    "schoolmis.jobs",
    "schoolmis.files",
    "schoolmis.accounts",
    "schoolmis.access",
    "schoolmis.people",
    "schoolmis.structure",
    "schoolmis.orders",
    "schoolmis.documents",
    "schoolmis.events",
    "schoolmis.imports",
    "schoolmis.notices",
    "schoolmis.desk",
    "schoolmis.help",
    "students",
    "journal",
    "crispy_forms",
    "import_export",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",  # first, so that a refusal by any of the others carries the policy too
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "schoolmis.accounts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "schoolmis.access.middleware.AccessMiddleware",
    "schoolmis.accounts.middleware.AccountMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "schoolmis.audit.pace.PaceMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "schoolmis.urls"
WSGI_APPLICATION = "schoolmis.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "schoolmis.ui.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "schoolmis.ui.templatetags.ui"],
        },
    },
]


def database(url):
    """A DATABASES entry from a libpq address; the pool replaces dead connections only with health checks on."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", ""),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}} if flag("DATABASE_POOL") else {},
    }


WEB_URL = os.environ.get("DATABASE_URL", "")
OWNER_URL = os.environ.get("DATABASE_OWNER_URL") or WEB_URL
WEB_ROLE = conninfo_to_dict(WEB_URL).get("user", "web")
DATABASES = {"default": database(OWNER_URL if os.environ.get("SCHOOLMIS_DB_ROLE") == "owner" else WEB_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["schoolmis.accounts.hashers.Argon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "schoolmis.accounts.passwords.NotTheName"},
    {"NAME": "schoolmis.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 8}},
    {"NAME": "schoolmis.accounts.passwords.NotCommon"},
    {"NAME": "schoolmis.accounts.passwords.NotOnlyDigits"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "schoolmis.accounts.adapter.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# None: the reader ticks it; a school's computer forgets them when the browser is shut.
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_FORMS = {
    "login": "schoolmis.accounts.forms.SignInForm",
    "change_password": "schoolmis.accounts.forms.PasswordForm",
    "reauthenticate": "schoolmis.accounts.forms.PasswordAgainForm",
}
# django-axes alone locks out, by account: a school is one address for everybody in it.
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "schoolmis.accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "schoolmis.accounts.forms.CodeForm",
    "reauthenticate": "schoolmis.accounts.forms.CodeAgainForm",
    "activate_totp": "schoolmis.accounts.forms.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "schoolmis.accounts.lockout.account_name"
AXES_LOCKOUT_CALLABLE = "schoolmis.accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_NAME = "__Host-sessionid" if BEHIND_TLS else "sessionid"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "schoolmis.accounts.views.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}

LANGUAGE_CODE = "ky"
LANGUAGES = [("ky", _("Kyrgyz")), ("ru", _("Russian"))]
LOCALE_PATHS = [BASE_DIR / "schoolmis" / "locale"]
FORMAT_MODULE_PATH = ["schoolmis.ui.formats"]
TIME_ZONE = "Asia/Bishkek"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", HOME / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {
        "BACKEND": "schoolmis.ui.storage.StaticStorage"
        if flag("SCHOOLMIS_MANIFEST")
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not flag("SCHOOLMIS_MANIFEST")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

CRISPY_ALLOWED_TEMPLATE_PACKS = "school"
CRISPY_TEMPLATE_PACK = "school"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Outer channels of notices ("email", "file", "console"); none by default: personal data leaves by the school's choice.
NOTICE_CHANNELS = [code for code in os.environ.get("NOTICE_CHANNELS", "").split(",") if code]
NOTICE_SITE = os.environ.get("NOTICE_SITE", "")
EMAIL_HOST, EMAIL_PORT = os.environ.get("EMAIL_HOST", "localhost"), int(os.environ.get("EMAIL_PORT", 25))
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_USER", ""), os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = flag("EMAIL_USE_TLS"), flag("EMAIL_USE_SSL"), 20
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", EMAIL_HOST_USER or "school@localhost")
NOTICE_FILE = Path(os.environ.get("NOTICE_FILE", HOME / "notices.jsonl"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}

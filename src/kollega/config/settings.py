"""Django's settings, from the environment only; the demo has settings of its own that build on these."""

from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from kollega.config import environment

BASE_DIR = environment.HOME
SECRET_KEY = environment.secret_key()
DEBUG = False
ALLOWED_HOSTS = [host.strip() for host in environment.get("KOLLEGA_HOSTS").split(",")]
ADDRESS = environment.get("KOLLEGA_ADDRESS").rstrip("/")
IS_DEMO = False
"""True only in kollega.config.demo_settings, which only the demo command starts."""

OWN_APPS = (
    "core", "taxonomy", "networks", "people", "outbox", "documents", "catalogue", "sharing", "following",
    "federation", "clauses", "recommending", "lending", "vacancies", "assignments", "requesting", "recruiting",
    "applications", "invoicing", "records", "identity", "pages",
)  # fmt: skip
INSTALLED_APPS = [
    *(f"kollega.{name}" for name in OWN_APPS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
]
MIDDLEWARE = [
    "kollega.core.kept.Kept",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "kollega.identity.sessions.Reader",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "kollega.core.policy.Gate",
    "kollega.identity.second_factor.SecondFactor",
]
ROOT_URLCONF = "kollega.config.urls"
WSGI_APPLICATION = "kollega.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kollega.pages.frame.frame",
            ],
            "builtins": ["kollega.core.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]


def _database(url: str) -> dict:
    parts = urlsplit(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    size = int(environment.get("KOLLEGA_POOL"))
    pool = {"pool": {"min_size": 1, "max_size": max(size, 2), "timeout": 20}} if size else {}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": pool | ({"sslmode": query["sslmode"]} if "sslmode" in query else {}),
        "TEST": {"NAME": f"test_{parts.path.lstrip('/')}"},
    }


DATABASES = {"default": _database(environment.get("KOLLEGA_DATABASE_URL") or "postgresql://kollega@localhost/kollega")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}}
"""In the database, so that limits on sign-in count over all web processes."""

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:home"
LOGOUT_REDIRECT_URL = "pages:front"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_ADAPTER = "kollega.identity.adapters.AccountAdapter"
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "kollega.identity.adapters.KeyAdapter"
MFA_TOTP_ISSUER = "Kollega"
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.get("KOLLEGA_PROXIES"))
USERSESSIONS_TRACK_ACTIVITY = False
"""When a session was last used is not written: it would cost a row at every page."""

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English"), ("da", "Dansk"), ("nb", "Norsk bokmål"), ("fi", "Suomi")]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = environment.var() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
KEPT_SECONDS = 1.0
"""How old a public page may be that visitors share; what is published is seen within that time."""
SILENCED_SYSTEM_CHECKS: list[str] = []
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_HANDLERS = ["kollega.documents.uploads.Bounded"]
"""No body fills the disk: what is sent in is held in memory up to its limit."""

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
IS_HTTPS = ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "kollega.identity.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "kollega.pages.views.csrf_failed"

_mail = urlsplit(environment.get("KOLLEGA_MAIL_URL"))
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.get("KOLLEGA_MAIL_FROM")
INVOICE_FOLDER = environment.get("KOLLEGA_INVOICE_FOLDER")
PEPPOL_RULES = environment.get("KOLLEGA_PEPPOL_RULES")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

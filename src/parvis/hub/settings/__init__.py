"""Django's settings: what is chosen here, and what the environment says of the deployment."""

from __future__ import annotations

import os
from pathlib import Path

import django_stubs_ext
from django.utils.translation import gettext_lazy as _

from parvis.hub.common.environment import Environment
from parvis.hub.web.headers import still_headers

django_stubs_ext.monkeypatch()  # so that types may be written as `ModelForm[Unit]`
HUB = Path(__file__).parent.parent
ENVIRONMENT = Environment.read(os.environ)

# What it is made of: the rooms, from the ground up, then what they stand on
ROOMS = [
    "parvis.hub.web",
    "parvis.hub.people",
    "parvis.hub.audit",
    "parvis.hub.work",
    "parvis.hub.organisation",
    "parvis.hub.objectives",
    "parvis.hub.interface",
    "parvis.hub.listening",
    "parvis.hub.accounts",
    "parvis.hub.explore",
    "parvis.hub.editor",
    "parvis.hub.coding",
    "parvis.hub.alerts",
    "parvis.hub.front",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "servestatic.middleware.ServeStaticMiddleware",
    "parvis.hub.web.middleware.Hardened",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "parvis.hub.people.middleware.Tongue",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "parvis.hub.organisation.middleware.Asking",
    "parvis.hub.interface.middleware.Once",
    "parvis.hub.web.middleware.Faults",
]
ROOT_URLCONF = "parvis.hub.urls"
ASGI_APPLICATION = "parvis.hub.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "parvis.hub.web.templatetags.parts"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "parvis.hub.web.shell.shell",
            ],
        },
    }
]

# Where it keeps what it keeps
DATABASES = {"default": ENVIRONMENT.database | {"ATOMIC_REQUESTS": False}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    },
    # Figures of a minute ago, of each process: larger than a row, and nothing to keep
    "figures": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "figures",
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
    # Figures that the worker found, for the web to show
    "kept": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": ENVIRONMENT.home / "figures",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
LAKE = ENVIRONMENT.lake
SENDS_MAIL = "EMAIL_HOST" in ENVIRONMENT.mail
for _name, _value in ENVIRONMENT.mail.items():
    globals()[_name] = _value

# Who may come in
ADDRESS = ENVIRONMENT.address
SECRET_KEY = ENVIRONMENT.secret
ALLOWED_HOSTS = [ENVIRONMENT.host, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.address]
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "parvis.hub.people.adapters.ByInvitation"
ACCOUNT_FORMS = {
    action: f"parvis.hub.people.sign_in.{form}"
    for action, form in {
        "login": "Login",
        "reset_password": "Forgotten",
        "reset_password_from_key": "Renewed",
        "change_password": "Changed",
        "set_password": "Chosen",
        "reauthenticate": "Confirmed",
    }.items()
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "5/5m/key,20/m/ip"}
SOCIALACCOUNT_ADAPTER = "parvis.hub.people.adapters.BySignOn"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # people are invited by it
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Parvis"
MFA_TOTP_TOLERANCE = 1  # a telephone is a few seconds off
USERSESSIONS_TRACK_ACTIVITY = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sign-on",
                "name": ENVIRONMENT.sign_on.name or _("single sign-on"),
                "client_id": ENVIRONMENT.sign_on.client,
                "secret": ENVIRONMENT.sign_on.secret,
                "settings": {"server_url": ENVIRONMENT.sign_on.url},
            }
        ]
        if ENVIRONMENT.sign_on
        else [],
    }
}

# What goes over the wire
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.is_secure
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
if ENVIRONMENT.proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
STATIC_URL = "static/"
STATICFILES_DIRS = [("figures", HUB.parent / "present" / "html" / "sheets")]
STATIC_ROOT = None  # nothing is gathered: `Still` finds files where they lie
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "parvis.hub.web.still.Still"},
}
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_MAX_AGE = 365 * 24 * 3600
SERVESTATIC_ALLOW_ALL_ORIGINS = False
SERVESTATIC_ADD_HEADERS_FUNCTION = still_headers

# In which words
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [HUB / "locale"]
FORMAT_MODULE_PATH = ["parvis.hub.web.formats"]
USE_TZ = True
TIME_ZONE = "UTC"
MESSAGE_TAGS = {40: "alarm"}

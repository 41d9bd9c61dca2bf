"""Django's settings. All that differs from place to place comes from the environment (`V100_STORE`, `DATABASE_URL`)
and the store; no secret stands here.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.functional import SimpleLazyObject

from v100 import settings as store_settings
from v100.casework import place
from v100.casework.database.url import OWNER, connections
from v100.casework.logs import LOGGING as LOGGING
from v100.store.simulated import is_simulated

STORE = Path(os.environ.get("V100_STORE", "store"))
DEMO = is_simulated(STORE)
MARKING = store_settings.load(STORE).marking
SECRET_KEY = SimpleLazyObject(lambda: place.secret(STORE, "secret-key"))

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "v100.casework.urls"
WSGI_APPLICATION = "v100.casework.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "csp",
    "v100.casework.database",
    "v100.casework.accounts",
    "v100.casework.oversight",
    "v100.casework.runs",
    "v100.casework.nominals",
    "v100.casework.outcomes",
    "v100.casework.results",
    "v100.casework.evidence",
    "v100.casework.publishing",
    "v100.casework.identities",
    "v100.casework.panel",
    "v100.casework.markers",
    "v100.casework.notes",
    "v100.casework.plans",
    "v100.casework.disruption",
    "v100.casework.facts",
    "v100.casework.orders",
    "v100.casework.leaving",
    "v100.casework.alerts",
    "v100.casework.packs",
    "v100.casework.tasking",
    "v100.casework.guests",
    "v100.casework.network",
    "v100.casework.links",
    "v100.casework.referrals",
    "v100.casework.women",
    "v100.casework.duties",
    "v100.casework.pages",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "v100.casework.pages.middleware.NotKept",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "v100.casework.accounts.middleware.OwnPassword",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "v100.casework.access.middleware.Refusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "v100.casework.pages.context.site",
            ],
        },
    },
]

DATABASES = connections(os.environ.get("DATABASE_URL", ""))
MIGRATION_DATABASE = OWNER
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["v100.casework.accounts.backend.OpenAccounts"]
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the browser
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

GUEST_DAYS = int(os.environ.get("V100_GUEST_DAYS", "90"))
ERASE_DAYS = int(os.environ.get("V100_ERASE_DAYS", "90"))
PACK_DAYS = int(os.environ.get("V100_PACK_DAYS", "28"))

MAIL_FROM = os.environ.get("V100_MAIL_FROM", "")  # none: no e-mail is ever sent
EMAIL_HOST = os.environ.get("V100_MAIL_HOST", "localhost")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False

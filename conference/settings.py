"""Settings: everything has a working default; environment variables (README lists them) change it.

Data (database, secret key) lives in one folder outside the code, so that an update never touches it.
"""

import secrets
from base64 import urlsafe_b64encode
from contextlib import suppress
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _
from environs import Env

from conference.translations import compile_messages

env = Env()
CODE = Path(__file__).resolve().parent.parent
VERSION = "0.3.0"

DATA = Path(env.str("ANLIEGENWAND_DATA", "") or Path.home() / ".local/share/anliegenwand").expanduser()
DATA.mkdir(parents=True, exist_ok=True)


def own_secret(folder, name="secret-key", make=lambda: secrets.token_urlsafe(48)):
    """Return a secret of this installation, made on the first run and readable by its owner only."""
    file = folder / name
    if not file.exists():
        fresh = folder / f"{name}.{secrets.token_hex(4)}"
        fresh.touch(mode=0o600)
        fresh.write_text(make())
        with suppress(FileExistsError):
            file.hardlink_to(fresh)  # two processes starting at once agree on one secret
        fresh.unlink()
    return file.read_text().strip()


def private_key():
    """Return a fresh private key on the curve P-256: a number between 1 and its order, in base64url."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    return urlsafe_b64encode((secrets.randbelow(order - 1) + 1).to_bytes(32)).decode().rstrip("=")


SECRET_KEY = env.str("SECRET_KEY", "") or own_secret(DATA)
DEBUG = env.bool("DEBUG", False)
# A hall's address is whatever the router gave the laptop, so every host is answered unless HOSTS names some.
ALLOWED_HOSTS = env.list("HOSTS", ["*"])
CSRF_TRUSTED_ORIGINS = env.list("TRUSTED_ORIGINS", [])
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
PUBLIC_ADDRESS = env.str("PUBLIC_ADDRESS", "")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "conference",
    "anliegen",
]
MIDDLEWARE = [
    "conference.access.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "conference.live.packing.Packing",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "conference.refusal.RefusalMiddleware",
]
ROOT_URLCONF = "conference.urls"
WSGI_APPLICATION = None
ASGI_APPLICATION = "conference.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [CODE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "conference.access.page",
            ],
            "builtins": ["django.templatetags.static", "django.templatetags.i18n"],
        },
    }
]

DATABASES = {"default": dj_database_url.parse(env.str("DATABASE_URL", "") or f"sqlite:///{DATA}/anliegenwand.sqlite3")}
DATABASES["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}  # a PostgreSQL that restarted is met again
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # One writer at a time, readers beside it; FULL: what was acknowledged survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "")
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
CACHES = {
    # What the brakes count: each process for itself, so that a door opens when Redis is gone.
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "counts",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}
if REDIS_URL:
    CHANNEL_LAYERS["default"] = {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL]},
    }

# A brake for a conference that somebody floods: how many sheets a participant may write in a minute, 0 as many as they
# like. Helpers and facilitators, who enter sheets for others, are never stopped.
SHEETS_A_MINUTE = env.int("SHEETS_A_MINUTE", 0)

# Web Push goes through the services of the browsers' makers: off, nothing leaves for a third party. The key is our name
# there; browsers that subscribed know it.
WEB_PUSH = env.bool("WEB_PUSH", False)
VAPID_KEY = own_secret(DATA, "vapid-key", private_key)
PUSH_LOOPBACK = False  # a test has its push service on this machine

# A seat is a signed cookie: no table to write when 700 people join at once.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME = "seat"
SESSION_COOKIE_AGE = 400 * 24 * 3600  # the longest that browsers keep a cookie
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("HTTPS_ONLY", False)
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [CODE / "locale"]
compile_messages(LOCALE_PATHS)  # before Django reads them: a process that once found no German never looks again
LANGUAGE_COOKIE_AGE = SESSION_COOKIE_AGE
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "Europe/Berlin")

MEDIA_ROOT = DATA / "pictures"  # served by views alone: each asks who looks
UPLOADS = DATA / "uploads"  # photos on their way, piece by piece; swept
STATIC_URL = "/static/"
STATICFILES_DIRS = [CODE / "static"]
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "conference.static.Fingerprinted"},
}
WHITENOISE_USE_FINDERS = True

# Told to every page when it connects: a page of another release reloads itself.
RELEASE = env.str("RELEASE", "") or VERSION

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING"}},
}

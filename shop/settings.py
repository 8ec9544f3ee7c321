"""
All settings, from the environment and nowhere else. `.env.example` lists every variable with a comment.

Empty DATABASE_URL or REDIS_URL means the embedded server in DATA_DIR (see `shop.embedded`). Secrets that are not
given are generated into DATA_DIR at the first start (see `shop.first_run`). A missing or malformed value stops the
start with one sentence (see `shop.environment`).
"""

import logging
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from whitenoise.compress import Compressor

from shop import embedded, environment, first_run, policies
from shop.core import logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = environment.read(BASE_DIR / ".env")

# What this process is for: web processes get the pool and the short timeouts, commands and the worker do not.
PROCESS = env.choice("SHOP_PROCESS", ("command", "web", "worker"), default="command")

# --- Place and secrets ----------------------------------------------------------------------------------------------
DATA_DIR = env.directory("DATA_DIR", default=BASE_DIR / "var")
HOST = env.text("HOST", default="localhost")
PORT = env.integer("PORT", default=4000, minimum=1, maximum=65535)
BASE_URL = env.url("BASE_URL", default=f"https://localhost:{PORT}").rstrip("/")
WEB_CONCURRENCY = env.integer("WEB_CONCURRENCY", default=2, minimum=1, maximum=256)
WEB_THREADS = env.integer("WEB_THREADS", default=4, minimum=1, maximum=256)
TLS_CERT = env.text("TLS_CERT", default="")
TLS_KEY = env.text("TLS_KEY", default="")
# Behind a proxy on the same machine that speaks TLS for us.
PLAIN_HTTP = env.boolean("PLAIN_HTTP", default=False)

_secrets = first_run.load_secrets(DATA_DIR)
SECRET_KEY = env.text("SECRET_KEY", default=_secrets["SECRET_KEY"], minimum_length=32)
# Comma separated; the first encrypts, all decrypt (see `shop.core.crypto` and `manage.py rotate_keys`).
FIELD_ENCRYPTION_KEYS = env.keys("FIELD_ENCRYPTION_KEYS", default=_secrets["FIELD_ENCRYPTION_KEYS"])
# Separate keys, so that rotating one never touches the other.
BLIND_INDEX_KEY = env.text("BLIND_INDEX_KEY", default=_secrets["BLIND_INDEX_KEY"], minimum_length=32)
HANDOVER_KEY = env.text("HANDOVER_KEY", default=_secrets["HANDOVER_KEY"], minimum_length=32)
SANDBOX_WEBHOOK_SECRET = env.text(
    "SANDBOX_WEBHOOK_SECRET", default=_secrets["SANDBOX_WEBHOOK_SECRET"], minimum_length=32
)

DEBUG = env.boolean("DEBUG", default=False)
# /styleguide/ and /dev/mail/: on in `make run`, never in production.
DEV_PAGES = env.boolean("DEV_PAGES", default=False)
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", default=0, minimum=0, maximum=10)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Apps and requests ----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "shop.apps.ShopConfig",
    "shop.apps.StaffSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "procrastinate.contrib.django",
    "django_htmx",
    "csp",
    "tree_queries",
    "ninja",
    "phonenumber_field",
    "django_countries",
    "django_structlog",
    "accounts",
    "catalog",
    "cart",
    "orders",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "shop.core.peaks.Counting",
    "shop.core.middleware.Guardrails",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "shop.core.language.Language",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.Presence",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.Keeping",
    "django_htmx.middleware.HtmxMiddleware",
    "shop.core.middleware.Unopened",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "shop.core.middleware.RequestLog",
]
ROOT_URLCONF = "shop.urls"
WSGI_APPLICATION = "shop.wsgi.application"
APPEND_SLASH = True
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["shop.loading.Directories", "shop.loading.Apps"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shop.context.shell",
            ],
            "builtins": ["shop.templatetags.ui"],
        },
    }
]
# Bodies stay small: pictures and catalogues go through the file upload handlers, which have limits of their own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# A whole request with its files, in bytes, and where more is expected: a catalogue, its variants and its pictures.
LARGEST_BODY = 100 * 1024 * 1024
LARGEST_UPLOADS = {"/seller/import/": 430 * 1024 * 1024}
FILE_UPLOAD_PERMISSIONS = 0o644
CSRF_FAILURE_VIEW = "shop.errors.csrf_failure"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database -------------------------------------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL", default="") or embedded.database_url(DATA_DIR)
DB_STATEMENT_TIMEOUT_MS = env.integer("DB_STATEMENT_TIMEOUT_MS", default=5000, minimum=0)
DB_LOCK_TIMEOUT_MS = env.integer("DB_LOCK_TIMEOUT_MS", default=3000, minimum=0)
DB_IDLE_TIMEOUT_MS = env.integer("DB_IDLE_TIMEOUT_MS", default=10000, minimum=0)
DB_POOL_MIN = env.integer("DB_POOL_MIN", default=1, minimum=0)
DB_POOL_MAX = env.integer("DB_POOL_MAX", default=WEB_THREADS + 2, minimum=WEB_THREADS)
DB_POOL_TIMEOUT_S = env.integer("DB_POOL_TIMEOUT_S", default=1, minimum=1)
DB_POOL_IDLE_S = env.integer("DB_POOL_IDLE_S", default=300, minimum=1)
DB_POOL_LIFETIME_S = env.integer("DB_POOL_LIFETIME_S", default=1800, minimum=1)

DATABASES = {"default": environment.database(DATABASE_URL)}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
_options = DATABASES["default"].setdefault("OPTIONS", {})
if PROCESS == "web":
    # PgBouncer in transaction mode drops these: there, give the role its timeouts (docs/operations.md) and set them 0.
    _timeouts = {
        "statement_timeout": DB_STATEMENT_TIMEOUT_MS,
        "lock_timeout": DB_LOCK_TIMEOUT_MS,
        "idle_in_transaction_session_timeout": DB_IDLE_TIMEOUT_MS,
    }
    if any(_timeouts.values()):
        _options["options"] = " ".join(f"-c {name}={value}" for name, value in _timeouts.items() if value)
    _options["pool"] = {
        "min_size": DB_POOL_MIN,
        "max_size": DB_POOL_MAX,
        "timeout": DB_POOL_TIMEOUT_S,
        "max_idle": DB_POOL_IDLE_S,
        "max_lifetime": DB_POOL_LIFETIME_S,
    }
TEST_SUFFIX = env.text("TEST_SUFFIX", default="")
DATABASES["default"]["TEST"] = {"NAME": f"test_millrow{TEST_SUFFIX}"}

# --- Cache and sessions ---------------------------------------------------------------------------------------------
REDIS_URL = environment.redis(env.text("REDIS_URL", default="") or embedded.redis_url(DATA_DIR))
CACHES = policies.caches(REDIS_URL)
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
# How long "keep me signed in" lasts since the last visit.
SESSION_COOKIE_AGE = int(timedelta(days=env.integer("SESSION_DAYS", default=30, minimum=1)).total_seconds())
# Without it, a session that nobody used for this long ends, even in a browser that never closes (ASVS 5.0, 7.3.1).
SESSION_IDLE = timedelta(hours=env.integer("SESSION_IDLE_HOURS", default=12, minimum=1))
# Sign in anew after this time, however busy the session was (7.3.2).
SESSION_LONGEST = timedelta(days=env.integer("SESSION_LONGEST_DAYS", default=90, minimum=1))
# Browsers keep one cookie jar for all ports of localhost, so the port is part of the name.
_cookie = f"__Host-millrow-{PORT}"
SESSION_COOKIE_NAME = f"{_cookie}-session"
CSRF_COOKIE_NAME = f"{_cookie}-csrf"
# Who was signed in here, as a keyed digest: so that nobody else is shown what that person typed (accounts.keeping).
MARK_COOKIE_NAME = f"{_cookie}-mark"
THEME_COOKIE_NAME = f"{_cookie}-theme"
LANGUAGE_COOKIE_NAME = f"{_cookie}-language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- People ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["accounts.hashers.Argon2"]
AUTH_PASSWORD_VALIDATORS = policies.PASSWORDS
TOKEN_TTL = {
    "activation": timedelta(hours=env.integer("TOKEN_TTL_ACTIVATION_HOURS", default=48, minimum=1)),
    "reset": timedelta(minutes=env.integer("TOKEN_TTL_RESET_MINUTES", default=60, minimum=1)),
    "email": timedelta(hours=env.integer("TOKEN_TTL_EMAIL_HOURS", default=24, minimum=1)),
    "auth": timedelta(days=env.integer("TOKEN_TTL_AUTH_DAYS", default=30, minimum=1)),
}
# How long a password given counts as "just now" before something dangerous.
CONFIRM_WINDOW = timedelta(minutes=env.integer("CONFIRM_MINUTES", default=10, minimum=1))
# What was typed into a form whose session had ended waits this long for its owner to sign in again.
KEEP_TYPED = timedelta(minutes=env.integer("KEEP_TYPED_MINUTES", default=30, minimum=1))
TOKENS_PER_USER = env.integer("TOKENS_PER_USER", default=20, minimum=1)
RATE_LIMITS = {
    "login": env.rate("RATE_LIMITS_LOGIN", default="5/m"),
    "login_address": env.rate("RATE_LIMITS_LOGIN_ADDRESS", default="30/m"),
    "second_factor": env.rate("RATE_LIMITS_SECOND_FACTOR", default="5/5m"),
    "reset": env.rate("RATE_LIMITS_RESET", default="3/h"),
    "register": env.rate("RATE_LIMITS_REGISTER", default="20/h"),
    "search": env.rate("RATE_LIMITS_SEARCH", default="240/m"),
    "suggest": env.rate("RATE_LIMITS_SUGGEST", default="900/m"),
    "api": env.rate("RATE_LIMITS_API", default="600/m"),
    "report": env.rate("RATE_LIMITS_REPORT", default="10/h"),
    "place": env.rate("RATE_LIMITS_PLACE", default="60/m"),
    "coupon": env.rate("RATE_LIMITS_COUPON", default="20/m"),
}
RATELIMIT_USE_CACHE = "limits"
RATELIMIT_IP_META_KEY = "shop.core.http.client_ip"

# --- Selling --------------------------------------------------------------------------------------------------------
CURRENCY = env.choice("CURRENCY", ("EUR", "USD", "GBP", "CHF"), default="EUR")
PAYMENT_METHODS = env.names("PAYMENT_METHODS", default=["cash", "sandbox"], allowed=("cash", "sandbox", "stripe"))
# Cards through Stripe: PAYMENT_METHODS names it, and these two are its keys (docs/payments.md).
STRIPE_SECRET_KEY = env.text("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRET = env.text("STRIPE_WEBHOOK_SECRET", default="")
STRIPE_API_BASE = env.url("STRIPE_API_BASE", default=environment.STRIPE_API).rstrip("/")
environment.check_stripe(PAYMENT_METHODS, key=STRIPE_SECRET_KEY, webhook_secret=STRIPE_WEBHOOK_SECRET)
PAYMENT_EXPIRES_AFTER = timedelta(minutes=env.integer("PAYMENT_EXPIRES_MINUTES", default=30, minimum=1))
COMMISSION_RATE = Decimal("0.08")
RETURN_WINDOW = timedelta(days=env.integer("RETURN_WINDOW_DAYS", default=30, minimum=0))
PDF_FONTS = [path.strip() for path in env.text("PDF_FONTS", "").split(",") if path.strip()]
REVIEW_INVITE_AFTER = timedelta(days=env.integer("REVIEW_INVITE_DAYS", default=7, minimum=0))
# Whether prices hold their tax; frozen on each order.
PRICES_INCLUDE_TAX = env.boolean("PRICES_INCLUDE_TAX", default=True)
# Orders placed before this hour (local time of the shop) are handled the same working day.
ORDER_CUT_OFF_HOUR = env.integer("ORDER_CUT_OFF_HOUR", default=14, minimum=0, maximum=23)
# Whose public holidays the shops keep: a country, or a part of it.
HOLIDAYS_REGION = env.region("HOLIDAYS_REGION", default="DE")

# --- Mail -----------------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", default="Millrow <hello@millrow.example>")
EMAIL_FILE_PATH = DATA_DIR / "mail"
vars().update(environment.email(env.text("EMAIL_URL", default="")))
EMAIL_TIMEOUT = 10

# --- Jobs -----------------------------------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_IMPORT_PATHS = ["shop.core.jobs"]

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Half the files and a quarter of the time: pages use hashed names only, and nobody loads source maps.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Nobody else's pages need them, and each answer is shorter.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
MEDIA_URL = env.text("MEDIA_URL_BASE", default="/media/")
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "shop.storage.StaticStorage"},
    # Photos of couriers: no address serves them, `orders.views.proofs` reads them for who may see them.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private"},
    },
}

# --- Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["shop.formats"]
TIME_ZONE = env.zone("TIME_ZONE", default="Europe/Berlin")
USE_TZ = True

# --- Headers --------------------------------------------------------------------------------------------------------
SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", default=0, minimum=0)
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not no-referrer: browsers then send `Origin: null`, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = policies.content_security(environment.payment_pages(PAYMENT_METHODS, STRIPE_API_BASE))
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "accelerometer", "gyroscope")
}
# Plain HTTP is never served here, so there is nothing to redirect (W008); HSTS is a setting (W004, W005, W021).
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W005", "security.W008", "security.W021"]

# A visitor's mistyped address or form is no news for whoever watches the log; refused logins are logged apart.
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
LOGGING = logs.configuration(debug=DEBUG)

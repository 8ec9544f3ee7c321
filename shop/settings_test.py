"""The settings for the tests: fast hashes, mail in memory, the rest as it runs."""

from shop.settings import *  # noqa: F403 - all but what follows stays
from shop.settings import CACHES, MIDDLEWARE, STORAGES, TEST_SUFFIX

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DEV_PAGES = True
SECRET_KEY = "a fixed key for the tests, which guards nothing at all"  # noqa: S105 - as it says
# A prefix of our own, so that the tests never touch the keys of a running shop.
CACHES = {name: {**cache, "KEY_PREFIX": f"test{TEST_SUFFIX}-{name}"} for name, cache in CACHES.items()}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]

"""
What the settings say of passwords, to browsers and to Redis: values that no environment changes, given what it did say.
"""

from collections.abc import Sequence
from typing import Any

from csp.constants import NONE, SELF

_VALIDATION = "django.contrib.auth.password_validation"
PASSWORDS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("full_name", "email")},
    },
]


def content_security(payment_pages: Sequence[str]) -> dict[str, Any]:
    """
    Nothing inline, nothing from elsewhere.

    :param payment_pages: origins that a form which places an order may lead on to.
    """
    ours = ("script", "style", "img", "font", "connect", "manifest", "worker")
    own = {f"{kind}-src": [SELF] for kind in ours}
    never = {name: [NONE] for name in ("default-src", "base-uri", "frame-ancestors", "object-src")}
    return {"DIRECTIVES": {**never, **own, "form-action": [SELF, *payment_pages]}}


def caches(redis_url: str) -> dict[str, dict[str, Any]]:
    """`default` forgets when Redis is away, behind a circuit breaker; `limits` raises, and its callers decide."""
    options = {
        "CLIENT_CLASS": "django_redis.client.DefaultClient",
        # JSON, not pickle: whoever can write to Redis must not be able to run code here.
        "SERIALIZER": "django_redis.serializers.json.JSONSerializer",
        "SOCKET_CONNECT_TIMEOUT": 0.2,
        "SOCKET_TIMEOUT": 0.2,
    }
    common = {"LOCATION": redis_url, "OPTIONS": options}
    return {
        "default": {"BACKEND": "shop.core.cache.BreakerCache", "KEY_PREFIX": "shop", **common},
        "limits": {"BACKEND": "django_redis.cache.RedisCache", "KEY_PREFIX": "limits", **common},
    }

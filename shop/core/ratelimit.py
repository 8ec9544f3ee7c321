"""
Request limits on Redis, atomic across workers (django-ratelimit's counters).

Two answers to a missing Redis: browsing goes on unlimited, while what guards a password counts in the database
instead (`fallback`, which accounts sets at start).
"""

import hashlib
import ipaddress
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django_ratelimit import ALL, core
from django_redis.exceptions import ConnectionInterrupted
from redis.exceptions import RedisError

from shop.core import cache, http

logger = logging.getLogger(__name__)

# Adds an amount (1, or -1 to take a hit back) under a digest in a window of seconds and answers
# (hits in this window, seconds until it ends).
Fallback = Callable[[str, int, int], tuple[int, int]]
fallback: Fallback | None = None

# A household or a rented server has a whole network of this size: one address of it means nothing.
IPV6_PREFIX = 64


class RateLimited(Exception):
    """
    Too many requests.

    :ivar retry_after: whole seconds until it is worth trying again.
    """

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Try again in {retry_after} seconds.")
        self.retry_after = max(1, retry_after)


def address(request: HttpRequest) -> str:
    """The client's address as limits count it: an IPv6 address counts as its /64 network."""
    ip = ipaddress.ip_address(http.client_ip(request))
    if ip.version == 4:
        return str(ip)
    return str(ipaddress.ip_network((ip, IPV6_PREFIX), strict=False))


def hit(request: HttpRequest, limit: str, *, key: str, strict: bool = False) -> None:
    """
    Count this request against a limit of `settings.RATE_LIMITS`.

    :param key: whom it counts for: an address, an account, a token. It is hashed before it is stored.
    :param strict: also limited (in the database) while Redis is away.
    :raises RateLimited: from the first request over the limit on.
    """
    rate = settings.RATE_LIMITS[limit]
    digest = _digest(limit, key)
    if cache.breaker.is_open():
        _without_redis(digest, rate, strict=strict)
        return
    try:
        usage = core.get_usage(request, group=limit, key=lambda group, request: digest, rate=rate, increment=True)
    except (ConnectionInterrupted, RedisError, OSError) as error:
        cache.breaker.failed(error)
        _without_redis(digest, rate, strict=strict)
        return
    if usage is None:
        return
    # The library names the last second of the window, which still belongs to it: the next one begins after that.
    ends_in = usage["time_left"] + 1
    _note(request, limit=usage["limit"], left=usage["limit"] - usage["count"], ends_in=ends_in)
    if usage["should_limit"]:
        raise RateLimited(ends_in)


def headers(request: HttpRequest) -> dict[str, str]:
    """
    The limit that is nearest for this request, for its answer (the IETF draft `httpapi-ratelimit-headers`): how many
    requests, how many are left, and after how many seconds they all are again. Nothing where nothing was counted.
    """
    nearest: tuple[int, int, int] | None = getattr(request, "_nearest_limit", None)
    if nearest is None:
        return {}
    left, limit, ends_in = nearest
    return {"RateLimit-Limit": str(limit), "RateLimit-Remaining": str(left), "RateLimit-Reset": str(ends_in)}


def _note(request: HttpRequest, *, limit: int, left: int, ends_in: int) -> None:
    noted = (max(0, left), limit, max(0, ends_in))
    request._nearest_limit = min(noted, getattr(request, "_nearest_limit", noted))  # type: ignore[attr-defined]  # our own note


def forgive(request: HttpRequest, limit: str, *, key: str, strict: bool = False) -> None:
    """Take one hit back: what was counted before it was known turned out to be no offence (a right password)."""
    rate = settings.RATE_LIMITS[limit]
    digest = _digest(limit, key)
    if cache.breaker.is_open():
        _forgive_without_redis(digest, rate, strict=strict)
        return
    window: Any = core._get_window(digest, core._split_rate(rate)[1])
    try:
        caches[settings.RATELIMIT_USE_CACHE].decr(core._make_cache_key(limit, window, rate, digest, ALL))
    except ValueError:
        pass  # a new window began meanwhile, with nothing in it
    except (ConnectionInterrupted, RedisError, OSError) as error:
        cache.breaker.failed(error)
        _forgive_without_redis(digest, rate, strict=strict)


def _digest(limit: str, key: str) -> str:
    return hashlib.sha256(f"{limit}:{key}".encode(errors="replace")).hexdigest()


def _without_redis(digest: str, rate: str, *, strict: bool) -> None:
    if not strict or fallback is None:
        return
    allowed, period = core._split_rate(rate)
    count, left = fallback(digest, period, 1)
    if count > allowed:
        raise RateLimited(left)


def _forgive_without_redis(digest: str, rate: str, *, strict: bool) -> None:
    if strict and fallback is not None:
        fallback(digest, core._split_rate(rate)[1], -1)

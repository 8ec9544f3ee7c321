"""
Request limits on Redis, atomic across workers (django-ratelimit's counters).

Two answers to a missing Redis: browsing goes on unlimited, while what guards a password counts in the database
instead (`fallback`, which accounts sets at start).
"""

import hashlib
import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django_ratelimit.core import get_usage
from django_redis.exceptions import ConnectionInterrupted
from redis.exceptions import RedisError

from shop.core import cache

logger = logging.getLogger(__name__)

# Counts a hit under a digest in a window of seconds and answers (hits in this window, seconds until it ends).
Fallback = Callable[[str, int], tuple[int, int]]
fallback: Fallback | None = None

_PERIODS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class RateLimited(Exception):
    """
    Too many requests.

    :ivar retry_after: whole seconds until it is worth trying again.
    """

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Try again in {retry_after} seconds.")
        self.retry_after = max(1, retry_after)


def hit(request: HttpRequest, limit: str, *, key: str, strict: bool = False) -> None:
    """
    Count this request against a limit of `settings.RATE_LIMITS`.

    :param key: whom it counts for: an address, an account, a token. It is hashed before it is stored.
    :param strict: also limited (in the database) while Redis is away.
    :raises RateLimited: from the first request over the limit on.
    """
    rate = settings.RATE_LIMITS[limit]
    digest = hashlib.sha256(f"{limit}:{key}".encode()).hexdigest()
    if cache.breaker.is_open():
        _without_redis(digest, rate, strict=strict)
        return
    try:
        usage = get_usage(request, group=limit, key=lambda group, request: digest, rate=rate, increment=True)
    except (ConnectionInterrupted, RedisError, OSError) as error:
        cache.breaker.failed(error)
        _without_redis(digest, rate, strict=strict)
        return
    if usage["should_limit"]:
        raise RateLimited(usage["time_left"])


def _without_redis(digest: str, rate: str, *, strict: bool) -> None:
    if not strict or fallback is None:
        return
    allowed, period = rate.split("/")
    count, left = fallback(digest, _PERIODS[period])
    if count > int(allowed):
        raise RateLimited(left)

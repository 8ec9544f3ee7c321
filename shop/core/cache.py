"""
Redis behind a circuit breaker: with Redis stopped or frozen the shop goes on without a cache.

After three failures in a row every call answers as an empty cache would, for five seconds, without touching the
network; then one call tries again. Frozen is worse than dead: each call would wait for its whole time limit.
"""

import functools
import logging
import time
from collections.abc import Callable
from typing import Any

from django_redis.cache import RedisCache
from django_redis.exceptions import ConnectionInterrupted
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

FAILURES_TO_OPEN = 3
SECONDS_OPEN = 5.0

_EMPTY: dict[str, Callable[..., Any]] = {
    "get": lambda key, default=None, *args, **kwargs: default,
    "get_many": lambda *args, **kwargs: {},
    "set": lambda *args, **kwargs: False,
    "set_many": lambda *args, **kwargs: [],
    "add": lambda *args, **kwargs: False,
    "delete": lambda *args, **kwargs: False,
    "delete_many": lambda *args, **kwargs: 0,
    "touch": lambda *args, **kwargs: False,
    "has_key": lambda *args, **kwargs: False,
    "incr": lambda *args, **kwargs: 0,
    "clear": lambda *args, **kwargs: False,
}


class Breaker:
    """Counts failures in a row. Shared by the threads of a process; a lost update only delays it by one call."""

    def __init__(self) -> None:
        self.failures = 0
        self.open_until = 0.0

    def is_open(self) -> bool:
        return time.monotonic() < self.open_until

    def failed(self, error: Exception) -> None:
        self.failures += 1
        if self.failures >= FAILURES_TO_OPEN:
            self.open_until = time.monotonic() + SECONDS_OPEN
            logger.warning("cache_breaker_opened", extra={"seconds": SECONDS_OPEN, "reason": type(error).__name__})

    def succeeded(self) -> None:
        self.failures = 0
        self.open_until = 0.0


breaker = Breaker()


def _guarded(name: str) -> Callable[..., Any]:
    @functools.wraps(getattr(RedisCache, name))
    def method(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        if breaker.is_open():
            return _EMPTY[name](*args, **kwargs)
        try:
            answer = getattr(RedisCache, name)(self, *args, **kwargs)
        except (ConnectionInterrupted, RedisError, OSError) as error:
            breaker.failed(error)
            return _EMPTY[name](*args, **kwargs)
        breaker.succeeded()
        return answer

    return method


class BreakerCache(RedisCache):
    """django-redis, forgiving: see the module's text."""

    get = _guarded("get")
    get_many = _guarded("get_many")
    set = _guarded("set")
    set_many = _guarded("set_many")
    add = _guarded("add")
    delete = _guarded("delete")
    delete_many = _guarded("delete_many")
    touch = _guarded("touch")
    has_key = _guarded("has_key")
    incr = _guarded("incr")
    clear = _guarded("clear")

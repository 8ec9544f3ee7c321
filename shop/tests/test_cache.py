import time

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as RedisDown

from shop.core import cache as shop_cache


@pytest.fixture(autouse=True)
def _closed_breaker():
    shop_cache.breaker.succeeded()
    yield
    shop_cache.breaker.succeeded()


@pytest.fixture
def redis_down(monkeypatch):
    """Every command fails; answers how often one was tried."""
    tried = []

    def refuse(*args, **kwargs):
        tried.append(args)
        raise RedisDown("down")

    monkeypatch.setattr("redis.connection.AbstractConnection.connect", refuse)
    monkeypatch.setattr("redis.client.Redis.execute_command", refuse)
    return tried


def test_remembers():
    cache.set("greeting", {"hello": ["world"]}, 5)

    assert cache.get("greeting") == {"hello": ["world"]}


def test_answers_like_an_empty_cache_while_redis_is_down(redis_down):
    assert cache.get("greeting", "nothing") == "nothing"
    assert cache.get_many(["a", "b"]) == {}
    wrote: object = cache.set("greeting", 1)  # type: ignore[func-returns-value]  # it does, says django-redis
    assert wrote is False
    assert cache.get_or_set("greeting", lambda: 3) == 3


def test_stops_asking_after_three_failures(redis_down):
    for _ in range(20):
        cache.get("greeting")

    assert len(redis_down) == shop_cache.FAILURES_TO_OPEN


def test_asks_again_after_a_while(redis_down, monkeypatch):
    for _ in range(5):
        cache.get("greeting")
    later = time.monotonic() + shop_cache.SECONDS_OPEN + 1
    monkeypatch.setattr(shop_cache.time, "monotonic", lambda: later)

    cache.get("greeting")

    assert len(redis_down) == shop_cache.FAILURES_TO_OPEN + 1

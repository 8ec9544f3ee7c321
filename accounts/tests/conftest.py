import pytest
from django.core.cache import caches

from shop.core import cache


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Redis forgets nothing between two tests by itself."""
    caches["limits"].clear()
    cache.breaker.succeeded()
    yield
    cache.breaker.succeeded()

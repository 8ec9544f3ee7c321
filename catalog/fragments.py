"""
What the shop's pages remember in Redis, under keys that change with what they show.

Two kinds: lists (which products, in what order, with which counts) live under a generation that every change of a
search document ends; rendered pieces live under a digest of exactly the values they were rendered from, so that they
can never be stale. Nothing personal and nothing that decides a price or a stock at placement is kept here.
"""

import hashlib
import secrets
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import transaction

T = TypeVar("T")

GENERATION = "catalog:lists"
# Bounds how long a list may be wrong where Redis was away at the moment of a change.
LIST_SECONDS = 300
PIECE_SECONDS = 24 * 3600


def forget_lists() -> None:
    """End the generation of lists once the caller's transaction has committed."""
    transaction.on_commit(_end_generation)


def _end_generation() -> None:
    cache.set(GENERATION, secrets.token_hex(8), None)


def remembered_list(name: str, make: Callable[[], T]) -> T:
    """What `make` answered in this generation of lists, for at most five minutes. JSON values only."""
    generation = cache.get(GENERATION)
    if generation is None:
        cache.add(GENERATION, secrets.token_hex(8), None)
        return make()
    key = f"catalog:list:{generation}:{digest(name)}"
    known: T | None = cache.get(key)
    if known is None:
        known = make()
        cache.set(key, known, LIST_SECONDS)
    return known


def digest(*values: Any) -> str:
    """A short name of exactly these values."""
    return hashlib.blake2b(repr(values).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()

"""
What the shop's pages remember in Redis, under keys that change with what they show.

Two kinds: lists (which products, in what order, with which counts) live under a generation that every change of a
search document ends; rendered pieces live under a digest of exactly the values they were rendered from, so that they
can never be stale. Both are kept for each language apart, as either may hold words. Nothing personal and nothing that
decides a price or a stock at placement is kept here.
"""

import functools
import hashlib
import secrets
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import get_language

A = TypeVar("A")
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
    """
    What `make` answered in this generation of lists, for at most five minutes. JSON values only.

    Inside a transaction nothing is remembered: it may show what nobody else can see yet.
    """
    if connection.in_atomic_block:
        return make()
    generation = cache.get(GENERATION)
    if generation is None:
        cache.add(GENERATION, secrets.token_hex(8), None)
        return make()
    return remembered_for(LIST_SECONDS, f"{generation}:{name}", make)


def remembered_for(seconds: int, name: str, make: Callable[[], T]) -> T:
    """What `make` answered within so many seconds, whatever has changed since: for what is dear and may be late."""
    if connection.in_atomic_block:
        return make()
    key = f"catalog:list:{get_language()}:{digest(name)}"
    known: T | None = cache.get(key)
    if known is None:
        known = make()
        cache.set(key, known, seconds)
    return known


def pieces(wanted: Mapping[str, A], render: Callable[[A], str]) -> dict[str, SafeString]:
    """
    Rendered HTML by name, kept for a day; one look into Redis, and one write for what was missing.

    :param wanted: name → what `render` renders. The name must be a digest of all that the HTML depends on; the
        templates themselves and the language of the reader are added here.
    """
    keys = {name: f"catalog:piece:{_templates()}:{get_language()}:{name}" for name in wanted}
    known = cache.get_many(keys.values())
    missing = {key: render(wanted[name]) for name, key in keys.items() if key not in known}
    if missing:
        cache.set_many(missing, PIECE_SECONDS)
    return {name: SafeString(known[key] if key in known else missing[key]) for name, key in keys.items()}


@functools.cache
def _templates() -> str:
    """A digest of what draws the pieces, so that a new release draws anew."""
    drawing = ("templates/_components/*.html", "templates/catalog/*.html", "shop/templatetags/*.py", "locale/*/*/*.mo")
    files = sorted(file for pattern in drawing for file in settings.BASE_DIR.glob(pattern))
    return digest(static("img/icons.svg"), *(file.read_bytes() for file in files))


def digest(*values: Any) -> str:
    """A short name of exactly these values."""
    return hashlib.blake2b(repr(values).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()

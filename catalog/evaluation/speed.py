"""How long the database works for a listing: rare and common words, filters, orders, depth, with counts and facets."""

import random
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from catalog.filters import Filters
from catalog.models import Category, SearchDocument, SearchWord
from catalog.queries import matching, ranking, searching, suggestions, terms

SORTS = ("newest", "price", "-price", "rating", "popular", "discount")


@dataclass
class Clock:
    """
    Adds up what the database takes, as Django's `execute_wrapper`.

    Beside the time by the clock, which other work on the machine prolongs, the processor's time of the server process,
    where that runs here and the system tells (Linux).
    """

    process: Path | None = None
    wall: float = 0.0
    cpu: float = 0.0

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        begun, worked = time.perf_counter(), self._worked()
        try:
            return execute(sql, params, many, context)
        finally:
            self.wall += (time.perf_counter() - begun) * 1000
            self.cpu += self._worked() - worked

    def _worked(self) -> float:
        return int(self.process.read_text().split()[0]) / 1e6 if self.process else 0.0


@dataclass(frozen=True)
class Figure:
    """Milliseconds in the database per listing: by the clock, and of its processor."""

    name: str
    times: Sequence[tuple[float, float]]

    @property
    def wall(self) -> tuple[float, float, float]:
        return _spread([wall for wall, _cpu in self.times])

    @property
    def cpu(self) -> tuple[float, float, float]:
        return _spread([cpu for _wall, cpu in self.times])


def _spread(times: Sequence[float]) -> tuple[float, float, float]:
    """Median, 99th percentile and the longest."""
    ordered = sorted(times)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], ordered[-1]


def _clock() -> Clock:
    process = Path(f"/proc/{matching.rows('SELECT pg_backend_pid()', ())[0][0]}/schedstat")
    return Clock(process if connection.settings_dict["HOST"].startswith("/") and process.exists() else None)


def measure(rounds: int) -> Iterator[Figure]:
    """One figure per kind of listing, then one over all of them."""
    rng = random.Random(4)  # noqa: S311 - the same listings every time
    everything: list[tuple[float, float]] = []
    for name, asked in _kinds(rng, rounds):
        times = [_timed(filters, page) for filters, page in asked]
        everything += times
        yield Figure(name, times)
    yield Figure("all of these", everything)
    words = _words(1_000, 10_000_000, rng, rounds)
    yield Figure("suggestions", [_typed(word[: rng.randint(2, 5)]) for word in words])


def _kinds(rng: random.Random, rounds: int) -> Iterator[tuple[str, Iterable[tuple[Filters, int]]]]:
    rare = _words(1, 500, rng, rounds)
    medium = _words(500, 20_000, rng, rounds)
    common = _words(20_000, 10_000_000, rng, rounds)
    paths = _paths(rng, rounds)
    brands = list(SearchDocument.objects.order_by("-popularity").values_list("brand", flat=True)[:rounds])
    yield "rare word", [(_for(word), 1) for word in rare]
    yield "less common word", [(_for(word), 1) for word in medium]
    yield "common word", [(_for(word), 1) for word in common]
    yield "two common words", [(_for(f"{a} {b}"), 1) for a, b in zip(common, reversed(common), strict=True)]
    yield "common and rare word", [(_for(f"{a} {b}"), 1) for a, b in zip(common, rare, strict=True)]
    yield "word with a typing error", [(_for(word[:2] + word[3:]), 1) for word in medium]
    yield (
        "common word, filtered",
        [(_for(word, in_stock=True, brands=(brand,)), 1) for word, brand in zip(common, brands, strict=False)],
    )
    yield (
        "common word, price and fact",
        [(_for(word, max_price=Decimal(20), attributes=(("colour", ("clay", "navy")),)), 1) for word in common],
    )
    yield "common word, other order", [(_for(word, sort=rng.choice(SORTS)), 1) for word in common]
    yield "common word, deep page", [(_for(word), ranking.MOST_COUNTED // ranking.PAGE_SIZE) for word in common]
    yield "everything", [(Filters(sort=sort), 1) for sort in ("relevance", *SORTS)] * max(1, rounds // 7)
    yield "category", [(Filters(scope=path), 1) for path in paths]
    yield (
        "category, filtered",
        [(Filters(scope=path, in_stock=True, max_price=Decimal(30), sort=rng.choice(SORTS)), 1) for path in paths],
    )
    yield "category, deep page", [(Filters(scope=path, sort="price"), 40) for path in paths]
    yield "brand", [(Filters(brands=(brand,)), 1) for brand in brands]


def _for(words: str, **more: Any) -> Filters:
    return Filters(words=terms.typed(words), **more)


def _timed(filters: Filters, page: int) -> tuple[float, float]:
    clock = _clock()
    with connection.execute_wrapper(clock):
        searching.search(filters, page=page)
    return clock.wall, clock.cpu


def _typed(text: str) -> tuple[float, float]:
    clock = _clock()
    with connection.execute_wrapper(clock):
        suggestions.suggest(text, now=timezone.now())
    return clock.wall, clock.cpu


def _words(least: int, most: int, rng: random.Random, count: int) -> list[str]:
    """Words that stand in so many products, at random."""
    rows = SearchWord.objects.filter(documents__gte=least, documents__lt=most, is_name=True, word__regex="^[a-z]{4,}$")
    found = list(rows.order_by("word").values_list("word", flat=True)) or ["mug"]
    return [rng.choice(found) for _ in range(count)]


def _paths(rng: random.Random, count: int) -> list[str]:
    found = list(Category.objects.active().order_by("path").values_list("path", flat=True)) or ["none"]
    return [rng.choice(found) for _ in range(count)]

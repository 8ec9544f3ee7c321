"""Bands of prices that fit a result: round bounds, and about as many products in each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# 1, 1.5, 2, 3, 5, 7.5 and their tenfolds: bounds that a person would choose.
EDGES = tuple(step * 10**power for power in range(7) for step in (1, 1.5, 2, 3, 5, 7.5))
MOST = 5
CENT = 0.01
# Its number among the edges, products beside the other filters (None: not counted), products whatever the filters.
Band = tuple[int, int | None, int]


@dataclass(frozen=True)
class PriceRange:
    """
    A band of prices that fits this result: about as many products in each, with round bounds.

    :ivar low: inclusive, None for "up to"; `high` likewise (so 19.99 and not 20), None for "and more". Amounts as text,
        which go into `min_price` and `max_price` as they are.
    :ivar count: products in it beside the other filters, None where too many match to count; `base`: whatever
        the filters.
    """

    low: str | None
    high: str | None
    count: int | None
    base: int


def of(counted: Iterable[Band]) -> tuple[PriceRange, ...]:
    """
    At most five bands, none where one would hold everything.
    """
    rows = sorted(counted)
    bands = _merged(rows, sum(base for _band, _count, base in rows) / MOST)
    if len(bands) < 2:
        return ()
    last = len(bands) - 1
    return tuple(
        PriceRange(
            low=_text(EDGES[band[0][0] - 1]) if place else None,
            high=_text(EDGES[bands[place + 1][0][0] - 1] - CENT) if place < last else None,
            count=_sum(count for _number, count, _base in band),
            base=sum(base for _number, _count, base in band),
        )
        for place, band in enumerate(bands)
    )


def _merged(rows: Sequence[Band], size: float) -> list[list[Band]]:
    """Neighbours together until a band holds its share."""
    bands: list[list[Band]] = []
    filled = 0
    for row in rows:
        if not bands or filled >= size:
            bands.append([])
            filled = 0
        bands[-1].append(row)
        filled += row[2]
    return bands


def _sum(counts: Iterable[int | None]) -> int | None:
    numbers = list(counts)
    return None if None in numbers else sum(number or 0 for number in numbers)


def _text(edge: float) -> str:
    return f"{edge:.2f}".removesuffix(".00")

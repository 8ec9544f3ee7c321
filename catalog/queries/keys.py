"""
Filters as the index of a tier knows them (`search_keys` in the database), beside the words and the facts.

Every key lets all through that the filter does, and some that it does not: who asks checks the filter itself as well.
"""

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal

from catalog.filters import HIGHEST_RATING, Filters
from catalog.queries.matching import Condition, all_of, by_group

# The columns of the function are those of the index, or it would not be read.
_KEYS = "search_keys(category_path, brand, seller_id, price, rating, discount_percent)"
# Prices by the logarithm: each step is a quarter more than the one before.
_STEPS = 4
_HIGHEST_PRICE = Decimal(10) ** 10


def of(filters: Filters, *, is_narrow: bool) -> Condition:
    """What the words' own index can tell of the page's category and shop and, where `is_narrow`, of the filters set."""
    return all_of(_conditions(filters, is_narrow=is_narrow))


def suffice(filters: Filters, *, is_narrow: bool) -> bool:
    """Whether they find the best sellers without words. Those of one brand or shop stand in an order of their own."""
    asked = {*(["category"] if filters.scope else []), *(["seller"] if filters.shop else [])}
    asked |= set(by_group(filters)) - {"in_stock"} if is_narrow else set()
    if asked == {"brand"}:
        return len(filters.brands) > 1
    if asked == {"seller"}:
        return len({filters.shop, *filters.sellers} - {""}) > 1
    return bool(asked)


def _conditions(filters: Filters, *, is_narrow: bool) -> Iterator[Condition]:
    if filters.scope:
        yield _in_category(filters.scope)
    if filters.shop:
        yield _of_sellers([filters.shop])
    if not is_narrow:
        return
    if len(filters.categories) == 1:
        yield _in_category(filters.categories[0])
    elif filters.categories:
        yield _any(path.rpartition("/")[2] for path in filters.categories)
    if filters.brands:
        yield _any(f"={brand}" for brand in filters.brands)
    if filters.sellers:
        yield _of_sellers(filters.sellers)
    if filters.min_price is not None or filters.max_price is not None:
        yield _any(f"${step}" for step in price_steps(filters.min_price, filters.max_price))
    if filters.rating:
        yield _any(f"*{stars}" for stars in range(filters.rating, HIGHEST_RATING + 1))
    if filters.on_sale:
        yield _any(["%"])


def _any(keys: Iterable[str]) -> Condition:
    return Condition(f"{_KEYS} && %s::text[]", (list(keys),))


def _in_category(path: str) -> Condition:
    return Condition(f"{_KEYS} @> %s::text[]", (path.split("/"),))


def _of_sellers(slugs: Iterable[str]) -> Condition:
    return Condition(
        f"{_KEYS} && ARRAY(SELECT '@' || id FROM accounts_seller WHERE slug = ANY(%s))",
        (list(slugs),),
    )


def price_steps(low: Decimal | None, high: Decimal | None) -> range:
    """The steps of the prices between the bounds, and one more at each end, where logarithms are rounded."""
    first = _step(low) - 1 if low is not None else 0
    return range(max(0, first), _step(high if high is not None else _HIGHEST_PRICE) + 2)


def _step(price: Decimal) -> int:
    return math.floor(_STEPS * math.log(float(min(max(price, Decimal(0)), _HIGHEST_PRICE)) + 1))

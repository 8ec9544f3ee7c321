"""
Which products a listing shows, in which order: ids only, from the narrow search table.

Best match = text × availability × rating × sales. The text's part weighs the words of the name against the length of
the name (`ts_rank` over the lexemes of weight A, normalised by their number), and adds the rank over all texts. That
was measured against graded human judgments: it beat plain `ts_rank` and BM25 on them.

Ranking every match of a common word would take seconds on a million products. So beyond `RANK_ALL` matches only the
best sellers among them are ranked by their text, and the rest follow in the order of their sales.
"""

from dataclasses import dataclass

from catalog.filters import Filters
from catalog.queries import matching
from catalog.queries.matching import TABLE, Condition

PAGE_SIZE = 24
# What 200 pages hold: nobody reads further, and the database need not count further.
MOST_COUNTED = 4800
RANK_ALL = 1200
_SALES = "in_stock DESC, popularity DESC, product_id DESC"
_ORDERS = {
    "newest": "published_at DESC, product_id DESC",
    "price": "price, product_id",
    "-price": "price DESC, product_id DESC",
    "rating": "rating DESC, popularity DESC, product_id DESC",
    "popular": "popularity DESC, product_id DESC",
    "discount": "discount_percent DESC, product_id DESC",
}
_SCORE = (
    "(0.5 * ts_rank(ts_filter(vector, '{a}'), to_tsquery('english', %s), 16)"
    " + ts_rank('{0.3, 0.3, 0.4, 1.0}', vector, to_tsquery('english', %s)))"
    " * (CASE WHEN in_stock THEN 1 ELSE 0.85 END)"
    " * (1 + 0.03 * greatest(rating - 3, 0))"
    " * (1 + 0.04 * ln(1 + greatest(popularity, 0)))"
)


@dataclass(frozen=True)
class Wanted:
    """A listing as the database is asked for it. `any_word`: one of the words is enough."""

    filters: Filters
    any_word: bool = False

    @property
    def condition(self) -> Condition:
        matches = matching.matches(self.filters, any_word=self.any_word)
        return matching.all_of([matches, *matching.by_group(self.filters).values()])

    @property
    def is_ranked(self) -> bool:
        """Whether the words decide the order."""
        return self.filters.sort == "relevance" and not self.filters.words.is_blank

    @property
    def tsquery(self) -> str:
        return self.filters.words.tsquery(any_word=self.any_word)


def count(wanted: Wanted) -> int:
    """How many products match; one more than `MOST_COUNTED` means more than that."""
    where = wanted.condition
    rows = matching.rows(
        f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE {where.sql} LIMIT %s) AS found",
        (*where.params, MOST_COUNTED + 1),
    )
    return int(rows[0][0])


def ids(wanted: Wanted, *, total: int, offset: int, limit: int) -> list[int]:
    """The ids of one page."""
    if not wanted.is_ranked:
        return _ordered(wanted.condition, _ORDERS.get(wanted.filters.sort, _SALES), offset, limit)
    if total <= RANK_ALL:
        return _ranked(wanted, offset, limit)
    ranked = max(0, min(limit, RANK_ALL - offset))
    found = _ranked(wanted, offset, ranked, among_best_sellers=True) if ranked else []
    return (
        found + _ordered(wanted.condition, _SALES, max(offset, RANK_ALL), limit - ranked) if ranked < limit else found
    )


def _ordered(where: Condition, order: str, offset: int, limit: int) -> list[int]:
    sql = f"SELECT product_id FROM {TABLE} WHERE {where.sql} ORDER BY {order} LIMIT %s OFFSET %s"
    return [row[0] for row in matching.rows(sql, (*where.params, limit, offset))]


def _ranked(wanted: Wanted, offset: int, limit: int, *, among_best_sellers: bool = False) -> list[int]:
    where = wanted.condition
    candidates = f"SELECT * FROM {TABLE} WHERE {where.sql}"
    if among_best_sellers:
        candidates += f" ORDER BY {_SALES} LIMIT {RANK_ALL}"
    sql = (
        f"SELECT product_id FROM ({candidates}) AS candidates ORDER BY {_SCORE} DESC, product_id DESC"
        " LIMIT %s OFFSET %s"
    )
    return [row[0] for row in matching.rows(sql, (*where.params, wanted.tsquery, wanted.tsquery, limit, offset))]

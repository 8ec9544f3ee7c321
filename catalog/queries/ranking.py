"""
Which matches come first.

Best match = text × availability × rating × sales. The text's part is BM25F (Robertson and Zaragoza: The Probabilistic
Relevance Framework, 2009, section 3.6): how often each word stands in the name, the place, the facts and the
description, weighted and set against the length of each; the second mention adds less than the first; a word that is
rare in the catalogue says more than a common one. `ts_rank_cd` of a single word is exactly that weighted sum, because
each of a document's weights (`SearchDocument.norms`) carries the length of its text.
"""

import math
from dataclasses import dataclass

from catalog import documents
from catalog.filters import Filters
from catalog.queries import compiling, matching
from catalog.queries.compiling import Step
from catalog.queries.known import NOTHING, Known
from catalog.queries.matching import Condition
from catalog.queries.terms import Terms

PAGE_SIZE = 24
# What 100 pages hold: nobody reads further, and the database need not look further.
MOST_COUNTED = 2400
# BM25's k1: how soon more mentions of a word add nothing. In the unit of the stored norms.
_K1 = 1.2 / documents.LARGEST_WEIGHT
_MENTIONS = "ts_rank_cd(norms, vector, to_tsquery('english', %s))"
SALES = "in_stock DESC, popularity DESC, product_id DESC"
# The same order in one number (a bit, 31 bits, 31 bits), which sorts several times faster where no index has the order.
BEST_SELLER = (
    "((in_stock::int::bigint << 62) | (greatest(popularity, 0)::bigint << 31) | (product_id & 2147483647)) DESC"
)
ORDERS = {
    "newest": "published_at DESC, product_id DESC",
    "price": "price, product_id",
    "-price": "price DESC, product_id DESC",
    "rating": "rating DESC, popularity DESC, product_id DESC",
    "popular": "popularity DESC, product_id DESC",
    "discount": "discount_percent DESC, product_id DESC",
}
AVAILABILITY = "(CASE WHEN in_stock THEN 1 ELSE 0.95 END)"
RATING = "(1 + 0.03 * greatest(rating - 3, 0))"
SOLD = "(1 + 0.03 * ln(1 + greatest(popularity, 0)))"


@dataclass(frozen=True)
class Wanted:
    """
    A listing as the database is asked for it.

    :ivar filters: with words that synonyms were added to.
    :ivar step: how many of the words must match.
    """

    filters: Filters
    step: Step = Step.ALL
    known: Known = NOTHING

    @property
    def is_ranked(self) -> bool:
        """Whether the words decide the order."""
        return self.filters.sort == "relevance" and not self.filters.words.is_blank

    @property
    def matches(self) -> Condition:
        """The words and the page's own category or shop."""
        return matching.matches(self.filters, self.step)

    @property
    def condition(self) -> Condition:
        """The same and all filters."""
        return matching.all_of([self.matches, *matching.by_group(self.filters).values()])

    @property
    def is_exact(self) -> Condition:
        """Whether a product has all the words: these come first."""
        return matching.of_words(self.filters.words) if self.step is not Step.ALL else matching.ALWAYS

    @property
    def order(self) -> str:
        """What the columns of the candidates are sorted by."""
        first = "is_exact DESC, " if self.step is not Step.ALL else ""
        if self.is_ranked:
            return f"{first}score DESC, product_id DESC"
        return first + ORDERS.get(self.filters.sort, SALES)


def is_common(wanted: Wanted) -> bool:
    """Whether more matches must be expected than are looked at, as far as the shop has counted its words."""
    query = wanted.filters.words
    wanted_items = [[i for i in group if not i.is_excluded and not i.is_stop_word] for group in query.groups]
    counts = [sorted(wanted.known.count(item) for item in items) for items in wanted_items]
    # All words but one: as many as the second rarest of them.
    place = {Step.ALL: 0, Step.MOST: 1, Step.SOME: -1}[wanted.step]
    return sum(numbers[min(place, len(numbers) - 1)] for numbers in counts if numbers) > MOST_COUNTED


def score(wanted: Wanted) -> Condition:
    """The whole of it, as one number."""
    if not wanted.is_ranked:
        return Condition("0")
    text = words_score(wanted.filters.words, wanted.known)
    return Condition(f"{text.sql} * {AVAILABILITY} * {RATING} * {SOLD}", text.params)


def words_score(query: Terms, words: Known) -> Condition:
    """The text's part."""
    parts = [
        word_score(own, joined, rarity(words.count(item), words.products))
        for item, own, joined in compiling.scored(query)
    ]
    return Condition(
        f"({' + '.join(part.sql for part in parts) or '0'})", tuple(value for part in parts for value in part.params)
    )


def word_score(own: str, joined: str, weight: float) -> Condition:
    """One word's part: its weight, as far as it is mentioned. Made one with its neighbour it counts half."""
    params = (own, joined) if joined else (own,)
    mentions = f"greatest({_MENTIONS}, 0.5 * {_MENTIONS})" if joined else _MENTIONS
    return Condition(f"{weight:.4f} * (1 - {_K1:.4f} / ({_K1:.4f} + {mentions}))", params)


def rarity(count: int, products: int) -> float:
    """BM25's idf, in the form that is never negative. An unknown word counts as if it stood in one product."""
    count = max(1, count)
    products = max(products, count)
    return math.log(1 + (products - count + 0.5) / (count + 0.5))

"""Why each result of a search stands where it does: the parts of its score, for the office."""

from dataclasses import dataclass
from typing import Any

from catalog.filters import Filters
from catalog.queries import compiling, matching, ranking, searching
from catalog.queries.matching import TABLE, Condition
from catalog.queries.ranking import Wanted


@dataclass(frozen=True)
class WordPart:
    """
    One word of the query.

    :ivar products: in how many products it stands, as far as the shop has counted.
    :ivar rarity: what it weighs, the more the rarer it is.
    """

    text: str
    products: int
    rarity: float


@dataclass(frozen=True)
class Row:
    """A result; `words` are the points of each word, and their sum times the three factors is the score."""

    product_id: int
    title: str
    url: str
    has_all_words: bool
    words: tuple[float, ...]
    availability: float
    rating: float
    sold: float

    @property
    def score(self) -> float:
        return sum(self.words) * self.availability * self.rating * self.sold


@dataclass(frozen=True)
class Explained:
    searched: searching.Searched
    words: tuple[WordPart, ...]
    rows: tuple[Row, ...]

    @property
    def lines(self) -> list[tuple[Row, list[tuple[WordPart, float]]]]:
        """Each result with its words and their points."""
        return [(row, list(zip(self.words, row.words, strict=True))) for row in self.rows]

    @property
    def tsquery(self) -> str:
        """What the database was asked."""
        return compiling.tsquery(self.searched.wanted.filters.words, self.searched.wanted.step)


def explain(filters: Filters) -> Explained:
    """The first page of a search as shoppers get it, with the parts of each score."""
    searched = searching.search(filters, page=1)
    wanted = searched.wanted
    scored = compiling.scored(wanted.filters.words)
    counts = [wanted.known.count(item) for item, _own, _joined in scored]
    rarities = [ranking.rarity(count, wanted.known.products) for count in counts]
    words = tuple(
        WordPart(" ".join(item.parts), count, round(rarity, 2))
        for (item, _own, _joined), count, rarity in zip(scored, counts, rarities, strict=True)
    )
    parts = [
        ranking.word_score(own, joined, rarity) for (_item, own, joined), rarity in zip(scored, rarities, strict=True)
    ]
    return Explained(searched, words, tuple(_rows(wanted, parts, searched.ids)))


def _rows(wanted: Wanted, parts: list[Condition], ids: list[int]) -> list[Row]:
    exact = wanted.is_exact
    columns = "".join(f", {part.sql}" for part in parts)
    sql = (
        f"SELECT p.id, p.title, p.slug, {exact.sql}, {ranking.AVAILABILITY}, {ranking.RATING}, {ranking.SOLD}{columns}"
        f" FROM (SELECT * FROM {TABLE} WHERE product_id = ANY(%s)) AS d JOIN (SELECT id, title, slug FROM"
        " catalog_product) AS p ON p.id = d.product_id ORDER BY array_position(%s, d.product_id)"
    )
    params = (*exact.params, *(value for part in parts for value in part.params), ids, ids)
    return [_row(*found) for found in matching.rows(sql, params)]


def _row(pk: int, title: str, slug: str, exact: bool, stock: Any, rating: Any, sold: Any, *parts: Any) -> Row:
    points = tuple(float(part) for part in parts)
    return Row(pk, title, f"/product/{pk}/{slug}/", exact, points, float(stock), float(rating), float(sold))

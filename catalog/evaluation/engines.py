"""
The searches that are compared. Each takes a query and answers product ids, the best first.

The two others read all text of a product at once (title, SKU, brand, category, shop, facts, description), stemmed and
without stop words by the same dictionary of the server as ours, so that what is compared is the ranking.
"""

import math
from collections import defaultdict
from collections.abc import Iterable

from catalog import filters
from catalog.evaluation.metrics import PAGE
from catalog.queries import matching, searching, terms

_TEXTS = """
CREATE TEMPORARY TABLE searched AS
SELECT p.id AS product_id, to_tsvector('english', concat_ws(' ', p.title, p.brand, replace(c.path, '/', ' '), s.name,
       p.attributes::text, p.description, string_agg(v.sku || ' ' || v.options::text, ' '))) AS vector
FROM catalog_searchdocument d JOIN catalog_product p ON p.id = d.product_id
JOIN accounts_seller s ON s.id = p.seller_id LEFT JOIN catalog_category c ON c.id = p.category_id
LEFT JOIN catalog_variant v ON v.product_id = p.id AND v.is_active
GROUP BY p.id, c.path, s.name
"""
_LEXEMES = "SELECT unnest(tsvector_to_array(to_tsvector('english', %s)))"


def ours(query: str) -> list[int]:
    """What the listing's page shows: corrections, synonyms and fall-backs included. Nothing is remembered."""
    return searching.search(filters.Filters(words=terms.typed(query)), page=1).ids


class Plain:
    """What PostgreSQL does by itself: all words, and where no product has them all one of them; by `ts_rank`."""

    def __init__(self) -> None:
        matching.execute("DROP TABLE IF EXISTS searched")
        matching.execute(_TEXTS)
        matching.execute("CREATE INDEX ON searched USING gin (vector)")

    def __call__(self, query: str) -> list[int]:
        lexemes = [row[0] for row in matching.rows(_LEXEMES, [query])]
        quoted = ["'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'" for lexeme in lexemes]
        return self._ranked(" & ".join(quoted)) or self._ranked(" | ".join(quoted))

    def _ranked(self, tsquery: str) -> list[int]:
        sql = (
            "SELECT product_id FROM searched WHERE vector @@ %s::tsquery"
            " ORDER BY ts_rank(vector, %s::tsquery) DESC, product_id DESC LIMIT %s"
        )
        return [row[0] for row in matching.rows(sql, (tsquery, tsquery, PAGE))]


class Bm25:
    """
    Okapi BM25 with the usual k1 = 1.2, b = 0.75, and the idf that is never negative.

    Robertson and Zaragoza: The Probabilistic Relevance Framework, 2009, section 3.5. Needs `Plain`'s table.
    """

    K1 = 1.2
    B = 0.75

    def __init__(self) -> None:
        self.postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.lengths: dict[int, int] = defaultdict(int)
        sql = (
            "SELECT product_id, word.lexeme, cardinality(word.positions)"
            " FROM searched, unnest(vector) AS word(lexeme, positions, weights)"
        )
        for product_id, lexeme, count in matching.rows(sql, ()):
            self.postings[lexeme].append((product_id, count))
            self.lengths[product_id] += count
        self.usual = sum(self.lengths.values()) / max(1, len(self.lengths))

    def __call__(self, query: str) -> list[int]:
        scores: dict[int, float] = defaultdict(float)
        for (lexeme,) in matching.rows(_LEXEMES, [query]):
            for product_id, score in self._scores(self.postings.get(lexeme, ())):
                scores[product_id] += score
        return sorted(scores, key=lambda pk: (-scores[pk], -pk))[:PAGE]

    def _scores(self, postings: Iterable[tuple[int, int]]) -> Iterable[tuple[int, float]]:
        postings = list(postings)
        idf = math.log(1 + (len(self.lengths) - len(postings) + 0.5) / (len(postings) + 0.5))
        for product_id, count in postings:
            norm = self.K1 * (1 - self.B + self.B * self.lengths[product_id] / self.usual)
            yield product_id, idf * count * (self.K1 + 1) / (count + norm)

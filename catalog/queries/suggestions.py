"""
What the search field offers while somebody types: searches, categories and products, in one query that reads indexes.

The last word is taken for the beginning of one; the words before it stand as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote

from catalog import words
from catalog.queries import matching

MOST = 8
QUERIES, CATEGORIES, PRODUCTS = 4, 2, 4
SHORTEST = 2
LONGEST = 80
# From here on a word begins few others, and may be the beginning of one that the shop has not counted yet.
LONG = 5
# Where the best sellers have too few, so many other products are looked at.
LOOKED_AT = 200
RARE = 5000
# The best sellers are looked through in so many tiers, one after the other, until there are enough.
TIERS = 3
_TIER = (
    "(SELECT product_id, in_stock, popularity FROM catalog_searchdocument, named WHERE tier = {} AND"
    f" vector @@ named.query ORDER BY in_stock DESC, popularity DESC LIMIT {PRODUCTS})"
)
# Words that complete the last one, the most common first; then what carries them in its name. Whether a category holds
# anything is looked up in its own stretch of the index ("0" comes after "/"; OFFSET keeps it from becoming a join).
_SQL = f"""
WITH word AS (
    SELECT word, documents FROM catalog_searchword
    WHERE word LIKE %(like)s AND is_name ORDER BY documents DESC, word LIMIT {QUERIES}
), named AS (
    SELECT to_tsquery('english', %(before)s::text || '(' || string_agg('''' || word || ''':A', ' | ')
                      || %(beginning)s::text || ')') AS query,
           to_tsquery('english', %(before)s::text || '(' || string_agg('''' || word || ''':A', ' | ')
                      FILTER (WHERE documents < {RARE}) || %(beginning)s::text || ')') AS rare
    FROM (SELECT word, documents FROM word
          UNION ALL SELECT %(last)s::text, 0 WHERE NOT EXISTS (SELECT FROM word w WHERE w.word = %(last)s)) AS w
), best AS MATERIALIZED (
    {" UNION ALL ".join(_TIER.format(tier) for tier in range(TIERS))} LIMIT {PRODUCTS}
), other AS MATERIALIZED (
    SELECT product_id, in_stock, popularity FROM catalog_searchdocument, named
    WHERE (SELECT count(*) FROM best) < {PRODUCTS} AND vector @@ named.rare
), product AS (
    SELECT * FROM best UNION (SELECT * FROM other LIMIT {LOOKED_AT})
)
SELECT 'query', word, '', documents FROM word WHERE word <> %(last)s
UNION ALL
(SELECT 'category', name, path, 0 FROM catalog_category
 WHERE is_active AND to_tsvector('simple'::regconfig, coalesce(name, '') || ' ' || coalesce(slug, ''))
                     @@ to_tsquery('simple', %(category)s)
 AND EXISTS (SELECT FROM catalog_searchdocument d
             WHERE d.category_path ~>=~ path AND d.category_path ~<~ (path || '0')
             AND (d.category_path = path OR starts_with(d.category_path, path || '/')) OFFSET 0)
 ORDER BY length(path), path LIMIT {CATEGORIES})
UNION ALL
(SELECT 'product', p.title, '/product/' || p.id || '/' || p.slug || '/', popularity
 FROM (SELECT * FROM product ORDER BY in_stock DESC, popularity DESC, product_id DESC LIMIT {PRODUCTS}) AS product
 JOIN catalog_product p ON p.id = product_id
 ORDER BY product.in_stock DESC, popularity DESC, p.id DESC)
"""


class Kind(StrEnum):
    QUERY = "query"
    CATEGORY = "category"
    PRODUCT = "product"


@dataclass(frozen=True)
class Suggestion:
    """
    :ivar kind: "query" leads to a search, "category" and "product" to their pages.
    :ivar text: what to show; a query is also what to put into the field.
    :ivar url: where it leads.
    :ivar completed_from: how many characters of `text` were typed; `text[completed_from:]` is what was added. The whole
        length where the text does not begin with what was typed: then nothing is to be set apart.
    """

    kind: Kind
    text: str
    url: str
    completed_from: int


def suggest(text: str, *, now: datetime) -> list[Suggestion]:
    """
    At most eight, searches first. One query, none for less than two characters; whatever is typed, it answers.

    :param now: reserved for what has a window, such as sales; nothing depends on it yet.
    """
    folded = words.fold(text.replace("\0", " "))[:LONGEST]
    parts = [part for chunk in words.chunks(folded) for part in chunk]
    if len(folded) < SHORTEST or not parts:
        return []
    *before, last = parts
    rows = matching.rows(_SQL, _parameters(before, last))
    found = [_suggestion(kind, label, target, before, folded) for kind, label, target, _number in rows]
    return _mixed(found)


def _parameters(before: Sequence[str], last: str) -> dict[str, str]:
    literal = last.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    wanted = [word for word in before if word not in words.STOP_WORDS]
    return {
        "like": f"{literal}%",
        "last": last,
        "beginning": f" | '{last}':*A" if len(last) >= LONG or any(c.isdigit() for c in last) else "",
        "before": "".join(f"'{word}' & " for word in wanted),
        "category": " & ".join([*(f"'{word}'" for word in before), f"'{last}':*"]),
    }


def _suggestion(kind: str, label: str, target: str, before: Sequence[str], typed: str) -> Suggestion:
    if kind == "query":
        label = " ".join([*before, label])
        target = f"/listing/?q={quote(label)}"
    elif kind == "category":
        target = f"/category/{target}/"
    begins = words.fold(label).startswith(typed) and len(words.fold(label)) == len(label)
    return Suggestion(Kind(kind), label, target, len(typed) if begins else len(label))


def _mixed(found: Sequence[Suggestion]) -> list[Suggestion]:
    """Searches, categories, products, each as many as the query gave; the searches make room for the others."""
    others = [suggestion for suggestion in found if suggestion.kind is not Kind.QUERY]
    queries = [suggestion for suggestion in found if suggestion.kind is Kind.QUERY]
    return [*queries[: max(0, MOST - len(others))], *others]

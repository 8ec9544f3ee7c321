"""
Where each document stands among the best sellers.

Ranking all matches of a common word would take seconds on a million products. So such a search ranks the matches among
the first 1/256, 1/64, … of the best sellers, each with a small index of its own: see `catalog.queries.ranking`.
"""

from django.db import connection

from catalog.models.search import LAST_TIER, TIERS

_CASES = " ".join(f"WHEN place * {share} <= number THEN {tier}" for tier, share in enumerate(TIERS[:-1]))
# Only those that moved: a tier is part of an index.
_PLACE = f"""
UPDATE catalog_searchdocument d SET tier = t.tier FROM (
    SELECT product_id, CASE {_CASES} ELSE {LAST_TIER} END AS tier FROM (
        SELECT product_id, row_number() OVER (ORDER BY in_stock DESC, popularity DESC, product_id DESC) AS place,
               count(*) OVER () AS number FROM catalog_searchdocument
    ) AS placed
) AS t WHERE t.product_id = d.product_id AND t.tier <> d.tier
"""  # noqa: S608 - numbers of our own


def place() -> None:
    """Say of each document anew how far up among the best sellers it stands. New ones wait for it at the bottom."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACE)
        cursor.execute("ANALYZE catalog_searchdocument, catalog_searchword")

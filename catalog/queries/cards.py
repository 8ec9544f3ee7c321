"""Everything that the cards of a page show of its products, in one query of plain values."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from catalog import pictures
from catalog.models import ProductImage, lowest_price
from catalog.queries import matching

# So many pieces or fewer are worth saying: "Only 3 left".
LOW_STOCK = 5

_SQL = """
SELECT p.id, p.slug, p.title, p.brand, p.price_from, p.sale_price, p.sale_starts_at, p.sale_ends_at,
       coalesce(p.sale_was, p.price_from),
       p.rating_average, p.rating_count, s.id, s.slug, s.name, c.path, c.name,
       v.sku, v.highest_price, v.recommended, v.available, i.key, i.widths, i.width, i.height, i.alt
FROM unnest(%s::bigint[]) WITH ORDINALITY AS wanted(id, place)
JOIN catalog_product p ON p.id = wanted.id AND p.status = 'published'
JOIN accounts_seller s ON s.id = p.seller_id AND s.status = 'approved'
LEFT JOIN catalog_category c ON c.id = p.category_id
LEFT JOIN LATERAL (
    SELECT (array_agg(v.sku ORDER BY v.position, v.id))[1] AS sku, max(v.price) AS highest_price,
           (array_agg(v.compare_at_price ORDER BY v.price, v.id))[1] AS recommended,
           coalesce(sum(st.on_hand - st.reserved), 0) AS available
    FROM catalog_variant v LEFT JOIN catalog_stock st ON st.variant_id = v.id
    WHERE v.product_id = p.id AND v.is_active
) v ON TRUE
LEFT JOIN LATERAL (
    SELECT key, widths, width, height, alt FROM catalog_productimage
    WHERE product_id = p.id ORDER BY position, id LIMIT 1
) i ON TRUE
ORDER BY wanted.place
"""


@dataclass(frozen=True, slots=True)
class Row:
    """
    A product as a list shows it. `price` is the lowest of its variants; `was` is set while it is reduced: the lowest
    price of the 30 days before.
    """

    id: int
    slug: str
    title: str
    brand: str
    price: Decimal
    was: Decimal | None
    recommended: Decimal | None
    has_dearer: bool
    rating_average: Decimal
    rating_count: int
    seller_id: int
    seller_slug: str
    seller_name: str
    category_path: str
    category_name: str
    sku: str
    available: int
    picture: tuple[str, tuple[int, ...], int, int, str] | None

    @property
    def url(self) -> str:
        return f"/product/{self.id}/{self.slug}/"

    @property
    def image(self) -> pictures.Shown | None:
        if self.picture is None:
            return None
        key, widths, width, height, alt = self.picture
        return pictures.shown(ProductImage(key=key, widths=widths, width=width, height=height, alt=alt))


def rows(product_ids: Iterable[int], *, now: datetime) -> list[Row]:
    """The rows of these products in this order, without those that nobody may see. One query."""
    ids = list(product_ids)
    return [_row(found, now) for found in matching.rows(_SQL, [ids])] if ids else []


def _row(found: tuple[Any, ...], now: datetime) -> Row:
    pk, slug, title, brand, price_from, sale, starts, ends, before, average, count, *rest = found
    seller_id, seller_slug, seller_name, path, category, sku, highest, recommended, available, *image = rest
    price = lowest_price(price_from, sale, starts, ends, now=now)
    key, widths, *picture = image
    return Row(
        id=pk,
        slug=slug,
        title=title,
        brand=brand,
        price=price,
        was=before if price < price_from and before > price else None,
        recommended=recommended if recommended is not None and recommended > price_from else None,
        has_dearer=highest is not None and highest > price_from,
        rating_average=average,
        rating_count=count,
        seller_id=seller_id,
        seller_slug=seller_slug,
        seller_name=seller_name,
        category_path=path or "",
        category_name=category or "",
        sku=sku or "",
        available=int(available or 0),
        picture=(key, tuple(json.loads(widths)), *picture) if key else None,
    )

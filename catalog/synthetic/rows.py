"""Made-up products as rows of the tables, in the columns that COPY writes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from catalog import documents
from catalog.models import MovementKind, Product, ProductStatus, Stock, StockMovement, Variant
from catalog.synthetic.products import MadeUp
from catalog.synthetic.vocabulary import Leaf


@dataclass(frozen=True)
class Place:
    """Where products of a category go: its id, its path, its names in one line."""

    category_id: int
    path: str
    names: str


@dataclass(frozen=True)
class Around:
    """What all rows share: the shops, the place of each leaf, the time."""

    sellers: Sequence[tuple[int, str]]
    places: Mapping[Leaf, Place]
    leaves: Sequence[Leaf]
    now: datetime

    def seller_of(self, number: int) -> tuple[int, str]:
        """Shops are as uneven as everything: of every two products one goes to the first quarter of the shops."""
        count = len(self.sellers)
        return self.sellers[number % count if number % 2 else number // 2 % max(1, count // 4)]


def product(pk: int, number: int, made: MadeUp, around: Around) -> dict[str, Any]:
    published = around.now - timedelta(minutes=number % 1_000_000)
    return {
        **_defaults(Product),
        "id": pk,
        "seller_id": around.seller_of(number)[0],
        "category_id": around.places[around.leaves[made.leaf]].category_id,
        "brand": made.brand,
        "title": made.title,
        "slug": made.title.lower().replace(" ", "-")[:80],
        "handle": made.sku,
        "description": made.description,
        "attributes": json.dumps(made.facts),
        "option_names": "[]",
        "status": ProductStatus.PUBLISHED.value,
        "price_from": made.price,
        "in_stock": made.pieces > 0,
        "units_sold": made.sold,
        "created_at": published,
        "updated_at": published,
        "published_at": published,
    }


def variant(pk: int, product_id: int, number: int, made: MadeUp, around: Around) -> dict[str, Any]:
    seller_id = around.seller_of(number)[0]
    own = {"id": pk, "product_id": product_id, "seller_id": seller_id, "sku": made.sku, "price": made.price}
    return {**_defaults(Variant), **own, "options": "{}"}


def stock(variant_id: int, made: MadeUp) -> dict[str, Any]:
    return {**_defaults(Stock), "variant_id": variant_id, "on_hand": made.pieces}


def movement(pk: int, variant_id: int, made: MadeUp, around: Around) -> dict[str, Any]:
    own = {"id": pk, "variant_id": variant_id, "kind": MovementKind.SET.value, "source": "made up"}
    return {**_defaults(StockMovement), **own, "on_hand_delta": made.pieces, "at": around.now}


def texts(number: int, made: MadeUp, around: Around) -> tuple[str, str, str, str]:
    """As `catalog.documents` puts them together; but for two article numbers all of it is made of plain words."""
    place = around.places[around.leaves[made.leaf]]
    facts = " ".join(f"{name} {value}" for name, value in made.facts.items())
    shop = around.seller_of(number)[1]
    name = f"{made.title} {made.sku}".lower()
    joined = " ".join(word.replace("-", "") for word in name.split() if "-" in word)
    return (
        f"{name.replace('-', ' ')} {joined}",
        f"{made.brand} {place.names} {shop}".lower(),
        facts.lower(),
        made.description.lower().rstrip("."),
    )


def search_text(pk: int, number: int, made: MadeUp, weights: tuple[str, str, str, str], around: Around) -> list[Any]:
    """As `catalog.indexing.copy` takes it."""
    facets = sorted(documents.facet_key(name, value) for name, value in made.facts.items())
    place = around.places[around.leaves[made.leaf]]
    return [
        pk, *weights, documents.norms(weights), around.seller_of(number)[0], place.path, made.brand, facets, made.price,
        made.percent_off, made.pieces > 0, made.stars, made.sold, around.now - timedelta(minutes=number % 1_000_000),
    ]  # fmt: skip


def _defaults(model: type[models.Model]) -> dict[str, Any]:
    if model not in _known_defaults:
        _known_defaults[model] = {
            str(f.column): f.get_default() for f in model._meta.concrete_fields if not f.primary_key
        }
    return _known_defaults[model]


_known_defaults: dict[type[models.Model], dict[str, Any]] = {}

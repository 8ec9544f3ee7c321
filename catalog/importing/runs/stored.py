"""Rows, drafts and products as plain values of a JSON column, and back."""

import dataclasses
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from catalog.authoring import PictureData, ProductData, VariantData
from catalog.importing import drafts
from catalog.importing.drafts import Draft
from catalog.importing.faults import Fault
from catalog.importing.staging import Row
from catalog.models import Category, ImportItem


def of_rows(rows: Iterable[Row]) -> list[list[Any]]:
    return [[row.file, row.line, row.sku, row.cells] for row in rows]


def draft(item: ImportItem, *, reject: Callable[[Fault], None]) -> Draft | None:
    """The draft of an item, as it was checked; its SKUs are known to be its own."""
    rows = [Row(*values) for values in item.rows]
    found = drafts.of(rows, claim=lambda row: None, reject=reject)
    return dataclasses.replace(found, is_decided=True, product_id=item.product_id) if found else None


def of_product(data: ProductData) -> dict[str, Any]:
    """A product as it is."""
    values = dataclasses.asdict(dataclasses.replace(data, category=None))
    values["category"] = data.category.pk if data.category else None
    for row in values["variants"]:
        for name in ("price", "compare_at_price"):
            row[name] = None if row[name] is None else str(row[name])
    return values


def product(values: dict[str, Any]) -> ProductData:
    """The product that `of_product` kept. A category that is gone meanwhile is left out."""
    variants = [
        VariantData(**{**row, "price": Decimal(row["price"]), "compare_at_price": _amount(row["compare_at_price"])})
        for row in values["variants"]
    ]
    more = {
        "category": Category.objects.filter(pk=values["category"]).first() if values["category"] else None,
        "option_names": tuple(values["option_names"]),
        "variants": tuple(variants),
        "pictures": tuple(PictureData(**row) for row in values["pictures"]),
    }
    return ProductData(**{**values, **more})


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)

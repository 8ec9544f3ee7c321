"""
A shop's products as the product CSV: what an import takes back without changing anything.

One row per variant. What belongs to the product stands in its first row, the title in all of them. Cells that a
spreadsheet would run as formulas begin with an apostrophe.
"""

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal

from accounts.models import Seller
from catalog import desk, tree
from catalog.importing import cells, columns
from catalog.models import Category, Product, ProductImage, ProductStatus, Variant

BATCH = 200
Row = dict[str, str]


class _Line:
    """A file of one line: csv writes into it, and we take it out."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def lines(seller: Seller, *, delimiter: str = ",") -> Iterator[str]:
    """The lines of the file, the header first. Deleted products are left out; memory stays flat."""
    line = _Line()
    writer = csv.writer(line, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns.OURS)
    yield line.text
    for row in rows(seller):
        writer.writerow([cells.escaped(row.get(name, "")) for name in columns.OURS])
        yield line.text


def rows(seller: Seller) -> Iterator[Row]:
    """The rows by column, product by product, oldest first."""
    last = 0
    while True:
        mine = Product.objects.filter(seller=seller, pk__gt=last).exclude(status=ProductStatus.ARCHIVED)
        found = list(mine.select_related("category").prefetch_related(*desk.whole()).order_by("pk")[:BATCH])
        if not found:
            return
        categories = [product.category for product in found if product.category]
        names = tree.names_of(categories)
        for product in found:
            yield from _rows(product, names)
        last = found[-1].pk


def _rows(product: Product, names: dict[int, list[str]]) -> Iterator[Row]:
    variants = [variant for variant in product.variants.all() if variant.is_active]
    for index, variant in enumerate(variants):
        row = {"handle": product.handle, "title": product.title, **_variant(product, variant)}
        if index == 0:
            row |= _product(product, product.category, names)
        yield row | _pictures(product, variant, is_first=index == 0)


def _product(product: Product, category: Category | None, names: dict[int, list[str]]) -> Row:
    return {
        "category": f" {tree.SEPARATOR} ".join(names[category.pk]) if category else "",
        "brand": product.brand,
        "description": product.description,
        "attributes": cells.written_facts(product.attributes),
    }


def _variant(product: Product, variant: Variant) -> Row:
    row = {
        "sku": variant.sku,
        "price": _amount(variant.price),
        "compare_at_price": _amount(variant.compare_at_price),
        "stock": str(variant.stock.on_hand),
        "weight_g": str(variant.weight_g or ""),
    }
    for number, name in enumerate(product.option_names, 1):
        row[f"option{number}_name"] = name
        row[f"option{number}_value"] = variant.options[name]
    return row


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"


def _pictures(product: Product, variant: Variant, *, is_first: bool) -> Row:
    """A variant's own pictures; those of the product itself stand in the first row."""
    images = list(product.images.all())
    mine = [i for i in images if i.variant_id == variant.pk or (is_first and not _is_shown_elsewhere(i, product))]
    file_names = _file_names(images)
    return {
        "image": "|".join(file_names[image.pk] for image in mine),
        "alt": cells.joined(image.alt for image in mine) if any(image.alt for image in mine) else "",
    }


def _is_shown_elsewhere(image: ProductImage, product: Product) -> bool:
    return any(variant.is_active and variant.pk == image.variant_id for variant in product.variants.all())


def _file_names(images: Sequence[ProductImage]) -> dict[int, str]:
    """The name of each picture's file as it was uploaded; its key where that says nothing or is there twice."""
    found: dict[int, str] = {}
    for image in images:
        name = image.source_name.strip()
        is_plain = bool(name) and not set(name) & set("|\\/") and name == cells.unescaped(name)
        used = {other.casefold() for other in found.values()}
        found[image.pk] = name if is_plain and name.casefold() not in used else f"{image.key}.webp"
    return found

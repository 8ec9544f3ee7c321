"""The products of a shop as rows by column, one per variant."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from accounts.models import Seller
from catalog import desk, tree
from catalog.importing import cells
from catalog.models import Category, Product, ProductImage, ProductStatus, Variant
from shop.core import spreadsheets

BATCH = 200
Row = dict[str, str]


def of(seller: Seller, *, repeated: Collection[str] = ()) -> Iterator[Row]:
    """
    Product by product, oldest first. Deleted products are left out; memory stays flat.

    :param repeated: the cells of a product that stand in all of its rows, not just in the first.
    """
    last = 0
    while True:
        mine = Product.objects.filter(seller=seller, pk__gt=last).exclude(status=ProductStatus.ARCHIVED)
        found = list(mine.select_related("category").prefetch_related(*desk.whole()).order_by("pk")[:BATCH])
        if not found:
            return
        categories = [product.category for product in found if product.category]
        names = tree.names_of(categories)
        for product in found:
            yield from _rows(product, names, repeated)
        last = found[-1].pk


def _rows(product: Product, names: dict[int, list[str]], repeated: Collection[str]) -> Iterator[Row]:
    variants = [variant for variant in product.variants.all() if variant.is_active]
    for index, variant in enumerate(variants):
        row = {"handle": product.handle, "title": product.title, **_variant(product, variant)}
        whole = _product(product, product.category, names)
        row |= whole if index == 0 else {name: value for name, value in whole.items() if name in repeated}
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
        is_plain = bool(name) and not set(name) & set("|\\/") and name == spreadsheets.unescaped(name)
        used = {other.casefold() for other in found.values()}
        found[image.pk] = name if is_plain and name.casefold() not in used else f"{image.key}.webp"
    return found

"""How the editor is filled: empty, from a product as it stands, or from what was posted, after the button pressed."""

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.http import QueryDict

from catalog.authoring import data as limits
from catalog.forms import editor, rows
from catalog.models import Product, ProductImage, Variant


def blank() -> editor.Editor:
    """The page of a product that is not there yet. Its token makes one product, however often it is sent."""
    row = dict.fromkeys(editor.VARIANT, "")
    return editor.Editor(texts={"token": uuid.uuid4().hex}, variants=[row], images=[], known={}, is_bound=False)


def of(product: Product) -> editor.Editor:
    """The page of a product as it stands; prefetch `desk.whole()`."""
    variants = [variant for variant in product.variants.all() if variant.is_active]
    images = list(product.images.all())
    skus = {variant.pk: variant.sku for variant in variants}
    names = [*product.option_names, "", ""]
    return editor.Editor(
        texts={
            "title": product.title,
            "category": str(product.category_id or ""),
            "brand": product.brand,
            "description": product.description,
            "facts": "\n".join(f"{name}: {value}" for name, value in product.attributes.items()),
            "option1_name": names[0],
            "option2_name": names[1],
            "version": str(product.version),
        },
        variants=[_variant_row(variant, names) for variant in variants] or [dict.fromkeys(editor.VARIANT, "")],
        images=[{"id": str(i.pk), "alt": i.alt, "sku": skus.get(i.variant_id or 0, ""), "remove": ""} for i in images],
        known={image.pk: image for image in images},
        category=product.category,
        is_bound=False,
    )


def _variant_row(variant: Variant, names: Sequence[str]) -> rows.Row:
    def amount(value: Decimal | None) -> str:
        return "" if value is None else f"{value:.2f}"

    return {
        "id": str(variant.pk),
        "value1": str(variant.options.get(names[0], "")),
        "value2": str(variant.options.get(names[1], "")) if names[1] else "",
        "sku": variant.sku,
        "price": amount(variant.price) if variant.price else "",
        "compare_at_price": amount(variant.compare_at_price),
        "weight_g": str(variant.weight_g or ""),
        "stock": str(variant.stock.on_hand),
        "stock_was": str(variant.stock.on_hand),
        "remove": "",
    }


def posted(
    post: QueryDict, *, product: Product | None, known: Mapping[int, ProductImage], fresh: Sequence[ProductImage],
    stock_now: Mapping[int, int], is_bound: bool,
) -> editor.Editor:  # fmt: skip
    """
    What was typed, after the button that was pressed.

    :param known: the pictures that the form may name: the product's and the seller's waiting ones.
    :param fresh: pictures that came with this very request, to stand last.
    :param stock_now: pieces on hand by variant id, for rows whose stock the person left alone.
    """
    action = post.get("action", "")
    texts = {name: post.get(name, "") for name in editor.TEXTS}
    variants = rows.kept(rows.read(post, "variants", editor.VARIANT, limits.MOST_VARIANTS + 1))
    images = [row for row in rows.read(post, "images", editor.PICTURE, 40) if number_of(row) in known]
    if not action.startswith(("up-", "down-")):
        images = rows.kept(images)
    images += [{"id": str(i.pk), "alt": i.alt, "sku": "", "remove": ""} for i in fresh]
    names = (texts["option1_name"], texts["option2_name"])
    adds = (texts["option1_add"], texts["option2_add"])
    texts |= {f"option{n + 1}_add": "" for n, name in enumerate(names) if name.strip()}
    variants = variants or [dict.fromkeys(editor.VARIANT, "")]
    variants = rows.combined(variants, names, adds, limits.MOST_VARIANTS + 1)
    for row in variants:
        number = number_of(row)
        if number in stock_now and row["stock"] == row["stock_was"]:
            row["stock"] = row["stock_was"] = str(stock_now[number])
    return editor.Editor(
        texts=texts,
        variants=variants,
        images=rows.moved(images, action),
        known=known,
        category=product.category if product else None,
        is_bound=is_bound,
        is_unsaved=True,
    )


def number_of(row: Mapping[str, str]) -> int:
    """The id of a row; 0 for none, or for what is no id."""
    text = row.get("id", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0

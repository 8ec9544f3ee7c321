"""Create and change products. A change names the version it started from, so that no editor loses another's work."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Seller, User
from catalog import availability, pictures, pricing, stock
from catalog.authoring import variants
from catalog.authoring.data import BadProduct, PictureData, ProductData, VariantData
from catalog.models import MovementKind, Product, ProductImage, Variant
from shop.core import states


class Edited(states.ChangedMeanwhile):
    """Somebody saved the product in between. `current` is what they saved, `version` its number."""

    def __init__(self, message: str, *, current: ProductData, version: int) -> None:
        super().__init__(message)
        self.current = current
        self.version = version


@transaction.atomic
def create_product(*, seller: Seller, data: ProductData, by: User | None, now: datetime) -> Product:
    """
    Make a draft. Pictures are named by the ids of uploads that wait (`pictures.store`).

    :raises BadProduct: naming every value that cannot stand.
    """
    product, counts = write_new(seller=seller, data=data.cleaned(), by=by, now=now)
    source = f"created:{product.pk}"
    stock.set_many_on_hand(counts, kind=MovementKind.SET, source=source, by=by, at=now)
    announce([product.pk], now=now)
    product.refresh_from_db()
    return product


@transaction.atomic
def update_product(
    *, product: Product, data: ProductData, expected_version: int, by: User | None, now: datetime
) -> Product:
    """
    Make a product what `data` says; what it does not name is taken off.

    Stock first, then the product's lock: the order of docs/locking.md.

    :raises Edited: where the product is no longer at `expected_version`; nothing was changed.
    :raises BadProduct: naming every value that cannot stand, also the stock of a variant that changed meanwhile.
    """
    data = data.cleaned()
    _count_known(product, data.variants, by=by, now=now)
    locked = Product.objects.locked().get(pk=product.pk)
    if locked.version != expected_version:
        text = _("Somebody saved this product while you edited it. Nothing of yours is lost.")
        raise Edited(text, current=data_of(locked), version=locked.version)
    before = _summary(locked)
    counts = write_changes(product=locked, data=data, by=by, now=now)
    audit.record(by=by, action="edit", about=locked, at=now, before=before, after=_summary(locked))
    source = f"edited:{locked.pk}:{locked.version}"
    stock.set_many_on_hand(counts, kind=MovementKind.SET, source=source, by=by, at=now)
    announce([locked.pk], now=now)
    locked.refresh_from_db()
    return locked


def _summary(product: Product) -> dict[str, object]:
    """What the audit trail keeps of an edit."""
    names = ("title", "category_id", "brand", "tax_category", "version")
    return {name: getattr(product, name) for name in names if hasattr(product, name)}


def write_new(*, seller: Seller, data: ProductData, by: User | None, now: datetime) -> tuple[Product, dict[int, int]]:
    """
    Write a draft from cleaned data; the caller announces it and sets the stock that is answered, by variant id.

    :raises BadProduct: where a SKU, the handle or a picture is not free.
    """
    products, counts = write_new_many(seller=seller, contents=[data], by=by, now=now)
    return products[0], counts


@transaction.atomic
def write_new_many(
    *, seller: Seller, contents: Sequence[ProductData], by: User | None, now: datetime
) -> tuple[list[Product], dict[int, int]]:
    """
    As `write_new`, for a batch: a handful of statements however many, and all or none.

    :raises BadProduct: without saying which of them; write them one by one to find out.
    """
    products = [Product(seller=seller, handle=handle) for handle in _free_handles(seller, contents)]
    for product, data in zip(products, contents, strict=True):
        _assign(product, data)
    pairs = list(zip(products, contents, strict=True))
    try:
        with transaction.atomic():
            Product.objects.bulk_create(products)
            rows = variants.write_new(pairs, by=by, now=now)
    except IntegrityError as error:
        # Somebody took the handle or a SKU between our look and our insert.
        raise BadProduct(
            _("Another product has this handle or SKU."), fields={"handle": [contents[0].handle]}
        ) from error
    counts: dict[int, int] = {}
    for (product, data), own in zip(pairs, rows, strict=True):
        if data.pictures:
            _arrange(product, data.pictures, {row.sku: row for row in own})
        counts |= _new_counts(own, data.variants)
    return products, counts


def write_changes(*, product: Product, data: ProductData, by: User | None, now: datetime) -> dict[int, int]:
    """Change a locked product to cleaned data; as `write_new` otherwise. Stock that exists is not touched."""
    known = sorted(product.variants.all(), key=lambda variant: variant.pk)
    before = {variant.pk for variant in known}
    product.handle = data.handle or product.handle
    _assign(product, data)
    product.version += 1
    product.save()
    rows = variants.write(product, data, known, by=by, now=now)
    _arrange(product, data.pictures, {row.sku: row for row in rows})
    fresh = [(row, wanted) for row, wanted in zip(rows, data.variants, strict=True) if row.pk not in before]
    return _new_counts([row for row, _wanted in fresh], [wanted for _row, wanted in fresh])


def announce(product_ids: Collection[int], *, now: datetime) -> None:
    """After writing: `in_stock`, the lowest price, the sale and the search documents are made true."""
    availability.refresh(product_ids)
    pricing.refresh_sale(product_ids, now=now)


def data_of(product: Product) -> ProductData:
    """A product as it stands, in the shape of an edit. Reads variants with stock, and pictures; prefetch for many."""
    rows = sorted((v for v in product.variants.all() if v.is_active), key=lambda v: (v.position, v.pk))
    skus = {row.pk: row.sku for row in rows}
    images = sorted(product.images.all(), key=lambda image: (image.position, image.pk))
    return ProductData(
        title=product.title,
        category=product.category,
        brand=product.brand,
        description=product.description,
        attributes=dict(product.attributes),
        option_names=tuple(product.option_names),
        variants=tuple(_variant_data(row) for row in rows),
        pictures=tuple(PictureData(i.pk, i.alt, skus.get(i.variant_id or 0, "")) for i in images),
        handle=product.handle,
    )


def _variant_data(row: Variant) -> VariantData:
    on_hand = row.stock.on_hand if hasattr(row, "stock") else 0
    return VariantData(
        row.sku, dict(row.options), row.price, row.compare_at_price, row.weight_g, on_hand, on_hand, row.pk
    )


def _assign(product: Product, data: ProductData) -> None:
    product.title, product.category, product.brand = data.title, data.category, data.brand
    product.description, product.attributes = data.description, dict(data.attributes)
    product.option_names = list(data.option_names)
    product.slug = slugify(data.title)[:80].strip("-") or "product"


def _free_handles(seller: Seller, contents: Sequence[ProductData]) -> list[str]:
    """The given handle of each, or one from the title that no other product has."""
    wishes = [data.handle or slugify(data.title)[:80].strip("-") or "product" for data in contents]
    used = set(Product.objects.filter(seller=seller, handle__in=wishes).values_list("handle", flat=True))
    handles = []
    for data, wish in zip(contents, wishes, strict=True):
        handle = data.handle or (wish if wish not in used else f"{wish}-{secrets.token_hex(3)}")
        used.add(handle)
        handles.append(handle)
    return handles


def _count_known(product: Product, wanted: Sequence[VariantData], *, by: User | None, now: datetime) -> None:
    edits = {row.id: (index, row) for index, row in enumerate(wanted) if row.id and row.stock is not None}
    for variant in product.variants.filter(pk__in=edits).order_by("pk"):
        index, row = edits[variant.pk]
        try:
            stock.set_on_hand(
                variant=variant,
                on_hand=row.stock or 0,
                expected=row.expected_stock,
                kind=MovementKind.SET,
                source=f"edited:{variant.pk}:{secrets.token_hex(6)}",
                by=by,
                at=now,
            )
        except (stock.StockTooLow, stock.ChangedMeanwhile) as error:
            raise BadProduct(error.message, fields={f"variants.{index}.stock": [error.message]}) from error


def _new_counts(rows: Sequence[Variant], wanted: Sequence[VariantData]) -> dict[int, int]:
    return {row.pk: data.stock for row, data in zip(rows, wanted, strict=True) if data.stock}


def _arrange(product: Product, wanted: Sequence[PictureData], by_sku: Mapping[str, Variant]) -> None:
    """The pictures in their order; new ones must wait and belong to the seller; those not named are removed."""
    old = {image.pk: image for image in product.images.all()}
    ids = [picture.id for picture in wanted if picture.id not in old]
    waiting = ProductImage.objects.filter(pk__in=ids, product=None, seller_id=product.seller_id) if ids else ()
    images = {**old, **{image.pk: image for image in waiting}}
    if len(wanted) > pictures.MOST_PER_PRODUCT:
        text = _("Use at most %(most)d pictures.") % {"most": pictures.MOST_PER_PRODUCT}
        raise BadProduct(text, fields={"pictures": [text]})
    for position, picture in enumerate(wanted):
        image = images.pop(picture.id, None)
        if image is None:
            text = _("This picture is no longer there. Upload it again.")
            raise BadProduct(text, fields={f"pictures.{position}.id": [text]})
        variant = by_sku.get(picture.sku)
        state = (image.product_id, image.variant_id, image.position, image.alt)
        if state != (product.pk, variant.pk if variant else None, position, picture.alt):
            pictures.attach(image=image, product=product, alt=picture.alt, position=position, variant=variant)
    pictures.discard([image for image in images.values() if image.product_id == product.pk])

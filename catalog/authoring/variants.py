"""The variants of a product: matched to what is there, changed, made, taken off."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from catalog import stock
from catalog.authoring.data import LONGEST_SKU, BadProduct, ProductData, VariantData
from catalog.models import PriceChange, Product, Variant

COLUMNS = ("sku", "options", "price", "compare_at_price", "weight_g", "position", "is_active")


def write(
    product: Product, data: ProductData, known: Sequence[Variant], *, by: User | None, now: datetime
) -> list[Variant]:
    """
    Make the active variants of a locked product what `data` says, and answer them in its order. Stock is not touched.

    A variant that is no longer named stays as a row, inactive, since orders point to it.

    :param known: all rows of the product, as they stand.
    :raises BadProduct: where a SKU belongs to another product of the seller.
    """
    old_skus = {variant.pk: variant.sku for variant in known}
    targets = _matched(known, data.variants)
    skus = _skus(product, data, targets)
    history: list[PriceChange] = []
    written = []
    for position, (target, wanted, sku) in enumerate(zip(targets, data.variants, skus, strict=True)):
        variant = target or Variant(product=product, seller_id=product.seller_id)
        old_price = variant.price if target else None
        variant.sku, variant.position, variant.is_active = sku, position, True
        variant.options = {name: wanted.options[name] for name in data.option_names}
        variant.price, variant.compare_at_price = wanted.price, wanted.compare_at_price
        variant.weight_g = wanted.weight_g
        if old_price != variant.price:
            history.append(PriceChange(variant=variant, old_price=old_price, new_price=variant.price, at=now, by=by))
        written.append(variant)
    _save(written, old_skus)
    PriceChange.objects.bulk_create(history)
    return written


def _save(written: Sequence[Variant], old_skus: Mapping[int, str]) -> None:
    changed = {variant.pk: variant for variant in written if variant.pk}
    removed = [pk for pk in old_skus if pk not in changed]
    if removed:
        Variant.objects.filter(pk__in=removed, is_active=True).update(is_active=False)
    # Two variants may have swapped their SKUs, or one took that of a removed one: park those that are in the way.
    wanted = {variant.sku for variant in written}
    for pk, sku in old_skus.items():
        if sku in wanted and (pk not in changed or changed[pk].sku != sku):
            Variant.objects.filter(pk=pk).update(sku=f"~{pk}")
    if changed:
        Variant.objects.bulk_update(changed.values(), COLUMNS)
    new = [variant for variant in written if not variant.pk]
    Variant.objects.bulk_create(new)
    if new:
        stock.open_rows(variant.pk for variant in new)


def _matched(known: Sequence[Variant], wanted: Iterable[VariantData]) -> list[Variant | None]:
    """For each wanted variant the row it means: by id, else by SKU, else by options; each row once."""
    free = {variant.pk: variant for variant in known}

    def take(fits: Iterable[Variant]) -> Variant | None:
        best = max(fits, key=lambda v: (v.is_active, -v.pk), default=None)
        return free.pop(best.pk) if best else None

    rows = list(wanted)
    found: list[Variant | None] = [free.pop(row.id, None) if row.id else None for row in rows]
    for index, row in enumerate(rows):
        if found[index] is None and row.sku:
            found[index] = take(v for v in free.values() if v.sku == row.sku)
    for index, row in enumerate(rows):
        if found[index] is None and not row.sku:
            found[index] = take(v for v in free.values() if v.options == dict(row.options))
    return found


def write_new(pairs: Sequence[tuple[Product, ProductData]], *, by: User | None, now: datetime) -> list[list[Variant]]:
    """
    The variants of products that have none yet, all of one seller, in four statements however many.

    :raises BadProduct: where a SKU belongs to another product of the seller; naming its field for a single product.
    """
    skus = _new_skus(pairs)
    made = [
        [
            Variant(
                product=product,
                seller_id=product.seller_id,
                sku=sku,
                options={name: row.options[name] for name in data.option_names},
                price=row.price,
                compare_at_price=row.compare_at_price,
                weight_g=row.weight_g,
                position=position,
            )
            for position, (row, sku) in enumerate(zip(data.variants, skus_, strict=True))
        ]
        for (product, data), skus_ in zip(pairs, skus, strict=True)
    ]
    rows = Variant.objects.bulk_create(variant for variants in made for variant in variants)
    stock.open_rows(variant.pk for variant in rows)
    PriceChange.objects.bulk_create(PriceChange(variant=row, new_price=row.price, at=now, by=by) for row in rows)
    return made


def _new_skus(pairs: Sequence[tuple[Product, ProductData]]) -> list[list[str]]:
    wishes = [_wishes(data, [row.sku for row in data.variants]) for _product, data in pairs]
    all_wishes = {wish for row in wishes for wish in row}
    known = Variant.objects.filter(seller__in={p.seller_id for p, _data in pairs}, sku__in=all_wishes).select_related(
        "product"
    )
    owners = {variant.sku: variant.product.title for variant in known}
    used = set(owners) | {row.sku for _product, data in pairs for row in data.variants}
    found = []
    for (_product, data), wished in zip(pairs, wishes, strict=True):
        given = [row.sku for row in data.variants]
        _check_free(given, owners)
        found.append(_free(given, wished, used))
    return found


def _skus(product: Product, data: ProductData, targets: Sequence[Variant | None]) -> list[str]:
    """The SKU of each variant: as given, as it was, or a new one from the title and the options."""
    given = [row.sku or (target.sku if target else "") for row, target in zip(data.variants, targets, strict=True)]
    wishes = _wishes(data, given)
    known = Variant.objects.filter(seller_id=product.seller_id, sku__in=wishes)
    known = known.exclude(product=product.pk).select_related("product")
    owners = {variant.sku: variant.product.title for variant in known}
    _check_free(given, owners)
    return _free(given, wishes, {*owners, *given})


def _check_free(given: Sequence[str], owners: Mapping[str, str]) -> None:
    text = _("You use the SKU “%(sku)s” for “%(title)s” already.")
    faults = {
        f"variants.{index}.sku": [text % {"sku": sku, "title": owners[sku]}]
        for index, sku in enumerate(given)
        if sku in owners
    }
    if faults:
        raise BadProduct(next(iter(faults.values()))[0], fields=faults)


def _wishes(data: ProductData, given: Sequence[str]) -> list[str]:
    """What each SKU would best be."""
    found = []
    for sku, row in zip(given, data.variants, strict=True):
        words = [data.handle or data.title, *(row.options[name] for name in data.option_names)]
        found.append(sku or slugify(" ".join(words)).upper()[: LONGEST_SKU - 8] or "SKU")
    return found


def _free(given: Sequence[str], wishes: Sequence[str], used: set[str]) -> list[str]:
    """The given ones, and of the wishes those that are free; `used` grows with them."""
    skus = []
    for sku, wish in zip(given, wishes, strict=True):
        free = sku or (wish if wish not in used else f"{wish}-{secrets.token_hex(3).upper()}")
        used.add(free)
        skus.append(free)
    return skus

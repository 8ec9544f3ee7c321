"""Pictures in the storage: kept under random names, given to products, removed."""

import logging
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import Seller, User
from catalog.models import Product, ProductImage, Variant
from catalog.pictures import decoding, sizes
from shop.core import jobs

logger = logging.getLogger(__name__)

MOST_PER_PRODUCT = 8


def store(upload: Any, *, seller: Seller | None, alt: str = "", by: User | None) -> ProductImage:
    """
    Check, re-encode and keep an upload as a picture that no product has yet.

    :param upload: an open binary file, uploaded or not.
    :param seller: whose picture it is; None for pictures of the house (categories).
    :raises BadPicture: not a JPEG, PNG or WebP, above 8 MB or 25 million pixels, damaged, or far too narrow.
    """
    largest, files = decoding.encoded(upload)
    image = _new(largest, name=str(getattr(upload, "name", "") or ""), seller=seller, alt=alt)
    # Before the row, so that there is never a picture in a shop whose files could not be stored.
    write(image, files)
    return _kept(image, by)


def announce(*, size: tuple[int, int], name: str, seller: Seller, alt: str = "", by: User | None) -> ProductImage:
    """
    A picture whose files `write` brings later: for whoever has many pictures, and encodes them elsewhere meanwhile.

    :param size: in pixels, upright, no wider than the widest that we keep.
    :param name: of the file.
    """
    return _kept(_new(size, name=name, seller=seller, alt=alt), by)


def _new(size: tuple[int, int], *, name: str, seller: Seller | None, alt: str) -> ProductImage:
    widths, (width, height) = sizes.kept(size)
    return ProductImage(
        seller=seller,
        key=secrets.token_hex(16),
        widths=widths,
        width=width,
        height=height,
        alt=_one_line(alt)[:200],
        source_name=_one_line(name.replace("\\", "/").rsplit("/", 1)[-1])[:200],
    )


def _kept(image: ProductImage, by: User | None) -> ProductImage:
    image.save(force_insert=True)
    logger.info("picture_stored", extra={"key": image.key, "by": by.pk if by else None})
    return image


def write(image: ProductImage, files: Sequence[tuple[int, bytes]]) -> None:
    """Store what `encoded` answered. What is there already, of a run that was stopped, is the same picture."""
    for width, content in files:
        default_storage.delete(image.name(width))
        default_storage.save(image.name(width), ContentFile(content))


def lacks_files(image: ProductImage) -> bool:
    """Whether the storage lacks any file of a picture."""
    return not all(default_storage.exists(image.name(width)) for width in image.widths)


def attach(
    *, image: ProductImage, product: Product, alt: str | None = None, position: int | None = None,
    variant: Variant | None = None,
) -> ProductImage:  # fmt: skip
    """Give a waiting picture to a product (of the same seller), last unless `position` says otherwise."""
    image.product, image.variant = product, variant
    image.position = product.images.count() if position is None else position
    image.alt = image.alt if alt is None else _one_line(alt)[:200]
    image.save(update_fields=["product", "variant", "position", "alt"])
    return image


@transaction.atomic
def discard(images: Sequence[ProductImage]) -> None:
    """Remove pictures. The smallest file stays where a product had it, since orders show it; all others go."""
    for image in images:
        kept = image.widths[:1] if image.product_id else []
        names = [image.name(width) for width in image.widths if width not in kept]
        jobs.enqueue(delete_files, names=names)
        image.delete()


@transaction.atomic
def discard_waiting(*, before: datetime) -> int:
    """Remove uploads whose form never succeeded; answers how many."""
    waiting = ProductImage.objects.filter(product=None, banner_of=None, uploaded_at__lt=before, seller__isnull=False)
    rows = list(waiting.select_for_update(skip_locked=True).order_by("pk")[:500])
    discard(rows)
    return len(rows)


@jobs.job
def delete_files(*, names: list[str]) -> None:
    """Delete stored files; those that are gone already are no error."""
    for name in names:
        default_storage.delete(name)


def _one_line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())

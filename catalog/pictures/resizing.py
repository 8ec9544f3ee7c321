"""Widths that were added later, made for pictures that are stored already."""

import logging
from collections.abc import Callable
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from catalog.models import ProductImage
from catalog.pictures import sizes

logger = logging.getLogger(__name__)

BATCH = 200


def make_missing(*, on_done: Callable[[int], object] = lambda count: None) -> tuple[int, int]:
    """
    Make the files that `sizes.WIDTHS` asks for and a picture lacks, from its largest one. May be stopped and repeated.

    :return: how many pictures got files, and how many could not since their own is gone.
    """
    made = lost = last = 0
    while rows := list(ProductImage.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for image in rows:
            wanted = [width for width in sizes.WIDTHS if width <= image.width and width not in image.widths]
            if wanted and _make(image, wanted):
                made += 1
            elif wanted:
                lost += 1
        last = rows[-1].pk
        on_done(len(rows))
    return made, lost


def _make(image: ProductImage, wanted: list[int]) -> bool:
    try:
        with default_storage.open(image.name(image.widths[-1])) as file:
            picture = Image.open(BytesIO(file.read()), formats=("WEBP",))
            picture.load()
    except (OSError, ValueError):
        logger.warning("picture_lost", extra={"key": image.key})
        return False
    for width, _size, content in sizes.files(picture, wanted):
        # A file of this name is what a run left that was stopped: the same picture.
        default_storage.delete(image.name(width))
        default_storage.save(image.name(width), ContentFile(content))
    image.widths = sorted({*image.widths, *wanted})
    image.save(update_fields=["widths"])
    return True

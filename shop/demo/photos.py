"""
Brings the files of the products' pictures, by the code of uploads and on all cores, while the orders are made.

Encoding is what takes longest in a demo world, and making orders keeps only one core busy.
"""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from django.db.models import Q
from PIL import Image

from catalog import pictures
from catalog.models import ProductImage
from shop.demo import worker, world

# Below this it is not worth the start of other processes, which take two seconds to load the project.
WORTH_A_POOL = 40

Files = list[tuple[int, bytes]]


def size(name: str) -> tuple[int, int]:
    with Image.open(world.PICTURES / name) as picture:
        return picture.size


def missing() -> list[ProductImage]:
    """The demo's pictures that have no files yet: all at first, the rest after a run that was stopped."""
    wanted = Q()
    for entry in world.products():
        names = [picture["file"] for picture in entry["pictures"]]
        wanted |= Q(product__seller__slug=entry["shop"], product__handle=entry["slug"], source_name__in=names)
    return [image for image in ProductImage.objects.filter(wanted).order_by("pk") if pictures.lacks_files(image)]


@contextmanager
def arriving(images: Sequence[ProductImage]) -> Iterator[Iterator[str]]:
    """Start to encode; what this answers stores the files of each picture and answers its name."""
    names = [image.source_name for image in images]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores == 1 or len(names) < WORTH_A_POOL:
        yield _stored(images, map(_encode, names))
        return
    # Not forked: a child must not inherit our connections to the database.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(cores, 4), mp_context=context, initializer=worker.prepare) as pool:
        try:
            yield _stored(images, pool.map(_encode, names, chunksize=4))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _stored(images: Sequence[ProductImage], encoded: Iterator[Files]) -> Iterator[str]:
    for image, files in zip(images, encoded, strict=True):
        pictures.write(image, files)
        yield image.source_name


def _encode(name: str) -> Files:
    with open(world.PICTURES / name, "rb") as file:
        _size, files = pictures.encoded(file)
    return files

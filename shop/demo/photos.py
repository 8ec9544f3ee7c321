"""Encodes the pictures by the code of uploads, on all cores at once: it is what takes longest in a demo world."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from catalog import pictures
from shop.demo import worker, world

# Below this it is not worth the start of other processes, which take two seconds to load the project.
WORTH_A_POOL = 40

Encoded = tuple[tuple[int, int], list[tuple[int, bytes]]]


def encoded(names: Sequence[str]) -> Iterator[tuple[str, Encoded]]:
    """The files of each picture, in the order of the names."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores == 1 or len(names) < WORTH_A_POOL:
        yield from zip(names, map(_encode, names), strict=True)
        return
    # Not forked: a child must not inherit our connections to the database.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(cores, 4), mp_context=context, initializer=worker.prepare) as pool:
        try:
            yield from zip(names, pool.map(_encode, names, chunksize=4), strict=True)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _encode(name: str) -> Encoded:
    with open(world.PICTURES / name, "rb") as file:
        return pictures.encoded(file)

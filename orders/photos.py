"""
Photos that buyers add to a return: re-encoded as products' pictures are, kept where no address serves them. Views read
them for who may see them: the buyer's shop and the office.
"""

import secrets
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from catalog import pictures
from shop.core import jobs

LARGEST_WIDTH = 800


def store(upload: Any) -> str:
    """
    Check, re-encode and keep an upload; answers its storage name.

    :raises pictures.BadPicture: see `catalog.pictures.store`.
    """
    _size, files = pictures.encoded(upload)
    width, content = max((one for one in files if one[0] <= LARGEST_WIDTH), default=files[0])
    key = secrets.token_hex(16)
    return storages["private"].save(f"returns/{key[:2]}/{key}-{width}.webp", ContentFile(content))


def read(name: str) -> bytes:
    """:raises FileNotFoundError: for one that is gone."""
    with storages["private"].open(name) as file:
        content: bytes = file.read()
    return content


def discard(names: list[str]) -> None:
    """Delete the files once this transaction has committed."""
    if kept := [name for name in names if name]:
        jobs.enqueue(delete, names=kept)


@jobs.job
def delete(*, names: list[str]) -> None:
    """Those that are gone already are no error."""
    for name in names:
        storages["private"].delete(name)

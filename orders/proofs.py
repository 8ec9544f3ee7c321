"""
What a courier notes at the door: a sentence, a photo. The buyer's order page shows it, the courier's stop until it is
done, and the office; nobody else ever does.

Photos are re-encoded as products' pictures are (`catalog.pictures`) and lie in a storage of their own that no address
serves: `orders.views.proofs` reads one file for somebody who may see its parcel.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db.models import QuerySet

from accounts.models import User
from catalog import pictures
from orders.models import DeliveryAttempt, Parcel, Proof
from shop.core import jobs

LARGEST_WIDTH = 800
# After this time nobody disputes a delivery any more.
KEPT_FOR = timedelta(days=180)


@dataclass(frozen=True)
class Noted:
    """:ivar photo: storage name of a picture that `stored` kept, or empty."""

    note: str = ""
    photo: str = ""


NOTHING = Noted()


def storage() -> Storage:
    return storages["private"]


@contextmanager
def stored(upload: Any) -> Iterator[str]:
    """
    Keep an upload (or None) while something is done with its storage name; what fails leaves no file behind.

    :raises pictures.BadPicture: see `catalog.pictures.store`.
    """
    name = _store(upload) if upload else ""
    try:
        yield name
    except BaseException:
        if name:
            storage().delete(name)
        raise


def _store(upload: Any) -> str:
    try:
        _size, files = pictures.encoded(upload)
    except pictures.BadPicture as error:
        error.fields = {"photo": [error.message]}
        raise
    _width, content = max((one for one in files if one[0] <= LARGEST_WIDTH), default=files[0])
    key = secrets.token_hex(16)
    return storage().save(f"proofs/{key[:2]}/{key}.webp", ContentFile(content))


def keep(
    *, parcel: Parcel, noted: Noted, by: User, now: datetime, attempt: DeliveryAttempt | None = None
) -> Proof | None:
    """Write down what was noted, if anything was. In the caller's transaction."""
    if noted == NOTHING:
        return None
    return Proof.objects.create(parcel=parcel, attempt=attempt, note=noted.note, picture=noted.photo, at=now, by=by)


def remove(rows: QuerySet[Proof]) -> int:
    """Remove proofs, files and all; answers how many. In the caller's transaction: the files go once it commits."""
    names = list(rows.exclude(picture="").values_list("picture", flat=True))
    count = int(rows.delete()[0])
    if names:
        jobs.enqueue(delete_files, names=names)
    return count


@jobs.job
def delete_files(*, names: list[str]) -> None:
    """Delete stored photos; those that are gone already are no error."""
    for name in names:
        storage().delete(name)


def photo_of(proof: Proof) -> bytes | None:
    """The picture of a proof; None where it has none, or its file is gone."""
    if not proof.picture:
        return None
    try:
        with storage().open(proof.picture) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content

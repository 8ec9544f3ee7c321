"""The first step: a file is uploaded, looked at and kept."""

import secrets
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction

from accounts.models import Seller, User
from catalog.importing import archives, photos, tables
from catalog.importing.faults import Fault
from catalog.importing.runs import files
from catalog.models import Import

# Rows that are kept to guess from, and cells of them that the page shows.
SAMPLED = 20
_LONGEST_SAMPLE = 120


@transaction.atomic
def start(
    *, seller: Seller, products: Any, variants: Any = None, pictures: Any = None, publish: bool, by: User, now: datetime
) -> Import:
    """
    Keep an upload for the next steps. Nothing but its header and its first rows is read.

    :param variants: a second file, whose rows name their products in a column such as `parent_sku`.
    :raises faults.NotATable: for a file that is no table. :raises photos.NoPictures: for pictures that are no zip.
    """
    uploads = {"products": products, "variants": variants, "pictures": pictures}
    headers = [_header(file) for file in (products, variants) if file]
    if pictures:
        with photos.opened(pictures):
            pass
    key = secrets.token_hex(16)
    return Import.objects.create(
        seller=seller,
        by=by,
        key=key,
        file_name=archives.bare_name(str(getattr(products, "name", "") or "")).replace("\0", "")[:200],
        files={name: files.keep(key, name, upload) for name, upload in uploads.items() if upload},
        headers=headers,
        publish=publish,
        created_at=now,
    )


def _header(file: Any) -> dict[str, list[Any]]:
    table = tables.opened(file)
    rows = islice(_rows(table), SAMPLED)
    samples = [[_shown(cell) for cell in cells] for cells in rows]
    return {"names": table.header, "samples": samples}


def _rows(table: tables.Source) -> Iterator[list[str]]:
    return (found[1] for found in table if not isinstance(found, Fault))


def _shown(cell: str) -> str:
    return "".join(c if c.isprintable() else " " for c in cell[:_LONGEST_SAMPLE])

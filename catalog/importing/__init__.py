"""
Taking in a catalogue file: any encoding and divider, any column names, rows of one product together.

`importing.run(...)` is all that a command or a page calls. The same file again changes nothing. Each batch is a
transaction of its own, so an import that is stopped has done what it has done, and the next run goes on from there.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO

from accounts.models import Seller, User
from catalog.importing import batches, columns, photos, shapes, tables
from catalog.importing.faults import Fault, NotATable
from catalog.importing.finding import Finder, Place
from catalog.importing.gathering import Gathering
from catalog.importing.report import Report
from catalog.importing.staging import Staging
from catalog.importing.writing import Writer

__all__ = ["Fault", "NotATable", "Report", "run"]

BATCH = 100


def run(
    *,
    seller: Seller,
    products: IO[bytes],
    variants: IO[bytes] | None = None,
    by_hand: Mapping[str, str] | None = None,
    pictures: Path | IO[bytes] | None = None,
    publish: bool = False,
    make_categories: bool = False,
    by: User | None,
    now: datetime,
    report: Report | None = None,
    on_read: Callable[[int], None] = lambda position: None,
    on_written: Callable[[int, int], None] = lambda done, count: None,
) -> Report:
    """
    Import products of a shop: `products` has a row per product or variant, `variants` rows by `parent_sku`.

    :param by_hand: their column → ours, for columns that are not guessed right.
    :param pictures: a folder or a zip with the files that the column `image` names.
    :param make_categories: make category paths that do not exist, instead of rejecting their rows.
    :param on_read, on_written: told the position in bytes; how many products are done, and of how many.
    :raises NotATable: for no table, or one too long; `columns.BadMapping`, `photos.NoPictures`.
    """
    report = report or Report()
    files = [tables.opened(products), *([tables.opened(variants, label="variants")] if variants else [])]
    columns.check_known(by_hand or {}, [table.header for table in files])
    with Staging(on_fault=report.fault) as staging, photos.opened(pictures) as source:
        for number, table in enumerate(files):
            matched = columns.guess(table.header, by_hand=by_hand, is_variants=bool(number))
            report.ignored += matched.ignored
            staging.load(table, matched, is_variants=bool(number), progress=on_read, most_rows=None)
        writer = Writer(
            finder=Finder(seller=seller, place=Place(make=make_categories), by=by, note=report.note),
            gathering=Gathering(seller=seller, source=source, report=report, by=by),
            report=report, reject=staging.reject, publish=publish, now=now,
        )  # fmt: skip
        _write(writer, staging, shapes.Shape.of(files[0]), on_written)
        report.rows, report.rejected = staging.rows_read, staging.rows_rejected
    return report


def _write(
    writer: Writer, staging: Staging, shape: shapes.Shape | None, on_written: Callable[[int, int], None]
) -> None:
    done, count = 0, staging.count()
    for batch in batches.of(staging, size=BATCH, shape=shape):
        writer.write(batch.drafts)
        done += batch.groups
        on_written(min(done, count), count)
    on_written(count, count)
    shapes.keep(writer.seller, shape)

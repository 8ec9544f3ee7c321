"""`manage.py export_products --seller SLUG`: a shop's products as the CSV or XLSX that `import_products` takes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts.models import Seller
from catalog import exporting
from catalog.exporting import workbooks
from catalog.importing import shapes


class Command(BaseCommand):
    help = (
        "Exports the products of a shop as CSV (UTF-8, comma), or as a workbook where the file ends in .xlsx. "
        "Importing the file changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="where to write; the standard output where left out")
        parser.add_argument("--seller", required=True, metavar="SLUG", help="the shop, by its address")

        parser.add_argument(
            "--like-import", action="store_true", help="columns, divider and mark as in the shop's last import"
        )

    def handle(self, *, file: Path | None, seller: str, like_import: bool = False, **options: Any) -> None:
        shop = Seller.objects.filter(slug=seller).first()
        if shop is None:
            raise CommandError(f"No shop has the address “{seller}”.")
        shape = shapes.last(shop) if like_import else None
        if file and file.suffix.lower() == ".xlsx":
            self._workbook(shop, file, shape)
            return
        lines = exporting.lines(shop, shape=shape)
        if file is None:
            for line in lines:
                self.stdout.write(line, ending="")
            return
        try:
            encoding = "utf-8-sig" if shape and shape.has_mark else "utf-8"
            with file.open("w", encoding=encoding, newline="") as target:
                for line in tqdm(lines, unit=" rows", leave=False, disable=None):
                    target.write(line)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error

    def _workbook(self, shop: Seller, file: Path, shape: shapes.Shape | None) -> None:
        try:
            with file.open("wb") as target:
                workbooks.write(shop, target, shape=shape)
        except workbooks.TooLong as error:
            file.unlink()
            raise CommandError(error.message) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error

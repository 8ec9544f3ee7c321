"""`manage.py export_products --seller SLUG`: a shop's products as the CSV that `import_products` takes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from accounts.models import Seller
from catalog import exporting


class Command(BaseCommand):
    help = "Exports the products of a shop as CSV (UTF-8, comma). Importing the file changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="where to write; the standard output where left out")
        parser.add_argument("--seller", required=True, metavar="SLUG", help="the shop, by its address")

    def handle(self, *, file: Path | None, seller: str, **options: Any) -> None:
        shop = Seller.objects.filter(slug=seller).first()
        if shop is None:
            raise CommandError(f"No shop has the address “{seller}”.")
        if file is None:
            for line in exporting.lines(shop):
                self.stdout.write(line, ending="")
            return
        try:
            with file.open("w", encoding="utf-8", newline="") as target:
                for line in tqdm(exporting.lines(shop), unit=" rows", leave=False, disable=None):
                    target.write(line)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error

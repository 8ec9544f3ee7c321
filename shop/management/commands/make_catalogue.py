"""`manage.py make_catalogue --products N`: a made-up catalogue of any size, to measure with."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from catalog.synthetic import writing


class Command(BaseCommand):
    help = (
        "Makes N products with words, categories, brands, prices and sales as uneven as real ones, in shops of their "
        "own. Run again with a larger N, it adds what is missing; --remove takes all of them away. Stars and "
        "reductions are made up in the search alone. All or nothing: interrupted, it leaves nothing behind."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--products", type=int, metavar="N", help="so many there shall be")
        what.add_argument("--remove", action="store_true", help="take them away")

    def handle(self, *, products: int | None, remove: bool, **options: Any) -> None:
        started = time.monotonic()
        if remove:
            self.stdout.write(f"{writing.remove():,} made-up products are gone. {time.monotonic() - started:.1f} s.")
            return
        with tqdm(total=products, initial=writing.count(), unit=" products", disable=None) as bar:
            try:
                added = writing.make(products or 0, now=timezone.now(), progress=bar.update)
            except KeyboardInterrupt:
                raise CommandError("Stopped. Nothing was written.", returncode=130) from None
        writing.tidy()
        self.stdout.write(f"{added:,} products added, {writing.count():,} there. {time.monotonic() - started:.1f} s.")

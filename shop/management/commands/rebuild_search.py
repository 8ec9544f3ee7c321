"""`manage.py rebuild_search`: write everything anew that searches and filters read."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from catalog import search


class Command(BaseCommand):
    help = (
        "Writes the search documents of all products, the words for corrections and the labels of the filters anew. "
        "The shop goes on meanwhile; it may be interrupted and run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="no progress bar")

    def handle(self, *, quiet: bool, **options: Any) -> None:
        with tqdm(unit=" products", disable=quiet or None) as bar:

            def follow(done: int, count: int) -> None:
                bar.total = count
                bar.update(done - bar.n)

            try:
                count = search.rebuild(progress=follow)
            except KeyboardInterrupt:
                raise CommandError("Stopped. Run it again: it starts anew.", returncode=130) from None
        self.stdout.write(f"{count} {'product' if count == 1 else 'products'} can be searched.")

"""`manage.py search_bench`: milliseconds of the database per listing, by kind of search. Never fails."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from catalog.evaluation import speed
from catalog.models import SearchDocument


class Command(BaseCommand):
    help = (
        "Searches this catalogue for rare and common words, with filters, orders and deep pages, and prints the "
        "milliseconds that the database takes for a page with its counts and filters. Nothing is remembered between."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rounds", type=int, default=40, help="listings of each kind")

    def handle(self, *, rounds: int, **options: Any) -> None:
        self.stdout.write(f"\n  {SearchDocument.objects.count():,} products\n")
        self.stdout.write(f"  {'milliseconds in the database':<32}{'by the clock':>27}{'of its processor':>27}")
        self.stdout.write(f"  {'':<32}" + f"{'median':>9}{'p99':>9}{'most':>9}" * 2)
        for figure in speed.measure(max(2, rounds)):
            numbers = "".join(f"{number:>9.1f}" for number in (*figure.wall, *figure.cpu))
            self.stdout.write(f"  {figure.name:<32}{numbers}")
            self.stdout.flush()

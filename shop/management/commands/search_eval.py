"""`manage.py search_eval FILE`: how well the search finds what people judged, beside two usual ways to search."""

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog import search
from catalog.evaluation import engines, judgments, metrics

Engine = Callable[[str], Sequence[int]]


class Command(BaseCommand):
    help = (
        "Searches this catalogue for every query of FILE (CSV: query,product_sku,grade with grades 0 to 3) and prints "
        "nDCG@10, recall@24 and the share of empty results for our search, plain PostgreSQL and BM25, side by side."
    )

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the graded products")
        parser.add_argument("--misspelled", type=Path, metavar="FILE", help="CSV query,misspelled: type these instead")
        parser.add_argument("--fold", type=int, choices=(0, 1), help="only one half of the queries, always the same")
        parser.add_argument("--only-ours", action="store_true", help="without the two others, which takes a second")
        parser.add_argument("--as-it-is", action="store_true", help="do not count the words anew first")
        parser.add_argument("--each", action="store_true", help="nDCG of every query too")

    def handle(self, **options: Any) -> None:
        judged, typed = self._read(options)
        if not any(judged.values()):
            raise CommandError("None of these SKUs is in the catalogue: import it first.")
        if not options["as_it_is"]:
            search.rebuild()  # after an import the words may not be counted yet: that waits for a job and the night
        compared: dict[str, Engine] = {"ours": engines.ours}
        if not options["only_ours"]:
            compared |= {"plain PostgreSQL": engines.Plain(), "BM25": engines.Bm25()}
        found = sum(map(len, judged.values()))
        self.stdout.write(f"\n  {len(judged)} queries, {found} graded products of this catalogue\n")
        self.stdout.write(f"  {'':<18} {'nDCG@10':>9} {'recall@24':>10} {'no result':>10}")
        each: dict[str, dict[str, float]] = {}
        for name, engine in compared.items():
            figures, each[name] = metrics.measure(_typed(engine, typed), judged)
            self.stdout.write(f"  {name:<18} {figures.ndcg:>9.3f} {figures.recall:>10.3f} {figures.empty:>10.1%}")
        if options["each"]:
            self._print_each(each)

    def _read(self, options: dict[str, Any]) -> tuple[dict[str, judgments.Grades], dict[str, str] | None]:
        try:
            judged = judgments.fold(judgments.read(options["file"]), options["fold"])
            typed = judgments.read_misspelled(options["misspelled"]) if options["misspelled"] else None
        except (OSError, UnicodeDecodeError, judgments.BadFile) as error:
            raise CommandError(str(error)) from error
        return (judged if typed is None else {q: g for q, g in judged.items() if q in typed}), typed

    def _print_each(self, each: dict[str, dict[str, float]]) -> None:
        for query in each["ours"]:
            scores = "".join(f"{figures[query]:>9.3f}" for figures in each.values())
            self.stdout.write(f"  {query[:30]:<30}{scores}")


def _typed(engine: Engine, misspelled: dict[str, str] | None) -> Engine:
    return engine if misspelled is None else lambda query: engine(misspelled[query])

"""A measured figure and its limit, and the table of all of them."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("page", "check", "figure", "limit", "verdict", "found")


@dataclass(frozen=True)
class Figure:
    """
    What a check found on a page.

    Without a limit it is only reported (a time, say). `at_least` turns the limit round. `found` names the faults.
    """

    page: str
    check: str
    figure: float
    limit: float | None = None
    at_least: bool = False
    found: tuple[str, ...] = ()

    @property
    def is_over(self) -> bool:
        if self.limit is None:
            return False
        return self.figure < self.limit if self.at_least else self.figure > self.limit

    @property
    def verdict(self) -> str:
        return "reported" if self.limit is None else "OVER" if self.is_over else "ok"

    @property
    def bound(self) -> str:
        return "" if self.limit is None else f"{'≥' if self.at_least else '≤'} {self.limit:g}"


def save(figures: Iterable[Figure], path: Path) -> None:
    """Every single figure, one per row."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for one in figures:
            writer.writerow([one.page, one.check, f"{one.figure:g}", one.bound, one.verdict, " | ".join(one.found)])

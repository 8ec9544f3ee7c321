"""Graded products per query, read from CSV and matched with the products of this database by their SKU."""

import csv
import zlib
from collections.abc import Mapping
from pathlib import Path

from catalog.models import Variant

Grades = dict[int, int]


class BadFile(ValueError):
    """The file is not what its format says."""


def read(path: Path) -> dict[str, Grades]:
    """
    Query → product id → grade, from lines of `query,product_sku,grade`. SKUs that nobody sells are left out.

    :raises BadFile: naming the column or the line.
    """
    graded: dict[str, dict[str, int]] = {}
    for number, row in enumerate(_rows(path, ("query", "product_sku", "grade")), start=2):
        try:
            graded.setdefault(row["query"], {})[row["product_sku"]] = int(row["grade"])
        except ValueError:
            raise BadFile(f"Line {number}: “{row['grade']}” is not a grade. Use 0, 1, 2 or 3.") from None
    known = _products({sku for skus in graded.values() for sku in skus})
    return {query: _by_product(skus, known) for query, skus in graded.items()}


def read_misspelled(path: Path) -> dict[str, str]:
    """Query → how it was mistyped, from lines of `query,misspelled`."""
    return {row["query"]: row["misspelled"] for row in _rows(path, ("query", "misspelled"))}


def fold(judged: Mapping[str, Grades], number: int | None, of: int = 2) -> dict[str, Grades]:
    """One of several parts of the queries, always the same ones: tune on one, report on the other."""
    return {
        query: grades for query, grades in judged.items() if number is None or zlib.crc32(query.encode()) % of == number
    }


def _rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = set(columns) - set(reader.fieldnames or ())
        if missing:
            raise BadFile(f"{path.name} has no column {', '.join(sorted(missing))}.")
        return [{name: (row[name] or "").strip() for name in columns} for row in reader]


def _products(skus: set[str]) -> dict[str, int]:
    rows = Variant.objects.filter(sku__in=skus).order_by("-pk").values_list("sku", "product")
    return dict(rows)


def _by_product(skus: Mapping[str, int], known: Mapping[str, int]) -> Grades:
    grades: Grades = {}
    for sku, grade in skus.items():
        if sku in known:
            grades[known[sku]] = max(grade, grades.get(known[sku], 0))
    return grades

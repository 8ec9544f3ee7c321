"""
The three figures, as information retrieval defines them (Manning, Raghavan, Schütze: Introduction to IR, chapter 8).

A product that nobody judged counts as wrong. Queries without a single good product say nothing about order or recall
and count only for the share of empty results.
"""

import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog.evaluation.judgments import Grades

TOP = 10
PAGE = 24


@dataclass(frozen=True)
class Figures:
    """
    :ivar ndcg: nDCG@10 with gain 2^grade - 1, mean over the queries with something good.
    :ivar recall: share of the good products (grade 1 or more) among the first 24, mean over the same queries.
    :ivar empty: share of all queries that find nothing.
    """

    ndcg: float
    recall: float
    empty: float


def measure(search: Callable[[str], Sequence[int]], judged: Mapping[str, Grades]) -> tuple[Figures, dict[str, float]]:
    """Run every query. Answers the figures, and nDCG of each query."""
    found = {query: list(search(query))[:PAGE] for query in judged}
    good = {query: grades for query, grades in judged.items() if any(grades.values())}
    each = {query: ndcg(found[query], grades) for query, grades in good.items()}
    recalls = [recall(found[query], grades) for query, grades in good.items()]
    empty = sum(not ids for ids in found.values()) / max(1, len(found))
    return Figures(_mean(each.values()), _mean(recalls), empty), each


def ndcg(ids: Sequence[int], grades: Grades) -> float:
    """Discounted cumulative gain of the first ten, as a share of the best order's (Järvelin and Kekäläinen 2002)."""
    gained = _discounted([grades.get(pk, 0) for pk in ids[:TOP]])
    best = _discounted(sorted(grades.values(), reverse=True)[:TOP])
    return gained / best if best else 0.0


def recall(ids: Sequence[int], grades: Grades) -> float:
    good = {pk for pk, grade in grades.items() if grade > 0}
    return len(good.intersection(ids[:PAGE])) / len(good)


def _discounted(grades: Sequence[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return statistics.fmean(numbers) if numbers else 0.0

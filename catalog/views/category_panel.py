"""
The category filter of a listing, as a tree: what is chosen opens, and leads one step further down.

Boxes are alternatives, so that a box below a ticked one would change nothing: there the way down is a link, which takes
the place of the one above.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from catalog.filters import Filters
from catalog.queries.facets import Count
from catalog.queries.found import Found

Option = dict[str, Any]


def options(filters: Filters, found: Found) -> list[Option]:
    """The categories below this page's, with those that are chosen and their neighbours."""
    totals = _totals(filters, found)
    top = _top(filters, totals)
    strays = [path for path in filters.categories if not path.startswith(f"{top}/" if top else "")]
    below = list(_branch(filters, found, totals, top, level=0))
    return [*(_option(found, totals[path], 0, selected=True) for path in strays), *below]


def below_page(filters: Filters, found: Found) -> list[dict[str, str]]:
    """The categories right below a category's page, as links."""
    paths = _children(_totals(filters, found), filters.scope) if filters.scope else []
    return [{"label": found.names.get(path, path), "url": f"/category/{path}/"} for path in paths]


def _branch(filters: Filters, found: Found, totals: dict[str, Count], parent: str, *, level: int) -> Iterator[Option]:
    for path in _children(totals, parent):
        selected = path in filters.categories
        yield _option(found, totals[path], level, selected=selected)
        if selected:
            yield from map(partial(_way_down, filters, found, totals, level + 1), _children(totals, path))
        elif any(chosen.startswith(f"{path}/") for chosen in filters.categories):
            yield from _branch(filters, found, totals, path, level=level + 1)


def _way_down(filters: Filters, found: Found, totals: dict[str, Count], level: int, path: str) -> Option:
    others = (chosen for chosen in filters.categories if not path.startswith(f"{chosen}/"))
    url = replace(filters, categories=(*others, path)).query()
    option = _option(found, totals[path], level, selected=False)
    return {**option, "is_link": True, "url": url if totals[path].count != 0 else ""}


def _option(found: Found, row: Count, level: int, *, selected: bool) -> Option:
    label = found.names.get(row.value, row.value)
    return {"value": row.value, "label": label, "count": row.count, "selected": selected, "level": level}


def _top(filters: Filters, totals: dict[str, Count]) -> str:
    """The page's own category; of a result that lies within a single one, that one."""
    top = filters.scope
    while len(only := _children(totals, top)) == 1 and only[0] not in filters.categories:
        if not _children(totals, only[0]):
            break
        top = only[0]
    return top


def _children(totals: dict[str, Count], parent: str) -> list[str]:
    """The categories one step below, the fullest first."""
    paths = [path for path in totals if path.rpartition("/")[0] == parent]
    return sorted(paths, key=lambda path: (-totals[path].base, path))


def _totals(filters: Filters, found: Found) -> dict[str, Count]:
    """Each category below the page's with all below it. Without a number where one of them has none."""
    summed: dict[str, list[Count]] = {}
    for row in found.counts.of("category"):
        for path in _steps(row.value, filters.scope):
            summed.setdefault(path, []).append(row)
    for chosen in filters.categories:
        for path in _steps(chosen, filters.scope) or [chosen]:
            summed.setdefault(path, [])
    return {path: _total(path, rows) for path, rows in summed.items()}


def _steps(path: str, scope: str) -> list[str]:
    """The path and what lies above it, as far as that is below the page's own category."""
    names = path.split("/") if path else []
    steps = ["/".join(names[:depth]) for depth in range(1, len(names) + 1)]
    return [step for step in steps if not scope or step.startswith(f"{scope}/")]


def _total(path: str, rows: list[Count]) -> Count:
    numbers = [row.count for row in rows]
    count = None if None in numbers else sum(number or 0 for number in numbers)
    return Count("category", path, "", count, sum(row.base for row in rows))

"""The one table: a row per page, a column per check, the limit in its head; what is over its limit is named below."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from shop.tests.audit.figures import Figure

MOST_FOUND = 6


def lines(figures: Sequence[Figure]) -> Iterator[str]:
    yield from _grid([one for one in figures if not one.page.startswith("=")])
    yield ""
    rest = [one for one in figures if one.page.startswith("=")]
    for one in rest:
        yield f"{one.page[1:]:<34} {one.check:<44} {_number(one):>9}  {one.bound or 'reported'}"
    yield from _faults([one for one in figures if one.is_over])
    limited = [one for one in figures if one.limit is not None]
    over = sum(one.is_over for one in limited)
    yield f"\n{len(figures)} figures, {len(limited)} with a limit, {over} over it."


def _grid(figures: Sequence[Figure]) -> Iterator[str]:
    checks = list(dict.fromkeys(one.check for one in figures))
    widths = {check: max(len(check), 6) for check in checks}
    limits = {check: {one.bound for one in figures if one.check == check} for check in checks}
    heads = {check: next(iter(each)) if len(each) == 1 else "by page" for check, each in limits.items()}
    first = max((len(one.page) for one in figures), default=0)
    widths = {check: max(width, len(heads[check])) for check, width in widths.items()}
    yield " ".join(["page".ljust(first), *(check.rjust(widths[check]) for check in checks)])
    yield " ".join(["limit".ljust(first), *((heads[check] or "–").rjust(widths[check]) for check in checks)])
    for page, row in groupby(figures, lambda one: one.page):
        cells = {one.check: one for one in row}
        yield " ".join([page.ljust(first), *(_cell(cells.get(check)).rjust(widths[check]) for check in checks)])


def _cell(one: Figure | None) -> str:
    if one is None:
        return "·"
    return f"{_number(one)}{'!' if one.is_over else ''}"


def _number(one: Figure) -> str:
    return f"{one.figure:.0f}" if one.figure == int(one.figure) else f"{one.figure:.3g}"


def _faults(over: Sequence[Figure]) -> Iterator[str]:
    for one in over:
        yield f"\n! {one.page.removeprefix('=')} · {one.check}: {_number(one)}, limit {one.bound}"
        yield from (f"    {fault}" for fault in one.found[:MOST_FOUND])
        if len(one.found) > MOST_FOUND:
            yield f"    … and {len(one.found) - MOST_FOUND} more"

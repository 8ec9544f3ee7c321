"""Rows of a page's form as plain texts, so that buttons can add, move and drop them without saving anything."""

from collections.abc import Iterable, Sequence
from itertools import product as every_pair

from django.http import QueryDict

Row = dict[str, str]


def read(post: QueryDict, prefix: str, names: Sequence[str], most: int) -> list[Row]:
    """The rows `<prefix>-0-<name>`, `<prefix>-1-<name>`, … as they were typed, at most so many."""
    rows = []
    for index in range(most):
        keys = {name: f"{prefix}-{index}-{name}" for name in names}
        if not any(key in post for key in keys.values()):
            break
        rows.append({name: post.get(key, "") for name, key in keys.items()})
    return rows


def written(prefix: str, rows: Sequence[Row]) -> Row:
    """The same rows as a form set reads them."""
    flat = {f"{prefix}-{i}-{name}": value for i, row in enumerate(rows) for name, value in row.items()}
    return {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": str(len(rows)), **flat}


def kept(rows: Iterable[Row]) -> list[Row]:
    """Without those that are ticked for removal."""
    return [row for row in rows if not row.get("remove")]


def moved(rows: Sequence[Row], wish: str) -> list[Row]:
    """After "up-3" or "down-3": the row of index 3 changes places with its neighbour, if there is one."""
    rows = list(rows)
    step, _dash, number = wish.partition("-")
    index = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
    other = index + {"up": -1, "down": 1}.get(step, 0)
    if 0 <= index < len(rows) and 0 <= other < len(rows):
        rows[index], rows[other] = rows[other], rows[index]
    return rows


def listed(text: str) -> list[str]:
    """ "Clay, Moss" → its values, each once."""
    found: dict[str, str] = {}
    for value in text.replace(";", ",").replace("\n", ",").split(","):
        value = " ".join(value.split())
        if value:
            found.setdefault(value.casefold(), value)
    return list(found.values())


def combined(rows: Sequence[Row], names: tuple[str, str], add: tuple[str, str], most: int) -> list[Row]:
    """
    The variant rows with one more for each combination that the values to add make possible.

    A row without a value of a new option takes the first one, so that what was there keeps its stock. New rows take
    over price and weight of the first row.
    """
    rows = [dict(row) for row in rows]
    adds = [listed(text) if name.strip() else [] for name, text in zip(names, add, strict=True)]
    values = []
    for key, name, new in zip(("value1", "value2"), names, adds, strict=True):
        there = [row[key] for row in rows if row[key]] if name.strip() else []
        all_values = list(dict.fromkeys([*there, *new]))
        values.append(all_values)
        for row in rows:
            row[key] = (row[key] or (all_values[0] if all_values else "")) if name.strip() else ""
    known = {(row["value1"].casefold(), row["value2"].casefold()) for row in rows}
    wanted = [*every_pair(adds[0], values[1] or [""]), *every_pair(values[0] or [""], adds[1])]
    for first, second in wanted:
        if (first.casefold(), second.casefold()) not in known and len(rows) < most:
            known.add((first.casefold(), second.casefold()))
            like = {name: rows[0][name] for name in ("price", "compare_at_price", "weight_g")} if rows else {}
            blank = dict.fromkeys(("id", "sku", "stock", "stock_was", "remove"), "")
            rows.append({**blank, **like, "value1": first, "value2": second, "stock": "0"})
    return rows

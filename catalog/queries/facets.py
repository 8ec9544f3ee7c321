"""
How many products each value of each filter would show, beside the other filters that are set; and the page itself.

One query for all: the candidates are read once, every set filter is a column of them, so that each count can leave its
own filter out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.filters import ATTRIBUTE
from catalog.models import FacetLabel
from catalog.queries import candidates, matching, ranking, tallies
from catalog.queries.matching import Condition
from catalog.queries.ranking import Wanted


@dataclass(frozen=True)
class Count:
    """
    One value of one filter.

    :ivar group: the filter's parameter; "all", "found" and "exact" count the rows without filters, with all of them,
        and of these the ones with all words; "without" what would be found without the filter that `value` names;
        "page" is a product of the page, "price" a band of prices; "depth" the last tier that was read, with about how
        many documents there are as its `base`.
    :ivar count: products with this value beside the other filters, None where too many match to count; `base`: with no
        filter set at all.
    """

    group: str
    value: str
    label: str
    count: int | None
    base: int


@dataclass(frozen=True)
class Counts:
    """:ivar rows: what was counted. :ivar are_complete: whether all matches were looked at, whatever the filters."""

    rows: tuple[Count, ...]
    are_complete: bool = True

    def of(self, group: str) -> list[Count]:
        """The values of a filter, the most common first whatever is set, so that none changes its place."""
        return sorted((row for row in self.rows if row.group == group), key=lambda row: (-row.base, row.label))

    def number(self, group: str, value: str = "") -> int:
        return next((row.count or 0 for row in self.rows if row.group == group and row.value == value), 0)

    @property
    def matching(self) -> int:
        """Products that match the words, whatever the filters."""
        return self.number("all")

    @property
    def ids(self) -> list[int]:
        """The products of the page."""
        return [int(row.value) for row in sorted(self.rows, key=lambda row: row.base) if row.group == "page"]


def counts(wanted: Wanted, *, page: int = 1, is_common: bool = False, is_narrow: bool = False) -> Counts:
    """
    Count, in one query. The values of facts are folded, as they stand in the address: see `labels`.

    :param page: the page whose products to answer; the last one where there are fewer.
    """
    groups = matching.by_group(wanted.filters)
    columns = {name: f"f{number}" for number, name in enumerate(groups)}
    c = candidates.of(wanted, columns, is_common=is_common, is_narrow=is_narrow)
    selects = [*tallies.of(columns), _page(wanted.order, columns, page)]
    union = " UNION ALL ".join(select.sql for select in selects)
    params = (*c.params, *(value for select in selects for value in select.params))
    found = matching.rows(f"WITH c AS MATERIALIZED ({c.sql}) {union}", params)
    return Counts(tuple(_row(*row) for row in found))


def labels(keys: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """How folded facets are written: key → (name, value)."""
    known = FacetLabel.objects.filter(key__in=list(keys)).values_list("key", "name", "value")
    return {key: (name, value) for key, name, value in known}


def _page(order: str, columns: Mapping[str, str], page: int) -> Condition:
    """The products of the page that is asked for, or of the last one, each with its place."""
    where = " AND ".join(columns.values()) or "TRUE"
    size = ranking.PAGE_SIZE
    last = f"(SELECT greatest(0, (least(count(*), {ranking.MOST_COUNTED}) - 1) / {size} * {size}) FROM c WHERE {where})"
    return Condition(
        f"SELECT 'page', product_id::text, '', 0, row_number() OVER () FROM (SELECT product_id FROM c WHERE {where}"
        f" ORDER BY {order} LIMIT {size} OFFSET least(%s, {last})) AS page",
        ((page - 1) * size,),
    )


def _row(group: str, value: str, label: str, count: int, base: int) -> Count:
    if group == "fact":
        name, _sign, value = value.partition("=")
        return Count(f"{ATTRIBUTE}{name}", value, label, count, base)
    return Count(group, value, label, count, base)

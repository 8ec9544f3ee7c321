"""
How many products each value of each filter would show, beside the other filters that are set. One query for all.

The matching rows are read once; every set filter becomes a column of them, so that each count can leave its own
filter out. Where more rows match than are read, no count would be true, and none is given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.filters import ATTRIBUTE, HIGHEST_RATING, Filters
from catalog.models import FacetLabel
from catalog.queries import matching
from catalog.queries.matching import TABLE, Condition
from catalog.queries.ranking import MOST_COUNTED

# Values of facts that are looked at before the useful facts are chosen.
MOST_FACT_VALUES = 300


@dataclass(frozen=True)
class Count:
    """
    One value of one filter.

    :ivar group: the filter's parameter; "all" and "found" count the rows without and with all filters, "without"
        what would be found without the filter that `value` names.
    :ivar count: products with this value beside the other filters; `base`: with no filter set at all.
    """

    group: str
    value: str
    label: str
    count: int
    base: int


@dataclass(frozen=True)
class Counts:
    rows: tuple[Count, ...]

    def of(self, group: str) -> list[Count]:
        """The values of a filter, the most common first whatever is set, so that none changes its place."""
        return sorted((row for row in self.rows if row.group == group), key=lambda row: (-row.base, row.label))

    def number(self, group: str, value: str = "") -> int:
        return next((row.count for row in self.rows if row.group == group and row.value == value), 0)

    @property
    def matching(self) -> int:
        """Products that match the words, whatever the filters."""
        return self.number("all")

    @property
    def are_complete(self) -> bool:
        return self.matching <= MOST_COUNTED


def counts(filters: Filters, *, any_word: bool = False) -> Counts:
    """Count. The values of facts are folded, as they stand in the address: see `labels`."""
    groups = matching.by_group(filters)
    columns = {name: f"f{number}" for number, name in enumerate(groups)}
    facts = [name for name in groups if name.startswith(ATTRIBUTE)]
    candidates = _candidates(matching.matches(filters, any_word=any_word), groups, columns)
    selects = [
        *_fixed(columns),
        *(_count("without", columns, name, value="%s", params=(name,)) for name in groups),
        *(
            _count(
                name,
                columns,
                name,
                value="fact",
                source=_FACTS,
                having="starts_with(fact, %s)",
                params=(_prefix(name),),
            )
            for name in facts
        ),
        _most_common_facts(columns, facts),
    ]
    union = " UNION ALL ".join(select.sql for select in selects)
    params = (*candidates.params, *(value for select in selects for value in select.params))
    found = matching.rows(f"WITH c AS MATERIALIZED ({candidates.sql}) {union}", params)
    return Counts(tuple(_row(*row) for row in found))


def labels(keys: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """How folded facets are written: key → (name, value)."""
    known = FacetLabel.objects.filter(key__in=list(keys)).values_list("key", "name", "value")
    return {key: (name, value) for key, name, value in known}


_FACTS = "c, jsonb_array_elements_text(facets) fact"
# "1 star and up" would say nothing, "5 stars and up" would need a perfect average.
_STARS = f"c, generate_series(2, {HIGHEST_RATING - 1}) stars"


def _candidates(matches: Condition, groups: Mapping[str, Condition], columns: Mapping[str, str]) -> Condition:
    """The matching rows with a column for each set filter."""
    flags = "".join(f", {condition.sql} AS {columns[name]}" for name, condition in groups.items())
    sql = (
        "SELECT seller_id, category_path, brand, facets, rating, in_stock, discount_percent"
        f"{flags} FROM {TABLE} WHERE {matches.sql} LIMIT {MOST_COUNTED + 1}"
    )
    return Condition(sql, (*(value for c in groups.values() for value in c.params), *matches.params))


def _fixed(columns: Mapping[str, str]) -> list[Condition]:
    """The counts that every listing has."""
    return [
        _count("all", {}),
        _count("found", columns),
        _count("category", columns, value="category_path"),
        _count("brand", columns, value="brand", label="brand", having="brand <> ''"),
        _count("seller", columns, value="slug", label="name", source="c JOIN accounts_seller s ON s.id = seller_id"),
        _count("rating", columns, value="stars::text", source=_STARS, having="rating >= stars"),
        _count("in_stock", columns, value="'1'", having="in_stock"),
        _count("on_sale", columns, value="'1'", having="discount_percent > 0"),
    ]


def _count(
    group: str,
    columns: Mapping[str, str],
    own: str = "",
    *,
    value: str = "''",
    label: str = "''",
    source: str = "c",
    having: str = "TRUE",
    params: tuple[str, ...] = (),
) -> Condition:
    """Rows of a group: value, label, how many beside the other filters, how many with none."""
    others = " AND ".join(column for name, column in columns.items() if name != (own or group)) or "TRUE"
    return Condition(
        f"SELECT '{group if not own or group == 'without' else 'fact'}', {value}, {label},"
        f" count(*) FILTER (WHERE {others}), count(*) FROM {source} WHERE {having} GROUP BY 2, 3",
        params,
    )


def _most_common_facts(columns: Mapping[str, str], counted: Iterable[str]) -> Condition:
    """The most common values of the facts that no filter is set for."""
    select = _count("fact", columns, value="fact", source=_FACTS, having="NOT (fact ^@ ANY(%s))")
    return Condition(f"({select.sql} ORDER BY 5 DESC, 2 LIMIT {MOST_FACT_VALUES})", ([_prefix(n) for n in counted],))


def _prefix(group: str) -> str:
    return f"{group.removeprefix(ATTRIBUTE)}="


def _row(group: str, value: str, label: str, count: int, base: int) -> Count:
    if group == "fact":
        name, _sign, value = value.partition("=")
        return Count(f"{ATTRIBUTE}{name}", value, label, count, base)
    return Count(group, value, label, count, base)

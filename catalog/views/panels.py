"""The filter groups of a listing, as the components take them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalog import documents
from catalog.filters import ATTRIBUTE, Filters
from catalog.queries.facets import Count
from catalog.queries.found import Found
from catalog.views import category_panel, chips, price_panel

Group = dict[str, Any]
# Longer groups keep the rest of their values folded.
MOST_IN_SIGHT = 8


def groups(filters: Filters, found: Found) -> list[Group]:
    """The filters on offer, each with its values and their counts; groups that offer no choice are left out."""
    offered = [
        _group(_("Category"), "category", category_panel.options(filters, found)),
        price_panel.group(filters, found),
        _group(_("Shop"), "seller", _options(filters, found, "seller")) if not filters.shop else None,
        _group(_("Availability"), "availability", _switches(filters, found)),
        _group(_("Rating"), "rating", _ratings(filters, found), kind="radio"),
        _group(_("Brand"), "brand", _brands(filters, found)),
        *(_fact(filters, found, name) for name in _fact_names(found)),
    ]
    return [group for group in offered if group is not None]


def _group(label: str, name: str, options: Iterable[dict[str, Any]], kind: str = "checkbox") -> Group | None:
    """A group, or None where its values offer no choice."""
    offered = list(options)
    selected = sum(bool(option["selected"] and option["value"]) for option in offered)
    if not selected and len(offered) < 2:
        return None
    is_folded = len(offered) > MOST_IN_SIGHT + 2
    if is_folded and not any("level" in option for option in offered):
        # What leads to something stays in sight; of a tree every branch keeps its place.
        offered.sort(key=lambda option: option["count"] == 0 and not option["selected"])
    group = {"label": label, "name": name, "options": offered, "selected": selected, "open": True, "kind": kind}
    if is_folded:
        rest = offered[MOST_IN_SIGHT:]
        group |= {"folded_from": MOST_IN_SIGHT, "is_unfolded": any(option["selected"] for option in rest)}
    return group


def _option(filters: Filters, found: Found, row: Count, label: str) -> dict[str, Any]:
    selected = (row.group, row.value) in set(filters.pairs())
    return {"value": row.value, "label": label, "count": row.count, "selected": selected}


def _options(filters: Filters, found: Found, group: str) -> list[dict[str, Any]]:
    return [_option(filters, found, row, row.label) for row in found.counts.of(group)]


def _brands(filters: Filters, found: Found) -> list[dict[str, Any]]:
    """The brands, unless every shop makes its own: then they only repeat the shops."""
    shops = {row.label for row in found.counts.of("seller")}
    options = _options(filters, found, "brand")
    return options if any(o["selected"] or o["label"] not in shops for o in options) else []


def _switches(filters: Filters, found: Found) -> Iterator[dict[str, Any]]:
    nothing = 0 if found.counts.are_complete else None
    for name, label in (("in_stock", _("In stock")), ("on_sale", _("On sale"))):
        known = found.counts.of(name)
        row = Count(name, "1", label, known[0].count if known else nothing, 0)
        yield {**_option(filters, found, row, label), "name": name}


def _ratings(filters: Filters, found: Found) -> list[dict[str, Any]]:
    rows = sorted(found.counts.of("rating"), key=lambda row: row.value, reverse=True)
    options = [_option(filters, found, row, chips.stars_and_up(int(row.value))) for row in rows]
    if not options and not filters.rating:
        return []
    any_rating = {"value": "", "label": _("Any rating"), "count": None, "selected": not filters.rating}
    return [any_rating, *options]


def _fact_names(found: Found) -> list[str]:
    return list(dict.fromkeys(row.group for row in found.counts.rows if row.group.startswith(ATTRIBUTE)))


def _fact(filters: Filters, found: Found, group: str) -> Group | None:
    name = group.removeprefix(ATTRIBUTE)
    rows = found.counts.of(group)
    written = {row.value: found.facts.get(documents.facet_key(name, row.value)) for row in rows}
    label = next((names[0] for names in written.values() if names), capfirst(name))
    options = [_option(filters, found, row, (written[row.value] or ("", capfirst(row.value)))[1]) for row in rows]
    built = _group(label, group, options)
    return {**built, "open": bool(built["selected"])} if built else None

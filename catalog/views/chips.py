"""The applied filters of a listing, each with the way to take it away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog import documents
from catalog.filters import ATTRIBUTE, Filters
from catalog.queries.found import Found
from catalog.views import price_panel
from shop.core import lists


@dataclass(frozen=True)
class Chip:
    """An applied filter with the way to take it away. `pairs`: its parameters; `group`: whose counts know its worth."""

    label: str
    url: str
    group: str
    pairs: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Lifted:
    """A filter to take away, with the number of products that come back."""

    label: str
    url: str
    count: int


def applied(filters: Filters, found: Found) -> list[Chip]:
    """The filters that are set, in the order of the address."""
    return [
        Chip(label, filters.query(without=pairs), group, frozenset(pairs))
        for label, group, pairs in _labelled(filters, found)
    ]


def lifts(filters: Filters, found: Found, chips: Sequence[Chip]) -> list[Lifted]:
    """What comes back without each filter, all its values at once, the most first."""
    lifted = []
    for lift in found.lifts:
        own = [chip for chip in chips if chip.group == lift.group]
        url = filters.query(without=[pair for chip in own for pair in chip.pairs])
        lifted.append(Lifted(lists.joined(chip.label for chip in own), url, lift.count))
    return lifted


def _labelled(filters: Filters, found: Found) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    for path in filters.categories:
        yield found.names.get(path, path), "category", [("category", path)]
    for brand in filters.brands:
        yield brand, "brand", [("brand", brand)]
    for slug in filters.sellers:
        yield _("Shop: %(name)s") % {"name": found.shops.get(slug, slug)}, "seller", [("seller", slug)]
    for name, values in filters.attributes:
        for value in values:
            written = found.facts.get(documents.facet_key(name, value), (capfirst(name), capfirst(value)))
            yield f"{written[0]}: {written[1]}", ATTRIBUTE + name, [(ATTRIBUTE + name, value)]
    if filters.min_price is not None or filters.max_price is not None:
        bounds = (("min_price", filters.min_price), ("max_price", filters.max_price))
        yield (
            price_panel.words(filters.min_price, filters.max_price),
            "price",
            [(name, f"{value}") for name, value in bounds if value is not None],
        )
    if filters.rating:
        yield stars_and_up(filters.rating), "rating", [("rating", f"{filters.rating}")]
    if filters.in_stock:
        yield _("In stock"), "in_stock", [("in_stock", "1")]
    if filters.on_sale:
        yield _("On sale"), "on_sale", [("on_sale", "1")]


def stars_and_up(stars: int) -> str:
    return ngettext("%(stars)s star and up", "%(stars)s stars and up", stars) % {"stars": stars}

"""
What a listing shows, read from its address: the filters, the order, and notices about what could not be read.

Values of one filter are alternatives, filters narrow each other. Whatever stands in the address, the page answers: what
makes no sense is left out and named in a notice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import words
from catalog.queries import terms
from shop.core import money

Sort = Literal["relevance", "newest", "price", "-price", "rating", "popular", "discount"]
SORTS: dict[str, str | Promise] = {
    "relevance": gettext_lazy("Best match"),
    "newest": gettext_lazy("Newest"),
    "price": gettext_lazy("Price, low to high"),
    "-price": gettext_lazy("Price, high to low"),
    "rating": gettext_lazy("Best rated"),
    "popular": gettext_lazy("Best selling"),
    "discount": gettext_lazy("Most off"),
}
ATTRIBUTE = "attr_"
HIGHEST_RATING = 5
# Nobody ticks more; each one costs the database a comparison.
MOST_VALUES = 40
LONGEST_VALUE = 130
_OFF = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True)
class Filters:
    """
    What is asked for.

    :ivar scope: path of the category whose page this is; `shop` the slug of the seller whose page this is.
    :ivar attributes: folded name of a fact → folded values.
    :ivar is_in_path: the words stand in the path, and so not in the query.
    :ivar is_exact: the words as typed, without corrections.
    """

    words: terms.Terms = field(default_factory=lambda: terms.typed(""))
    scope: str = ""
    shop: str = ""
    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    sellers: tuple[str, ...] = ()
    attributes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    min_price: Decimal | None = None
    max_price: Decimal | None = None
    rating: int | None = None
    in_stock: bool = False
    on_sale: bool = False
    sort: str = "relevance"
    is_in_path: bool = False
    is_exact: bool = False

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The filters as (parameter, value), in one fixed order: the same filters have one address."""
        yield from (("category", value) for value in self.categories)
        yield from (("brand", value) for value in self.brands)
        yield from (("seller", value) for value in self.sellers)
        yield from ((ATTRIBUTE + name, value) for name, values in self.attributes for value in values)
        singles = (
            ("min_price", self.min_price),
            ("max_price", self.max_price),
            ("rating", self.rating),
            ("in_stock", 1 if self.in_stock else None),
            ("on_sale", 1 if self.on_sale else None),
        )
        yield from ((name, f"{value}") for name, value in singles if value is not None)

    def asked(self) -> list[tuple[str, str]]:
        """The words as (parameter, value): what every link and form of the page carries along."""
        words = [("q", self.words.text)] if not self.words.is_blank and not self.is_in_path else []
        return [*words, ("exact", "1")] if self.is_exact else words

    def order(self) -> list[tuple[str, str]]:
        return [("sort", self.sort)] if self.sort != "relevance" else []

    def query(self, *, without: Iterable[tuple[str, str]] = ()) -> str:
        """The query string of all this, without some of the filters; a bare `?` where nothing is left."""
        gone = set(without)
        return f"?{urlencode([*self.asked(), *(p for p in self.pairs() if p not in gone), *self.order()])}"

    def cleared(self) -> str:
        """The query string without any filter; the words and the order stay."""
        return self.query(without=self.pairs())

    def exactly(self) -> str:
        """The query string for the words as they were typed."""
        return replace(self, is_exact=True).query()


def read(query: QueryDict, *, pattern: str | None = None, scope: str = "", shop: str = "") -> tuple[Filters, list[str]]:
    """
    The filters of an address and the notices about what was left out.

    :param pattern: the words of the path form, which then stand in for `q`.
    """
    notices: list[str] = []
    wanted = terms.typed(query.get("q", "")) if pattern is None else terms.from_path(pattern)
    low = _price(query.get("min_price", ""), notices)
    high = _price(query.get("max_price", ""), notices)
    if low is not None and high is not None and low > high:
        notices.append(_("The lowest price was above the highest. We swapped them."))
        low, high = high, low
    filters = Filters(
        words=wanted,
        scope=scope,
        shop=shop,
        categories=tuple(value.strip("/") for value in _values(query, "category")),
        brands=_values(query, "brand"),
        sellers=_values(query, "seller") if not shop else (),
        attributes=_attributes(query),
        min_price=low,
        max_price=high,
        rating=_rating(query.get("rating", ""), notices),
        in_stock=_switch(query, "in_stock"),
        on_sale=_switch(query, "on_sale"),
        sort=_sort(query.get("sort", ""), notices),
        is_in_path=pattern is not None,
        is_exact=_switch(query, "exact"),
    )
    return filters, notices


def _values(query: QueryDict, name: str) -> tuple[str, ...]:
    """The distinct values of a parameter, without what no filter could match."""
    values = (value.replace("\0", "").strip() for value in query.getlist(name)[:MOST_VALUES])
    return tuple(dict.fromkeys(value[:LONGEST_VALUE] for value in values if value))


def _attributes(query: QueryDict) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for parameter in sorted(query)[:MOST_VALUES]:
        name = words.fold(parameter.removeprefix(ATTRIBUTE).replace("\0", ""))[:LONGEST_VALUE]
        values = [words.fold(value) for value in _values(query, parameter)]
        if parameter.startswith(ATTRIBUTE) and name and any(values):
            found.setdefault(name, []).extend(value for value in values if value)
    return tuple((name, tuple(dict.fromkeys(values))) for name, values in sorted(found.items()))


def _price(text: str, notices: list[str]) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return money.parsed(text)
    except ValueError:
        notices.append(_("‘%(value)s’ is not a price. Use 12.50.") % {"value": _short(text)})
        return None


def _rating(text: str, notices: list[str]) -> int | None:
    if not text.strip():
        return None
    if text.isascii() and text.isdigit() and len(text) == 1 and 1 <= int(text) <= HIGHEST_RATING:
        return int(text)
    notices.append(_("‘%(value)s’ is not a rating. Use 1 to 5.") % {"value": _short(text)})
    return None


def _sort(text: str, notices: list[str]) -> str:
    if text in SORTS:
        return text
    if text:
        notices.append(_("We cannot sort by ‘%(value)s’. These are the best matches.") % {"value": _short(text)})
    return "relevance"


def _switch(query: QueryDict, name: str) -> bool:
    return query.get(name, "").strip().lower() not in _OFF


def _short(text: str) -> str:
    text = text.replace("\0", "")
    return text if len(text) <= 20 else f"{text[:20]}…"

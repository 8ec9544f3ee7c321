"""Which column of a file means what: our names, well-known names of others, and what the person says by hand."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.core import errors

# The columns of the product CSV, in the order of an export. `currency` comes only from others.
OURS = (
    "handle", "sku", "title", "category", "brand", "description", "price", "compare_at_price", "stock", "weight_g",
    "option1_name", "option1_value", "option2_name", "option2_value", "image", "alt", "attributes",
)  # fmt: skip
# What else a column may be matched to: `option1` holds "Colour=Clay", or just "Clay" under the header "Colour".
MORE = ("currency", "parent_sku", "option1", "option2", "more_images")
ATTRIBUTE = "attribute:"
IGNORE = ""

# Folded names of others, best guess first.
_GUESSES: dict[str, tuple[str, ...]] = {
    "handle": ("handle", "slug", "urlkey", "urlhandle", "producthandle"),
    "sku": ("sku", "variantsku", "productsku", "itemnumber", "articlenumber", "partnumber", "skuid"),
    "title": ("title", "name", "productname", "producttitle", "itemname"),
    "category": ("category", "categorypath", "productcategory", "categories", "producttype"),
    "brand": ("brand", "vendor", "manufacturer", "brandname"),
    "description": (
        "description", "longdescription", "body", "bodyhtml", "descriptionhtml", "productdescription",
        "shortdescription",
    ),
    "price": ("price", "variantprice", "regularprice", "saleprice", "unitprice"),
    "compare_at_price": ("compareatprice", "variantcompareatprice", "msrp", "rrp", "listprice", "recommendedprice"),
    "stock": ("stock", "quantity", "qty", "inventory", "variantinventoryqty", "onhand", "stockquantity"),
    "weight_g": ("weightg", "weightgrams", "grams", "variantgrams", "weightingrams"),
    "option1_name": ("option1name",),
    "option1_value": ("option1value",),
    "option2_name": ("option2name",),
    "option2_value": ("option2value",),
    "image": ("image", "images", "imagefile", "picture", "pictures", "variantimage", "imagename"),
    "more_images": ("moreimages", "additionalimages", "gallery"),
    "alt": ("alt", "imagealt", "imagealttext", "alttext"),
    "attributes": ("attributes", "facts", "additionalattributes", "properties", "specifications"),
    "currency": ("currency", "currencycode", "pricecurrency"),
    "parent_sku": ("parentsku", "parent", "parentid"),
    "option1": ("option1",),
    "option2": ("option2",),
}  # fmt: skip
# Columns of a variants file that tell variants apart, in the order in which they become options.
_OPTION_HEADERS = ("size", "color", "colour", "style", "material", "flavour", "flavor", "scent", "length", "width")


_LABELS = {
    "handle": gettext_lazy("Handle"), "sku": gettext_lazy("SKU"), "title": gettext_lazy("Title"),
    "category": gettext_lazy("Category"), "brand": gettext_lazy("Brand"),
    "description": gettext_lazy("Description"), "price": gettext_lazy("Price"),
    "compare_at_price": gettext_lazy("Recommended price"), "stock": gettext_lazy("Stock"),
    "weight_g": gettext_lazy("Weight in grams"), "option1_name": gettext_lazy("Name of option 1"),
    "option1_value": gettext_lazy("Value of option 1"), "option2_name": gettext_lazy("Name of option 2"),
    "option2_value": gettext_lazy("Value of option 2"), "image": gettext_lazy("Pictures"),
    "alt": gettext_lazy("Description of the pictures"), "attributes": gettext_lazy("Facts (name=value; …)"),
    "currency": gettext_lazy("Currency"), "parent_sku": gettext_lazy("SKU of the product it belongs to"),
    "option1": gettext_lazy("Option 1, such as colour"), "option2": gettext_lazy("Option 2, such as size"),
    "more_images": gettext_lazy("More pictures"), "state": gettext_lazy("State"),
}  # fmt: skip


def label(ours: str) -> str:
    """A column of ours in words."""
    return str(_LABELS.get(ours, ours))


class BadMapping(errors.DomainError):
    """A column is matched to something that does not exist, or the file has no such column."""

    status = 422


@dataclass(frozen=True, slots=True)
class Matched:
    """
    What each column of one file means.

    :ivar targets: our column by position, or None for one that is not used.
    :ivar headers: the names in the file, by position.
    """

    targets: tuple[str | None, ...]
    headers: tuple[str, ...]

    @property
    def ignored(self) -> list[str]:
        return [header for header, ours in zip(self.headers, self.targets, strict=True) if ours is None and header]

    @property
    def used(self) -> frozenset[str]:
        return frozenset(ours for ours in self.targets if ours)

    def header_of(self, ours: str) -> str:
        """The file's own name of a column of ours, for messages."""
        pairs = zip(self.headers, self.targets, strict=True)
        return next((header for header, target in pairs if target == ours), ours)


def folded(header: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", header.lower())


def guess(headers: Sequence[str], *, by_hand: Mapping[str, str] | None = None, is_variants: bool = False) -> Matched:
    """
    Match the columns of a file. What was said by hand goes first, then our own names, then well-known ones.

    :param by_hand: their header → our column ("" to leave it out); headers that this file lacks are passed over.
    :param is_variants: whether columns such as size and colour become options.
    :raises BadMapping: for a column of ours that does not exist.
    """
    hands = {header.strip().casefold(): ours.strip() for header, ours in (by_hand or {}).items()}
    for ours in hands.values():
        if ours != IGNORE and ours not in (*OURS, *MORE) and not ours.startswith(ATTRIBUTE):
            text = _("“%(column)s” is no column of ours. There are: %(columns)s.")
            raise BadMapping(text % {"column": ours, "columns": ", ".join((*OURS, *MORE, f"{ATTRIBUTE}<name>"))})
    targets: list[str | None] = [hands.get(header.strip().casefold()) for header in headers]
    decided = {i for i, target in enumerate(targets) if target is not None}
    taken = {target for target in targets if target}
    for ours, names in _wishes(is_variants=is_variants):
        if ours in taken:
            continue
        found = _first(headers, names, decided)
        if found is not None:
            targets[found] = ours
            decided.add(found)
            taken.add(ours)
    if is_variants:
        _add_options(headers, targets, taken)
    return Matched(tuple(target or None for target in targets), tuple(header.strip() for header in headers))


def check_known(by_hand: Mapping[str, str], files: Iterable[Sequence[str]]) -> None:
    """:raises BadMapping: for a header said by hand that none of the files has."""
    headers = [header.strip() for file in files for header in file]
    known = {header.casefold() for header in headers}
    for header in by_hand:
        if header.strip().casefold() not in known:
            text = _("The file has no column “%(column)s”. It has: %(columns)s.")
            raise BadMapping(text % {"column": header, "columns": ", ".join(headers)})


def _wishes(*, is_variants: bool) -> Iterable[tuple[str, tuple[str, ...]]]:
    exact = [(ours, (folded(ours),)) for ours in (*OURS, *MORE)]
    return [*exact, *_GUESSES.items()]


def _first(headers: Sequence[str], names: Sequence[str], decided: set[int]) -> int | None:
    for name in names:
        for index, header in enumerate(headers):
            if index not in decided and folded(header) == name:
                return index
    return None


def _add_options(headers: Sequence[str], targets: list[str | None], taken: set[str]) -> None:
    free = [name for name in ("option1", "option2") if not taken & {name, f"{name}_value"}]
    for index, header in enumerate(headers):
        if free and targets[index] is None and folded(header) in _OPTION_HEADERS:
            targets[index] = free.pop(0)

"""A product as it is written down: plain values, cleaned and checked before anything touches the database."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog import stock
from catalog.models import Category
from shop.core import errors, forms, money

LONGEST_TITLE = 300
LONGEST_DESCRIPTION = 20_000
LONGEST_BRAND = 80
LONGEST_HANDLE = 200
LONGEST_SKU = 64
LONGEST_ALT = 200
MOST_FACTS, LONGEST_FACT_NAME, LONGEST_FACT = 120, 80, 500
MOST_OPTIONS, LONGEST_OPTION_NAME, LONGEST_OPTION = 2, 40, 80
MOST_VARIANTS = 150
HEAVIEST_G = 1_000_000


class BadProduct(errors.DomainError):
    """Some values cannot stand. `fields` says which, by path: "title", "variants.0.sku"."""

    status = 422


@dataclass(frozen=True, slots=True)
class VariantData:
    """
    One thing to buy. Prices in the shop's currency, weight in grams.

    :ivar sku: empty to have one made.
    :ivar stock: pieces on hand; None leaves them as they are (0 for a new variant).
    :ivar expected_stock: what the editor saw before; None where that does not matter.
    :ivar id: the variant that this changes; without it the SKU decides, then the options.
    """

    sku: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    price: Decimal = money.ZERO
    compare_at_price: Decimal | None = None
    weight_g: int = 0
    stock: int | None = None
    expected_stock: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class PictureData:
    """An uploaded picture by its id, its description, and the SKU of the variant it shows, if any."""

    id: int
    alt: str = ""
    sku: str = ""


@dataclass(frozen=True, slots=True)
class ProductData:
    """A whole product. Without variants it has one, for nothing, with no stock: a draft."""

    title: str
    category: Category | None = None
    brand: str = ""
    description: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    option_names: tuple[str, ...] = ()
    variants: tuple[VariantData, ...] = ()
    pictures: tuple[PictureData, ...] = ()
    handle: str = ""

    def cleaned(self) -> "ProductData":
        """
        The same with tidy texts and at least one variant.

        :raises BadProduct: naming every value that cannot stand.
        """
        tidy = dataclasses.replace(
            self,
            title=_line(self.title),
            brand=_line(self.brand),
            handle=_line(self.handle),
            description=_text(self.description),
            attributes={_line(k): _line(v) for k, v in self.attributes.items() if _line(v)},
            option_names=tuple(_line(name) for name in self.option_names if _line(name)),
            variants=tuple(_tidy_variant(v) for v in self.variants) or (VariantData(),),
            pictures=tuple(dataclasses.replace(p, alt=_line(p.alt), sku=_line(p.sku)) for p in self.pictures),
        )
        found: dict[str, list[str]] = {}
        for name, text in [*_product_faults(tidy), *_variant_faults(tidy)]:
            found.setdefault(name, []).append(text)
        if found:
            raise BadProduct(_("Some values are missing or wrong."), fields=found)
        return tidy


def _line(text: str) -> str:
    return " ".join(text.split())


def _text(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def _tidy_variant(variant: VariantData) -> VariantData:
    options = {_line(name): _line(value) for name, value in variant.options.items() if _line(name)}
    return dataclasses.replace(variant, sku=_line(variant.sku), options=options)


Faults = Iterator[tuple[str, str]]


def _too_long(name: str, text: str, longest: int) -> Faults:
    if len(text) > longest:
        limits = {"longest": longest, "length": len(text)}
        yield name, _("Use at most %(longest)d characters; these are %(length)d.") % limits
    try:
        forms.validate_readable(text)
    except ValidationError as error:
        yield from ((name, message) for message in error.messages)


def _product_faults(data: ProductData) -> Faults:
    if not data.title:
        yield "title", _("Give the product a title.")
    yield from _too_long("title", data.title, LONGEST_TITLE)
    yield from _too_long("brand", data.brand, LONGEST_BRAND)
    yield from _too_long("handle", data.handle, LONGEST_HANDLE)
    yield from _too_long("description", data.description, LONGEST_DESCRIPTION)
    if len(data.attributes) > MOST_FACTS:
        yield "attributes", _("Use at most %(most)d facts.") % {"most": MOST_FACTS}
    for name, value in data.attributes.items():
        if not name:
            yield "attributes", _("“%(value)s” needs a name.") % {"value": value[:40]}
        yield from _too_long("attributes", name, LONGEST_FACT_NAME)
        yield from _too_long("attributes", value, LONGEST_FACT)
    if len(data.option_names) > MOST_OPTIONS:
        yield "option_names", _("Use at most two options, such as colour and size.")
    if len({name.casefold() for name in data.option_names}) < len(data.option_names):
        yield "option_names", _("Two options cannot have the same name.")
    for name in data.option_names:
        yield from _too_long("option_names", name, LONGEST_OPTION_NAME)
    for index, picture in enumerate(data.pictures):
        yield from _too_long(f"pictures.{index}.alt", picture.alt, LONGEST_ALT)


def _variant_faults(data: ProductData) -> Faults:
    if len(data.variants) > MOST_VARIANTS:
        yield "variants", _("Use at most %(most)d variants.") % {"most": MOST_VARIANTS}
    if not data.option_names and len(data.variants) > 1:
        yield "option_names", _("Several variants need an option that tells them apart.")
    skus: dict[str, int] = {}
    combinations: dict[tuple[str, ...], int] = {}
    for index, variant in enumerate(data.variants):
        at = f"variants.{index}"
        yield from _values(at, variant)
        for name in data.option_names:
            value = variant.options.get(name, "")
            if not value:
                yield f"{at}.options", _("Give a value for “%(name)s”.") % {"name": name}
            yield from _too_long(f"{at}.options", value, LONGEST_OPTION)
        chosen = tuple(variant.options.get(name, "").casefold() for name in data.option_names)
        if data.option_names and all(chosen) and combinations.setdefault(chosen, index) != index:
            yield f"{at}.options", _("Another variant has the same options.")
        if variant.sku and skus.setdefault(variant.sku, index) != index:
            yield f"{at}.sku", _("Another variant has the SKU “%(sku)s”.") % {"sku": variant.sku[:LONGEST_SKU]}


def _values(at: str, variant: VariantData) -> Faults:
    yield from _too_long(f"{at}.sku", variant.sku, LONGEST_SKU)
    for name in ("price", "compare_at_price"):
        amount = getattr(variant, name)
        if amount is not None and not _is_price(amount):
            yield f"{at}.{name}", _("The price must be an amount such as 12.50.")
    if not 0 <= variant.weight_g <= HEAVIEST_G:
        yield f"{at}.weight_g", _("The weight must be between 0 and %(most)d grams.") % {"most": HEAVIEST_G}
    if variant.stock is not None and not 0 <= variant.stock <= stock.MOST_PIECES:
        yield f"{at}.stock", _("The stock must be between 0 and %(most)s pieces.") % {"most": f"{stock.MOST_PIECES:,}"}


def _is_price(amount: Decimal) -> bool:
    return amount.is_finite() and 0 <= amount <= money.LARGEST and amount == money.rounded(amount)

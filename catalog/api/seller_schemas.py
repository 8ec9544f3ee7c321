"""The shapes of the seller's API. What comes in is plain pydantic, checked further by `authoring`."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from django.conf import settings
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field, model_validator

from catalog import authoring, operations, pictures, stock
from catalog.api.schemas import CategoryRef
from catalog.authoring import data as limits
from catalog.models import Product, Stock, Variant
from shop.core import errors, money
from shop.core.money import MoneyOut

LARGEST_ID = 2**63 - 1
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Pieces = Annotated[int, Field(ge=0, le=stock.MOST_PIECES)]
Text = Annotated[str, Field(max_length=limits.LONGEST_DESCRIPTION)]
Line = Annotated[str, Field(max_length=limits.LONGEST_TITLE)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class MoneyIn(Body):
    """As money is written everywhere; the currency must be the shop's, or may be left out."""

    amount: Decimal = Field(ge=0, le=money.LARGEST, decimal_places=2)
    currency: str | None = Field(None, max_length=3)

    @property
    def value(self) -> Decimal:
        if self.currency not in (None, settings.CURRENCY):
            text = _("Prices here are in %(currency)s.") % {"currency": settings.CURRENCY}
            raise errors.Unprocessable(text, fields={"currency": [text]})
        return money.rounded(self.amount)


class VariantIn(Body):
    """Without `id` the SKU decides which variant is meant, then the options. `stock` is what is on hand."""

    id: Id | None = None
    sku: str = Field("", max_length=limits.LONGEST_SKU)
    options: dict[Line, Line] = Field(default_factory=dict, max_length=limits.MOST_OPTIONS)
    price: MoneyIn = MoneyIn(amount=money.ZERO, currency=None)
    compare_at_price: MoneyIn | None = None
    weight_g: int = Field(0, ge=0, le=limits.HEAVIEST_G)
    stock: Pieces | None = None
    expected_stock: Pieces | None = Field(None, description="what you saw before: a difference is a conflict")

    def data(self) -> authoring.VariantData:
        return authoring.VariantData(
            sku=self.sku,
            options=self.options,
            price=self.price.value,
            compare_at_price=self.compare_at_price.value if self.compare_at_price else None,
            weight_g=self.weight_g,
            stock=self.stock,
            expected_stock=self.expected_stock,
            id=self.id,
        )


class PictureIn(Body):
    """An uploaded picture by the id that the upload answered."""

    id: Id
    alt: str = Field("", max_length=limits.LONGEST_ALT)
    sku: str = Field("", max_length=limits.LONGEST_SKU, description="the variant that it shows")


class ProductIn(Body):
    title: Line
    category: str | None = Field(None, max_length=400, description="its path, such as kitchen/mugs")
    brand: str = Field("", max_length=limits.LONGEST_BRAND)
    description: Text = ""
    attributes: dict[Line, Line] = Field(default_factory=dict, max_length=limits.MOST_FACTS)
    option_names: list[Line] = Field(default_factory=list, max_length=limits.MOST_OPTIONS)
    variants: list[VariantIn] = Field(default_factory=list, max_length=limits.MOST_VARIANTS)
    pictures: list[PictureIn] = Field(default_factory=list, max_length=pictures.MOST_PER_PRODUCT)


class ProductPatch(Body):
    """Only what is sent is changed; a list that is sent replaces the whole list. `status` puts it into the shop."""

    title: Line | None = None
    category: str | None = Field(None, max_length=400)
    brand: str | None = Field(None, max_length=limits.LONGEST_BRAND)
    description: Text | None = None
    attributes: dict[Line, Line] | None = Field(None, max_length=limits.MOST_FACTS)
    option_names: list[Line] | None = Field(None, max_length=limits.MOST_OPTIONS)
    variants: list[VariantIn] | None = Field(None, max_length=limits.MOST_VARIANTS)
    pictures: list[PictureIn] | None = Field(None, max_length=pictures.MOST_PER_PRODUCT)
    version: Id | None = Field(None, description="what you saw before: a difference is a conflict")
    status: Literal["published", "unpublished"] | None = None


class StockIn(Body):
    on_hand: Pieces
    expected: Pieces | None = Field(None, description="what you saw before: a difference is a conflict")


class StockChange(Body):
    """Either what is on hand now, or by how many pieces it changed."""

    on_hand: Pieces | None = None
    change: int | None = Field(None, ge=-stock.MOST_PIECES, le=stock.MOST_PIECES)
    expected: Pieces | None = None
    key: str = Field("", max_length=40, pattern=r"^[\w.:-]*$", description="the same key again changes nothing")

    @model_validator(mode="after")
    def _one_of_them(self) -> "StockChange":
        if (self.on_hand is None) == (self.change is None):
            raise ValueError("Send on_hand or change.")
        return self


class StockOut(Schema):
    variant: int
    sku: str
    on_hand: int
    reserved: int
    available: int

    @classmethod
    def of(cls, variant: Variant, row: Stock) -> "StockOut":
        return cls(
            variant=variant.pk, sku=variant.sku, on_hand=row.on_hand, reserved=row.reserved, available=row.available
        )


class OwnVariantOut(Schema):
    id: int
    sku: str
    options: dict[str, str]
    price: MoneyOut
    compare_at_price: MoneyOut | None
    weight_g: int
    stock: StockOut

    @classmethod
    def of(cls, variant: Variant) -> "OwnVariantOut":
        compare = variant.compare_at_price
        return cls(
            id=variant.pk,
            sku=variant.sku,
            options={str(name): str(value) for name, value in variant.options.items()},
            price=money.as_json(variant.price),
            compare_at_price=money.as_json(compare) if compare is not None else None,
            weight_g=variant.weight_g,
            stock=StockOut.of(variant, variant.stock),
        )


class OwnImageOut(Schema):
    id: int
    url: str
    width: int
    height: int
    alt: str

    @classmethod
    def of(cls, image: Any) -> "OwnImageOut":
        shown = pictures.shown(image)
        return cls(id=image.pk, url=shown.src if shown else "", width=image.width, height=image.height, alt=image.alt)


class OwnProductOut(Schema):
    """A product as its seller sees it. `missing` names what it lacks before it can be published."""

    id: int
    title: str
    slug: str
    url: str
    status: str
    version: int
    category: CategoryRef | None
    brand: str
    description: str
    attributes: dict[str, str]
    option_names: list[str]
    images: list[OwnImageOut]
    variants: list[OwnVariantOut]
    missing: list[str]

    @classmethod
    def of(cls, product: Product) -> "OwnProductOut":
        category = product.category
        return cls(
            id=product.pk,
            title=product.title,
            slug=product.slug,
            url=product.get_absolute_url(),
            status=product.status,
            version=product.version,
            category=CategoryRef(path=category.path, name=category.name) if category else None,
            brand=product.brand,
            description=product.description,
            attributes={str(name): str(value) for name, value in product.attributes.items()},
            option_names=list(product.option_names),
            images=[OwnImageOut.of(image) for image in product.images.all()],
            variants=[OwnVariantOut.of(variant) for variant in product.variants.all() if variant.is_active],
            missing=[one.code for one in operations.missing_for_publishing(product)],
        )


class OwnProductsOut(Schema):
    results: list[OwnProductOut]
    next: str | None

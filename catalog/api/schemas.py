"""The shapes of products and categories, as clients rely on them (spec: JSON API)."""

from typing import Any

from ninja import Schema

from catalog import pictures
from catalog.models import Category, Product
from catalog.queries.cards import Row
from catalog.queries.product import Offer
from shop.core import money
from shop.core.money import MoneyOut


class SellerOut(Schema):
    id: int
    name: str
    slug: str
    url: str


class CategoryRef(Schema):
    path: str
    name: str


class RatingOut(Schema):
    """Of verified buyers; no average without a review."""

    average: float | None
    count: int


class ImageOut(Schema):
    url: str
    srcset: str
    width: int
    height: int
    alt: str

    @classmethod
    def of(cls, image: pictures.Shown) -> "ImageOut":
        return cls(url=image.src, srcset=image.srcset, width=image.width, height=image.height, alt=image.alt)


class ProductOut(Schema):
    """`price` is the lowest of the variants; `compare_at_price` the price before a discount, or the recommended one."""

    id: int
    title: str
    slug: str
    url: str
    seller: SellerOut
    brand: str
    category: CategoryRef | None
    price: MoneyOut
    compare_at_price: MoneyOut | None
    in_stock: bool
    rating: RatingOut
    image: ImageOut | None

    @classmethod
    def of(cls, row: Row) -> "ProductOut":
        return cls(**_common(row))


class VariantOut(Schema):
    id: int
    sku: str
    options: dict[str, str]
    price: MoneyOut
    compare_at_price: MoneyOut | None
    available: int

    @classmethod
    def of(cls, offer: Offer) -> "VariantOut":
        return cls(
            id=offer.variant.pk,
            sku=offer.variant.sku,
            options={str(name): str(value) for name, value in offer.variant.options.items()},
            price=money.as_json(offer.price.unit_price),
            compare_at_price=_money(offer.price.compare_at),
            available=offer.available,
        )


class ProductDetailOut(ProductOut):
    description: str
    attributes: dict[str, str]
    images: list[ImageOut]
    variants: list[VariantOut]

    @classmethod
    def whole(cls, row: Row, product: Product, images: list[pictures.Shown], offers: list[Offer]) -> "ProductDetailOut":
        return cls(
            **_common(row),
            description=product.description,
            attributes={str(name): str(value) for name, value in product.attributes.items()},
            images=[ImageOut.of(image) for image in images],
            variants=[VariantOut.of(offer) for offer in offers],
        )


class ProductsOut(Schema):
    results: list[ProductOut]
    next: str | None


class CategoryOut(Schema):
    id: int
    name: str
    path: str
    parent: str | None
    url: str
    description: str

    @classmethod
    def of(cls, category: Category) -> "CategoryOut":
        return cls(
            id=category.pk,
            name=category.name,
            path=category.path,
            parent=category.path.rpartition("/")[0] or None,
            url=category.get_absolute_url(),
            description=category.description,
        )


class CategoriesOut(Schema):
    results: list[CategoryOut]
    next: str | None


def _common(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "slug": row.slug,
        "url": row.url,
        "seller": SellerOut(
            id=row.seller_id, name=row.seller_name, slug=row.seller_slug, url=f"/shop/{row.seller_slug}/"
        ),
        "brand": row.brand,
        "category": CategoryRef(path=row.category_path, name=row.category_name) if row.category_path else None,
        "price": money.as_json(row.price),
        "compare_at_price": _money(row.was or row.recommended),
        "in_stock": row.available > 0,
        "rating": RatingOut(average=float(row.rating_average) if row.rating_count else None, count=row.rating_count),
        "image": ImageOut.of(row.image) if row.image else None,
    }


def _money(amount: Any) -> MoneyOut | None:
    return money.as_json(amount) if amount is not None else None

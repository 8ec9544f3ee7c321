"""Rows of the catalogue for tests: `ProductFactory()` is a published product with one variant and ten pieces."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from accounts.tests.factories import SellerFactory
from catalog.models import (
    Area,
    Category,
    DeliveryRate,
    Discount,
    DiscountKind,
    MovementKind,
    Product,
    ProductImage,
    ProductStatus,
    Review,
    Stock,
    StockMovement,
    TaxRate,
    Variant,
)


class CategoryFactory(DjangoModelFactory[Category]):
    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Category {n}")
    slug = factory.LazyAttribute(lambda o: slugify(o.name))
    path = factory.LazyAttribute(lambda o: f"{o.parent.path}/{o.slug}" if o.parent else o.slug)
    parent = None


class TaxRateFactory(DjangoModelFactory[TaxRate]):
    class Meta:
        model = TaxRate

    category = None
    percent = Decimal("19.00")


class ProductFactory(DjangoModelFactory[Product]):
    """
    `ProductFactory(price=..., stock=..., sku=...)`; `picture=False` leaves the picture out.
    """

    class Meta:
        model = Product

    seller = factory.SubFactory(SellerFactory)
    category = factory.SubFactory(CategoryFactory)
    title = factory.Sequence(lambda n: f"Stoneware mug {n}")
    slug = factory.LazyAttribute(lambda o: slugify(o.title))
    description = "Thrown by hand, glazed in two layers, good for 300 ml of tea."
    status = ProductStatus.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: type[Product], *args: Any, **kwargs: Any) -> Product:
        price = Decimal(kwargs.pop("price", "24.00"))
        stock = kwargs.pop("stock", 10)
        sku = kwargs.pop("sku", None)
        picture = kwargs.pop("picture", True)
        kwargs.setdefault("price_from", price)
        kwargs.setdefault("in_stock", stock > 0)
        product = super()._create(model_class, *args, **kwargs)
        VariantFactory(product=product, price=price, stock=stock, **({"sku": sku} if sku else {}))
        if picture:
            ProductImageFactory(product=product)
        return product


class VariantFactory(DjangoModelFactory[Variant]):
    """A variant with its stock, which the ledger explains."""

    class Meta:
        model = Variant

    product = factory.SubFactory(ProductFactory)
    seller = factory.SelfAttribute("product.seller")
    sku = factory.Sequence(lambda n: f"SKU-{n}")
    price = Decimal("24.00")

    @classmethod
    def _create(cls, model_class: type[Variant], *args: Any, **kwargs: Any) -> Variant:
        pieces = kwargs.pop("stock", 10)
        variant = super()._create(model_class, *args, **kwargs)
        Stock.objects.create(variant=variant, on_hand=pieces)
        if pieces:
            StockMovement.objects.create(
                variant=variant,
                kind=MovementKind.SET,
                source=f"factory:{variant.pk}",
                on_hand_delta=pieces,
                at=timezone.now(),
            )
        return variant


class ProductImageFactory(DjangoModelFactory[ProductImage]):
    class Meta:
        model = ProductImage

    product = factory.SubFactory(ProductFactory)
    seller = factory.SelfAttribute("product.seller")
    key = factory.Sequence(lambda n: f"{n:032x}")
    widths = [240, 480, 800]
    width = 800
    height = 1000
    alt = "A mug on a table"


class AreaFactory(DjangoModelFactory[Area]):
    class Meta:
        model = Area
        django_get_or_create = ("name",)

    name = "Berlin"
    country = "DE"
    postcode_prefixes = ["10", "12", "13", "14"]


class DeliveryRateFactory(DjangoModelFactory[DeliveryRate]):
    """4.90 to Berlin by courier, free from 50."""

    class Meta:
        model = DeliveryRate

    seller = factory.SubFactory(SellerFactory)
    area = factory.SubFactory(AreaFactory)
    name = "Standard"
    price = Decimal("4.90")
    free_over = Decimal("50.00")


class DiscountFactory(DjangoModelFactory[Discount]):
    """20 % off the whole shop, running since yesterday. `product=...` or `category=...` narrow it."""

    class Meta:
        model = Discount

    seller = factory.SubFactory(SellerFactory)
    kind = DiscountKind.PERCENT
    value = Decimal("20")
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))


class ReviewFactory(DjangoModelFactory[Review]):
    class Meta:
        model = Review

    product = factory.SubFactory(ProductFactory)
    purchase = factory.Sequence(lambda n: f"factory:{n}")
    author_name = "Jonas"
    stars = 4
    text = "Keeps the tea warm."
    created_at = factory.LazyFunction(timezone.now)

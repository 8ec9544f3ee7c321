from datetime import datetime
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Seller, SellerStatus
from catalog.models.category import Category
from shop.core import fields, states
from shop.core.money import ZERO


class ProductStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    UNPUBLISHED = "unpublished", _("Offline")
    ARCHIVED = "archived", _("Deleted")


class ProductQuerySet(models.QuerySet["Product"]):
    def on_sale_floor(self) -> "ProductQuerySet":
        """What everybody sees: published products of approved sellers."""
        return self.filter(status=ProductStatus.PUBLISHED, seller__status=SellerStatus.APPROVED)

    def locked(self) -> "ProductQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class Product(states.Stateful):
    """
    What is offered. Carts, stock and orders point to its variants; a product without options has one.

    The columns from `price_from` on repeat what variants, discounts, reviews and orders say, for lists; the
    operations that change those keep them true, and `manage.py reconcile` checks.
    """

    TRANSITIONS = {
        ProductStatus.DRAFT: frozenset({ProductStatus.PUBLISHED, ProductStatus.ARCHIVED}),
        ProductStatus.PUBLISHED: frozenset({ProductStatus.UNPUBLISHED, ProductStatus.ARCHIVED}),
        ProductStatus.UNPUBLISHED: frozenset({ProductStatus.PUBLISHED, ProductStatus.ARCHIVED}),
        ProductStatus.ARCHIVED: frozenset({ProductStatus.DRAFT}),
    }

    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="products", verbose_name=_("shop"))
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="products", verbose_name=_("category")
    )
    brand = models.CharField(_("brand"), max_length=80, blank=True)
    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(max_length=80)
    handle = models.CharField(_("handle"), max_length=200, blank=True, help_text=_("The seller's own name for it."))
    form_token = models.CharField(
        max_length=32, blank=True, default="", db_default="", editable=False, help_text="The form that made it, once."
    )
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    attributes = fields.OrderedJSONField(_("facts"), default=dict, blank=True, help_text="name → value, in order")
    option_names = models.JSONField(default=list, blank=True, help_text="names of the options, in order")
    status = models.CharField(_("status"), max_length=16, choices=ProductStatus, default=ProductStatus.DRAFT)
    version = models.PositiveIntegerField(default=1, help_text="Raised by every edit, for conflict detection.")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    price_from = models.DecimalField(max_digits=12, decimal_places=2, default=ZERO, help_text="lowest list price")
    sale_price = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    sale_starts_at = models.DateTimeField(null=True, blank=True)
    sale_ends_at = models.DateTimeField(null=True, blank=True)
    sale_was = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="what the sale price may be compared with"
    )
    in_stock = models.BooleanField(default=False)
    rating_average = models.DecimalField(max_digits=3, decimal_places=2, default=ZERO)
    rating_count = models.PositiveIntegerField(default=0)
    units_sold = models.PositiveIntegerField(default=0)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        indexes = [
            models.Index(
                fields=["-published_at", "-id"], name="product_newest", condition=Q(status=ProductStatus.PUBLISHED)
            ),
            # With what the tabs of a seller's list count, so that they read no product.
            models.Index(
                fields=["seller", "status", "-id"],
                name="product_of_seller",
                include=["in_stock", "sale_price", "sale_starts_at", "sale_ends_at"],
            ),
            models.Index(fields=["seller", "-updated_at", "-id"], name="product_changed"),
            models.Index(
                fields=["category", "-units_sold", "-id"],
                name="product_in_category",
                condition=Q(status=ProductStatus.PUBLISHED),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(price_from__gte=0), name="product_price_not_negative"),
            models.UniqueConstraint(
                fields=["seller", "handle"], condition=~Q(handle=""), name="product_handle_of_seller"
            ),
            models.UniqueConstraint(
                fields=["seller", "form_token"], condition=~Q(form_token=""), name="product_once_per_form"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/product/{self.pk}/{self.slug}/"

    @property
    def is_live(self) -> bool:
        """Whether everybody sees it."""
        return bool(self.status == ProductStatus.PUBLISHED and self.seller.is_approved)

    def price_at(self, now: datetime) -> Decimal:
        """The lowest price at this moment, from the stored columns."""
        return lowest_price(self.price_from, self.sale_price, self.sale_starts_at, self.sale_ends_at, now=now)

    def was_at(self, now: datetime) -> Decimal | None:
        """What that price may be announced against: the lowest of the 30 days before the sale, where it was higher."""
        price = self.price_at(now)
        before = self.price_from if self.sale_was is None else self.sale_was
        return before if price < self.price_from and before > price else None


def lowest_price(
    price_from: Decimal,
    sale_price: Decimal | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
    *,
    now: datetime,
) -> Decimal:
    """What a product's stored columns say its cheapest variant costs: the sale price inside its window."""
    is_started = starts_at is None or starts_at <= now
    is_over = ends_at is not None and ends_at <= now
    return sale_price if sale_price is not None and is_started and not is_over else price_from


class ProductEvent(states.StateEvent):
    subject = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="events")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class Variant(models.Model):
    """What is bought: one SKU with its own price and stock."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    # Repeats the product's seller, so that the database itself keeps SKUs unique per seller.
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="+")
    sku = models.CharField(_("SKU"), max_length=64)
    options = fields.OrderedJSONField(default=dict, blank=True, help_text="option name → value")
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=2, validators=[MinValueValidator(ZERO)])
    compare_at_price = models.DecimalField(
        _("recommended price"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    weight_g = models.PositiveIntegerField(_("weight in grams"), default=0)
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(
        _("on offer"), default=True, help_text="Off where the seller removed it; orders keep it."
    )

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        indexes = [
            models.Index(fields=["product", "position", "id"], name="variant_of_product"),
            models.Index(
                fields=["seller", "product"], include=["id"], name="variant_on_offer", condition=Q(is_active=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["seller", "sku"], name="variant_sku_of_seller"),
            models.CheckConstraint(condition=Q(price__gte=0), name="variant_price_not_negative"),
        ]

    def __str__(self) -> str:
        return self.sku

    def get_absolute_url(self) -> str:
        url = self.product.get_absolute_url()
        return f"{url}?variant={self.pk}" if self.options else url

    @property
    def options_text(self) -> str:
        """ "Clay, large"; empty for a product without options."""
        return ", ".join(str(value) for value in self.options.values())


class ProductImage(models.Model):
    """
    An uploaded picture, re-encoded. `key` is a random name; the files are `<key>-<width>.webp` for each of `widths`.

    Without a product it is an upload that waits for its form to succeed.
    """

    seller = models.ForeignKey(Seller, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    product = models.ForeignKey(Product, null=True, blank=True, on_delete=models.CASCADE, related_name="images")
    variant = models.ForeignKey(Variant, null=True, blank=True, on_delete=models.SET_NULL, related_name="images")
    banner_of = models.OneToOneField(Seller, null=True, blank=True, on_delete=models.CASCADE, related_name="banner")
    key = models.CharField(max_length=32, unique=True)
    widths = models.JSONField(help_text="widths in pixels that exist as files, ascending")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(_("description of the picture"), max_length=200, blank=True)
    position = models.PositiveIntegerField(default=0)
    source_name = models.CharField(max_length=200, blank=True, help_text="file name as uploaded")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        indexes = [models.Index(fields=["product", "position", "id"], name="image_of_product")]

    def __str__(self) -> str:
        return self.alt or self.key

    def name(self, width: int) -> str:
        """The storage name of the file of this width."""
        return f"products/{self.key[:2]}/{self.key}-{width}.webp"

"""Whose products, variants and discounts a person may change."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import Permission
from catalog.models import Discount, Product, ProductStatus, Variant


def products_editable_by(user: User) -> QuerySet[Product]:
    """The products that a person may change: all of them for an admin, their own shop's for a seller."""
    rows = Product.objects.select_related("seller", "category").defer("seller__payout_details")
    return rows if user.may(Permission.MANAGE_CATALOGUE) else rows.filter(seller__user=user)


def variants_editable_by(user: User) -> QuerySet[Variant]:
    """As `products_editable_by`, for variants that are on offer."""
    rows = Variant.objects.filter(is_active=True).exclude(product__status=ProductStatus.ARCHIVED)
    rows = rows.select_related("product", "stock")
    return rows if user.may(Permission.MANAGE_CATALOGUE) else rows.filter(seller__user=user)


def discounts_editable_by(user: User) -> QuerySet[Discount]:
    """As `products_editable_by`, for discounts."""
    rows = Discount.objects.select_related("seller")
    return rows if user.may(Permission.MANAGE_CATALOGUE) else rows.filter(seller__user=user)

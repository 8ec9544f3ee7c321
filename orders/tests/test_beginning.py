"""The first steps of a shop, until something of it can be bought."""

import pytest

from accounts.tests.factories import SellerFactory
from catalog.models import ProductStatus
from catalog.tests.factories import DeliveryRateFactory, ProductFactory
from orders.queries import beginning

pytestmark = pytest.mark.django_db


def done(shop) -> list[bool]:
    """Added, priced, delivers, published."""
    return [step.is_done for step in beginning.steps(shop)]


def test_a_new_shop_has_all_before_it():
    assert done(SellerFactory()) == [False, False, False, False]


def test_a_product_without_pieces_is_added_and_no_more():
    shop = SellerFactory()
    ProductFactory(seller=shop, status=ProductStatus.DRAFT, published_at=None, stock=0)

    assert done(shop) == [True, False, False, False]


def test_price_and_pieces_must_be_those_of_one_product():
    shop = SellerFactory()
    ProductFactory(seller=shop, status=ProductStatus.DRAFT, published_at=None, stock=0)
    ProductFactory(seller=shop, status=ProductStatus.DRAFT, published_at=None, price="0.00")

    assert done(shop) == [True, False, False, False]

    ProductFactory(seller=shop, status=ProductStatus.DRAFT, published_at=None)

    assert done(shop) == [True, True, False, False]


def test_what_is_live_and_cannot_be_delivered_is_said():
    shop = SellerFactory()
    ProductFactory(seller=shop)
    DeliveryRateFactory(seller=shop, is_active=False)

    assert done(shop) == [True, True, False, True]


def test_nothing_is_left_to_say_once_somebody_can_buy():
    shop = SellerFactory()
    ProductFactory(seller=shop)
    DeliveryRateFactory(seller=shop)

    assert done(shop) == []


def test_what_others_have_and_what_was_archived_does_not_count():
    shop = SellerFactory()
    ProductFactory(seller=shop, status=ProductStatus.ARCHIVED)
    ProductFactory()
    DeliveryRateFactory()

    assert done(shop) == [False, False, False, False]

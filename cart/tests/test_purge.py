from datetime import timedelta

import pytest
from django.utils import timezone

from cart import drafts, operations, personal, tasks
from cart.models import Cart, CartState
from cart.tests.factories import CartFactory, CartLineFactory
from shop.core import registry

pytestmark = pytest.mark.django_db
OLD = timezone.now() - timedelta(days=31)


def test_forgets_a_guests_basket_after_thirty_days():
    CartLineFactory(cart=CartFactory(changed_at=OLD))
    fresh = CartFactory()

    assert operations.purge(now=timezone.now()) == 1
    assert Cart.objects.get() == fresh


def test_keeps_a_users_basket_but_not_the_address_in_it(alice):
    cart = CartFactory(user=alice)
    operations.keep_checkout(cart=cart, draft=drafts.Draft("a@example.com", "", {"city": "Berlin"}), now=OLD)

    operations.purge(now=timezone.now())

    assert Cart.objects.get().sealed_draft == ""


def test_keeps_ordered_ones():
    CartFactory(changed_at=OLD, state=CartState.ORDERED)

    tasks.purge(timestamp=0)

    assert Cart.objects.count() == 1


def test_deleting_an_account_deletes_its_baskets(alice, eve):
    for user in (alice, eve):
        CartLineFactory(cart=CartFactory(user=user))

    personal.erase(alice)

    assert Cart.objects.get().user == eve


def test_the_basket_is_part_of_ones_data(alice):
    line = CartLineFactory(cart=CartFactory(user=alice), quantity=2)

    rows = registry.personal_data["basket"](alice)

    assert rows[0]["lines"] == [{"title": line.variant.product.title, "sku": line.variant.sku, "quantity": 2}]


def test_reconcile_finds_a_draft_that_outlived_its_order():
    cart = CartFactory(state=CartState.ORDERED)
    assert personal.forgotten_drafts() == []
    cart.draft = {"email": "a@example.com"}
    cart.save()

    assert len(personal.forgotten_drafts()) == 1

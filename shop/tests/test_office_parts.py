"""The rows that stand below an object in the office: to look at only, as their one template expects."""

import re

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from catalog.tests.factories import ProductFactory
from orders.tests.factories import ParcelFactory

PARTS = [(owner, part) for owner in admin.site._registry.values() for part in owner.inlines]


@pytest.mark.parametrize(("owner", "part"), PARTS, ids=lambda one: getattr(one, "__name__", type(one).__name__))
def test_rows_below_an_object_can_neither_be_added_nor_changed_nor_deleted(owner, part, adam):
    request = RequestFactory().get("/admin/")
    request.user = adam
    shown = part(owner.model, admin.site)

    assert not shown.has_add_permission(request, None)
    assert not shown.can_delete
    assert set(shown.get_fields(request)) == set(shown.get_readonly_fields(request))


def test_each_cell_below_an_order_says_the_name_of_its_column(adam, client_of):
    parcel = ParcelFactory()

    page = client_of(adam).get(reverse("admin:orders_order_change", args=[parcel.order_id])).content.decode()

    assert f'<td class="field-seller" data-label="Shop"><a href="/admin/accounts/seller/{parcel.seller_id}/' in page
    assert '<th scope="col" class="column-seller">Shop</th>' in page


def test_an_object_without_rows_below_it_says_so(adam, client_of):
    product = ProductFactory()

    page = client_of(adam).get(reverse("admin:catalog_product_change", args=[product.pk])).content.decode()

    assert page.split('id="events-heading"')[1].split("</section>")[0].count("None.") == 1


def test_a_product_that_is_only_shown_has_no_button_to_save_it(adam, client_of):
    product = ProductFactory()

    page = client_of(adam).get(reverse("admin:catalog_product_change", args=[product.pk])).content.decode()

    assert 'name="_save"' not in page
    assert "<h1>Product</h1>" in page


def test_both_fields_of_a_moment_have_a_name(adam, client_of):
    page = client_of(adam).get(reverse("admin:cart_coupon_add")).content.decode()

    for field in ("starts_at", "ends_at"):
        for part, name in enumerate(("Date", "Time")):
            assert re.search(rf'<input [^>]*name="{field}_{part}"[^>]* aria-label="{name}"', page)

"""The seller's stock pages name the open orders that hold pieces."""

from django.urls import reverse

from catalog.tests.factories import ProductFactory
from orders.tests.factories import ParcelFactory


def test_a_count_below_open_orders_names_them_with_links(bruno, client_of):
    product = ProductFactory(seller=bruno.seller, stock=5)
    parcel = ParcelFactory(seller=bruno.seller, product=product)
    variant = product.variants.get()

    for url in ("/seller/stock/", "/seller/products/"):
        answer = client_of(bruno).post(url, {f"stock-{variant.pk}": "1", f"was-{variant.pk}": "5", "row": [product.pk]})
        content = answer.content.decode()
        assert answer.status_code == 422
        assert (
            f'href="{reverse("orders:seller-parcel", args=[parcel.pk])}">{parcel.order.number}</a>: 2 pieces' in content
        )


def test_the_history_of_a_variant_leads_to_its_orders(bruno, client_of):
    product = ProductFactory(seller=bruno.seller, stock=5)
    parcel = ParcelFactory(seller=bruno.seller, product=product)

    page = client_of(bruno).get(reverse("catalog:seller_stock_ledger", args=[product.variants.get().pk]))

    content = page.content.decode()
    assert content.count(f'href="{reverse("orders:seller-parcel", args=[parcel.pk])}"') == 2


def test_no_open_order_no_notice(bruno, client_of):
    product = ProductFactory(seller=bruno.seller, stock=5)

    page = client_of(bruno).get(reverse("catalog:seller_stock_ledger", args=[product.variants.get().pk]))

    assert "Open orders hold these pieces" not in page.content.decode()

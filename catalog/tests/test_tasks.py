from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from catalog import pricing, tasks
from catalog.models import Product, SearchDocument
from catalog.tests.browsing import offered
from catalog.tests.factories import DiscountFactory, ProductFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_search_follows_a_sale_that_begins_and_ends():
    now = timezone.now()
    product, other = offered(price="20.00"), offered(price="20.00")
    DiscountFactory(seller=product.seller, value="50", starts_at=now + HOUR, ends_at=now + 2 * HOUR)
    pricing.refresh_sale([product.pk, other.pk], now=now)

    def price_at(moment):
        pricing.refresh_sale(pricing.products_at_an_edge(now=moment), now=moment)
        return SearchDocument.objects.get(product=product).price

    assert [price_at(now + hours * HOUR) for hours in (0, 1, 2)] == [Decimal(20), Decimal(10), Decimal(20)]
    assert pricing.products_at_an_edge(now=now + 2 * HOUR) == []
    assert Product.objects.get(pk=product.pk).sale_price is None


def test_clock_refreshes_what_is_due():
    product = offered(price="20.00", sale_price=Decimal("10.00"), sale_ends_at=timezone.now() - HOUR)

    tasks.follow_sales(0)

    product.refresh_from_db()
    assert (product.sale_price, product.sale_ends_at) == (None, None)


def test_night_rebuilds_the_search():
    product = ProductFactory()

    tasks.rebuild_search(0)

    assert SearchDocument.objects.filter(product=product).exists()


def test_command_rebuilds_the_search(capsys):
    ProductFactory()

    call_command("rebuild_search", "--quiet")

    assert "1 product can be searched." in capsys.readouterr().out

"""The seller's list of products for programs costs the same however long it is."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Token, TokenScope
from catalog.tests.factories import ProductFactory


def _cost(token: str, rows: int) -> int:
    client = Client(headers={"host": "localhost", "authorization": f"Bearer {token}"})
    with CaptureQueriesContext(connection) as captured:
        response = client.get("/api/seller/products/", secure=True)
    assert len(response.json()["results"]) == rows
    return len(captured)


def test_ten_more_products_cost_no_more_queries(bruno):
    token = Token.objects.issue(user=bruno, scope=TokenScope.AUTH, now=timezone.now())
    ProductFactory(seller=bruno.seller)
    _cost(token, 1)  # notes the use and the device
    few = _cost(token, 1)

    ProductFactory.create_batch(10, seller=bruno.seller)

    assert _cost(token, 11) == few

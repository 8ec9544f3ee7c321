"""The number of a draft's variant tells a visitor nothing: not its name, not its price, not that it exists."""

import pytest

from accounts.tests import support
from cart.models import CartLine, SavedItem
from catalog.models import ProductStatus
from catalog.tests.factories import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return ProductFactory(title="Secret mug", status=ProductStatus.DRAFT, published_at=None).variants.get()


@pytest.mark.parametrize("path", ["/order/cart/add/", "/saved/add/", "/saved/remove/", "/saved/move/"])
def test_pages_do_not_know_it(client_of, alice, draft, path):
    response = client_of(alice).post(path, {"variant": draft.pk, "quantity": 0})

    assert response.status_code == 404
    assert "Secret mug" not in response.text
    assert not CartLine.objects.exists()
    assert not SavedItem.objects.exists()


def test_the_api_does_not_know_it(alice, draft):
    data = {"variant": draft.pk, "quantity": 1}

    response = support.api_client(alice).post("/api/cart/lines/", data, content_type="application/json")

    assert response.status_code == 404
    assert not CartLine.objects.exists()

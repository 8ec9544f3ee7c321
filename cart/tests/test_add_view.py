import pytest
from django.urls import reverse

from cart.models import Cart
from catalog.models import ProductStatus
from catalog.tests.factories import ProductFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def guest(client_of):
    return client_of(None)


def post(client, **data):
    headers = data.pop("headers", None)
    return client.post(reverse("cart:add"), data, headers=headers)


def test_makes_the_guests_basket_and_leads_to_it(guest):
    variant = ProductFactory().variants.get()

    response = post(guest, variant=variant.pk, quantity=2)

    cart = Cart.objects.get()
    assert response.url == cart.get_absolute_url()
    assert (cart.user, cart.lines.get().quantity) == (None, 2)


def test_uses_the_basket_that_is_there(guest):
    for _ in range(2):
        post(guest, variant=ProductFactory().variants.get().pk, quantity=1)

    assert Cart.objects.get().lines.count() == 2


def test_gives_a_user_one_open_basket_on_all_devices(alice, client_of):
    for _ in range(2):
        post(client_of(alice), variant=ProductFactory().variants.get().pk, quantity=1)

    assert Cart.objects.get().user == alice


def test_answers_the_dialog_with_javascript(guest):
    variant = ProductFactory(title="Mug").variants.get()

    response = post(guest, variant=variant.pk, quantity=1, headers=HTMX)

    assert response.status_code == 200
    assert "Mug is in your basket." in response.text
    assert 'id="basket-count"' in response.text


def test_says_what_it_set_the_quantity_to(guest):
    variant = ProductFactory(stock=3).variants.get()

    response = post(guest, variant=variant.pk, quantity=7)

    page = guest.get(response.url).text
    assert "Only 3 left. We set the quantity to 3." in page


def test_refuses_what_is_sold_out_with_a_page(guest):
    variant = ProductFactory(stock=0, title="Mug").variants.get()

    response = post(guest, variant=variant.pk, quantity=1)

    assert response.status_code == 422
    assert "“Mug” is sold out." in response.text


def test_refuses_what_is_sold_out_in_the_dialog(guest):
    variant = ProductFactory(stock=0, title="Mug").variants.get()

    response = post(guest, variant=variant.pk, quantity=1, headers=HTMX)

    assert response.status_code == 422
    assert "“Mug” is sold out." in response.text


@pytest.mark.parametrize("quantity", ["", "0", "-3", "two", "\0", "9" * 10_000, "1e5", "<b>"])
def test_refuses_what_is_no_quantity(guest, quantity):
    variant = ProductFactory().variants.get()

    response = post(guest, variant=variant.pk, quantity=quantity)

    assert response.status_code == 422
    assert "Enter a whole number, such as 1." in response.text
    assert not Cart.objects.exists()


@pytest.mark.parametrize("variant", ["", "0", "-1", "x", "\0", "9" * 30, "9" * 10_000, "1; DROP TABLE", "💐"])
def test_knows_no_such_variant(guest, variant):
    assert post(guest, variant=variant, quantity=1).status_code == 404


def test_does_not_take_what_is_not_published(guest):
    variant = ProductFactory(status=ProductStatus.DRAFT).variants.get()

    response = post(guest, variant=variant.pk, quantity=1)

    assert response.status_code == 422

import uuid
from decimal import Decimal

import pytest

from cart.models import Cart, CartState
from cart.tests.pages import put, variant_of
from catalog.models import ProductStatus, Stock, Variant
from catalog.tests.factories import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(client_of):
    return client_of(None)


class TestCurrent:
    def test_shows_an_empty_basket_without_making_one(self, guest):
        response = guest.get("/order/cart/")

        assert response.status_code == 200
        assert "Your basket is empty" in response.text
        assert not Cart.objects.exists()

    def test_leads_to_the_current_basket(self, guest):
        cart = put(guest, variant_of())

        response = guest.get("/order/cart/")

        assert response.url == f"/order/cart/{cart.pk}/"


class TestShow:
    def test_groups_the_lines_by_seller_with_all_totals(self, guest):
        cart = put(guest, variant_of(title="Mug", seller__name="Kiln"), 2)
        put(guest, variant_of(title="Vase", seller__name="Oven"))
        guest.get(cart.get_absolute_url())  # takes the messages away

        page = guest.get(cart.get_absolute_url()).text

        assert page.index("Kiln") < page.index("Mug") < page.index("Oven") < page.index("Vase")
        for words in ("€48.00", "€72.00", "Delivery to Germany", "Includes €", "Check out as guest"):
            assert words in page

    def test_tells_old_and_new_price_and_writes_nothing(self, guest):
        variant = variant_of()
        cart = put(guest, variant)
        Variant.objects.update(price=Decimal("26.00"))

        page = guest.get(cart.get_absolute_url()).text

        assert "The price changed from €24.00 to €26.00." in page
        assert cart.lines.get().price_seen == Decimal("24.00")

    def test_counts_what_can_be_had(self, guest):
        cart = put(guest, variant_of(), 5)
        Stock.objects.update(on_hand=3)

        page = guest.get(cart.get_absolute_url()).text

        assert "Only 3 left. We set the quantity to 3." in page
        assert "€72.00" in page
        assert cart.lines.get().quantity == 5

    def test_says_which_line_is_gone(self, guest):
        variant = variant_of(title="Speckled mug")
        cart = put(guest, variant)
        variant.product.status = ProductStatus.ARCHIVED
        variant.product.save()

        page = guest.get(cart.get_absolute_url()).text

        assert "Speckled mug" in page
        assert "No longer offered." in page
        assert "Nothing in your basket can be had any more." in page

    def test_names_goods_of_the_own_shop(self, bruno, client_of):
        browser = client_of(bruno)
        cart = put(browser, variant_of(seller=bruno.seller))

        page = browser.get(cart.get_absolute_url()).text

        assert "From your own shop" in page
        assert ">Check out<" not in page

    def test_hides_the_basket_of_somebody_else(self, guest, client_of, alice, eve):
        cart = put(client_of(alice), variant_of())
        guests = put(client_of(None), variant_of())

        for browser in (guest, client_of(eve)):
            put(browser, variant_of())
            for foreign in (cart, guests):
                assert browser.get(foreign.get_absolute_url()).status_code == 404
                assert browser.post(foreign.get_absolute_url(), {"remove": "1"}).status_code == 404
                assert browser.post(f"/order/cart/{foreign.pk}/restore/").status_code == 404

    def test_knows_no_unknown_basket(self, guest):
        assert guest.get(f"/order/cart/{uuid.uuid4()}/").status_code == 404
        assert guest.get("/order/cart/x/").status_code == 404

    def test_refuses_other_methods(self, guest):
        cart = put(guest, variant_of())

        assert guest.put(cart.get_absolute_url()).status_code == 405
        assert guest.get("/order/cart/add/").status_code == 405
        assert guest.get(f"/order/cart/{cart.pk}/restore/").status_code == 405

    def test_leads_from_an_ordered_basket_to_its_confirmation(self, guest):
        cart = put(guest, variant_of())
        Cart.objects.update(state=CartState.ORDERED)

        response = guest.get(cart.get_absolute_url())

        assert response.url == f"/order/submitted/{cart.pk}/"


class TestDeliveryNotes:
    def test_says_that_it_depends_on_the_postcode(self, guest):
        """The shop delivers to Berlin only, and we know of no postcode yet."""
        cart = put(guest, variant_of(seller__name="Kiln"))

        page = guest.get(cart.get_absolute_url()).text

        assert "Kiln: the delivery depends on your postcode." in page
        assert "Depends on the postcode" in page

    def test_says_who_does_not_deliver_to_the_country(self, guest):
        cart = put(guest, ProductFactory(seller__name="Kiln").variants.get())

        page = guest.get(cart.get_absolute_url()).text

        assert "Kiln does not deliver to Germany." in page
        assert "Not possible" in page

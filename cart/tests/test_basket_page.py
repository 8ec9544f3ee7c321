import uuid
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cart import operations, queries
from cart.models import Cart, CartLine, CartState
from catalog.models import ProductStatus, Stock, Variant
from catalog.tests.factories import DeliveryRateFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(client_of):
    return client_of(None)


def put(client, variant, quantity=1):
    response = client.post(reverse("cart:add"), {"variant": variant.pk, "quantity": quantity})
    assert response.status_code == 302
    return Cart.objects.latest("created_at")


def variant_of(**kwargs):
    product = ProductFactory(**kwargs)
    DeliveryRateFactory(seller=product.seller)
    return product.variants.get()


def typed(line, quantity, **more):
    return {f"q-{line.pk}": quantity, f"was-{line.pk}": line.quantity, f"seen-{line.pk}": line.price_seen, **more}


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


class TestChange:
    def test_keeps_new_quantities(self, guest):
        cart = put(guest, variant_of())
        line = cart.lines.get()

        response = guest.post(cart.get_absolute_url(), typed(line, 4))

        line.refresh_from_db()
        assert response.url == cart.get_absolute_url()
        assert line.quantity == 4

    def test_zero_removes(self, guest):
        cart = put(guest, variant_of())

        guest.post(cart.get_absolute_url(), typed(cart.lines.get(), 0))

        assert not cart.lines.exists()

    def test_clamps_with_a_message(self, guest):
        cart = put(guest, variant_of(stock=3, title="Mug"))

        response = guest.post(cart.get_absolute_url(), typed(cart.lines.get(), 10**12), follow=True)

        assert cart.lines.get().quantity == 3
        assert "Mug: Only 3 left. We set the quantity to 3." in response.text

    @pytest.mark.parametrize("text", ["two", "-1", "1.5", "", "\0", "9" * 10_000, "<script>alert(1)</script>", "٣x"])
    def test_refuses_what_is_no_quantity_and_changes_nothing(self, guest, text):
        cart = put(guest, variant_of(), 2)
        other = put(guest, variant_of(), 1)
        first, second = cart.lines.order_by("pk")

        data = typed(first, text) | typed(second, 5)
        response = guest.post(other.get_absolute_url(), data)

        assert response.status_code == 422
        assert "Enter a whole number, such as 1." in response.text
        assert "<script>alert" not in response.text
        assert list(cart.lines.order_by("pk").values_list("quantity", flat=True)) == [2, 1]

    def test_keeps_what_another_tab_did_to_another_line(self, guest):
        cart = put(guest, variant_of(), 1)
        put(guest, variant_of(), 1)
        first, second = cart.lines.order_by("pk")
        guest.post(cart.get_absolute_url(), typed(first, 3) | typed(second, 1))

        guest.post(cart.get_absolute_url(), typed(first, 1) | typed(second, 2))

        assert list(cart.lines.order_by("pk").values_list("quantity", flat=True)) == [3, 2]

    def test_tells_when_another_tab_changed_the_same_line(self, guest):
        cart = put(guest, variant_of())
        line = cart.lines.get()
        guest.post(cart.get_absolute_url(), typed(line, 3))

        response = guest.post(cart.get_absolute_url(), typed(line, 5), follow=True)

        assert cart.lines.get().quantity == 3
        assert "You changed this in another tab to 3." in response.text

    def test_shows_a_new_price_once(self, guest):
        cart = put(guest, variant_of())
        line = cart.lines.get()
        Variant.objects.update(price=Decimal("26.00"))

        line.price_seen = Decimal("26.00")  # what the page had shown
        response = guest.post(cart.get_absolute_url(), typed(line, 1, do="checkout"))

        assert response.url == f"/order/user-info/{cart.pk}/"
        assert cart.lines.get().price_seen == Decimal("26.00")

    def test_stays_where_there_is_news_to_read(self, guest):
        cart = put(guest, variant_of())
        line = cart.lines.get()
        Variant.objects.update(price=Decimal("26.00"))

        response = guest.post(cart.get_absolute_url(), typed(line, 1, do="checkout"), follow=True)

        assert response.redirect_chain[-1][0] == cart.get_absolute_url()
        assert "The price changed from €24.00 to €26.00." in response.text

    def test_going_on_keeps_the_quantities(self, guest):
        cart = put(guest, variant_of())

        response = guest.post(cart.get_absolute_url(), typed(cart.lines.get(), 2, do="checkout"))

        assert response.url == f"/order/user-info/{cart.pk}/"
        assert cart.lines.get().quantity == 2

    def test_signing_in_comes_back_to_the_checkout(self, guest):
        cart = put(guest, variant_of())

        response = guest.post(cart.get_absolute_url(), typed(cart.lines.get(), 2, do="sign-in"))

        assert response.url == f"/login/?next=%2Forder%2Fuser-info%2F{cart.pk}%2F"

    def test_ignores_lines_of_other_baskets(self, guest, client_of):
        foreign = put(client_of(None), variant_of()).lines.get()
        cart = put(guest, variant_of())

        guest.post(cart.get_absolute_url(), typed(foreign, 9) | {"remove": foreign.pk})

        assert CartLine.objects.get(pk=foreign.pk).quantity == 1


class TestRemove:
    def test_takes_a_line_out_and_offers_to_undo(self, guest):
        variant = variant_of(title="Mug")
        cart = put(guest, variant, 3)
        line = cart.lines.get()

        response = guest.post(cart.get_absolute_url(), typed(line, 3, remove=line.pk), follow=True)

        assert not cart.lines.exists()
        assert "Mug was removed." in response.text

    def test_undo_puts_it_back(self, guest):
        variant = variant_of()
        cart = put(guest, variant, 3)
        line = cart.lines.get()
        guest.post(cart.get_absolute_url(), typed(line, 3, remove=line.pk))

        guest.post(f"/order/cart/{cart.pk}/restore/")

        back = cart.lines.get()
        assert (back.variant, back.quantity) == (variant, 3)

    def test_undo_ends_with_the_next_change(self, guest):
        cart = put(guest, variant_of(), 3)
        line = cart.lines.get()
        guest.post(cart.get_absolute_url(), typed(line, 3, remove=line.pk))
        put(guest, variant_of())

        guest.post(f"/order/cart/{cart.pk}/restore/")

        assert cart.lines.count() == 1

    @pytest.mark.parametrize("which", ["0", "-1", "x", "9" * 400, "\0", ""])
    def test_of_nothing_changes_nothing(self, guest, which):
        cart = put(guest, variant_of())

        response = guest.post(cart.get_absolute_url(), {"remove": which})

        assert response.status_code == 302
        assert cart.lines.count() == 1


class TestCount:
    def test_counts_pieces_in_the_header(self, guest, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            put(guest, variant_of(), 3)

        page = guest.get("/order/cart/", follow=True).text

        assert "(3)" in page

    def test_asks_no_database_without_a_basket(self, guest, django_assert_num_queries, rf):
        request = rf.get("/")
        request.session = {}

        with django_assert_num_queries(0):
            assert queries.basket_count(request) == 0

    def test_is_read_from_the_cache_the_second_time(self, guest, django_assert_num_queries, rf, alice):
        operations.open_cart(user=alice, now=timezone.now())
        request = rf.get("/")
        request.session, request.user = {}, alice
        queries.basket_count(request)

        with django_assert_num_queries(0):
            queries.basket_count(request)


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

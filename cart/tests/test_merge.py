import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import PASSWORD
from cart import merge, operations, queries
from cart.models import LARGEST_QUANTITY, Cart, CartState
from cart.tests.factories import CartFactory, CartLineFactory
from catalog.tests.factories import ProductFactory

pytestmark = pytest.mark.django_db


def variant(**kwargs):
    return ProductFactory(**kwargs).variants.get()


def basket(user=None):
    return CartFactory(user=user)


def put(cart, ware, quantity=1):
    return CartLineFactory(cart=cart, variant=ware, quantity=quantity)


def merged(guest, user):
    return merge.merge(guest_cart=guest, user=user, now=timezone.now())


def test_becomes_the_basket_of_a_user_who_has_none(alice):
    guest = basket()
    put(guest, variant())

    cart = merged(guest, alice)

    assert (cart.pk, cart.user, cart.state) == (guest.pk, alice, CartState.OPEN)


def test_joins_the_lines_of_both(alice):
    own, guest = basket(alice), basket()
    put(own, variant())
    put(guest, variant())

    assert merged(guest, alice) == own
    assert own.lines.count() == 2
    guest.refresh_from_db()
    assert (guest.state, guest.lines.count()) == (CartState.MERGED, 0)


def test_adds_up_the_same_thing(alice):
    ware = variant()
    own, guest = basket(alice), basket()
    put(own, ware, 2)
    put(guest, ware, 3)

    merged(guest, alice)

    assert own.lines.get().quantity == 5


def test_stays_within_the_largest_quantity(alice):
    ware = variant()
    own, guest = basket(alice), basket()
    put(own, ware, LARGEST_QUANTITY)
    put(guest, ware, 5)

    merged(guest, alice)

    assert own.lines.get().quantity == LARGEST_QUANTITY


def test_stays_within_what_a_basket_holds(alice, monkeypatch):
    monkeypatch.setattr(merge, "MOST_LINES", 2)
    own, guest = basket(alice), basket()
    put(own, variant())
    put(guest, variant())
    put(guest, variant())

    merged(guest, alice)

    assert own.lines.count() == 2


def test_twice_is_once(alice):
    ware = variant()
    own, guest = basket(alice), basket()
    put(own, ware, 2)
    put(guest, ware, 3)
    merged(guest, alice)

    merged(Cart.objects.get(pk=guest.pk), alice)

    assert own.lines.get().quantity == 5


def test_never_takes_the_basket_of_another_user(alice, eve):
    foreign = basket(eve)
    put(foreign, variant())

    merged(foreign, alice)

    foreign.refresh_from_db()
    assert (foreign.user, foreign.lines.count()) == (eve, 1)


def test_raises_the_version_so_that_open_pages_notice(alice):
    own, guest = basket(alice), basket()
    put(guest, variant())

    merged(guest, alice)

    own.refresh_from_db()
    assert own.version == 2


class TestAtLogin:
    @pytest.fixture
    def guest(self, client_of):
        browser = client_of(None)
        browser.post(reverse("cart:add"), {"variant": variant(title="Mug").pk, "quantity": 2})
        return browser

    def log_in(self, browser):
        return browser.post("/login/", {"email": "alice@example.com", "password": PASSWORD}, follow=True)

    def test_keeps_the_basket_through_the_rotation_of_the_session(self, guest, alice):
        before = guest.session.session_key

        self.log_in(guest)

        assert guest.session.session_key != before
        assert queries.count(alice.carts.get()) == 2

    def test_says_so(self, guest, alice):
        assert "We kept your basket" in self.log_in(guest).text

    def test_says_that_it_joined_the_one_that_was_there(self, guest, alice):
        own = operations.open_cart(user=alice, now=timezone.now())
        put(own, variant())

        page = self.log_in(guest).text

        assert "We added what you had chosen to the basket of your account." in page
        assert queries.count(own) == 3

    def test_says_nothing_without_a_basket(self, client_of, alice):
        page = self.log_in(client_of(None)).text

        assert "basket of your account" not in page
        assert not Cart.objects.exists()

    def test_logging_out_leaves_nothing_for_the_next_one(self, guest, alice):
        self.log_in(guest)
        cart = queries.of_user(alice)

        guest.post("/logout/")

        assert guest.get(cart.get_absolute_url()).status_code == 404
        assert "Your basket is empty" in guest.get("/order/cart/").text

    def test_it_is_there_on_another_device(self, guest, alice, client_of):
        self.log_in(guest)

        assert "Mug" in client_of(alice).get("/order/cart/", follow=True).text

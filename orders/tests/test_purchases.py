"""After the purchase: the same again, and a review of what arrived."""

import pytest
from django.utils import timezone

from accounts.models import User
from cart.models import CartLine
from catalog.models import Review
from catalog.tests.factories import ProductFactory
from orders import purchases, tracking
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory


def _delivered(alice, **given):
    parcel = ParcelFactory(order=OrderFactory(buyer=alice), status=P.DELIVERED, **given)
    return parcel.lines.get()


def test_buy_again_puts_the_same_into_the_basket(alice, client_of):
    line = _delivered(alice)

    answer = client_of(alice).post(f"{line.order.get_absolute_url()}again/")

    kept = CartLine.objects.get(cart__user=alice)
    assert answer.url == kept.cart.get_absolute_url()
    assert (kept.variant, kept.quantity) == (line.variant, 2)


def test_buy_again_by_link_fills_a_guests_basket(db, client_of):
    line = ParcelFactory(order=OrderFactory(buyer=None)).lines.get()

    answer = client_of(None).post(f"{tracking.path(line.order)}again/")

    kept = CartLine.objects.get(cart__user=None)
    assert (answer.url, kept.variant) == (kept.cart.get_absolute_url(), line.variant)


def test_buy_again_says_what_cannot_be_had_any_more(alice, bruno, client_of):
    gone = ProductFactory(seller=bruno.seller, title="Old teapot")
    line = _delivered(alice, seller=bruno.seller, product=gone)
    gone.variants.update(is_active=False)

    page = client_of(alice).post(f"{line.order.get_absolute_url()}again/", follow=True)

    assert "None of this can be had any more" in page.content.decode()
    assert not CartLine.objects.exists()


def test_buy_again_is_a_post(alice, client_of):
    line = _delivered(alice)

    assert client_of(alice).get(f"{line.order.get_absolute_url()}again/").status_code == 405


def test_a_review_stands_on_the_product_with_the_first_name(alice, client_of):
    line = _delivered(alice)
    url = f"{line.order.get_absolute_url()}review/{line.pk}/"

    asked = client_of(alice).get(url)
    answer = client_of(alice).post(url, {"stars": "5", "text": "Lovely glaze."})

    review = Review.objects.get()
    line.product.refresh_from_db()
    assert asked.status_code == 200
    assert answer.url == line.order.get_absolute_url()
    assert (review.product, review.author, review.author_name, review.stars) == (line.product, alice, "Alice", 5)
    assert line.product.rating_count == 1


def test_one_review_per_bought_line(alice, client_of):
    line = _delivered(alice)
    url = f"{line.order.get_absolute_url()}review/{line.pk}/"
    client = client_of(alice)
    client.post(url, {"stars": "5"})

    page = client.post(url, {"stars": "1"})

    assert page.status_code == 422
    assert list(Review.objects.values_list("stars", flat=True)) == [5]


@pytest.mark.parametrize(
    "data", [{}, {"stars": "6"}, {"stars": "0"}, {"stars": "-1"}, {"stars": "x"}, {"stars": "5", "text": "x" * 10_000}]
)
def test_a_review_needs_one_to_five_stars_and_a_readable_length(alice, client_of, data):
    line = _delivered(alice)

    page = client_of(alice).post(f"{line.order.get_absolute_url()}review/{line.pk}/", data)

    assert page.status_code == 422
    assert not Review.objects.exists()


def test_only_buyers_of_what_arrived_review(alice, eve, client_of):
    line = _delivered(alice)
    waiting = ParcelFactory(order=OrderFactory(buyer=alice)).lines.get()
    now = timezone.now()

    assert client_of(eve).get(f"{line.order.get_absolute_url()}review/{line.pk}/").status_code == 404
    for what, who in ((line, eve), (waiting, alice)):
        with pytest.raises(purchases.NotReviewable):
            purchases.review(line=what, stars=5, text="", by=who, now=now)
    assert not Review.objects.exists()


def test_nobodys_address_is_shown_as_a_name(alice):
    line = _delivered(alice)
    User.objects.filter(pk=alice.pk).update(full_name="")
    alice.refresh_from_db()

    review = purchases.review(line=line, stars=4, text="", by=alice, now=timezone.now())

    assert review.author_name == "A buyer"

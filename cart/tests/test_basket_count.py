import pytest
from django.utils import timezone

from cart import operations, queries
from cart.tests.pages import put, variant_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(client_of):
    return client_of(None)


def test_counts_pieces_in_the_header(guest, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        put(guest, variant_of(), 3)

    page = guest.get("/order/cart/", follow=True).text

    assert "(3)" in page


def test_asks_no_database_without_a_basket(guest, django_assert_num_queries, rf):
    request = rf.get("/")
    request.session = {}

    with django_assert_num_queries(0):
        assert queries.basket_count(request) == 0


def test_is_read_from_the_cache_the_second_time(guest, django_assert_num_queries, rf, alice):
    operations.open_cart(user=alice, now=timezone.now())
    request = rf.get("/")
    request.session, request.user = {}, alice
    queries.basket_count(request)

    with django_assert_num_queries(0):
        queries.basket_count(request)

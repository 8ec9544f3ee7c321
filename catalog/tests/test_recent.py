"""What somebody looked at last: remembered in their own browser, shown where it helps."""

import pytest
from django.contrib.sessions.models import Session

from catalog import recent
from catalog.tests.browsing import listed, offered, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def products():
    return [offered() for _ in range(6)]


def look(client, *products):
    for product in products:
        client.get(product.get_absolute_url(), secure=True)


def row(response) -> list[int]:
    """The cards of "You looked at" or "Continue where you left"."""
    html = response.content.decode()
    part = html.split('id="recent"')[1].split("</section>")[0] if 'id="recent"' in html else ""
    return listed(type("Part", (), {"content": part.encode()})())


@pytest.mark.parametrize("path", ["/", "/order/cart/", "/saved/"])
def test_is_shown_the_last_one_first(client, products, path):
    look(client, *products[:4])

    assert row(client.get(path, secure=True)) == [product.pk for product in reversed(products[:4])]


def test_product_page_leaves_itself_out(client, products):
    look(client, *products)

    assert products[0].pk not in row(client.get(products[0].get_absolute_url(), secure=True))


def test_fewer_than_four_are_no_row(client, products):
    look(client, *products[:3])

    assert row(client.get("/", secure=True)) == []


def test_vanished_products_are_left_out(client, products):
    look(client, *products)
    products[5].status = "unpublished"
    products[5].save()

    assert row(client.get("/", secure=True)) == [product.pk for product in reversed(products[:5])]


def test_next_person_at_the_device_does_not_see_it(client_of, client, alice, products):
    browser = client_of(alice)
    look(browser, *products)
    assert row(browser.get("/", secure=True))

    browser.post("/logout/", secure=True)

    assert row(browser.get("/", secure=True)) == []


def test_guest_keeps_it_when_signing_in(client, alice, products):
    look(client, *products)
    client.force_login(alice)

    assert len(row(client.get("/", secure=True))) == 6


@pytest.mark.parametrize("value", ["", ":", ":a.b", "x:1.2", ":" + "9" * 300, ":1." * 100, ":%f0%9f", "\x01:1", "::1"])
def test_any_cookie_is_a_page(client, products, value):
    client.cookies[recent.COOKIE] = value

    assert client.get("/", secure=True).status_code == 200


def test_looking_makes_no_session(client, products):
    look(client, *products)

    assert not Session.objects.exists()
    assert "sessionid" not in client.cookies


def test_a_preview_is_not_remembered(client_of, products):
    products[0].status = "unpublished"
    products[0].save()
    browser = client_of(products[0].seller.user)

    look(browser, products[0])

    assert recent.COOKIE not in browser.cookies
    assert "This is a preview" in text(browser.get(products[0].get_absolute_url(), secure=True))

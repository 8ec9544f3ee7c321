import pytest
from django.core import mail

from accounts.models import User
from accounts.tests import support
from orders.models import Order
from orders.tests.checkout import walk

pytestmark = pytest.mark.django_db
PASSWORD = "four plain words here"


@pytest.fixture
def guest(client_of):
    return client_of(None)


@pytest.fixture
def order(guest):
    return walk(guest, email="new@example.com")


def submitted(order):
    return f"/order/submitted/{order.checkout_id}/"


def keep(client, order, password=PASSWORD):
    return client.post(f"{submitted(order)}keep/", {"password": password})


def test_is_offered_to_a_guest_with_one_field(guest, order):
    page = guest.get(submitted(order)).text

    assert "Choose a password" in page
    assert page.count('type="password"') == 1


def test_makes_an_account_that_holds_the_order(guest, order):
    response = keep(guest, order)

    user = User.objects.get(email="new@example.com")
    order.refresh_from_db()
    assert response.url == submitted(order)
    assert order.buyer == user
    assert not user.is_active


def test_the_account_opens_by_the_mailed_link_only(guest, order, client_of):
    keep(guest, order)
    message = next(mail for mail in support.sent() if "token" in mail.body and mail.to == ["new@example.com"])
    link = support.link_in(message)
    fresh = client_of(None)
    assert fresh.post("/login/", {"email": "new@example.com", "password": PASSWORD}).status_code == 422

    page = fresh.get(link)
    assert page.status_code == 200
    User.objects.filter(email="new@example.com").update(is_active=True)

    fresh.post("/login/", {"email": "new@example.com", "password": PASSWORD})
    assert order.number in fresh.get("/orders/").text


def test_mails_still_lead_a_guest_by_the_secret_link(guest, order):
    keep(guest, order)
    support.sent()

    placed = next(message for message in mail.outbox if order.number in message.subject)
    assert "/track/" in placed.body


def test_the_confirmation_stays_open_in_the_session(guest, order):
    keep(guest, order)

    page = guest.get(submitted(order)).text

    assert "Check your email" in page
    assert 'type="password"' not in page


def test_an_address_with_an_account_answers_the_same_and_keeps_the_order_out_of_it(guest, order, alice):
    Order.objects.filter(pk=order.pk).update(email=alice.email)

    response = keep(guest, order)

    order.refresh_from_db()
    assert response.url == submitted(order)
    assert order.buyer is None
    assert "Check your email" in guest.get(response.url).text


@pytest.mark.parametrize("known", [True, False])
def test_the_page_afterwards_tells_no_address_with_an_account_from_one_without(guest, order, alice, known):
    if known:
        Order.objects.filter(pk=order.pk).update(email=alice.email)
    keep(guest, order)
    guest.get(submitted(order))  # the message is shown once

    page, again = guest.get(submitted(order)).text, keep(guest, order)

    assert "Choose a password" not in page
    assert (again.status_code, again.url) == (302, submitted(order))
    assert User.objects.filter(email="new@example.com").exists() is not known


@pytest.mark.parametrize("password", ["", "short", "password123", "new@example.com", "x" * 10_000, "\0"])
def test_refuses_a_weak_password(guest, order, password):
    response = keep(guest, order, password)

    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert not User.objects.filter(email="new@example.com").exists()


def test_is_nobody_elses_to_keep(order, client_of, alice):
    for browser in (client_of(None), client_of(alice)):
        assert keep(browser, order).status_code == 404
    assert not User.objects.filter(email="new@example.com").exists()


def test_is_not_offered_to_somebody_signed_in(client_of, alice):
    browser = client_of(alice)
    order = walk(browser)

    assert "Choose a password" not in browser.get(submitted(order)).text

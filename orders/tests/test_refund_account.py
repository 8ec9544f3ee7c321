"""`…/refund-account/`: where cash goes back to. Asked while it waits, read by the office alone, then forgotten."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from orders import erasing, personal, refund_account, retention, tracking
from orders.models import BankAccount, ByHandWay, Refund
from orders.payments import sending
from orders.tests import after
from shop.core import crypto, jobs

pytestmark = pytest.mark.django_db
IBAN = "DE02 1203 0000 0000 2020 51"
GIVEN = {"holder": "Alice Anders", "iban": IBAN.lower().replace(" ", "")}


@pytest.fixture
def due(bruno, alice, adam) -> Refund:
    """€24.00 of a parcel that was paid in cash."""
    return after.refund(after.delivered(bruno, alice), adam, pieces=1)


def page_of(refund: Refund) -> str:
    return f"/orders/{refund.payment.order.number}/refund-account/"


def test_the_buyer_is_asked_by_mail_and_on_the_order(due, alice, client_of):
    jobs.run_waiting()

    asked = next(message for message in mail.outbox if "Where shall we send" in message.subject)
    assert asked.to == ["alice@example.com"]
    assert page_of(due) in asked.body
    assert page_of(due) in client_of(alice).get(f"/orders/{due.payment.order.number}/").content.decode()


def test_what_the_buyer_says_is_sealed_and_shown_by_its_end(due, alice, client_of):
    answer = client_of(alice).post(page_of(due), GIVEN)

    assert answer.status_code == 302
    account = BankAccount.objects.get()
    assert (account.holder, account.iban, account.end) == ("Alice Anders", IBAN, "2051")
    page = client_of(alice).get(page_of(due)).content.decode()
    assert "ends in 2051" in page
    assert IBAN not in page


def test_the_table_holds_no_account_in_plain(due, alice, client_of):
    client_of(alice).post(page_of(due), GIVEN)

    with connection.cursor() as cursor:
        cursor.execute("SELECT holder, iban FROM orders_bankaccount")
        (row,) = cursor.fetchall()
    assert all(column.startswith(f"{crypto.VERSION}:") for column in row)


def test_the_office_reads_it_where_it_pays_back(due, alice, adam, client_of):
    url = f"/admin/orders/refund/{due.pk}/finish/"
    assert "The buyer has not said" in client_of(adam).get(url).content.decode()

    client_of(alice).post(page_of(due), GIVEN)

    assert IBAN in client_of(adam).get(url).content.decode()


def test_a_guest_says_it_by_the_secret_link(bruno, adam, client_of):
    refund = after.refund(after.delivered(bruno), adam, pieces=1)
    url = f"/track/{tracking.token(refund.payment.order)}/refund-account/"

    answer = client_of(None).post(url, GIVEN)

    assert answer.status_code == 302
    assert BankAccount.objects.get().order == refund.payment.order


@pytest.mark.parametrize("iban", ["", "x", "DE03 1203 0000 0000 2020 51", "😀" * 20, "1" * 10_000, "DE\0000", "-1"])
def test_refuses_what_is_no_iban_and_keeps_the_name(due, alice, client_of, iban):
    answer = client_of(alice).post(page_of(due), {"holder": "Alice Anders", "iban": iban})

    assert answer.status_code == 422
    assert "Alice Anders" in answer.content.decode()
    assert not BankAccount.objects.exists()


@pytest.mark.parametrize("who", ["bruno", "rita", "dora", "eve", "adam"])
def test_is_nobody_elses(request, due, client_of, who):
    answer = client_of(request.getfixturevalue(who)).post(page_of(due), GIVEN)

    assert answer.status_code == 404
    assert not BankAccount.objects.exists()


def test_is_not_asked_where_nothing_waits_for_it(bruno, alice, adam, client_of):
    cash, card = after.delivered(bruno, alice), after.delivered(bruno, alice, card=True)
    after.refund(card, adam, pieces=1)
    jobs.run_waiting()

    for parcel in (cash, card):
        url = f"/orders/{parcel.order.number}/refund-account/"
        assert client_of(alice).post(url, GIVEN).status_code == 404
    assert not BankAccount.objects.exists()
    assert not any("Where shall we send" in message.subject for message in mail.outbox)


def test_an_open_return_of_cash_may_say_it_early(bruno, alice, client_of):
    parcel = after.delivered(bruno, alice)
    after.asked(parcel, alice)

    assert client_of(alice).post(f"/orders/{parcel.order.number}/refund-account/", GIVEN).status_code == 302


class TestForgotten:
    def given(self, due, ago):
        return BankAccount.objects.create(order=due.payment.order, holder="A", iban=IBAN, given_at=timezone.now() - ago)

    def paid(self, due, adam):
        sending.finish_by_hand(refund=due, way=ByHandWay.TRANSFER, reference="R", by=adam, now=timezone.now())

    def test_after_thirty_days(self, due, adam):
        self.given(due, timedelta(days=31))
        self.paid(due, adam)

        assert retention.bank_accounts(timezone.now()) == 1
        assert not BankAccount.objects.exists()

    def test_not_before(self, due, adam):
        self.given(due, timedelta(days=29))
        self.paid(due, adam)

        assert retention.bank_accounts(timezone.now()) == 0

    def test_not_while_the_money_waits(self, due):
        self.given(due, timedelta(days=400))

        assert retention.bank_accounts(timezone.now()) == 0
        assert refund_account.is_wanted(due.payment.order)

    def test_with_the_account_of_its_owner(self, due, alice, adam):
        self.given(due, timedelta(0))
        self.paid(due, adam)
        assert personal.bank_accounts(alice)[0]["iban"] == IBAN

        erasing.erase(alice)

        assert not BankAccount.objects.exists()

"""The office's money: refunds by piece, cash paid back by hand, proposals, returns, payouts, adjustments."""

import uuid
from decimal import Decimal

import pytest
from django.utils import timezone

from orders import ledger, payouts, refunding, returns
from orders.models import LedgerEntry, Payment, Payout, Refund, ReturnRequest
from orders.states import RefundStatus
from orders.tests import after
from shop.core import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client_of, adam):
    return client_of(adam)


def post_action(office, model, action, row, **data):
    chosen = {"action": action, "_selected_action": [row.pk], **data}
    return office.post(f"/admin/orders/{model}/", chosen, follow=True, secure=True)


def test_gives_money_back_by_piece_with_restock_and_once_per_page(office, bruno, alice):
    parcel = after.delivered(bruno, alice, card=True)
    line = after.line_of(parcel)
    url = f"/admin/orders/refund/of-parcel/{parcel.pk}/"
    page = office.get(url, secure=True)
    form = {
        "key": page.context["form"]["key"].value(),
        f"pieces_{line.pk}": "1",
        f"restock_{line.pk}": "on",
        "reason": "a crack",
    }

    twice = [office.post(url, form, secure=True).status_code for _number in range(2)]

    assert twice == [302, 302]
    refund = Refund.objects.get()
    assert (refund.amount, refund.lines.get().restock) == (Decimal("24.00"), True)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"reason": "x"},
        {"reason": "x", "delivery": "on", "key": "nonsense"},
        {"reason": "x" * 10_000, "delivery": "on"},
    ],
)
def test_keeps_what_was_typed_where_it_cannot_be_used(office, bruno, alice, data):
    parcel = after.delivered(bruno, alice, card=True)

    response = office.post(f"/admin/orders/refund/of-parcel/{parcel.pk}/", {"key": uuid.uuid4(), **data}, secure=True)

    assert response.status_code == 422
    assert not Refund.objects.exists()


def test_cash_is_a_number_of_the_overview_until_somebody_paid_it_back(office, bruno, alice, adam):
    refund = after.refund(after.delivered(bruno, alice), adam, pieces=1)
    jobs.run_waiting()
    assert "Cash to pay back" in office.get("/admin/", secure=True).content.decode()
    assert office.get(f"/admin/orders/refund/{refund.pk}/change/", secure=True).status_code == 200

    url = f"/admin/orders/refund/{refund.pk}/finish/"
    assert alice.email in office.get(url, secure=True).content.decode()
    assert office.post(url, {"way": "transfer", "reference": "TR 7"}, secure=True).status_code == 302
    assert office.post(url, {"way": "transfer", "reference": "TR 7"}, secure=True).status_code == 422

    refund.refresh_from_db()
    assert refund.status == RefundStatus.SUCCEEDED
    assert Payment.objects.get().refunded == Decimal("24.00")


def test_decides_what_shops_propose(office, bruno, alice):
    parcel = after.delivered(bruno, alice, card=True)
    rows = [
        refunding.propose(
            parcel=parcel,
            wish=refunding.Wish({after.line_of(parcel).pk: 1}),
            reason="x",
            key=uuid.uuid4(),
            by=bruno,
            now=timezone.now(),
        )
        for _number in range(2)
    ]

    post_action(office, "refund", "approve", rows[0])
    post_action(office, "refund", "decline", rows[1])
    post_action(office, "refund", "decline", rows[1], reason="twice")

    states = list(Refund.objects.order_by("pk").values_list("status", flat=True))
    assert states == [RefundStatus.REQUESTED, RefundStatus.DECLINED]


def test_answers_returns_in_the_shops_place_and_sends_the_money(office, bruno, alice):
    found = after.asked(after.delivered(bruno, alice, card=True), alice)
    place = f"/admin/orders/returnrequest/{found.pk}/"
    assert office.get(f"{place}change/", secure=True).status_code == 200

    assert office.post(f"{place}do/approve/", {}, secure=True).status_code == 422
    assert office.post(f"{place}do/approve/", {"instructions": "Ofenweg 3"}, secure=True).status_code == 302
    assert office.post(f"{place}do/receive/", {"restock": found.lines.get().pk}, secure=True).status_code == 302
    assert office.get(f"{place}do/refund/", secure=True).status_code == 404
    post_action(office, "returnrequest", "send_money", found)
    jobs.run_waiting()

    found.refresh_from_db()
    assert found.status == "refunded"


class TestPayout:
    def form(self, office, seller, **data):
        page = office.get(f"/admin/orders/ledgeraccount/{seller.pk}/payout/", secure=True)
        return {"key": page.context["form"]["key"].value(), "reference": "TR 1", **data}

    def test_is_recorded_once_and_never_above_the_balance(self, office, bruno, alice):
        after.delivered(bruno, alice)
        url = f"/admin/orders/ledgeraccount/{bruno.seller.pk}/payout/"
        form = self.form(office, bruno.seller, amount="49.67")

        assert office.post(url, form | {"amount": "49.68"}, secure=True).status_code == 422
        assert [office.post(url, form, secure=True).status_code for _number in range(2)] == [302, 302]
        assert office.post(url, self.form(office, bruno.seller, amount="0.01"), secure=True).status_code == 422

        assert (Payout.objects.count(), ledger.balance(bruno.seller)) == (1, Decimal(0))

    @pytest.mark.parametrize("amount", ["", "-5", "0", "NaN", "1e400", "1.001", "x" * 10_000])
    def test_refuses_what_is_no_amount(self, office, bruno, alice, amount):
        after.delivered(bruno, alice)
        url = f"/admin/orders/ledgeraccount/{bruno.seller.pk}/payout/"

        assert office.post(url, self.form(office, bruno.seller, amount=amount), secure=True).status_code == 422

        assert not Payout.objects.exists()

    def test_keeps_where_it_went_encrypted(self, bruno, alice, adam):
        bruno.seller.payout_details = "DE02 1203 0000 0000 2020 51"
        bruno.seller.save(update_fields=["payout_details"])
        after.delivered(bruno, alice)

        payouts.pay_out(
            seller=bruno.seller, amount=Decimal("9"), reference="x", key=uuid.uuid4(), by=adam, now=timezone.now()
        )

        stored = Payout.objects.extra(select={"raw": "details"}).get()
        assert Payout.objects.get().details == "DE02 1203 0000 0000 2020 51"
        assert "DE02" not in stored.raw


def test_adjusts_with_a_reason_that_the_shop_reads(office, client_of, bruno, alice):
    after.delivered(bruno, alice)
    url = f"/admin/orders/ledgeraccount/{bruno.seller.pk}/adjust/"
    key = office.get(url, secure=True).context["form"]["key"].value()

    assert office.post(url, {"key": key, "amount": "0", "reason": "x"}, secure=True).status_code == 422
    assert office.post(url, {"key": key, "amount": "-4.50", "reason": "a lost parcel"}, secure=True).status_code == 302

    assert ledger.balance(bruno.seller) == Decimal("45.17")
    assert "a lost parcel" in client_of(bruno).get("/seller/ledger/", secure=True).content.decode()


@pytest.mark.parametrize("who", ["alice", "bruno", "dora", "eve", None])
def test_nobody_else_gets_in(request, client_of, bruno, alice, adam, who):
    parcel = after.delivered(bruno, alice)
    refund = after.refund(parcel, adam, pieces=1)
    found = after.asked(parcel, alice)
    client = client_of(request.getfixturevalue(who) if who else None)
    paths = (
        f"refund/of-parcel/{parcel.pk}/",
        f"refund/{refund.pk}/finish/",
        f"returnrequest/{found.pk}/do/approve/",
        f"ledgeraccount/{bruno.seller.pk}/payout/",
        f"ledgeraccount/{bruno.seller.pk}/adjust/",
        "order/export/",
    )
    before = (Refund.objects.count(), LedgerEntry.objects.count(), ReturnRequest.objects.get().status)

    answers = {client.post(f"/admin/orders/{path}", {}, secure=True).status_code for path in paths}

    assert answers <= {302, 403}
    assert before == (Refund.objects.count(), LedgerEntry.objects.count(), ReturnRequest.objects.get().status)
    assert not returns.open_to(alice, found)


def test_exports_every_line_without_names(office, bruno, alice):
    parcel = after.delivered(bruno, alice)

    text = b"".join(office.get("/admin/orders/order/export/", secure=True).streaming_content).decode()

    assert parcel.order.number in text
    assert "Alice" not in text
    assert "Kastanienallee" not in text

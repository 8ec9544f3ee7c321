"""A parcel that a coupon of the marketplace paid wholly: its pieces come back like any others, and no money moves."""

import uuid
from decimal import Decimal

import pytest
from django.utils import timezone

from cart import operations as baskets
from cart.models import CouponKind
from cart.tests.factories import CouponFactory
from catalog.models import Stock
from orders import delivery, fulfilment, handover, ledger, refunding, returns
from orders.models import Invoice, InvoiceKind, LedgerEntry, LedgerKind, Parcel, Payment, Refund
from orders.payments import refunds
from orders.states import PaymentStatus, RefundStatus, ReturnStatus
from orders.tests import checkout
from shop.core import jobs, registry

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["cash", "sandbox"])
def free(request, alice, bruno, dora) -> Parcel:
    """Two pieces at €30.00, free delivery from €50; €60.00 off by the marketplace. Delivered."""
    variant = checkout.variant_for_sale(seller=bruno.seller, price="30.00")
    bruno.seller.delivery_rates.update(area=dora.courier.areas.get())
    coupon = CouponFactory(kind=CouponKind.AMOUNT, value=Decimal("60.00"))
    cart = checkout.ready_cart((variant, 2), user=alice)
    baskets.apply_coupon(cart=cart, code=coupon.code, by=alice, now=timezone.now())
    parcel, now = checkout.place(cart, method=request.param).order.parcels.get(), timezone.now()
    fulfilment.pack(parcel=parcel, by=bruno, now=now)
    for step in (delivery.claim, delivery.pick_up, delivery.start):
        step(parcel=parcel, by=dora, now=now)
    delivery.deliver(parcel=parcel, code=handover.code(parcel), by=dora, now=now)
    return Parcel.objects.select_related("order", "seller").get(pk=parcel.pk)


def test_costs_nothing_and_pays_its_shop(free, bruno):
    assert (free.total, free.marketplace_share) == (0, Decimal("60.00"))
    assert ledger.balance(bruno.seller) == Decimal("60.00") - free.commission
    assert not Payment.objects.exists()


def test_is_returned_whole_without_money(free, alice, bruno, adam):
    line, now = free.lines.get(), timezone.now()
    before = Stock.objects.get(pk=line.variant_id).on_hand

    request = returns.ask(parcel=free, items=[returns.Item(line.pk, 2, "does_not_fit")], by=alice, now=now)
    returns.approve(request=request, instructions="", by=bruno, now=now)
    request = returns.receive(request=request, restock=[request.lines.get().pk], by=bruno, now=now)
    returns.refund(request=request, by=adam, now=now)
    jobs.run_waiting()

    request.refresh_from_db()
    assert (request.status, request.refund.status) == (ReturnStatus.REFUNDED, RefundStatus.SUCCEEDED)
    assert request.refund.amount == 0
    assert Stock.objects.get(pk=line.variant_id).on_hand == before + 2
    assert ledger.balance(bruno.seller) == 0
    assert not Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE).exists()
    assert {name: found for name, check in registry.invariants.items() if (found := check())} == {}


def test_gives_the_coupons_share_back_piece_by_piece(free, bruno, adam):
    line = free.lines.get()

    for _piece in range(2):
        wish = refunding.Wish({line.pk: 1}, restock=frozenset({line.pk}))
        refunding.refund(parcel=free, wish=wish, reason="x", key=uuid.uuid4(), by=adam, now=timezone.now())
    jobs.run_waiting()

    back = LedgerEntry.objects.filter(kind=LedgerKind.SUBSIDY_BACK).values_list("amount", flat=True)
    assert list(back) == [Decimal("-30.00")] * 2
    assert Payment.objects.get().status == PaymentStatus.CAPTURED
    assert set(Refund.objects.values_list("status", flat=True)) == {RefundStatus.SUCCEEDED}
    assert {name: found for name, check in registry.invariants.items() if (found := check())} == {}


def test_waits_for_nobody_to_pay_it_back(free, adam, client_of):
    wish = refunding.Wish({free.lines.get().pk: 1})
    refunding.refund(parcel=free, wish=wish, reason="x", key=uuid.uuid4(), by=adam, now=timezone.now())

    listed = client_of(adam).get("/admin/orders/refund/?problem=by_hand")

    assert listed.context["cl"].result_count == 0


def test_gives_no_more_pieces_back_than_there_are(free, adam):
    wish = refunding.Wish({free.lines.get().pk: 3})

    with pytest.raises(refunds.TooMuch):
        refunding.refund(parcel=free, wish=wish, reason="x", key=uuid.uuid4(), by=adam, now=timezone.now())

    assert not Refund.objects.exists()

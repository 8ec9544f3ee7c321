"""`/orders/<number>/cancellation/` and its twin under /track/: cancel until packed."""

import pytest
from django.core import mail

from catalog.models import Stock
from orders import fulfilment, tracking
from orders.models import Parcel
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory
from shop.core import jobs


def _stock(parcel: Parcel) -> tuple[int, int]:
    row = Stock.objects.get(variant=parcel.lines.get().variant)
    return row.on_hand, row.reserved


def test_gives_the_pieces_back_and_tells_buyer_and_shop(alice, client_of):
    parcel = ParcelFactory(order=OrderFactory(buyer=alice))
    url = f"{parcel.order.get_absolute_url()}cancellation/"

    asked = client_of(alice).get(url)
    answer = client_of(alice).post(url, {"parcels": [parcel.pk], "reason": "Found it in the attic"})

    parcel.refresh_from_db()
    assert asked.context["form"].initial == {"parcels": [parcel.pk]}
    assert (answer.status_code, answer.url) == (302, parcel.order.get_absolute_url())
    assert (parcel.status, _stock(parcel)) == (P.CANCELLED, (10, 0))
    assert parcel.payments.get().status == "expired"
    jobs.run_waiting()
    assert [message.to for message in mail.outbox] == [[alice.email], [parcel.seller.user.email]]
    assert all("Found it in the attic" in message.body for message in mail.outbox)


def test_a_guest_cancels_by_the_link(db, client_of):
    parcel = ParcelFactory(order=OrderFactory(buyer=None))

    answer = client_of(None).post(f"{tracking.path(parcel.order)}cancellation/", {"parcels": [parcel.pk]})

    parcel.refresh_from_db()
    assert answer.url == tracking.path(parcel.order)
    assert parcel.status == P.CANCELLED
    assert parcel.events.get(to_status=P.CANCELLED).by is None


def test_cancels_only_the_parcels_that_were_ticked(alice, client_of):
    order = OrderFactory(buyer=alice)
    first, second = ParcelFactory(order=order), ParcelFactory(order=order)

    asked = client_of(alice).get(f"{order.get_absolute_url()}cancellation/?parcel={second.pk}")
    client_of(alice).post(f"{order.get_absolute_url()}cancellation/", {"parcels": [second.pk]})

    assert asked.context["form"].initial == {"parcels": [second.pk]}
    assert dict(Parcel.objects.values_list("pk", "status")) == {first.pk: P.PENDING, second.pk: P.CANCELLED}


@pytest.mark.parametrize(("parcels", "shown"), [(1, False), (2, True)])
def test_several_can_be_cancelled_together_where_there_are_several(alice, client_of, parcels, shown):
    order = OrderFactory(buyer=alice)
    for _number in range(parcels):
        ParcelFactory(order=order)

    page = client_of(alice).get(order.get_absolute_url()).content.decode()

    assert page.count("Cancel this parcel") == parcels
    assert ("Cancel parcels" in page) is shown


@pytest.mark.parametrize("chosen", [[], ["x"], ["0"], ["9" * 30], ["1\0"]])
def test_what_cannot_be_chosen_is_explained_beside_the_field(alice, client_of, chosen):
    parcel = ParcelFactory(order=OrderFactory(buyer=alice))

    page = client_of(alice).post(f"{parcel.order.get_absolute_url()}cancellation/", {"parcels": chosen})

    parcel.refresh_from_db()
    assert page.status_code == 422
    assert page.context["form"].errors["parcels"]
    assert (parcel.status, _stock(parcel)) == (P.PENDING, (10, 2))


def test_a_strangers_parcel_cannot_be_smuggled_in(alice, eve, client_of):
    mine = ParcelFactory(order=OrderFactory(buyer=eve))
    other = ParcelFactory(order=OrderFactory(buyer=alice))

    page = client_of(eve).post(f"{mine.order.get_absolute_url()}cancellation/", {"parcels": [mine.pk, other.pk]})

    assert page.status_code == 422
    assert set(Parcel.objects.values_list("status", flat=True)) == {P.PENDING}


def test_says_so_where_nothing_can_be_cancelled(alice, client_of):
    parcel = ParcelFactory(order=OrderFactory(buyer=alice), status=P.PACKED)
    url = f"{parcel.order.get_absolute_url()}cancellation/"

    asked = client_of(alice).get(url)
    answer = client_of(alice).post(url, {"parcels": [parcel.pk]})

    parcel.refresh_from_db()
    assert "Nothing can be cancelled any more" in asked.content.decode()
    assert answer.status_code == 422
    assert parcel.status == P.PACKED


def test_several_parcels_are_cancelled_together_or_not_at_all(alice):
    order = OrderFactory(buyer=alice)
    pending, packed = ParcelFactory(order=order), ParcelFactory(order=order, status=P.PACKED)

    with pytest.raises(fulfilment.NotCancellable, match="already “Packed”"):
        fulfilment.cancel_parcels(parcels=[pending, packed], by=alice, reason="", now=order.placed_at)

    pending.refresh_from_db()
    assert (pending.status, _stock(pending)) == (P.PENDING, (10, 2))


def test_a_paid_parcel_is_refunded_once(alice):
    order = OrderFactory(buyer=alice, payment_method="sandbox")
    parcel = ParcelFactory(order=order)
    payment = order.payments.create(
        provider="sandbox", status="captured", currency="EUR", amount=parcel.total, captured=parcel.total,
        created_at=order.placed_at, provider_reference="sb_1",
    )  # fmt: skip

    fulfilment.cancel_parcel(parcel=parcel, by=alice, reason="", now=order.placed_at)

    refund = payment.refunds.get()
    assert (refund.amount, refund.parcel, refund.source) == (parcel.total, parcel, f"cancel:parcel:{parcel.pk}")

"""What left the shop counts as sold; what came back no longer does."""

import pytest
from django.utils import timezone

from orders import delivery, fulfilment
from orders.states import ParcelStatus
from orders.tests.factories import ParcelFactory

pytestmark = pytest.mark.django_db


def product_of(parcel):
    product = parcel.lines.get().product
    product.refresh_from_db()
    return product


def test_counts_when_the_courier_picks_it_up(bruno, dora):
    parcel = ParcelFactory(seller=bruno.seller, status=ParcelStatus.PACKED, courier=dora.courier)

    delivery.pick_up(parcel=parcel, by=dora, now=timezone.now())

    assert product_of(parcel).units_sold == 2


def test_counts_when_it_goes_by_parcel_service(bruno):
    parcel = ParcelFactory(seller=bruno.seller, status=ParcelStatus.PACKED, delivery_method="carrier")

    fulfilment.ship_by_carrier(parcel=parcel, carrier="DHL", tracking_number="1", by=bruno, now=timezone.now())

    assert product_of(parcel).units_sold == 2


def test_no_longer_counts_when_it_is_handed_back(bruno, dora):
    parcel = ParcelFactory(seller=bruno.seller, status=ParcelStatus.RETURNING, courier=dora.courier, attempts=3)
    product = product_of(parcel)
    product.units_sold = 5
    product.save()

    delivery.hand_back(parcel=parcel, by=dora, now=timezone.now())

    assert product_of(parcel).units_sold == 3

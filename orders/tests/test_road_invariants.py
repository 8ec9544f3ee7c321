"""What `manage.py reconcile` asks about the road finds exactly its own breach."""

from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.tests.factories import CourierFactory
from orders import cash, delivery, handover
from orders.models import CashCount, Parcel
from orders.queries import road_invariants
from orders.states import ParcelStatus as P
from orders.tests.factories import ParcelFactory


@pytest.fixture
def counted(dora):
    parcel = ParcelFactory(status=P.OUT_FOR_DELIVERY, courier=dora.courier)
    delivery.deliver(parcel=parcel, code=handover.code(parcel), by=dora, now=timezone.now())
    return cash.count(counted=Decimal("52.90"), note="", by=dora, now=timezone.now())


@pytest.mark.parametrize(
    ("name", "breach"),
    [
        ("cash counts = Σ payments", lambda count: CashCount.objects.update(expected=1)),
        ("cash counts by courier", lambda count: CashCount.objects.update(courier=CourierFactory())),
        ("failed attempts", lambda count: Parcel.objects.update(attempts=2)),
    ],
)
def test_each_check_finds_its_breach(counted, name, breach):
    assert {key: check() for key, check in road_invariants.ALL.items() if check()} == {}

    breach(counted)

    assert [key for key, check in road_invariants.ALL.items() if check()] == [name]

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import operations, tasks
from accounts.models import Address, Device, LimitCounter, Seller, Token, TokenScope, User
from accounts.tests import support
from accounts.tests.factories import AddressFactory, SellerFactory, UserFactory

pytestmark = pytest.mark.django_db


def purge(**later):
    operations.purge(now=timezone.now() + timedelta(**later))


def test_drops_old_counters_and_keeps_new_ones():
    LimitCounter.objects.add("digest", 60, 1)

    purge(hours=1)
    assert LimitCounter.objects.count() == 1

    purge(days=3)
    assert LimitCounter.objects.count() == 0


def test_drops_a_removed_address_after_a_day(alice):
    kept, removed = AddressFactory(owner=alice), AddressFactory(owner=alice)
    operations.delete_address(address=removed, by=alice, now=timezone.now())

    purge(hours=23)
    assert Address.objects.count() == 2

    purge(hours=25)
    assert list(Address.objects.all()) == [kept]


def test_drops_tokens_long_after_their_end(alice):
    support.issued(alice, TokenScope.RESET)

    purge(days=29)
    assert Token.objects.count() == 1

    purge(days=31, hours=2)
    assert Token.objects.count() == 0


def test_drops_devices_whose_session_is_over(alice):
    now = timezone.now()
    Device.objects.create(user=alice, session_key="x", label="x", signed_in_at=now, last_seen_at=now)

    purge(days=30)
    assert Device.objects.count() == 1

    purge(days=32)
    assert Device.objects.count() == 0


def test_drops_who_never_confirmed_the_address_with_the_application(alice):
    never = UserFactory(is_active=False)
    SellerFactory(user=never, status="applied")
    closed = UserFactory(is_active=False, activated_at=timezone.now())

    purge(days=29)
    assert User.objects.count() == 3

    purge(days=31)
    assert set(User.objects.all()) == {alice, closed}
    assert not Seller.objects.exists()


def test_the_clock_may_run_it_twice(alice):
    tasks.purge(timestamp=0)
    tasks.purge(timestamp=0)

    assert User.objects.get() == alice

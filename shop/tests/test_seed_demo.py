"""The demo world is built by the real operations: a small one here, the whole one among the slow tests."""

import json
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.db import connection, transaction
from django.db.models import Func
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from accounts.roles import Role
from cart.models import Cart
from catalog import pictures
from catalog.models import ProductImage
from orders.emails import parcels
from orders.models import Order, Parcel, ParcelEvent
from orders.states import ParcelStatus
from shop.core import jobs
from shop.demo import mailbox, photos, plan, world
from shop.tests.small_world import a_small_world, seed


def rows() -> dict[str, Any]:
    """A fingerprint of every table."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {name} t")  # noqa: S608
            found[table] = cursor.fetchone()
    return found


@pytest.fixture(scope="class")
def small(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[plan.PlannedOrder]]:
    """The small world, built once; in a transaction that is never committed."""
    with (
        pytest.MonkeyPatch.context() as patch,
        a_small_world(patch, tmp_path_factory.mktemp("small")) as planned,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        seed()
        yield planned
        transaction.set_rollback(True)


@pytest.mark.django_db  # else pytest-django makes no test database for them alone
@pytest.mark.usefixtures("small")
class TestSmall:
    def test_every_state_is_there(self, small):
        assert {parcel.status for parcel in Parcel.objects.all()} == set(ParcelStatus)
        assert Order.objects.count() == len(small)

    def test_a_second_run_changes_nothing(self):
        before = rows()

        text = seed()

        assert rows() == before
        assert "Password of all" in text

    def test_the_logins_work_and_only_their_owner_reads_them(self):
        path = Path(settings.DATA_DIR) / "demo-logins.json"
        entries = json.loads(path.read_text())

        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert {entry["role"] for entry in entries} == set(Role)
        for entry in entries:
            user = User.objects.get(email=entry["email"])
            assert user.is_active
            assert user.check_password(entry["password"])
            assert entry["role"] in user.roles

    def test_a_lost_file_gives_everybody_a_new_password(self):
        path = Path(settings.DATA_DIR) / "demo-logins.json"
        old = json.loads(path.read_text())[0]
        path.unlink()

        seed()

        new = json.loads(path.read_text())[0]
        assert new["password"] != old["password"]
        assert User.objects.get(email=new["email"]).check_password(new["password"])

    def test_a_picture_that_lost_a_file_gets_it_back_and_the_others_are_left_alone(self):
        lost, kept = ProductImage.objects.order_by("pk").exclude(product=None)[:2]
        default_storage.delete(lost.name(lost.widths[-1]))
        default_storage.delete(kept.name(kept.widths[0]))
        default_storage.save(kept.name(kept.widths[0]), ContentFile(b"as it was"))

        seed()

        assert not pictures.lacks_files(lost)
        with default_storage.open(kept.name(kept.widths[0])) as file:
            assert file.read() == b"as it was"

    def test_somebody_who_is_shopping_keeps_the_basket(self, small):
        buyer = next(order for order in small if "address" not in world.person(order.buyer))
        user = User.objects.get(email=world.person(buyer.buyer)["email"])
        basket = Cart.objects.create(user=user)
        Order.objects.filter(buyer=user).update(checkout_id=Func(function="gen_random_uuid"))
        count = Order.objects.count()

        seed()

        assert Order.objects.count() == count
        assert Cart.objects.open().get(user=user) == basket
        basket.delete()


@pytest.mark.django_db
def test_only_what_happened_lately_is_mailed(settings):
    now = timezone.now()

    with mailbox.about(now - timedelta(days=3), now=now):
        jobs.enqueue(parcels.send_shipped, parcel_id=1)
    with mailbox.about(now - timedelta(hours=3), now=now):
        jobs.enqueue(parcels.send_shipped, parcel_id=2)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with mailbox.about(now - timedelta(hours=3), now=now):
        jobs.enqueue(parcels.send_shipped, parcel_id=3)

    assert list(ProcrastinateJob.objects.values_list("args__arguments__parcel_id", flat=True)) == [2]


@pytest.mark.slow
@pytest.mark.django_db
def test_an_interruption_leaves_whole_orders_and_the_next_run_goes_on(tmp_path):
    asked: list[str] = []

    def interrupted(order: plan.PlannedOrder) -> world.Entry:
        asked.append(order.key)
        if len(asked) > 9:
            raise KeyboardInterrupt
        return world.person(order.buyer)

    with pytest.MonkeyPatch.context() as patch, a_small_world(patch, tmp_path) as planned:
        patch.setattr("shop.demo.sales._buyer", interrupted)
        with pytest.raises(CommandError, match="Run it again"):
            seed()
        patch.setattr("shop.demo.sales._buyer", lambda order: world.person(order.buyer))
        assert Order.objects.count() == 9
        assert photos.missing()

        seed()

        assert Order.objects.count() == len(planned)
        assert not photos.missing()


def moments() -> dict[str, datetime]:
    """The last ones of their kind: at the turn of a day and of a month, where UTC and the shop disagree on the date."""
    today = timezone.localtime().replace(hour=0, minute=30, second=0, microsecond=0)
    first = today.replace(day=1)
    sunday = today - timedelta(days=today.weekday() + 1)
    return {
        "half past midnight": today - timedelta(days=1),
        "a minute to midnight": (today - timedelta(days=2)).replace(hour=23, minute=59),
        "the first of the month": first - timedelta(days=0 if first < today else 31),
        "the last evening of a month": first - timedelta(hours=1),
        "sunday morning": sunday.replace(hour=9),
        "monday at dawn": (sunday - timedelta(days=6)).replace(hour=5),
    }


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("name", moments())
def test_the_world_holds_whenever_it_is_built(name, tmp_path):
    now = moments()[name]

    with pytest.MonkeyPatch.context() as patch, a_small_world(patch, tmp_path, now) as planned:
        seed(now)
        seed(now)

    assert Order.objects.count() == len(planned)
    assert {parcel.status for parcel in Parcel.objects.all()} == set(ParcelStatus)
    assert not ParcelEvent.objects.filter(at__gt=now).exists()

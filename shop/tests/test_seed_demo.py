"""The demo world is built by the real operations: a small one here, the whole one among the slow tests."""

import json
import re
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Func
from django.test import override_settings
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Seller, SellerStatus, User
from accounts.roles import Role
from cart.models import Cart
from catalog.models import Product, ProductImage, ProductStatus, Review, SearchDocument, Stock, StockMovement
from orders.emails import parcels
from orders.models import (
    DeliveryAttempt,
    LedgerAccount,
    Order,
    Parcel,
    ParcelEvent,
    Payment,
    Payout,
    ReturnRequest,
)
from orders.states import OrderStatus, ParcelStatus, PaymentStatus, ReturnStatus
from shop import overview
from shop.core import jobs
from shop.demo import mailbox, photos, plan, world
from shop.demo.plan import Ending

PROBLEM = re.compile(r"/admin/orders/(\w+)/\?problem=(\w+)")


def seed(now: datetime | None = None) -> str:
    out = StringIO()
    call_command("seed_demo", quiet=True, now=now, stdout=out)
    return out.getvalue()


def rows() -> dict[str, Any]:
    """A fingerprint of every table."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {name} t")  # noqa: S608
            found[table] = cursor.fetchone()
    return found


def a_few(now: datetime) -> list[plan.PlannedOrder]:
    """The first order for each ending, and one with reviews."""
    orders = plan.orders(now)
    first = [next(order for order in orders if ending in order.ends.values()) for ending in Ending]
    chosen = {order.key: order for order in [*first, next(order for order in orders if order.reviews)]}
    return sorted(chosen.values(), key=lambda order: order.placed)


@contextmanager
def a_small_world(
    patch: pytest.MonkeyPatch, data_dir: Path, now: datetime | None = None
) -> Iterator[list[plan.PlannedOrder]]:
    """A few orders, the products they need, and one picture for all of them."""
    planned = a_few(timezone.localtime(now))
    skus = {sku for order in planned for sku in order.lines}
    products = [p for p in world.products() if skus & {variant["sku"] for variant in p["variants"]}]
    picture = photos._encode(products[0]["pictures"][0]["file"])
    patch.setattr(plan, "orders", lambda now: planned)
    patch.setattr(world, "products", lambda: products)
    patch.setattr(photos, "_encode", lambda name: picture)
    patch.setattr(photos, "WORTH_A_POOL", 1000)
    with override_settings(DATA_DIR=data_dir):
        yield planned


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

        seed()

        assert Order.objects.count() == len(planned)


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


@pytest.fixture(scope="class")
def whole(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The whole demo world, once for all slow tests, in a transaction that is never committed."""
    with (
        django_db_blocker.unblock(),
        override_settings(DATA_DIR=tmp_path_factory.mktemp("world")),
        transaction.atomic(),
    ):
        call_command("seed_demo", quiet=True, stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.mark.slow
@pytest.mark.usefixtures("whole")
class TestWhole:
    def test_every_product_is_on_sale_with_its_pictures_and_found_by_search(self):
        live = Product.objects.filter(status=ProductStatus.PUBLISHED)

        assert live.count() == SearchDocument.objects.count() == len(world.products())
        assert sum(product.images.count() for product in live) == sum(len(p["pictures"]) for p in world.products())
        assert live.filter(sale_price__isnull=False).count() >= 8
        assert live.filter(published_at__gte=timezone.now() - timedelta(days=7)).count() >= 8

    def test_stock_is_what_the_files_promise_and_the_ledger_explains_it(self):
        promised = {v["sku"]: v["stock"] for product in world.products() for v in product["variants"]}

        for stock in Stock.objects.select_related("variant").filter(variant__sku__in=promised):
            assert stock.available == promised[stock.variant.sku], stock.variant.sku
            moved = list(StockMovement.objects.filter(variant=stock.variant))
            assert sum(row.on_hand_delta for row in moved) == stock.on_hand
            assert sum(row.reserved_delta for row in moved) == stock.reserved

    def test_orders_are_in_every_state(self):
        states = Counter(order.status for order in Order.objects.prefetch_related("parcels"))

        assert set(states) == set(OrderStatus)
        assert set(Parcel.objects.values_list("status", flat=True)) == set(ParcelStatus)
        assert {PaymentStatus.CAPTURED, PaymentStatus.FAILED, PaymentStatus.REFUNDED, PaymentStatus.EXPIRED} <= set(
            Payment.objects.values_list("status", flat=True)
        )

    def test_nothing_happens_in_the_future_or_before_its_cause(self):
        assert not ParcelEvent.objects.filter(at__gt=timezone.now()).exists()
        for parcel in Parcel.objects.select_related("order").prefetch_related("events"):
            moments = [event.at for event in sorted(parcel.events.all(), key=lambda event: event.pk)]
            assert moments == sorted(moments)
            assert moments[0] == parcel.order.placed_at

    def test_every_shop_has_something_to_pack_and_couriers_have_a_round(self):
        waiting = Parcel.objects.filter(status=ParcelStatus.PENDING).values_list("seller__slug", flat=True)

        assert set(waiting) == {shop["slug"] for shop in world.shops()}
        out = Parcel.objects.filter(status=ParcelStatus.OUT_FOR_DELIVERY, courier__user__email="samira@example.com")
        assert out.count() >= 5
        assert Parcel.objects.filter(status=ParcelStatus.PACKED, courier=None, area__name="Berlin").count() >= 2
        assert DeliveryAttempt.objects.exists()

    def test_reviews_rest_on_purchases_and_move_the_averages(self):
        assert Review.objects.count() == sum(map(len, world.reviews().values()))
        mug = Product.objects.get(handle="speckled-mug")
        assert mug.rating_count == len(world.reviews()["speckled-mug"])

    def test_some_things_came_back_and_their_returns_are_in_every_state(self):
        states = set(ReturnRequest.objects.values_list("status", flat=True))

        assert states == set(ReturnStatus)
        assert not ReturnRequest.objects.filter(created_at__gt=timezone.now()).exists()

    def test_shops_show_a_banner_answer_reviews_and_were_paid(self):
        shops = {shop["slug"] for shop in world.shops()}

        assert set(ProductImage.objects.exclude(banner_of=None).values_list("banner_of__slug", flat=True)) == shops
        assert Review.objects.exclude(seller_reply="").count() == len(world.replies())
        assert {"kiln-kettle", "northbeat-audio"} <= set(Payout.objects.values_list("seller__slug", flat=True))
        assert not LedgerAccount.objects.filter(balance__lt=0).exists()

    def test_the_office_has_exceptions_of_many_kinds_to_decide(self):
        open_ones = {tile.url for tile in overview.tiles(now=timezone.now()) if tile.count}

        problems = {f"{found[1]}:{found[2]}" for url in open_ones if (found := PROBLEM.match(url))}
        assert {
            "parcel:stuck", "parcel:unclaimed", "parcel:failed", "parcel:locked",
            "payment:unclear", "payment:trouble", "refund:proposed", "returnrequest:unpaid",
        } <= problems  # fmt: skip
        assert {"/admin/accounts/seller/?status__exact=applied", "/admin/catalog/review/?reported=open"} <= open_ones

    def test_two_shops_are_on_holiday_and_promised_nothing_late_before(self):
        away = {shop["slug"]: shop["holiday_days"] for shop in world.shops() if "holiday_days" in shop}

        assert set(Seller.objects.exclude(holiday_until=None).values_list("slug", flat=True)) == set(away)
        for parcel in Parcel.objects.filter(seller__slug__in=away).select_related("order"):
            assert parcel.arrives_to - parcel.order.placed_at.date() < timedelta(days=21)

    def test_shops_wait_for_approval(self):
        applied = User.objects.filter(seller__status=SellerStatus.APPLIED)

        assert applied.count() == len(world.people()["applicants"])

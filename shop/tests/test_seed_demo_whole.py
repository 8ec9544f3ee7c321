"""The whole demo world, built once by the real operations: what every role finds in it."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from accounts.models import Seller, SellerStatus, User
from catalog.models import Product, ProductImage, ProductStatus, Review, SearchDocument, Stock, StockMovement
from orders.models import DeliveryAttempt, LedgerAccount, Order, Parcel, ParcelEvent, Payment, Payout, ReturnRequest
from orders.states import OrderStatus, ParcelStatus, PaymentStatus, ReturnStatus
from shop import overview
from shop.demo import world

PROBLEM = re.compile(r"/admin/orders/(\w+)/\?problem=(\w+)")


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
@pytest.mark.django_db  # else pytest-django makes no test database for them alone
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

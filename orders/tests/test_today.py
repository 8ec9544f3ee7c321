"""/seller/ and /seller/sales/: every figure is the list behind it."""

import datetime
import re
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.models import ProductStatus, Review, Stock
from catalog.tests.factories import DeliveryRateFactory, ProductFactory
from orders.models import Parcel, ReturnRequest
from orders.states import ParcelStatus as P
from orders.states import ReturnStatus
from orders.tests.factories import OrderFactory, ParcelFactory


def sold(bruno, *, days_ago: int = 0, **given) -> Parcel:
    placed = timezone.now() - datetime.timedelta(days=days_ago)
    return ParcelFactory(seller=bruno.seller, order=OrderFactory(placed_at=placed), **given)


def link_after(content: str, label: str) -> str:
    """The address of the link in the tile of this label."""
    tile = re.search(rf'<section class="stat">\s*<h2[^>]*>{label}</h2>.*?</section>', content, re.S)
    assert tile is not None, label
    found = re.search(r'<a href="([^"]+)"', tile[0])
    assert found is not None, label
    return found[1].replace("&amp;", "&")


def test_every_tile_is_as_long_as_the_list_it_leads_to(bruno, rita, alice, client_of):
    for _number in range(3):
        sold(bruno)
    sold(bruno, status=P.PACKED)
    for status in (ReturnStatus.REQUESTED, ReturnStatus.APPROVED):
        back = sold(bruno, status=P.DELIVERED)
        ReturnRequest.objects.create(parcel=back, status=status, created_at=timezone.now())
    ParcelFactory(seller=rita.seller)
    ProductFactory(seller=bruno.seller, status=ProductStatus.DRAFT, picture=False)
    ProductFactory(seller=bruno.seller, status=ProductStatus.DRAFT, price="0")
    ProductFactory(seller=bruno.seller, status=ProductStatus.DRAFT)
    ProductFactory(seller=bruno.seller, stock=3)
    done = ProductFactory(seller=bruno.seller, stock=0)
    for purchase, reply in (("line:1", ""), ("line:2", "Thank you.")):
        Review.objects.create(
            product=done, purchase=purchase, author=alice, author_name="Alice", stars=5, seller_reply=reply,
            created_at=timezone.now(),
        )  # fmt: skip
    client = client_of(bruno)

    page = client.get("/seller/")
    content, to_do = page.content.decode(), page.context["home"].to_do
    lengths = {
        label: client.get(link_after(content, label)).context["page"].paginator.count
        for label in ("Orders to pack", "Returns to answer", "Low stock", "Unfinished drafts", "Reviews to answer")
    }

    assert lengths == {
        "Orders to pack": 3, "Returns to answer": 1, "Low stock": 2, "Unfinished drafts": 2, "Reviews to answer": 1,
    }  # fmt: skip
    assert (to_do.to_pack, to_do.returns, to_do.low, to_do.unfinished, to_do.reviews) == (3, 1, 2, 2, 1)
    assert to_do.returns_coming == client.get("/seller/returns/?view=coming").context["page"].paginator.count == 1
    assert (to_do.drafts, to_do.sold_out) == (3, 1)
    assert client.get("/seller/stock/?view=sold_out").context["page"].paginator.count == to_do.sold_out


def test_the_sales_tile_is_the_sum_of_the_lines_behind_it(bruno, rita, client_of):
    sold(bruno, days_ago=1)
    sold(bruno, days_ago=1, status=P.DELIVERED)
    sold(bruno, days_ago=31, status=P.DELIVERED)
    sold(bruno, status=P.CANCELLED)
    sold(bruno, status=P.AWAITING_PAYMENT)
    ParcelFactory(seller=rita.seller)
    client = client_of(bruno)

    page = client.get("/seller/?range=30d")
    behind = client.get(link_after(page.content.decode(), "Sales, last 30 days")).context

    home = page.context["home"]
    assert home.sold.total == behind["amount"] == sum(line.amount for line in behind["page"]) == Decimal("96.00")
    assert home.sold.change == 100
    assert [(row.units, row.amount) for row in home.best] == [(2, Decimal("48.00")), (2, Decimal("48.00"))]


def test_a_best_sellers_pieces_are_those_of_the_lines_behind_it(bruno, client_of):
    mug = ProductFactory(seller=bruno.seller, title="Speckled mug", stock=50)
    for _number in range(3):
        sold(bruno, product=mug)
    sold(bruno)
    client = client_of(bruno)

    best = client.get("/seller/").context["home"].best[0]
    behind = client.get("/seller/sales/", {"range": "30d", "product": mug.pk}).context

    assert (best.title, best.units) == ("Speckled mug", 6)
    assert (behind["pieces"], behind["amount"]) == (best.units, best.amount)


def test_each_day_of_the_chart_leads_to_what_was_sold_on_it(bruno, client_of):
    sold(bruno, days_ago=2)
    sold(bruno, days_ago=1)
    client = client_of(bruno)

    home = client.get("/seller/?range=7d").context["home"]
    links = [re.findall(r'href="([^"]+)"', row[0])[0].replace("&amp;", "&") for row in home.chart.rows]

    assert [client.get(link).context["amount"] for link in links] == home.sold.amounts


@pytest.mark.parametrize(("zone", "day"), [("Pacific/Auckland", 15), ("America/Los_Angeles", 14)])
def test_days_are_those_of_the_shops_own_zone(bruno, client_of, zone, day, monkeypatch):
    bruno.time_zone = zone
    bruno.save()
    now = datetime.datetime(2026, 6, 16, 12, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    ParcelFactory(
        seller=bruno.seller, order=OrderFactory(placed_at=datetime.datetime(2026, 6, 14, 20, tzinfo=datetime.UTC))
    )

    found = client_of(bruno).get("/seller/?range=7d").context["home"].sold

    assert {d.day for d, amount in zip(found.days, found.amounts, strict=True) if amount} == {day}


def test_what_runs_low_is_counted_anew_on_the_spot(bruno, client_of):
    product = ProductFactory(seller=bruno.seller, stock=4, title="Speckled mug")
    ProductFactory(seller=bruno.seller, stock=50)
    sold(bruno, product=product)
    variant, client = product.variants.get(), client_of(bruno)

    page = client.get("/seller/")
    low = page.context["home"].low
    answer = client.post(
        "/seller/stock/", {f"stock-{variant.pk}": "20", f"was-{variant.pk}": "4", "next": "/seller/?range=30d"}
    )

    assert [(row.variant.product.title, row.left, row.days_of_cover) for row in low] == [("Speckled mug", 2, 30)]
    assert f'name="stock-{variant.pk}"' in page.content.decode()
    assert answer.url == "/seller/?range=30d"
    assert Stock.objects.get(pk=variant.pk).on_hand == 20


@pytest.mark.parametrize(("range_", "days"), [("7d", 7), ("30d", 30), ("90d", 90), ("", 30), ("9999d", 30), ("\0", 30)])
def test_shows_the_asked_time(bruno, client_of, range_, days):
    page = client_of(bruno).get("/seller/", {"range": range_})

    assert page.status_code == 200
    assert page.context["home"].days == len(page.context["home"].sold.days) == days


def test_a_new_shop_is_shown_its_first_steps(bruno, client_of):
    client = client_of(bruno)

    first = client.get("/seller/")
    ProductFactory(seller=bruno.seller, status=ProductStatus.DRAFT, published_at=None)
    second = client.get("/seller/")
    ProductFactory(seller=bruno.seller)
    third = client.get("/seller/")
    DeliveryRateFactory(seller=bruno.seller)
    fourth = client.get("/seller/")

    assert "Your way to the first sale" in first.content.decode()
    assert "Nothing waits to be packed" in first.content.decode()
    assert [step.is_done for step in first.context["home"].steps] == [False, False, False, False]
    assert [step.is_done for step in second.context["home"].steps] == [True, True, False, False]
    assert [step.is_done for step in third.context["home"].steps] == [True, True, False, True]
    assert fourth.context["home"].steps == []


@pytest.mark.parametrize("text", ["", "x" * 10_000, "\0", "-1", "9" * 40, "2026-02-31", "0001-01-01", "🧺"])
def test_no_parameter_breaks_the_sales(bruno, client_of, text):
    sold(bruno)
    client = client_of(bruno)

    for name in ("range", "day", "product", "page"):
        assert client.get("/seller/sales/", {name: text}).status_code == 200


def test_neither_page_asks_more_for_more_rows(bruno, client_of, django_assert_max_num_queries):
    client = client_of(bruno)
    for _number in range(12):
        sold(bruno, product=ProductFactory(seller=bruno.seller, stock=3))

    # session, user, roles, shop; sales, waiting, lines and pictures, to do (5), steps (2), low, pace, best
    with django_assert_max_num_queries(20):
        client.get("/seller/")
    # session, user, roles, shop; sums, count, page
    with django_assert_max_num_queries(7):
        client.get("/seller/sales/")

"""The first page of the office: few statements however much is wrong, trends with their tables."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.models import Seller
from orders.queries import trends
from orders.states import ParcelStatus as P
from orders.tests.factories import OrderFactory, ParcelFactory
from shop.core import counting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


def test_takes_few_statements_however_much_is_wrong(client_of, adam, django_assert_max_num_queries):
    for _number in range(5):
        ParcelFactory(order=OrderFactory(placed_at=timezone.now() - timezone.timedelta(days=2)))
    client = client_of(adam)

    with django_assert_max_num_queries(12):
        client.get("/admin/")


def test_draws_four_trends_with_a_table_behind_each(client_of, adam):
    placed = timezone.now() - timezone.timedelta(hours=5)
    ParcelFactory(order=OrderFactory(placed_at=placed), status=P.DELIVERED, delivered_at=timezone.now())
    ParcelFactory(status=P.CANCELLED)

    page = client_of(adam).get("/admin/")

    charts = page.context["charts"]
    assert [str(chart.title) for chart in charts] == [
        "Orders per day", "Sales per day", "Hours from order to door", "Cancelled parcels, by the day of the order",
    ]  # fmt: skip
    assert all(len(chart.rows) == trends.DAYS for chart in charts)
    assert sum(int(row[1]) for row in charts[0].rows) == 2
    assert sum(float(row[1].lstrip("€")) for row in charts[1].rows) == pytest.approx(105.80)
    assert charts[2].rows[-1][1] == "5"
    assert charts[3].rows[-1][1] == "1"


def test_reads_the_trends_from_the_cache_the_second_time(django_assert_num_queries):
    trends.all_charts(now=timezone.now())

    with django_assert_num_queries(0):
        trends.all_charts(now=timezone.now())


def test_counts_no_further_than_the_lists(bruno, rita, monkeypatch):
    assert counting.counts({"all": Seller.objects.all(), "none": Seller.objects.none()}) == {"all": 2, "none": 0}

    monkeypatch.setattr(counting.paging.CappedPaginator, "MOST_COUNTED", 1)

    assert counting.counts({"all": Seller.objects.all()}) == {"all": 1}
    assert counting.counts({}) == {}

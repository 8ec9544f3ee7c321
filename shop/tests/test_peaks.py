"""Peaks of failed answers and of refusals: counted per hour, shown to the office, never in anybody's way."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from redis.exceptions import ConnectionError as NoRedis

from shop.core import peaks


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


def answer(status: int) -> None:
    peaks.Counting(lambda request: HttpResponse(status=status))(RequestFactory().get("/?secret=1"))


def test_counts_failures_and_refusals_and_nothing_else():
    for status in (200, 302, 404, 422, 429, 500, 503):
        answer(status)

    found = cache.get_many([peaks._key(kind, timezone.now()) for kind in peaks.KINDS])
    assert sorted(found.values()) == [1, 2]


def test_the_worst_hour_of_the_last_day_counts():
    now = timezone.now()
    for hours, times in ((30, 9), (23, 2), (5, 4), (0, 3)):
        for _time in range(times):
            peaks.count("errors", now=now - timedelta(hours=hours))

    (peak,) = peaks.worst(now=now)

    assert peak.count == 4
    assert now - timedelta(hours=6) < peak.hour <= now - timedelta(hours=5)


def test_a_few_refusals_are_no_news():
    now = timezone.now()
    for _time in range(29):
        peaks.count("refusals", now=now)
    assert peaks.worst(now=now) == []

    peaks.count("refusals", now=now)

    assert [peak.count for peak in peaks.worst(now=now)] == [30]


@pytest.mark.django_db
def test_the_overview_shows_them(client_of, adam):
    office = client_of(adam)
    assert "worst hour" not in office.get("/admin/").content.decode()

    answer(500)

    assert "Answers that failed, in the worst hour" in office.get("/admin/").content.decode()


@pytest.mark.django_db
def test_a_view_that_falls_over_is_counted(client, monkeypatch):
    def fall(*args, **kwargs):
        raise ZeroDivisionError

    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.auth.middleware.get_user", fall)

    assert client.get("/user-info/").status_code == 500

    assert [peak.count for peak in peaks.worst(now=timezone.now())] == [1]


def test_without_redis_the_answer_goes_out_uncounted(monkeypatch):
    def away(*args, **kwargs):
        raise NoRedis

    monkeypatch.setattr("django_redis.client.DefaultClient.get_client", away)

    answer(500)

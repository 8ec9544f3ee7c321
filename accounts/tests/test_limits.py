"""Limits that guard passwords and mailboxes, with Redis there and gone."""

import pytest
from django.core.cache import caches
from django_redis.exceptions import ConnectionInterrupted

from accounts.models import LimitCounter, User
from accounts.tests import support
from accounts.tests.factories import PASSWORD, UserFactory
from shop.core import cache

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["redis", "no redis"])
def _with_and_without_redis(request, monkeypatch):
    if request.param == "no redis":

        def gone(*args, **kwargs):
            raise ConnectionInterrupted(None)

        for name in ("add", "incr", "decr", "get"):
            monkeypatch.setattr(caches["limits"].__class__, name, gone)


@pytest.fixture
def browser(client_of):
    return client_of(None)


def attempt(browser, email="alice@example.com", typed="wrong password", ip="192.0.2.1"):
    return browser.post("/login/", {"email": email, "password": typed}, REMOTE_ADDR=ip)


@pytest.mark.usefixtures("_with_and_without_redis")
def test_refuses_the_sixth_wrong_password_for_an_account(browser, alice):
    answers = [attempt(browser) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert "Try again in a minute" in answers[-1].content.decode()
    assert 'value="alice@example.com"' in answers[-1].content.decode()


@pytest.mark.usefixtures("_with_and_without_redis")
def test_refuses_the_right_password_too_until_the_minute_is_over(browser, alice):
    for _ in range(5):
        attempt(browser)

    assert attempt(browser, typed=PASSWORD).status_code == 429


@pytest.mark.usefixtures("_with_and_without_redis")
def test_success_uses_nothing_up(browser, alice, client_of):
    for _ in range(4):
        attempt(browser)
    for _ in range(8):
        assert attempt(client_of(None), typed=PASSWORD).status_code == 302

    assert attempt(browser).status_code == 422
    assert attempt(browser).status_code == 429


def test_counts_an_account_under_every_spelling_of_its_address(browser, alice):
    spellings = [
        "alice@example.com",
        "ALICE@example.com",
        " Alice@Example.COM ",
        "aLICE@example.com",
        "alice@EXAMPLE.com",
    ]
    for email in spellings:
        attempt(browser, email=email)

    assert attempt(browser).status_code == 429


def test_lets_the_owner_in_from_another_address(browser, alice):
    for _ in range(6):
        attempt(browser, ip="192.0.2.1")

    assert attempt(browser, typed=PASSWORD, ip="192.0.2.2").status_code == 302


@pytest.mark.usefixtures("_with_and_without_redis")
def test_refuses_an_address_after_thirty_wrong_passwords(browser, alice):
    answers = [attempt(browser, email=f"person{n}@example.com") for n in range(31)]

    assert [answer.status_code for answer in answers] == [422] * 30 + [429]


def test_counts_a_whole_ipv6_network_as_one_address(browser, alice):
    for n in range(5):
        attempt(browser, ip=f"2001:db8::{n + 1:x}")

    assert attempt(browser, ip="2001:db8::ffff").status_code == 429
    assert attempt(browser, ip="2001:db8:0:1::1").status_code == 422


def test_believes_no_header_about_the_address(browser, alice):
    answers = [
        browser.post(
            "/login/",
            {"email": "alice@example.com", "password": "wrong password"},
            headers={"X-Forwarded-For": f"198.51.100.{n}"},
        )
        for n in range(6)
    ]

    assert answers[-1].status_code == 429


def test_costs_no_hash_once_refused(browser, alice, monkeypatch):
    for _ in range(5):
        attempt(browser)
    monkeypatch.setattr(User, "check_password", lambda *args: pytest.fail("hashed"))

    assert attempt(browser).status_code == 429


@pytest.mark.usefixtures("_with_and_without_redis")
def test_limits_the_api_like_the_page(alice):
    client = support.api_client()
    body = {"email": "alice@example.com", "password": "wrong password"}

    answers = [client.post("/api/user/login/", body, content_type="application/json") for _ in range(6)]

    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert answers[-1].json()["error"]["code"] == "rate_limited"
    assert int(answers[-1].headers["Retry-After"]) > 0


@pytest.mark.usefixtures("_with_and_without_redis")
@pytest.mark.parametrize("email", ["alice@example.com", "nobody@example.com"])
def test_mails_three_links_an_hour_to_an_address(browser, alice, email):
    answers = [browser.post("/forget/password/", {"email": email}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert len(support.sent()) == 3


def test_shares_the_count_of_mails_between_page_and_api(browser, alice):
    for _ in range(3):
        browser.post("/forget/password/", {"email": "alice@example.com"})

    answer = support.api_client().post(
        "/api/user/forget-password/", {"email": "Alice@example.com"}, content_type="application/json"
    )

    assert answer.status_code == 429


def test_limits_the_calls_of_a_token(alice, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "api": "3/d"}
    client = support.api_client(alice)

    answers = [client.get("/api/user/me/") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert support.api_client(alice).get("/api/user/me/").status_code == 200


def test_counts_in_the_database_in_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert LimitCounter.objects.add("digest", 60, 1)[0] == 1

    hits, left = LimitCounter.objects.add("digest", 60, 1)
    assert hits == 2
    assert 0 < left <= 60
    assert LimitCounter.objects.add("digest", 60, -5)[0] == 0


def test_a_setting_may_span_several_units(browser, settings, monkeypatch):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": "1/2h"}
    UserFactory(email="alice@example.com")
    cache.breaker.open_until = float("inf")

    assert [attempt(browser).status_code for _ in range(2)] == [422, 429]

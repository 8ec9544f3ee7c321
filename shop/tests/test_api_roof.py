"""What all operations of the API share: refusals, bodies, headers, versions, the description."""

import json

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from shop.api import api
from shop.tests.access_world import World, build

BODIES = {
    "not utf-8": b'{"full_name": "\xff\xfe"}',
    "cut off": b'{"full_name": "',
    "deep": b"[" * 100_000,
    "twice the same name": b'{"full_name": "A", "full_name": "B"}',
    "no number": b'{"full_name": NaN}',
    "a huge number": b'{"full_name": ' + b"9" * 5000 + b"}",
}
VALUES = ["x" * 10_000, "\0", "\ud800", "😀" * 500, 10**400, -1, 1.5, None, True, [], {}, [[]], {"a": {"b": []}}]


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def ask(world):
    """Sends a request as Alice; a body that is no text yet becomes JSON."""

    def send(method: str, path: str, body: object = b"", kind: str = "application/json", **headers: str):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        known = {"authorization": f"Bearer {world.tokens['alice@example.com']}", "accept": "application/json"}
        client = Client(headers={"host": "localhost", **known}, raise_request_exception=False)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.generic(method, path, content, kind, secure=True, headers=headers)

    return send


def code(response) -> tuple[int, str]:
    error = response.json()["error"]
    assert set(error) == {"code", "message", "fields"}
    assert response.headers["X-Request-Id"]
    return response.status_code, error["code"]


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_clear_json_is_a_400(ask, body):
    assert code(ask("PATCH", "/api/user/me/", body)) == (400, "bad_request")


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:20])
def test_strange_values_are_never_our_fault(ask, world, value):
    address = f"/api/user/addresses/{world.values['address_id']}/"
    cart_line = f"/api/cart/lines/{world.values['cart_line_id']}/"
    answers = [
        ask("PATCH", "/api/user/me/", {"full_name": value, "phone": value, "time_zone": value}),
        ask("PATCH", address, {"line1": value, "country": value}),
        ask("POST", "/api/cart/lines/", {"variant": value, "quantity": value}),
        ask("PATCH", cart_line, {"quantity": value}),
        ask("PUT", "/api/cart/coupon/", {"code": value}),
        ask("POST", "/api/orders/", {"cart": value, "address": value, "payment_method": value, "delivery": value}),
        ask("POST", "/api/user/login/", {"email": value, "password": value, "otp": value}),
        ask("POST", "/api/user/register/", {"email": value, "password": value, "full_name": value}),
        ask("PATCH", "/api/user/me/", value),
    ]

    assert {answer.status_code for answer in answers} <= {200, 400, 401, 404, 409, 422}


def test_a_body_that_is_too_long_is_a_413(ask):
    body = b'{"full_name": "' + b"x" * 10 * 1024 * 1024 + b'"}'

    assert code(ask("PATCH", "/api/user/me/", body)) == (413, "too_large")


def test_a_body_of_another_type_is_a_415(ask):
    assert code(ask("PATCH", "/api/user/me/", b"a=b", "application/x-www-form-urlencoded")) == (
        415,
        "unsupported_media_type",
    )


def test_a_method_that_an_address_does_not_take_is_a_405_that_says_which(ask):
    response = ask("PUT", "/api/user/me/")

    assert code(response) == (405, "method_not_allowed")
    assert set(response.headers["Allow"].split(", ")) == {"GET", "PATCH"}


def test_an_address_that_does_not_exist_is_a_404(ask):
    assert code(ask("GET", "/api/nothing/")) == (404, "not_found")


@pytest.mark.parametrize("path", ["/api/user/addresses/", "/api/orders/", "/api/products/", "/api/categories/"])
def test_a_cursor_that_we_did_not_give_out_is_a_422(ask, path):
    assert code(ask("GET", f"{path}?cursor=x%00y")) == (422, "bad_cursor")


def test_our_own_fault_is_a_500_with_its_reference(ask, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("cart.api.baskets.queries.of_user", fail)

    response = ask("GET", "/api/cart/")

    assert code(response) == (500, "server_error")
    assert response.headers["X-Request-Id"] in response.json()["error"]["message"]


def test_answers_say_how_many_requests_are_left(ask, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "api": "2/m"}

    first, second, third = (ask("GET", "/api/user/me/") for _each in range(3))

    assert (first.headers["RateLimit-Limit"], first.headers["RateLimit-Remaining"]) == ("2", "1")
    assert second.headers["RateLimit-Remaining"] == "0"
    assert code(third) == (429, "rate_limited")
    assert 0 < int(third.headers["Retry-After"]) <= 60
    assert 0 < int(third.headers["RateLimit-Reset"]) <= 60


@pytest.mark.parametrize("before_the_end", [0, 1, 30])
def test_who_comes_back_when_told_is_let_in(ask, settings, before_the_end):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "api": "1/m"}

    with time_machine.travel(timezone.now(), tick=False) as clock:
        clock.shift(int(ask("GET", "/api/user/me/").headers["RateLimit-Reset"]) - 1 - before_the_end)
        refused = ask("GET", "/api/user/me/")
        clock.shift(int(refused.headers["Retry-After"]))
        again = ask("GET", "/api/user/me/")

    assert refused.status_code == 429
    assert refused.headers["RateLimit-Reset"] == refused.headers["Retry-After"] == str(before_the_end + 1)
    assert again.status_code == 200


def test_the_documentation_names_every_operation_and_nothing_of_another_host(world):
    page = Client().get("/api/docs", headers={"host": "localhost", "accept": "text/html"}, secure=True)
    text = page.content.decode()
    paths = api.get_openapi_schema(path_prefix="/api/")["paths"]
    names = [operation["operationId"] for operations in paths.values() for operation in operations.values()]

    assert page.status_code == 200
    assert [name for name in names if f'id="{name}"' not in text] == []
    assert "<script>" not in text
    assert "//cdn" not in text

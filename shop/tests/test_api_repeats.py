"""`Idempotency-Key` and `If-Match`: what is sent twice happens once, and nobody overwrites what they have not seen."""

import json
import uuid
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts import operations
from accounts.models import Address, TokenScope
from accounts.tests import support
from catalog.models import Product
from orders import operations as order_operations
from orders import replays
from orders.models import KeptAnswer, Order
from shop.tests.access_world import World, build

PLACE = {
    "full_name": "Amara Lind", "line1": "Linienstraße 17", "postal_code": "10178", "city": "Berlin", "country": "DE",
}  # fmt: skip


def send(token: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
    known = {"host": "localhost", "accept": "application/json", "authorization": f"Bearer {token}"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    content = "" if body is None else json.dumps(body)
    client = Client(headers=known)
    return client.generic(method, path, content, "application/json", secure=True, headers=named)


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def ask(world) -> Callable[..., Any]:
    def asked(method: str, path: str, body: Any = None, *, by: str = "alice", **headers: str) -> Any:
        return send(world.tokens[world.people[by].email], method, path, body, **headers)

    return asked


def test_the_same_key_gives_the_same_answer_and_nothing_happens_twice(ask):
    before = Address.objects.count()

    first, second = (ask("POST", "/api/user/addresses/", PLACE, idempotency_key="home") for _each in range(2))

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert Address.objects.count() == before + 1


def test_the_same_key_with_another_body_is_refused(ask):
    ask("POST", "/api/user/addresses/", PLACE, idempotency_key="home")
    before = Address.objects.count()

    response = ask("POST", "/api/user/addresses/", {**PLACE, "line1": "Elsewhere 1"}, idempotency_key="home")

    assert (response.status_code, response.json()["error"]["code"]) == (422, "other_step")
    assert Address.objects.count() == before


def test_the_same_key_of_two_people_are_two_keys(ask):
    ask("POST", "/api/user/addresses/", PLACE, idempotency_key="home")

    assert ask("POST", "/api/user/addresses/", PLACE, by="customer", idempotency_key="home").status_code == 201


def test_a_refusal_leaves_the_key_free(ask):
    refused = ask("POST", "/api/user/addresses/", {**PLACE, "country": "XX"}, idempotency_key="home")

    assert refused.status_code == 422
    assert not KeptAnswer.objects.exists()
    assert ask("POST", "/api/user/addresses/", PLACE, idempotency_key="home").status_code == 201


def test_a_fault_of_ours_leaves_the_key_free_and_nothing_done(ask, monkeypatch):
    before = Address.objects.count()
    add = operations.add_address

    def broken(**values: Any) -> Address:
        add(**values)
        raise RuntimeError("broken on purpose")

    with monkeypatch.context() as patch:
        patch.setattr(operations, "add_address", broken)
        with pytest.raises(RuntimeError, match="on purpose"):
            ask("POST", "/api/user/addresses/", PLACE, idempotency_key="home")

    assert (Address.objects.count(), KeptAnswer.objects.count()) == (before, 0)
    assert ask("POST", "/api/user/addresses/", PLACE, idempotency_key="home").status_code == 201


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "ä"])
def test_a_key_that_is_none_is_a_422(ask, key):
    response = ask("POST", "/api/user/addresses/", PLACE, idempotency_key=key)

    assert (response.status_code, response.json()["error"]["code"]) == (422, "bad_idempotency_key")


def test_a_kept_answer_is_not_readable_in_the_database(ask):
    ask("POST", "/api/user/addresses/", PLACE, idempotency_key=str(uuid.uuid4()))

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(k)::text FROM orders_keptanswer k")
        assert "Linienstra" not in cursor.fetchone()[0]


def test_signing_out_under_a_key_ends_the_token_that_came(world):
    """The answer kept for one token would let another one live on."""
    alice = world.people["alice"]
    tokens = [support.issued(alice, TokenScope.AUTH) for _each in range(2)]

    answers = [send(token, "POST", "/api/user/logout/", idempotency_key="out").status_code for token in tokens]

    assert answers == [204, 204]
    assert [send(token, "GET", "/api/user/me/").status_code for token in tokens] == [401, 401]


def test_an_order_under_a_key_is_placed_once(ask, world):
    body = {"cart": world.values["cart_id"], "address": PLACE, "payment_method": "cash"}
    before = Order.objects.count()
    refused = ask("POST", "/api/orders/", body, idempotency_key="order")  # the price has changed since

    first, second = (ask("POST", "/api/orders/", body, idempotency_key="order") for _each in range(2))

    assert (refused.status_code, first.status_code) == (409, 201)
    assert (second.status_code, second.json()) == (201, first.json())
    assert Order.objects.count() == before + 1


def test_nothing_else_happens_under_the_key_of_an_order_that_is_being_placed(ask, world, monkeypatch):
    body = {"cart": world.values["cart_id"], "address": PLACE, "payment_method": "cash"}
    other = {**body, "address": {**PLACE, "line1": "Ofenweg 3"}}
    ask("POST", "/api/orders/", body, idempotency_key="order")  # the price has changed since
    place, before, meanwhile = order_operations.place_order, Order.objects.count(), []

    def slow(**values: Any) -> Any:
        meanwhile.append(ask("POST", "/api/orders/", other, idempotency_key="order").status_code)
        return place(**values)

    monkeypatch.setattr(order_operations, "place_order", slow)

    placed = ask("POST", "/api/orders/", body, idempotency_key="order")

    assert (meanwhile, placed.status_code) == ([422], 201)
    assert Order.objects.count() == before + 1
    assert Order.objects.latest("pk").line1 == PLACE["line1"]


def test_an_order_that_a_fault_kept_from_being_placed_leaves_its_key_free(ask, world, monkeypatch):
    body = {"cart": world.values["cart_id"], "address": PLACE, "payment_method": "cash"}
    ask("POST", "/api/orders/", body, idempotency_key="order")

    def broken(**values: Any) -> Any:
        raise RuntimeError("broken on purpose")

    with monkeypatch.context() as patch:
        patch.setattr(order_operations, "place_order", broken)
        with pytest.raises(RuntimeError, match="on purpose"):
            ask("POST", "/api/orders/", body, idempotency_key="order")

    assert not KeptAnswer.objects.exists()
    other = {**body, "address": {**PLACE, "line1": "Ofenweg 3"}}
    assert ask("POST", "/api/orders/", other, idempotency_key="order").status_code == 201


def test_an_edit_of_a_version_that_is_gone_is_a_412_with_the_present_one(ask, world):
    path = f"/api/user/addresses/{world.values['address_id']}/"
    seen = ask("GET", path).headers["ETag"]
    now = ask("PATCH", path, {"line2": "First floor"}, if_match=seen)

    late = ask("PATCH", path, {"line2": "Second floor"}, if_match=seen)

    assert now.status_code == 200
    assert late.status_code == 412
    assert late.headers["ETag"] == now.headers["ETag"] == ask("GET", path).headers["ETag"]
    assert late.json()["error"]["code"] == "changed_meanwhile"
    assert ask("GET", path).json()["line2"] == "First floor"


def test_a_version_that_a_proxy_marked_as_weak_counts_too(ask, world):
    path = f"/api/user/addresses/{world.values['address_id']}/"
    seen = ask("GET", path).headers["ETag"]

    assert ask("PATCH", path, {"line2": "First floor"}, if_match=f"W/{seen}").status_code == 200


ME, PRODUCT, STOCK, LINE = (
    "/api/user/me/",
    "/api/seller/products/{product_id}/",
    "/api/seller/variants/{variant_id}/stock/",
    "/api/cart/lines/{cart_line_id}/",
)


@pytest.mark.parametrize(
    ("by", "read", "method", "path", "body"),
    [
        ("bruno", ME, "PATCH", ME, {"phone": ""}),
        ("bruno", PRODUCT, "PATCH", PRODUCT, {"brand": "B"}),
        ("bruno", PRODUCT, "DELETE", PRODUCT, None),
        ("bruno", STOCK, "PUT", STOCK, {"on_hand": 9}),
        ("alice", "/api/cart/", "PATCH", LINE, {"quantity": 1}),
        ("alice", "/api/cart/", "DELETE", LINE, None),
    ],
)
def test_what_two_could_edit_has_versions(ask, world, by, read, method, path, body):
    path, seen = path.format(**world.values), ask("GET", read.format(**world.values), by=by).headers["ETag"]
    before = Product.objects.get(pk=world.values["product_id"]).updated_at

    stale = ask(method, path, body, by=by, if_match='"another"')

    assert (stale.status_code, stale.headers["ETag"]) == (412, seen)
    assert Product.objects.get(pk=world.values["product_id"]).updated_at == before
    assert ask(method, path, body, by=by, if_match=seen).status_code in (200, 204)


@pytest.mark.parametrize("wanted", ["", "x", '"x", "y"', 'W/"x"'])
def test_a_condition_that_names_no_version_holds_for_none(ask, wanted):
    assert ask("PATCH", "/api/user/me/", {"full_name": "Another"}, if_match=wanted).status_code == 412
    assert ask("GET", "/api/user/me/").json()["full_name"] != "Another"


@pytest.mark.parametrize("wanted", ["*", '"x", {}', 'W/{}, W/"y"'])
def test_a_condition_may_name_several_or_any(ask, wanted):
    seen = ask("GET", "/api/user/me/").headers["ETag"]

    assert ask("PATCH", "/api/user/me/", {"full_name": "Another"}, if_match=wanted.format(seen)).status_code == 200


def test_a_read_under_a_condition_that_does_not_hold_is_refused_in_the_envelope(ask):
    response = ask("GET", "/api/user/me/", if_match='"x"')

    assert (response.status_code, response.json()["error"]["code"]) == (412, "changed_meanwhile")


def test_a_stranger_learns_no_version(ask, world):
    path = f"/api/user/addresses/{world.values['address_id']}/"

    assert ask("PATCH", path, {"line2": "Mine"}, by="customer", if_match='"x"').status_code == 404


def test_a_read_that_is_still_known_needs_no_body(ask):
    seen = ask("GET", "/api/user/me/").headers["ETag"]

    assert ask("GET", "/api/user/me/", if_none_match=seen).status_code == 304


def _twice_at_once(token: str) -> list[int]:
    gate, found = Barrier(2), []

    def post() -> None:
        try:
            gate.wait(timeout=10)
            found.append(send(token, "POST", "/api/user/addresses/", PLACE, idempotency_key="race").status_code)
        finally:
            connection.close()

    threads = [Thread(target=post) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return found


@pytest.fixture
def racer(transactional_db: None) -> str:
    world = build()
    Address.objects.all().delete()
    return world.tokens["alice@example.com"]


def test_of_two_at_once_under_one_key_one_happens(racer):
    assert _twice_at_once(racer) == [201, 201]
    assert Address.objects.count() == 1


def test_without_the_unique_key_both_happen(racer, monkeypatch):
    meet = Barrier(2)

    def careless(*_args: Any) -> bool:
        meet.wait(timeout=10)
        return True

    monkeypatch.setattr(replays, "_take", careless)

    assert _twice_at_once(racer) == [201, 201]
    assert Address.objects.count() == 2

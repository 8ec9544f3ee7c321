"""The same by token: register, activate, log in, find, fill a basket, order, track, log out."""

import json
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request
import uuid
from typing import Any

import pytest

from shop.tests.journeys.conftest import Shop

PASSWORD = "a quiet lamp by the sea"
ADDRESS = {
    "full_name": "Piet Program",
    "line1": "Kastanienallee 7",
    "line2": "",
    "postal_code": "10435",
    "city": "Berlin",
    "region": "",
    "country": "DE",
    "phone": "",
}
pytestmark = pytest.mark.browser  # needs the running shop, though no browser


class Client:
    """Thirty lines of a client: JSON in, JSON out, a token."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.token = ""
        self.context = ssl.create_default_context(cafile=str(shop.data / "certs" / "ca.crt"))

    def call(self, method: str, path: str, body: Any = None, **query: str) -> tuple[int, Any]:
        url = f"{self.shop.url}{path}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
        data = json.dumps(body).encode() if body is not None else None
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, context=self.context, timeout=20) as answer:  # noqa: S310
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"null")


def test_a_program_registers_buys_and_tracks(shop: Shop):
    client = Client(shop)
    email = f"piet-{uuid.uuid4().hex[:8]}@example.com"

    status, _ = client.call(
        "POST", "/api/user/register/", {"email": email, "password": PASSWORD, "full_name": "Piet Program"}
    )
    assert status == 202
    assert client.call("POST", "/api/user/login/", {"email": email, "password": PASSWORD})[0] == 401
    found = re.search(r"activation_token=([\w.-]+)", shop.mail_to(email, "activation_token"))
    assert found is not None
    status, _ = client.call("POST", "/api/user/activation_token/", {}, activation_token=found[1])
    assert status == 200

    status, login = client.call("POST", "/api/user/login/", {"email": email, "password": PASSWORD})
    assert status == 200
    client.token = login["token"]
    status, products = client.call("GET", "/api/products/", q="stoneware mug")
    assert status == 200
    status, product = client.call("GET", f"/api/products/{products['results'][0]['id']}/")
    assert status == 200
    variant = next(variant for variant in product["variants"] if variant["available"])
    status, _ = client.call("POST", "/api/cart/lines/", {"variant": variant["id"], "quantity": 2})
    assert status in (200, 201)
    _, cart = client.call("GET", "/api/cart/")
    assert [line["quantity"] for line in cart["lines"]] == [2]

    order = {"cart": cart["id"], "address": ADDRESS, "payment_method": "cash"}
    status, placed = client.call("POST", "/api/orders/", order)
    assert status == 201
    assert placed["checkout_id"] == cart["id"]
    status, again = client.call("POST", "/api/orders/", order)
    assert (status, again["number"]) == (200, placed["number"])
    status, own = client.call("GET", "/api/orders/")
    assert [row["number"] for row in own["results"]] == [placed["number"]]

    assert client.call("POST", "/api/user/logout/")[0] == 204
    assert client.call("GET", "/api/orders/")[0] == 401

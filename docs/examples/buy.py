"""
Sign up, buy something and follow it: the API of Millrow in one file, with nothing but Python itself.

    python3 buy.py https://localhost:4000 you@example.com "a long password" mug

Asks for the token of the mailed link. With a certificate of your own, name its authority in SSL_CERT_FILE.
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request
import uuid

ADDRESS = {
    "full_name": "Amara Lind",
    "line1": "Linienstraße 17",
    "postal_code": "10178",
    "city": "Berlin",
    "country": "DE",
}


class Refused(Exception):
    """The shop said no; `code` is for programs, the message for people."""

    def __init__(self, status, error, request_id):
        super().__init__(f"{status} {error['code']}: {error['message']} {error['fields'] or ''} ({request_id})")
        self.status, self.code = status, error["code"]


class Shop:
    def __init__(self, base):
        self.base, self.token = base.rstrip("/"), ""

    def ask(self, method, path, body=None, **headers):
        """The answer's JSON. Every POST carries a key, so that a lost answer can be asked for again."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if method == "POST":
            headers.setdefault("Idempotency-Key", str(uuid.uuid4()))
        data = json.dumps({} if body is None else body).encode() if method != "GET" else None
        headers["Content-Type"] = "application/json"
        request = urllib.request.Request(f"{self.base}/api/{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read() or "null")
        except urllib.error.HTTPError as refusal:
            error = json.loads(refusal.read())["error"]
            raise Refused(refusal.code, error, refusal.headers.get("X-Request-Id")) from None

    def pages(self, path, **query):
        """All results of a list, page after page."""
        cursor = ""
        while cursor is not None:
            words = urllib.parse.urlencode({**query, **({"cursor": cursor} if cursor else {})})
            page = self.ask("GET", f"{path}?{words}")
            yield from page["results"]
            cursor = page["next"]


def main(base, email, password, words, read=input):
    shop = Shop(base)
    shop.ask("POST", "user/register/", {"email": email, "password": password, "full_name": ADDRESS["full_name"]})
    token = read("Token of the link in the mail: ").strip()
    shop.ask("POST", f"user/activation_token/?{urllib.parse.urlencode({'activation_token': token})}")
    shop.token = shop.ask("POST", "user/login/", {"email": email, "password": password, "label": "buy.py"})["token"]

    found = next(shop.pages("products/", q=words, in_stock="true"))
    product = shop.ask("GET", f"products/{found['id']}/")
    variant = next(variant for variant in product["variants"] if variant["available"])
    address = shop.ask("POST", "user/addresses/", {**ADDRESS, "is_default": True})
    cart = shop.ask("POST", "cart/lines/", {"variant": variant["id"], "quantity": 1})
    total = cart["totals"]["total"]
    print(f"{product['title']}: {total['amount']} {total['currency']} with delivery")

    wanted = {"cart": cart["id"], "address_id": address["id"], "payment_method": "cash", "expected_total": total}
    order = shop.ask("POST", "orders/", wanted)
    again = shop.ask("POST", "orders/", wanted)  # the same basket: the same order, whatever became of the first answer
    assert again["number"] == order["number"]
    for parcel in shop.ask("GET", f"orders/{order['number']}/")["parcels"]:
        print(f"{order['number']}: {parcel['seller']}, {parcel['status']}, here by {parcel['arrives_to']}")
    shop.ask("POST", "user/logout/")
    return order["number"]


if __name__ == "__main__":
    main(*sys.argv[1:5])

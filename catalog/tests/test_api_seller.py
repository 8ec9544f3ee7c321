"""/api/seller/products/, /pictures/ and /variants/<id>/stock/."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Token, TokenScope, User
from catalog import ledger, stock
from catalog.models import Product, ProductStatus, Stock
from catalog.tests import naughty, writing
from catalog.tests.factories import CategoryFactory, ProductFactory

pytestmark = pytest.mark.django_db
PRODUCTS = "/api/seller/products/"


class Caller:
    """Speaks JSON with a person's token."""

    def __init__(self, user: User) -> None:
        raw = Token.objects.issue(user=user, scope=TokenScope.AUTH, now=timezone.now())
        self._client = Client(headers={"host": "localhost", "authorization": f"Bearer {raw}"})

    def __call__(self, method: str, url: str, body: Any = None, **more: Any) -> Any:
        if body is not None:
            more |= {"data": body if isinstance(body, str) else json.dumps(body), "content_type": "application/json"}
        return getattr(self._client, method)(url, secure=True, **more)


@pytest.fixture
def call(bruno) -> Caller:
    return Caller(bruno)


@pytest.fixture
def product(bruno) -> Product:
    return writing.create(bruno.seller, writing.clay_and_moss())


def mug(**more: Any) -> dict[str, Any]:
    variant = {"price": {"amount": "24.00", "currency": "EUR"}, "stock": 5}
    return {"title": "Speckled mug", "variants": [variant], **more}


def url(product: Product) -> str:
    return f"{PRODUCTS}{product.pk}/"


def stock_url(product: Product) -> str:
    return f"/api/seller/variants/{product.variants.order_by('position')[0].pk}/stock/"


class TestProducts:
    def test_are_listed_page_by_page(self, call, bruno):
        for _ in range(51):
            ProductFactory(seller=bruno.seller, picture=False)
        ProductFactory()

        first = call("get", PRODUCTS).json()
        second = call("get", PRODUCTS, **{"QUERY_STRING": f"cursor={first['next']}"}).json()

        assert (len(first["results"]), len(second["results"]), second["next"]) == (50, 1, None)

    def test_are_created_as_drafts(self, call, bruno):
        category = CategoryFactory()

        answer = call("post", PRODUCTS, mug(category=category.path, attributes={"Material": "Clay"}))

        assert answer.status_code == 201
        found = Product.objects.get()
        assert (found.seller, found.category, found.status) == (bruno.seller, category, ProductStatus.DRAFT)
        body = answer.json()
        assert body["variants"][0]["price"] == {"amount": "24.00", "currency": "EUR"}
        assert (body["status"], body["missing"], body["attributes"]) == ("draft", ["picture"], {"Material": "Clay"})

    def test_take_pictures_and_go_live(self, call):
        picture = call("post", "/api/seller/pictures/", data={"picture": writing.picture_file()}).json()
        made = call(
            "post", PRODUCTS, mug(category=CategoryFactory().path, pictures=[{"id": picture["id"], "alt": "A"}])
        )

        answer = call("patch", f"{PRODUCTS}{made.json()['id']}/", {"status": "published"})

        assert (answer.status_code, answer.json()["status"]) == (200, "published")
        assert answer.json()["images"][0]["alt"] == "A"
        offline = call("patch", f"{PRODUCTS}{made.json()['id']}/", {"status": "unpublished"})
        assert offline.json()["status"] == "unpublished"

    def test_change_only_what_is_sent(self, call, product):
        answer = call("patch", url(product), {"title": "Plain mug"})

        assert answer.status_code == 200
        product.refresh_from_db()
        assert (product.title, product.brand, product.variants.count()) == ("Plain mug", "Kiln & Kettle", 2)

    def test_tell_who_was_second(self, call, product):
        call("patch", url(product), {"title": "First", "version": 1})

        answer = call("patch", url(product), {"title": "Second", "version": 1})

        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "edited")
        product.refresh_from_db()
        assert product.title == "First"

    def test_say_what_is_missing_and_change_nothing(self, call, product):
        answer = call("patch", url(product), {"title": "Changed", "status": "published"})

        assert answer.status_code == 409
        assert set(answer.json()["error"]["fields"]) == {"picture", "category"}
        product.refresh_from_db()
        assert product.title == "Speckled mug"

    def test_are_deleted(self, call, product):
        assert call("delete", url(product)).status_code == 204
        product.refresh_from_db()
        assert product.status == ProductStatus.ARCHIVED
        assert call("get", url(product)).status_code == 404

    @pytest.mark.parametrize(
        ("_case", "body", "field"),
        [
            ("no title", {"title": ""}, "title"),
            ("foreign money", mug(variants=[{"price": {"amount": "5", "currency": "USD"}}]), "currency"),
            ("negative price", mug(variants=[{"price": {"amount": "-5"}}]), "variants.0.price.amount"),
            ("no number", mug(variants=[{"price": {"amount": "NaN"}}]), "variants.0.price.amount"),
            ("negative stock", mug(variants=[{"stock": -5}]), "variants.0.stock"),
            ("no category", mug(category="nowhere"), "category"),
            ("unknown field", mug(colour="red"), "colour"),
            ("two alike", mug(variants=[{}, {}]), "option_names"),
            ("a picture that is not there", mug(pictures=[{"id": 4711}]), "pictures.0.id"),
        ],
    )
    def test_refuse(self, call, _case, body, field):
        answer = call("post", PRODUCTS, body)

        assert answer.status_code == 422
        assert field in answer.json()["error"]["fields"]
        assert not Product.objects.exists()

    def test_bear_any_text(self, call):
        for case, text in naughty.TEXTS.items():
            sent = dict.fromkeys(("title", "category", "brand", "description"), text)
            bodies = [sent, {**sent, "variants": [{"sku": text, "price": {"amount": text}}]}, {"title": [text]}, [text]]
            for body in [*bodies, text]:
                assert call("post", PRODUCTS, json.dumps(body)).status_code in (201, 422), case
        assert call("post", PRODUCTS, '{"title": "\\ud800"}').status_code == 422
        assert call("post", PRODUCTS, "no json").status_code in (400, 422)

    def test_belong_to_their_shop(self, product, rita, alice, adam):
        for method, body in (("get", None), ("patch", {"title": "Mine"}), ("delete", None)):
            assert Caller(rita)(method, url(product), body).status_code == 404
            assert Caller(alice)(method, url(product), body).status_code == 403
            assert Client().generic(method.upper(), url(product), secure=True).status_code == 401
        assert Caller(adam)("get", url(product)).status_code == 200
        assert Caller(adam)("get", PRODUCTS).status_code == 403

    def test_have_no_page_for_a_senseless_id(self, call):
        assert call("get", f"{PRODUCTS}{10**30}/").status_code == 404


class TestPictures:
    def test_that_are_none_are_refused(self, call):
        answer = call("post", "/api/seller/pictures/", data={"picture": naughty.file()})

        assert answer.status_code == 422
        assert answer.json()["error"]["fields"] == {"picture": ["The picture must be a JPEG, PNG or WebP file."]}


class TestStock:
    def test_is_read_and_set(self, call, product):
        assert call("get", stock_url(product)).json()["on_hand"] == 3

        answer = call("put", stock_url(product), {"on_hand": 8, "expected": 3})

        assert (answer.status_code, answer.json()["available"]) == (200, 8)
        assert ledger.breaches() == []

    def test_tells_who_was_second(self, call, product):
        call("put", stock_url(product), {"on_hand": 8, "expected": 3})

        for method in ("put", "patch"):
            answer = call(method, stock_url(product), {"on_hand": 5, "expected": 3})

            assert (answer.status_code, answer.json()["error"]["code"]) == (409, "changed_meanwhile")
        assert call("get", stock_url(product)).json()["on_hand"] == 8

    def test_changes_by_pieces_once_per_key(self, call, product):
        for _ in range(2):
            answer = call("patch", stock_url(product), {"change": 4, "key": "delivery-7"})

        assert answer.json()["on_hand"] == 7
        assert call("patch", stock_url(product), {"change": -2}).json()["on_hand"] == 5

    def test_stays_above_what_is_reserved(self, call, product):
        variant = product.variants.order_by("position")[0]
        stock.reserve([stock.Item(variant.pk, 2, "line:1")], by=None, at=timezone.now())

        for body in ({"on_hand": 1}, {"change": -2}):
            answer = call("patch", stock_url(product), body)

            assert answer.status_code == 422
            assert "2 pieces are reserved" in answer.json()["error"]["message"]
        assert Stock.objects.get(pk=variant.pk).on_hand == 3

    @pytest.mark.parametrize(
        "body", [{}, {"on_hand": -1}, {"on_hand": 1, "change": 1}, {"on_hand": 10**12}, {"change": "x"}, [], "x", None]
    )
    def test_refuses(self, call, product, body):
        assert call("patch", stock_url(product), json.dumps(body)).status_code == 422

    def test_belongs_to_its_shop(self, product, rita, alice):
        for method, body in (("get", None), ("put", {"on_hand": 1}), ("patch", {"change": 1})):
            assert Caller(rita)(method, stock_url(product), body).status_code == 404
            assert Caller(alice)(method, stock_url(product), body).status_code == 403

import pytest

from accounts.tests import support
from cart.models import Cart, CartLine, CartState
from cart.tests.factories import CartFactory, CartLineFactory
from catalog.models import ProductStatus, Stock
from catalog.tests.factories import DeliveryRateFactory, ProductFactory

pytestmark = pytest.mark.django_db
JSON = "application/json"


def variant_of(**kwargs):
    product = ProductFactory(**kwargs)
    DeliveryRateFactory(seller=product.seller, area__name="Germany", area__postcode_prefixes=[])
    return product.variants.get()


@pytest.fixture
def api(alice):
    return support.api_client(alice)


def add(api, variant, quantity=1):
    return api.post("/api/cart/lines/", {"variant": variant.pk, "quantity": quantity}, content_type=JSON)


def patch(api, line, quantity):
    return api.patch(f"/api/cart/lines/{line}/", {"quantity": quantity}, content_type=JSON)


class TestRead:
    def test_has_the_published_shape(self, api):
        variant = variant_of(price="24.00", title="Mug", sku="MUG-1")
        add(api, variant, 2)

        body = api.get("/api/cart/").json()

        assert body["id"] == str(Cart.objects.get().pk)
        assert body["lines"] == [
            {
                "id": CartLine.objects.get().pk,
                "variant": variant.pk,
                "sku": "MUG-1",
                "title": "Mug",
                "quantity": 2,
                "unit_price": {"amount": "24.00", "currency": "EUR"},
                "line_total": {"amount": "48.00", "currency": "EUR"},
            }
        ]
        amounts = {name: value["amount"] for name, value in body["totals"].items()}
        assert amounts == {"items": "48.00", "discount": "0.00", "delivery": "4.90", "tax": "0.00", "total": "52.90"}

    def test_makes_no_basket(self, api):
        body = api.get("/api/cart/").json()

        assert (body["id"], body["lines"], body["totals"]["total"]["amount"]) == (None, [], "0.00")
        assert not Cart.objects.exists()

    def test_says_what_changed(self, api):
        add(api, variant_of(title="Mug"), 5)
        Stock.objects.update(on_hand=2)

        body = api.get("/api/cart/").json()

        assert body["notices"] == ["Mug: Only 2 left. We set the quantity to 2."]
        assert body["lines"][0]["quantity"] == 2

    def test_needs_a_token(self, client, client_of, alice):
        assert client.get("/api/cart/").status_code == 401
        assert client_of(alice).get("/api/cart/").status_code == 401

    def test_never_shows_the_basket_of_another_user_or_a_guest(self, api, eve):
        CartLineFactory(cart=CartFactory(user=eve))
        CartLineFactory(cart=CartFactory(user=None))

        assert api.get("/api/cart/").json()["lines"] == []

    def test_needs_as_many_queries_for_many_lines_as_for_one(self, api, django_assert_max_num_queries):
        seller = variant_of().seller
        for _ in range(2):
            for _ in range(5):
                add(api, ProductFactory(seller=seller).variants.get())
            # token and user, cart, lines, discounts, taxes, categories, pictures, default address, areas, rates,
            # and the token's last use the first time
            with django_assert_max_num_queries(11):
                api.get("/api/cart/")


class TestAdd:
    def test_answers_201_with_the_basket(self, api):
        response = add(api, variant_of(), 3)

        assert response.status_code == 201
        assert response.json()["lines"][0]["quantity"] == 3

    def test_clamps_with_a_notice(self, api):
        response = add(api, variant_of(stock=2), 3)

        assert response.json()["lines"][0]["quantity"] == 2
        assert response.json()["notices"] == ["Only 2 left. We set the quantity to 2."]

    def test_refuses_what_is_sold_out(self, api):
        response = add(api, variant_of(stock=0))

        assert (response.status_code, response.json()["error"]["code"]) == (409, "sold_out")

    def test_refuses_what_is_not_for_sale(self, api):
        response = add(api, variant_of(status=ProductStatus.DRAFT))

        assert (response.status_code, response.json()["error"]["code"]) == (409, "not_for_sale")

    def test_knows_no_unknown_variant(self, api):
        response = api.post("/api/cart/lines/", {"variant": 2**62, "quantity": 1}, content_type=JSON)

        assert response.status_code == 404

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"variant": None},
            {"variant": "x"},
            {"variant": -1},
            {"variant": 2**63},
            {"variant": 1, "quantity": 0},
            {"variant": 1, "quantity": -5},
            {"variant": 1, "quantity": 1.5},
            {"variant": 1, "quantity": "\0"},
            {"variant": 1, "quantity": 10**400},
            {"variant": [1]},
            [],
        ],
    )
    def test_refuses_what_makes_no_sense(self, api, body):
        response = api.post("/api/cart/lines/", body, content_type=JSON)

        assert response.status_code == 422
        assert response.json()["error"]["fields"]
        assert not Cart.objects.exists()


class TestChange:
    def test_sets_the_quantity(self, api):
        line = add(api, variant_of()).json()["lines"][0]["id"]

        response = patch(api, line, 4)

        assert response.status_code == 200
        assert response.json()["lines"][0]["quantity"] == 4

    def test_zero_removes(self, api):
        line = add(api, variant_of()).json()["lines"][0]["id"]

        assert patch(api, line, 0).json()["lines"] == []

    def test_delete_removes(self, api):
        line = add(api, variant_of()).json()["lines"][0]["id"]

        response = api.delete(f"/api/cart/lines/{line}/")

        assert response.status_code == 200
        assert response.json()["lines"] == []

    @pytest.mark.parametrize("quantity", [-1, "two", None, 1.5, 10**400, 1000])
    def test_refuses_what_is_no_quantity_and_changes_nothing(self, api, quantity):
        line = add(api, variant_of(), 2).json()["lines"][0]["id"]

        assert patch(api, line, quantity).status_code == 422
        assert CartLine.objects.get().quantity == 2

    def test_never_touches_the_line_of_somebody_else(self, api, eve):
        """Sylius CVE-2026-31821: one verb of several without the ownership check."""
        add(api, variant_of())
        foreign = CartLineFactory(cart=CartFactory(user=eve), quantity=3)
        guests = CartLineFactory(cart=CartFactory(user=None), quantity=3)

        for line in (foreign, guests):
            assert patch(api, line.pk, 1).status_code == 404
            assert api.delete(f"/api/cart/lines/{line.pk}/").status_code == 404
        assert set(CartLine.objects.filter(pk__in=[foreign.pk, guests.pk]).values_list("quantity", flat=True)) == {3}

    def test_knows_no_line_without_a_basket(self, api):
        assert patch(api, 1, 1).status_code == 404
        assert patch(api, 2**70, 1).status_code == 404

    def test_refuses_other_methods(self, api):
        assert api.put("/api/cart/", {}, content_type=JSON).status_code == 405

    def test_an_ordered_basket_is_not_the_current_one(self, api):
        line = add(api, variant_of()).json()["lines"][0]["id"]
        Cart.objects.update(state=CartState.ORDERED)

        assert patch(api, line, 2).status_code == 404
        assert api.get("/api/cart/").json()["id"] is None

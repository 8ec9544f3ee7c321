"""The wish list: saved by guests and customers, told of falls, moved into the basket."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import PASSWORD
from cart.models import MOST_SAVED, CartLine, SavedItem
from cart.tests.pages import variant_of
from catalog.models import Stock, Variant
from catalog.tests.browsing import text
from catalog.tests.factories import DiscountFactory, VariantFactory
from shop.core import registry

pytestmark = pytest.mark.django_db


def save(client, variant, **more):
    return client.post("/saved/add/", {"variant": variant.pk, **more}, secure=True)


def shown(client) -> str:
    return text(client.get("/saved/", secure=True))


@pytest.fixture(params=["guest", "customer"])
def visitor(request, client, client_of, alice):
    return client if request.param == "guest" else client_of(alice)


class TestList:
    def test_keeps_what_was_saved(self, visitor):
        mug = variant_of(title="Speckled mug")

        response = save(visitor, mug, next=mug.get_absolute_url())

        assert response["Location"] == mug.get_absolute_url()
        assert "Speckled mug" in shown(visitor)

    def test_of_one_visitor_is_not_that_of_another(self, client, client_of, alice, eve):
        mug = variant_of(title="Speckled mug")
        save(client_of(alice), mug)

        assert "Nothing saved yet" in shown(client_of(eve))
        assert "Nothing saved yet" in shown(client)

    def test_knows_a_thing_once(self, visitor):
        mug = variant_of(title="Speckled mug")
        save(visitor, mug)
        save(visitor, mug)

        assert shown(visitor).count("Move to basket") == 1

    def test_tells_what_became_cheaper(self, visitor):
        mug = variant_of(price="24.00")
        save(visitor, mug)
        DiscountFactory(seller=mug.seller, value="25")

        assert "€6.00 less than when you saved it" in shown(visitor)

    def test_tells_of_little_left_of_none_and_of_what_is_gone(self, visitor):
        low, out, gone = (variant_of(title=title, stock=3) for title in ("Low mug", "Sold mug", "Gone mug"))
        for variant in (low, out, gone):
            save(visitor, variant)
        Stock.objects.filter(variant=out).update(on_hand=0)
        Variant.objects.filter(pk=gone.pk).update(is_active=False)

        words = shown(visitor)

        assert all(notice in words for notice in ("Only 3 left.", "Sold out.", "No longer offered."))
        assert words.count("Move to basket") == 1

    def test_takes_as_many_queries_for_more_rows(self, client_of, alice, django_assert_max_num_queries):
        browser = client_of(alice)
        for _ in range(6):
            save(browser, variant_of())

        # session; user; roles; list; variants; discounts, categories; pictures; basket's count
        with django_assert_max_num_queries(10):
            browser.get("/saved/", secure=True)


class TestButton:
    def test_of_the_product_page_saves_the_chosen_variant(self, client):
        mug = variant_of()
        large = VariantFactory(product=mug.product, options={"Size": "L"}, position=5)

        html = client.get(large.get_absolute_url(), secure=True).content.decode()

        assert f'id="save-{large.pk}"' in html
        assert "Save for later" in html

    def test_answers_scripts_with_its_other_state(self, visitor):
        mug = variant_of()

        response = visitor.post("/saved/add/", {"variant": mug.pk}, headers={"HX-Request": "true"}, secure=True)

        assert 'action="/saved/remove/"' in response.content.decode()
        assert "<html" not in response.content.decode()

    @pytest.mark.parametrize("variant", ["", "0", "-1", "abc", "9" * 40, "💥", "\0"])
    @pytest.mark.parametrize("action", ["add", "remove", "move"])
    def test_knows_no_other_thing(self, client, action, variant):
        assert client.post(f"/saved/{action}/", {"variant": variant}, secure=True).status_code == 404

    def test_leads_to_no_other_site(self, client):
        assert save(client, variant_of(), next="https://evil.example/")["Location"] == "/saved/"


class TestRemoving:
    def test_can_be_undone(self, visitor):
        mug = variant_of(title="Speckled mug")
        save(visitor, mug)

        response = visitor.post("/saved/remove/", {"variant": mug.pk, "undo": "1"}, secure=True, follow=True)
        assert "Speckled mug is off your list. Undo" in text(response)

        save(visitor, mug, next="/saved/")
        assert "off your list" not in shown(visitor)
        assert "Move to basket" in shown(visitor)

    def test_of_what_is_not_there_changes_nothing(self, client_of, alice, eve):
        mug = variant_of()
        save(client_of(alice), mug)

        client_of(eve).post("/saved/remove/", {"variant": mug.pk}, secure=True)

        assert SavedItem.objects.get().user == alice


class TestMoving:
    def test_puts_it_into_the_basket(self, visitor):
        mug = variant_of(title="Speckled mug")
        save(visitor, mug)

        response = visitor.post("/saved/move/", {"variant": mug.pk}, secure=True, follow=True)

        assert "Speckled mug is in your basket." in text(response)
        assert CartLine.objects.get().variant == mug
        assert "Nothing saved yet" in text(response)

    def test_keeps_what_cannot_be_had(self, visitor):
        mug = variant_of(title="Speckled mug")
        save(visitor, mug)
        Stock.objects.update(on_hand=0)

        response = visitor.post("/saved/move/", {"variant": mug.pk}, secure=True, follow=True)

        assert not CartLine.objects.exists()
        assert "Speckled mug" in text(response)


class TestSigningIn:
    def test_brings_the_guests_list_along(self, client, alice):
        mine, both = variant_of(title="Mine"), variant_of(title="Both", price="24.00")
        SavedItem.objects.create(user=alice, variant=both, price_seen=Decimal("30.00"))
        save(client, mine)
        save(client, both)

        client.post(reverse("accounts:login"), {"email": alice.email, "password": PASSWORD}, secure=True)

        assert {item.variant: item.price_seen for item in alice.saved_items.all()} == {
            mine: Decimal("24.00"),
            both: Decimal("30.00"),  # the price of the first day
        }

    def test_passes_over_what_has_vanished(self, client, alice):
        mug = variant_of()
        save(client, mug)
        mug.delete()

        client.post(reverse("accounts:login"), {"email": alice.email, "password": PASSWORD}, secure=True)

        assert not alice.saved_items.exists()


def test_a_list_has_an_end(alice, client_of):
    variants = [VariantFactory() for _ in range(3)]
    now = timezone.now()
    SavedItem.objects.bulk_create(
        SavedItem(user=alice, variant=VariantFactory(), price_seen=1, saved_at=now) for _ in range(MOST_SAVED - 1)
    )

    for variant in variants:
        save(client_of(alice), variant)

    assert alice.saved_items.count() == MOST_SAVED
    assert alice.saved_items.filter(variant=variants[2]).exists()


def test_personal_data_holds_it_and_erasing_takes_it(alice):
    SavedItem.objects.create(user=alice, variant=variant_of(title="Speckled mug"), price_seen=24)

    assert registry.personal_data["saved things"](alice)[0]["title"] == "Speckled mug"
    for erase in registry.erasers:
        erase(alice)

    assert not SavedItem.objects.exists()

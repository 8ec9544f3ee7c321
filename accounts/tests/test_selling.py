import pytest
from django.utils import timezone

from accounts import operations
from accounts.models import Seller, SellerEvent, SellerStatus
from accounts.roles import Role
from accounts.tests import support
from accounts.tests.factories import SellerFactory, UserFactory
from shop.core import registry, states

pytestmark = pytest.mark.django_db

FORM = {"shop_name": "Nora's Nook", "story": "We fold paper."}


@pytest.fixture
def browser(client_of, alice):
    return client_of(alice)


def test_files_an_application(browser, alice):
    response = browser.post("/seller/apply/", FORM)

    seller = Seller.objects.get(user=alice)
    event = SellerEvent.objects.get(subject=seller)
    assert (response.status_code, response.headers["Location"]) == (302, "/seller/apply/")
    assert (seller.name, seller.slug, seller.status) == ("Nora's Nook", "noras-nook", SellerStatus.APPLIED)
    assert (event.by, event.to_status) == (alice, "applied")
    assert Role.SELLER not in alice.roles
    assert [message.subject for message in support.sent()] == ["We have your application"]


def test_shows_how_it_stands(browser, alice):
    SellerFactory(user=alice, status="applied")

    page = browser.get("/seller/apply/").content.decode()

    assert "Applied" in page
    assert 'name="shop_name"' not in page


def test_takes_one_application_only(browser, alice):
    SellerFactory(user=alice, status="rejected", name="First")

    response = browser.post("/seller/apply/", FORM)

    assert response.status_code == 422
    assert "You applied already." in response.content.decode()
    assert Seller.objects.get().name == "First"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("shop_name", "", "Enter the name of your shop."),
        ("shop_name", "x" * 10_000, "at most 80 characters"),
        ("shop_name", "No\0ra", "Some characters cannot be read."),
        ("story", "", "Tell us in a few sentences"),
        ("story", "x" * 10_000, "at most 2000 characters"),
    ],
)
def test_says_beside_the_field_what_is_wrong(browser, field, value, sentence):
    response = browser.post("/seller/apply/", {**FORM, field: value})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Seller.objects.exists()


def test_keeps_line_breaks_of_the_story(browser):
    browser.post("/seller/apply/", {**FORM, "story": "We fold.\r\n\r\nAnd cut."})

    assert "And cut." in Seller.objects.get().story


def test_guests_go_to_the_login(client_of):
    assert client_of(None).get("/seller/apply/").headers["Location"] == "/login/?next=/seller/apply/"


@pytest.mark.parametrize(
    ("name", "slug"), [("Oak & Edge", "oak-edge-2"), ("喫茶", "shop"), ("---", "shop"), ("É" * 80, "e" * 50)]
)
def test_finds_a_free_address_for_the_shop(rita, alice, name, slug):
    seller = operations.apply_to_sell(user=alice, shop_name=name, story="", by=alice, now=timezone.now())

    assert seller.slug == slug


def decide(deed, seller, by):
    return getattr(operations, deed)(seller=seller, by=by, now=timezone.now())


def test_approval_gives_the_role_and_tells_everybody(alice, adam, monkeypatch):
    told: list[int] = []
    monkeypatch.setattr(registry, "seller_changed", [told.append])
    seller = SellerFactory(user=alice, status="applied")

    decide("approve_seller", seller, adam)

    assert seller.status == SellerStatus.APPROVED
    assert Role.SELLER in alice.roles
    assert told == [seller.pk]
    assert [message.subject for message in support.sent()] == ["Your shop is open"]


def test_nobody_sells_before_the_address_is_confirmed(adam):
    sleeper = UserFactory(is_active=False)
    seller = SellerFactory(user=sleeper, status="applied")

    with pytest.raises(operations.NotActivated):
        decide("approve_seller", seller, adam)

    seller.refresh_from_db()
    assert seller.status == SellerStatus.APPLIED
    assert Role.SELLER not in sleeper.roles


def test_suspension_takes_the_shop_off_and_leaves_the_desk(bruno, adam, monkeypatch):
    told: list[int] = []
    monkeypatch.setattr(registry, "seller_changed", [told.append])

    decide("suspend_seller", bruno.seller, adam)

    assert bruno.seller.status == SellerStatus.SUSPENDED
    assert Role.SELLER in bruno.roles
    assert told == [bruno.seller.pk]
    decide("approve_seller", bruno.seller, adam)
    assert bruno.seller.status == SellerStatus.APPROVED


@pytest.mark.parametrize(
    ("status", "deed"),
    [
        ("applied", "suspend_seller"),
        ("approved", "approve_seller"),
        ("approved", "reject_seller"),
        ("suspended", "suspend_seller"),
        ("suspended", "reject_seller"),
        ("rejected", "approve_seller"),
        ("rejected", "reject_seller"),
        ("rejected", "suspend_seller"),
    ],
)
def test_other_moves_are_refused_and_change_nothing(adam, status, deed):
    seller = SellerFactory(status=status)

    with pytest.raises(states.IllegalMove):
        decide(deed, seller, adam)

    seller.refresh_from_db()
    assert seller.status == status
    assert not SellerEvent.objects.exists()
    assert support.sent() == []

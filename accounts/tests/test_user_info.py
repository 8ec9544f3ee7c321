from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import operations
from accounts.models import Address, CodeApp, Device, RecoveryCode, Seller, Token, TokenScope, User
from accounts.roles import Role
from accounts.tests import support
from accounts.tests.factories import PASSWORD, AddressFactory, SellerFactory
from shop.core import registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of, alice):
    """Alice, signed in by the form, so that her device is known."""
    client = client_of(None)
    client.post("/login/", {"email": alice.email, "password": PASSWORD})
    return client


def test_shows_what_we_know(browser, alice):
    AddressFactory(owner=alice, line1="Kastanienallee 7", is_default=True)
    support.issued(alice, TokenScope.AUTH, label="Shopping script")

    page = browser.get("/user-info/").content.decode()

    for words in ("Alice Anders", "alice@example.com", "Kastanienallee 7", "Shopping script", "This device"):
        assert words in page
    assert page.count('id="theme-label"') == 1


def test_shows_nothing_of_anybody_else(browser, eve):
    AddressFactory(owner=eve, line1="Am Krähenbusch 3")
    support.issued(eve, TokenScope.AUTH, label="A stranger's script")

    page = browser.get("/user-info/").content.decode()

    assert "Krähenbusch" not in page
    assert "A stranger" not in page


def test_is_private(browser, client_of):
    assert "no-store" in browser.get("/user-info/").headers["Cache-Control"]
    guest = client_of(None).get("/user-info/")
    assert (guest.status_code, guest.headers["Location"]) == (302, "/login/?next=/user-info/")


def test_asks_no_more_of_the_database_for_more_rows(browser, alice, django_assert_max_num_queries):
    def fill(count):
        AddressFactory.create_batch(count, owner=alice)
        for _ in range(count):
            support.issued(alice, TokenScope.AUTH)

    fill(1)
    with django_assert_max_num_queries(12):
        browser.get("/user-info/")
    fill(10)
    with django_assert_max_num_queries(12):
        browser.get("/user-info/")


def test_signs_another_device_out(browser, alice, client_of, django_capture_on_commit_callbacks):
    other = client_of(None)
    other.post("/login/", {"email": alice.email, "password": PASSWORD})
    device = Device.objects.get(session_key=other.session.session_key)

    with django_capture_on_commit_callbacks(execute=True):
        response = browser.post(f"/user-info/devices/{device.pk}/end/")

    assert response.status_code == 302
    assert other.get("/user-info/").status_code == 302
    assert browser.get("/user-info/").status_code == 200
    assert not Device.objects.filter(pk=device.pk).exists()


def test_signs_this_device_out(browser):
    browser.post(f"/user-info/devices/{Device.objects.get().pk}/end/")

    assert browser.get("/user-info/").status_code == 302


def test_ends_nobody_elses_device_or_token(browser, eve):
    device = Device.objects.create(
        user=eve, session_key="of-eve", label="x", signed_in_at=timezone.now(), last_seen_at=timezone.now()
    )
    support.issued(eve, TokenScope.AUTH)
    token = Token.objects.get()

    assert browser.post(f"/user-info/devices/{device.pk}/end/").status_code == 404
    assert browser.post(f"/user-info/tokens/{token.pk}/revoke/").status_code == 404
    assert Device.objects.filter(pk=device.pk).exists()
    assert Token.objects.get().revoked_at is None


def test_revokes_a_token(browser, alice):
    program = support.api_client(alice)
    token = Token.objects.get()

    browser.post(f"/user-info/tokens/{token.pk}/revoke/")

    assert program.get("/api/user/me/").status_code == 401


@pytest.mark.parametrize("path", ["devices/1/end", "tokens/1/revoke"])
def test_ends_nothing_by_a_link(browser, path):
    assert browser.get(f"/user-info/{path}/").status_code == 405


def test_deletes_the_account_and_everything_that_names_the_person(browser, alice):
    AddressFactory(owner=alice)
    program = support.api_client(alice)
    support.code_app(alice)
    operations.new_recovery_codes(user=alice, by=alice, now=timezone.now())

    response = browser.post("/user-info/delete/", {"current_password": PASSWORD}, follow=True)

    after = User.objects.get(pk=alice.pk)
    assert "Your account is deleted." in response.content.decode()
    assert after.email == f"erased-{alice.pk}@erased.invalid"
    assert (after.full_name, after.phone, after.is_active) == ("", "", False)
    assert after.erased_at is not None
    assert not after.has_usable_password()
    assert after.roles == frozenset()
    assert not Address.objects.exists()
    assert not Device.objects.exists()
    assert not Token.objects.exists()
    assert not CodeApp.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert browser.get("/user-info/").status_code == 302
    assert program.get("/api/user/me/").status_code == 401
    assert support.sent()[-1].to == ["alice@example.com"]


def test_lets_the_other_apps_forget_first(browser, alice, monkeypatch):
    seen = []
    monkeypatch.setattr(registry, "erasers", [lambda user: seen.append(user.email)])

    browser.post("/user-info/delete/", {"current_password": PASSWORD})

    assert seen == ["alice@example.com"]


def test_frees_the_address_for_a_new_account(browser, client_of):
    browser.post("/user-info/delete/", {"current_password": PASSWORD})

    client_of(None).post("/register/", {"email": "alice@example.com", "password": PASSWORD, "full_name": "Alice Anew"})

    assert User.objects.get(email="alice@example.com").full_name == "Alice Anew"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Enter your password."), ("wrong password", "This is not your current password."), ("x" * 10_000, "256")],
)
def test_deletes_nothing_without_the_password(browser, alice, typed, sentence):
    response = browser.post("/user-info/delete/", {"current_password": typed})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert User.objects.get(pk=alice.pk).erased_at is None
    assert browser.get("/user-info/").status_code == 200


@pytest.mark.parametrize(
    ("who", "sentence"), [("bruno", "Your shop is open."), ("dora", "You are a courier."), ("adam", "the last admin")]
)
def test_asks_for_a_hand_over_first(client_of, request, who, sentence):
    user = request.getfixturevalue(who)

    response = client_of(user).post("/user-info/delete/", {"current_password": PASSWORD})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert User.objects.get(pk=user.pk).is_active


def test_withdraws_an_application(browser, alice):
    seller = SellerFactory(user=alice, status="applied", payout_details="DE02 1203")

    browser.post("/user-info/delete/", {"current_password": PASSWORD})

    after = Seller.objects.get(pk=seller.pk)
    assert (after.status, after.payout_details) == ("rejected", "")
    assert Role.SELLER not in after.user.roles


@pytest.mark.parametrize(("status", "stays"), [("applied", False), ("rejected", False), ("suspended", True)])
def test_a_shop_that_never_opened_leaves_no_name(alice, status, stays):
    SellerFactory(user=alice, name="Alice Anders Ceramics", slug="alice-anders", status=status)

    operations.erase(user=alice, by=alice, now=timezone.now())

    shop = Seller.objects.get(user=alice)
    assert (shop.story, shop.town) == ("", "")
    assert ("Alice" in shop.name, "alice" in shop.slug) == (stays, stays)


def test_shows_times_in_ones_own_zone(browser, alice):
    moment = timezone.now().replace(year=2026, month=1, day=15, hour=12, minute=0)
    Device.objects.update(signed_in_at=moment, last_seen_at=moment)
    assert "15 Jan 2026, 13:00" in browser.get("/user-info/").content.decode()

    alice.time_zone = "Asia/Tokyo"
    alice.save()

    assert "15 Jan 2026, 21:00" in browser.get("/user-info/").content.decode()
    assert timezone.get_current_timezone_name() != "Asia/Tokyo"


def test_an_unknown_zone_is_the_shops(browser, alice):
    alice.time_zone = "Mars/Olympus"
    alice.save()

    assert browser.get("/user-info/").status_code == 200


def test_a_guest_without_a_session_costs_no_query(client_of, django_assert_num_queries):
    with django_assert_num_queries(0):
        client_of(None).get("/login/")


def age_session(browser, **ago):
    """Let time pass for a session: it was noted that long ago."""
    session = browser.session
    session["seen_at"] = int((timezone.now() - timedelta(**ago)).timestamp())
    session.save()


def test_notes_once_an_hour_when_a_device_was_seen(browser, django_assert_num_queries):
    long_ago = timezone.now() - timedelta(hours=3)
    Device.objects.update(last_seen_at=long_ago)
    browser.get("/user-info/")
    assert Device.objects.get().last_seen_at == long_ago

    age_session(browser, hours=3)
    browser.get("/user-info/")

    assert timezone.now() - Device.objects.get().last_seen_at < timedelta(minutes=1)


def test_ends_a_session_whose_device_is_gone(browser):
    """A copy of the session that a cache kept, for example."""
    Device.objects.all().delete()
    age_session(browser, hours=2)

    assert browser.get("/user-info/").status_code == 302


def test_ends_a_session_that_nobody_used_for_half_a_day(browser):
    age_session(browser, hours=13)

    assert browser.get("/user-info/").status_code == 302


def test_keeps_a_session_that_was_to_be_kept(client_of, alice):
    browser = client_of(None)
    browser.post("/login/", {"email": alice.email, "password": PASSWORD, "remember": "on"})
    age_session(browser, days=20)

    assert browser.get("/user-info/").status_code == 200


def test_ends_every_session_after_ninety_days(client_of, alice):
    browser = client_of(None)
    browser.post("/login/", {"email": alice.email, "password": PASSWORD, "remember": "on"})
    Device.objects.update(signed_in_at=timezone.now() - timedelta(days=91))
    age_session(browser, hours=2)

    assert browser.get("/user-info/").status_code == 302

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import Device
from accounts.tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
WRONG = "Email or password is not right."


@pytest.fixture
def browser(client_of):
    return client_of(None)


def form(**more: str) -> dict[str, str]:
    return {"email": "alice@example.com", "password": PASSWORD, **more}


def test_signs_in_and_goes_home(browser, alice):
    response = browser.post("/login/", form())

    assert response.status_code == 302
    assert response.headers["Location"] == "/"
    assert browser.get("/user-info/").status_code == 200


def test_takes_the_address_in_any_case(browser, alice):
    assert browser.post("/login/", form(email=" ALICE@Example.com ")).status_code == 302


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/addresses/", "/addresses/"),
        ("/listing/?q=mug&page=2", "/listing/?q=mug&page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("https://localhost.evil.example/", "/"),
        ("addresses", "/"),
        ("accounts:addresses", "/"),
        ("\0", "/"),
        ("x" * 10_000, "/"),
    ],
)
def test_returns_only_to_this_host(browser, alice, target, location):
    response = browser.post("/login/", form(next=target))

    assert response.status_code == 302
    assert response.headers["Location"] == location


def test_keeps_where_to_go_while_the_form_is_wrong(browser, alice):
    response = browser.post("/login/", form(password="wrong", next="/addresses/"))

    assert 'name="next" value="/addresses/"' in response.content.decode()


def test_gives_the_session_a_new_key_and_keeps_what_it_held(browser, alice):
    session = browser.session
    session["guest_cart"] = "the basket of a guest"
    session.save()
    before = session.session_key

    browser.post("/login/", form())

    assert browser.session.session_key != before
    assert browser.session["guest_cart"] == "the basket of a guest"
    assert not Session.objects.filter(session_key=before).exists()


def test_notes_the_device(browser, alice):
    browser.post("/login/", form(), headers={"User-Agent": FIREFOX})

    device = Device.objects.get(user=alice)
    assert device.label == "Firefox on Linux"
    assert device.session_key == browser.session.session_key


def test_a_second_sign_in_in_one_browser_is_still_one_device(browser, alice):
    browser.post("/login/", form())
    browser.post("/login/", form())

    assert Device.objects.filter(user=alice).count() == 1


def test_ends_with_the_browser_unless_told_otherwise(browser, alice, client_of):
    browser.post("/login/", form())
    staying = client_of(None)
    staying.post("/login/", form(remember="on"))

    assert browser.session.get_expire_at_browser_close()
    assert not staying.session.get_expire_at_browser_close()
    assert staying.session.get_expiry_age() == pytest.approx(timedelta(days=30).total_seconds(), abs=60)


@pytest.mark.parametrize(
    ("_case", "data"),
    [
        ("wrong password", {"email": "alice@example.com", "password": "wrong password"}),
        ("unknown", {"email": "nobody@example.com", "password": PASSWORD}),
        ("not active", {"email": "sleeper@example.com", "password": PASSWORD}),
    ],
)
def test_says_the_same_whatever_is_wrong(browser, alice, _case, data):
    UserFactory(email="sleeper@example.com", is_active=False)

    response = browser.post("/login/", data)

    assert response.status_code == 422
    page = response.content.decode()
    assert page.count(WRONG) == 1
    assert data["password"] not in page
    assert f'value="{data["email"]}"' in page
    assert not Device.objects.exists()


def test_costs_a_hash_whatever_is_wrong(browser, alice, hashed):
    for email in ("alice@example.com", "nobody@example.com"):
        hashed.clear()
        browser.post("/login/", form(email=email, password="wrong password"))

        assert len(hashed) == 1


@pytest.fixture
def hashed(monkeypatch):
    """Every password that was hashed."""

    passwords: list[str] = []
    original = MD5PasswordHasher.encode

    def encode(self, password, salt):
        passwords.append(password)
        return original(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    return passwords


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("email", "", "Enter your email address."),
        ("email", "x" * 10_000, "address"),
        ("email", "a\0b@example.com", "address"),
        ("password", "", "Enter your password."),
        ("password", "x" * 10_000, "at most 256 characters"),
        ("password", "with\0nul", "Some characters cannot be read."),
    ],
)
def test_says_beside_the_field_what_is_wrong(browser, alice, field, value, sentence):
    response = browser.post("/login/", form(**{field: value}))

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_somebody_signed_in_goes_on(client_of, alice):
    assert client_of(alice).get("/login/?next=/addresses/").headers["Location"] == "/addresses/"


def test_signing_out_is_a_post_and_ends_the_session_on_the_server(browser, alice):
    browser.post("/login/", form())
    key = browser.session.session_key
    cookies = browser.cookies.copy()

    assert browser.get("/logout/").status_code == 405
    assert browser.post("/logout/").status_code == 302

    assert not Session.objects.filter(session_key=key).exists()
    assert not Device.objects.exists()
    browser.cookies = cookies
    assert browser.get("/user-info/").status_code == 302


def test_a_guest_may_sign_out_too(browser):
    assert browser.post("/logout/").headers["Location"] == "/"


def test_a_session_key_from_outside_is_replaced(browser, alice, settings):
    browser.cookies[settings.SESSION_COOKIE_NAME] = "planted" * 5

    browser.post("/login/", form())

    assert browser.session.session_key != "planted" * 5
    assert Device.objects.get().signed_in_at <= timezone.now()

"""A session that ends in the middle of a form loses nothing but what must not be kept."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.models import Address, Device
from accounts.tests import support
from accounts.tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

ADD = "/addresses/add/"
TYPED = {
    "country": "DE",
    "full_name": 'Alice "Anders" <b>',
    "line1": "Kastanienallee 7",
    "line2": "Hinterhof",
    "postal_code": "10435",
    "city": "Berlin",
    "make_default": "on",
}


@pytest.fixture
def browser(alice):
    """Alice was signed in and looked at a page; then her session ended on the server."""
    browser = support.signed_in(alice)
    browser.get("/user-info/")
    end_session(browser)
    return browser


def end_session(browser):
    Device.objects.filter(session_key=browser.session.session_key).delete()
    browser.session.delete()


def sign_in(browser, user, target):
    return browser.post("/login/", {"email": user.email, "password": PASSWORD, "next": target})


def value_of(page, name):
    (tag,) = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page)
    (value,) = re.findall(r'value="([^"]*)"', tag)
    return value


def test_comes_back_to_the_form_with_everything_as_it_was_typed(browser, alice):
    sent = browser.post(ADD, TYPED)
    assert sent.headers["Location"] == f"/login/?next={ADD}"
    assert "what you typed is there again" in browser.get(sent.headers["Location"]).content.decode()

    back = sign_in(browser, alice, ADD)
    page = browser.get(back.headers["Location"]).content.decode()

    assert "This is what you typed before." in page
    assert value_of(page, "full_name") == "Alice &quot;Anders&quot; &lt;b&gt;"
    assert value_of(page, "line1") == "Kastanienallee 7"
    assert value_of(page, "postal_code") == "10435"
    assert re.search(r'<input[^>]*name="make_default"[^>]*checked', page)
    assert not Address.objects.exists()


def test_is_forgotten_once_it_was_sent_again(browser, alice):
    browser.post(ADD, TYPED)
    sign_in(browser, alice, ADD)

    browser.post(ADD, {**TYPED, "full_name": "Alice Anders"})

    assert Address.objects.get().line1 == "Kastanienallee 7"
    assert "Kastanienallee" not in browser.get(ADD).content.decode()


def test_takes_the_page_of_a_form_that_sends_elsewhere(browser, alice):
    path = "/user-info/tokens/revoke/"

    sent = browser.post(path, {"note": "all of them"}, headers={"Referer": "https://localhost/user-info/"})
    evil = browser.post(path, {"note": "x"}, headers={"Referer": "https://evil.example/user-info/"})

    assert sent.headers["Location"] == "/login/?next=/user-info/"
    assert evil.headers["Location"] == f"/login/?next={path}"


def test_keeps_no_password_and_nothing_readable(browser, alice):
    secret = {"form": "password", "current_password": "my old secret", "password": "my new secret"}
    browser.post("/update/user-info/", {**secret, "full_name": "Alice In Chains"})

    stored = "".join(str(row.get_decoded()) for row in Session.objects.all())
    sign_in(browser, alice, "/update/user-info/")
    page = browser.get("/update/user-info/").content.decode()

    assert "my old secret" not in page + stored
    assert "my new secret" not in page + stored
    assert "Alice In Chains" not in stored


def test_fills_the_form_that_was_sent_and_no_other(browser, alice):
    browser.post("/update/user-info/", {"form": "email", "new_email": "new@example.com", "current_password": "x" * 12})
    sign_in(browser, alice, "/update/user-info/")

    page = browser.get("/update/user-info/").content.decode()

    assert value_of(page, "new_email") == "new@example.com"
    assert value_of(page, "full_name") == "Alice Anders"
    assert page.index("This is what you typed before.") > page.index('id="email"')


def test_shows_nobody_else_what_somebody_typed(browser, eve):
    browser.post(ADD, TYPED)

    sign_in(browser, eve, ADD)

    assert "Kastanienallee" not in browser.get(ADD).content.decode()


def test_waits_for_half_an_hour(browser, alice):
    browser.post(ADD, TYPED)

    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        sign_in(browser, alice, ADD)
        assert "Kastanienallee" not in browser.get(ADD).content.decode()


def test_writes_nothing_for_somebody_who_never_signed_in(client_of):
    stranger = client_of(None)

    response = stranger.post(ADD, TYPED)

    assert response.headers["Location"] == f"/login/?next={ADD}"
    assert not Session.objects.exists()


def test_does_not_keep_what_is_too_much(browser):
    browser.post(ADD, {**TYPED, "note": "x" * 300_000})

    assert "kept_form" not in browser.session


@pytest.mark.parametrize("text", ["😀" * 500, "a\0b", "\u2028line", "</textarea><script>", "\r\n" * 50])
def test_survives_any_text(browser, alice, text):
    browser.post("/seller/apply/", {"shop_name": "Alice's", "story": text})
    sign_in(browser, alice, "/seller/apply/")

    page = browser.get("/seller/apply/").content.decode()

    assert "<script>" not in page
    assert value_of(page, "shop_name") == "Alice&#x27;s"


def test_sends_htmx_to_a_whole_page(browser):
    headers = {"HX-Request": "true", "HX-Current-URL": "https://localhost/addresses/add/"}

    response = browser.post(ADD, TYPED, headers=headers)

    assert response.headers["HX-Redirect"] == f"/login/?next={ADD}"


def test_an_old_form_is_refused_and_loses_nothing(alice):
    browser = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    browser.force_login(alice)
    browser.get(ADD)

    refused = browser.post(ADD, TYPED, secure=True, headers={"Origin": "https://localhost"})
    page = browser.get(ADD, secure=True).content.decode()

    assert refused.status_code == 403
    assert f'href="{ADD}"' in refused.content.decode()
    assert value_of(page, "line1") == "Kastanienallee 7"
    assert not Address.objects.exists()


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example"])
def test_another_site_cannot_put_words_into_a_form(alice, origin):
    browser = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    browser.force_login(alice)
    browser.get(ADD)

    refused = browser.post(ADD, TYPED, secure=True, headers={"Origin": origin} if origin else {})

    assert refused.status_code == 403
    assert "Kastanienallee" not in browser.get(ADD, secure=True).content.decode()


def test_asks_for_the_password_and_brings_back_the_name_of_a_token(client_of, alice):
    browser, path = client_of(alice), "/user-info/tokens/add/"
    browser.get("/user-info/")

    sent = browser.post(path, {"label": "Stock script"})
    back = browser.post("/confirm/", {"current_password": PASSWORD, "next": path})

    assert sent.headers["Location"] == f"/confirm/?next={path}"
    assert back.headers["Location"] == path
    assert value_of(browser.get(path).content.decode(), "label") == "Stock script"


def test_the_confirmation_lasts_some_minutes(alice):
    browser, path = support.signed_in(alice), "/user-info/tokens/add/"
    assert browser.get(path).status_code == 200

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert browser.get(path).headers["Location"] == f"/confirm/?next={path}"


def test_a_wrong_password_confirms_nothing(client_of, alice):
    browser = client_of(alice)

    answers = [browser.post("/confirm/", {"current_password": f"wrong {number}"}) for number in range(6)]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "This is not your current password." in answers[0].content.decode()
    assert browser.get("/user-info/tokens/add/").status_code == 302


def test_goes_on_only_to_this_host(client_of, alice):
    response = client_of(alice).post("/confirm/", {"current_password": PASSWORD, "next": "//evil.example/"})

    assert response.headers["Location"] == "/user-info/"


def test_a_form_of_a_new_person_holds_nothing(client_of):
    browser = client_of(UserFactory())

    assert "This is what you typed before." not in browser.get(ADD).content.decode()


@pytest.mark.parametrize("method", ["get", "head"])
def test_what_only_a_button_sends_says_so_to_whoever_comes_back_to_it(browser, alice, method):
    path = "/user-info/devices/end/"
    sent = browser.post(path)  # a browser that does not say which page the button is on

    back = sign_in(browser, alice, sent.headers["Location"].partition("next=")[2])
    page = getattr(browser, method)(back.headers["Location"])

    assert (back.headers["Location"], page.status_code, page.headers["Allow"]) == (path, 405, "POST")
    assert ("There is no page at this address" in page.content.decode()) is (method == "get")

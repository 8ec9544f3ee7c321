"""Signing in with a second factor: by a code, by a passkey, by the API."""

import html
import json
import re
from datetime import timedelta

import pyotp
import pytest
import time_machine
from django.core.cache import caches
from django.utils import timezone

from accounts.models import Device, Passkey, RequiredFactor, Token, User, factor
from accounts.roles import Role
from accounts.tests import support
from accounts.tests.authenticator import Authenticator
from accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
STEP = "/login/second/"


@pytest.fixture
def app(alice):
    return support.code_app(alice)


def give_password(browser, user, **more):
    return browser.post("/login/", {"email": user.email, "password": PASSWORD, **more})


def code_of(app):
    return pyotp.TOTP(app.secret).now()


def options_on(page):
    (found,) = re.findall(r'id="passkey-options" type="application/json">(.*?)</script>', page.content.decode())
    return json.loads(html.unescape(found))


def test_the_password_alone_opens_nothing(client_of, alice, app):
    browser = client_of(None)

    response = give_password(browser, alice, next="/addresses/")

    assert response.headers["Location"] == "/login/second/?next=%2Faddresses%2F"
    assert browser.get("/user-info/").headers["Location"].startswith("/login/")
    assert not Device.objects.exists()


def test_a_code_signs_in_under_a_new_key_and_goes_on(client_of, alice, app):
    browser = client_of(None)
    give_password(browser, alice, remember="on")
    before = browser.session.session_key

    response = browser.post(STEP, {"code": code_of(app), "next": "/addresses/"})

    assert response.headers["Location"] == "/addresses/"
    assert browser.session.session_key != before
    assert not browser.session.get_expire_at_browser_close()
    assert Device.objects.get().user == alice


def test_a_code_that_somebody_saw_over_the_shoulder_is_used_up(client_of, alice, app):
    browser, thief, code = client_of(None), client_of(None), code_of(app)
    give_password(browser, alice)
    give_password(thief, alice)
    browser.post(STEP, {"code": code})

    response = thief.post(STEP, {"code": code})

    assert response.status_code == 422
    assert thief.get("/user-info/").status_code == 302


def test_stops_after_too_many_wrong_codes_from_wherever(client_of, alice, app):
    statuses = []
    for number in range(6):
        browser = client_of(None)
        browser.defaults["REMOTE_ADDR"] = f"198.51.100.{number}"
        give_password(browser, alice)
        statuses.append(browser.post(STEP, {"code": "000000"}))

    assert [answer.status_code for answer in statuses] == [422] * 5 + [429]
    assert int(statuses[-1].headers["Retry-After"]) > 0
    assert browser.post(STEP, {"code": code_of(app)}).status_code == 429
    caches["limits"].clear()
    assert browser.post(STEP, {"code": code_of(app)}).status_code == 302


def test_does_not_wait_for_ever_nor_for_an_old_password(client_of, alice, app):
    browser = client_of(None)
    give_password(browser, alice)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert browser.get(STEP).headers["Location"] == "/login/"

    give_password(browser, alice)
    user = User.objects.get(pk=alice.pk)
    user.set_password("another pass phrase")
    user.save()

    assert browser.post(STEP, {"code": code_of(app)}).headers["Location"] == "/login/"
    assert browser.get("/user-info/").status_code == 302


def test_goes_only_to_this_host(client_of, alice, app):
    browser = client_of(None)
    give_password(browser, alice)

    assert browser.post(STEP, {"code": code_of(app), "next": "https://evil.example/"}).headers["Location"] == "/"


def add_passkey(user, authenticator):
    browser = support.signed_in(user)
    page = browser.get("/user-info/second-factor/passkeys/add/")
    answer = authenticator.make(options_on(page))
    return browser.post("/user-info/second-factor/passkeys/add/", {"name": "My key", "credential": answer})


def test_adds_a_passkey_and_signs_in_with_it(client_of, alice):
    key = Authenticator()
    added = add_passkey(alice, key)
    browser = client_of(None)
    give_password(browser, alice)

    response = browser.post(STEP, {"credential": key.show(options_on(browser.get(STEP)))})

    passkey = Passkey.objects.get(user=alice)
    assert added.headers["Location"] == "/user-info/second-factor/codes/"
    assert response.status_code == 302
    assert browser.get("/user-info/").status_code == 200
    assert (passkey.name, passkey.sign_count) == ("My key", 1)


def test_an_answer_works_once(client_of, alice):
    key = Authenticator()
    add_passkey(alice, key)
    browser, thief = client_of(None), client_of(None)
    give_password(browser, alice)
    give_password(thief, alice)
    answer = key.show(options_on(browser.get(STEP)))
    browser.post(STEP, {"credential": answer})

    assert thief.post(STEP, {"credential": answer}).status_code == 422
    thief.get(STEP)
    assert thief.post(STEP, {"credential": answer}).status_code == 422


@pytest.mark.parametrize(
    ("_case", "spoil"),
    [
        ("another page's", lambda key: setattr(key, "origin", "https://evil.example")),
        ("another host's", lambda key: setattr(key, "host", "evil.example")),
        ("another key's", lambda key: setattr(key, "key", Authenticator().key)),
        ("an unknown one", lambda key: setattr(key, "id", b"never seen")),
        ("a copy's, whose counter went back", lambda key: setattr(key, "count", -1 + key.count)),
        ("a copy's, which counts no more", lambda key: setattr(key, "count", -1)),
    ],
)
def test_refuses_what_does_not_fit(client_of, alice, _case, spoil):
    key = Authenticator()
    key.count = 5
    add_passkey(alice, key)
    browser = client_of(None)
    give_password(browser, alice)
    spoil(key)

    response = browser.post(STEP, {"credential": key.show(options_on(browser.get(STEP)))})

    assert response.status_code == 422
    assert browser.get("/user-info/").status_code == 302


@pytest.mark.parametrize("answer", ["{}", "[]", "x", "[" * 20_000, '{"id": 1}', '{"response": {}, "rawId": "AA"}'])
def test_refuses_nonsense_as_a_passkey(client_of, alice, answer):
    add_passkey(alice, Authenticator())
    browser = client_of(None)
    give_password(browser, alice)
    browser.get(STEP)

    assert browser.post(STEP, {"credential": answer}).status_code == 422


def test_removes_a_passkey(client_of, alice):
    add_passkey(alice, Authenticator())
    browser, pk = client_of(alice), Passkey.objects.get().pk
    session = browser.session
    session["confirmed_at"] = int(timezone.now().timestamp())
    session.save()

    browser.post(f"/user-info/second-factor/passkeys/{pk}/remove/")

    assert not Passkey.objects.exists()
    assert not factor.has_factor(alice)


def api_login(user, **more):
    body = {"email": user.email, "password": PASSWORD, **more}
    return support.api_client().post("/api/user/login/", body, content_type="application/json")


def test_the_api_asks_for_a_code_too(alice, app):
    asked, wrong, right = api_login(alice), api_login(alice, otp="000000"), api_login(alice, otp=code_of(app))

    assert (asked.status_code, asked.json()["error"]["code"]) == (401, "second_factor_required")
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (401, "wrong_code")
    assert right.status_code == 200
    assert Token.objects.count() == 1


def test_the_api_says_nothing_of_a_factor_before_the_password_is_right(alice, app):
    answers = [api_login(alice, password="wrong one", otp=otp).json() for otp in ("", code_of(app))]

    assert {answer["error"]["code"] for answer in answers} == {"wrong_credentials"}


def test_a_required_factor_comes_before_anything_of_that_role(client_of, bruno):
    RequiredFactor.objects.create(role=Role.SELLER)
    browser, program = client_of(bruno), support.api_client(bruno)

    sent = browser.get("/seller/")

    assert sent.headers["Location"] == "/user-info/second-factor/"
    assert "Your role requires a second factor" in browser.get("/user-info/second-factor/").content.decode()
    assert program.get("/api/seller/parcels/").json()["error"]["code"] == "second_factor_missing"
    assert browser.get("/orders/").status_code == 200
    support.code_app(bruno)
    assert browser.get("/seller/").status_code == 200
    assert program.get("/api/seller/parcels/").status_code == 200


def test_the_staff_site_waits_for_a_required_factor_too(client_of, adam):
    office = client_of(adam)
    assert office.get("/admin/").status_code == 200

    RequiredFactor.objects.create(role=Role.ADMIN)

    for path in ("/admin/", "/admin/accounts/user/"):
        assert office.get(path).headers["Location"] == "/user-info/second-factor/"
    support.code_app(adam)
    assert office.get("/admin/").status_code == 200


def test_the_office_requires_it_by_a_row(client_of, adam, bruno):
    support.signed_in(adam).post("/admin/accounts/requiredfactor/add/", {"role": "seller", "reason": "Payouts"})

    assert RequiredFactor.objects.get().role == "seller"
    assert client_of(bruno).get("/seller/").headers["Location"] == "/user-info/second-factor/"


def test_nobody_needs_one_unless_an_admin_says_so(client_of, bruno, dora):
    assert client_of(bruno).get("/seller/").status_code == 200
    assert client_of(dora).get("/deliver/").status_code == 200

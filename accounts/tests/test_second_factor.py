"""Setting up the app and its recovery codes."""

import re
from datetime import timedelta

import pyotp
import pytest
from django.db import connection
from django.utils import timezone

from accounts import operations
from accounts.models import CodeApp, RecoveryCode, RequiredFactor, factor
from accounts.operations import factors
from accounts.tests import support

pytestmark = pytest.mark.django_db
HOME = "/user-info/second-factor/"


@pytest.fixture
def browser(alice):
    return support.signed_in(alice)


def shown(browser):
    """The recovery codes on the page."""
    return re.findall(r"<li><code>(.+?)</code></li>", browser.get(f"{HOME}codes/").content.decode())


def set_up(browser, user):
    browser.post(f"{HOME}app/start/")
    return browser.post(f"{HOME}app/", {"code": pyotp.TOTP(CodeApp.objects.get(user=user).secret).now()}, follow=True)


def test_draws_the_key_as_a_picture_and_as_text(browser, alice):
    browser.post(f"{HOME}app/start/")

    page = browser.get(f"{HOME}app/").content.decode()

    secret = CodeApp.objects.get(user=alice).secret
    assert "<svg" in page
    assert "style=" not in page[page.index("<svg") :]
    assert " ".join(secret[i : i + 4] for i in range(0, 32, 4)) in page
    assert not factor.has_factor(alice)


def test_seals_the_key_in_the_database(browser, alice):
    browser.post(f"{HOME}app/start/")

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_codeapp")
        stored = cursor.fetchone()[0]
    assert stored.startswith("1:")
    assert CodeApp.objects.get().secret not in stored


def test_counts_only_once_the_first_code_came(browser, alice):
    response = set_up(browser, alice)

    assert factor.has_factor(alice)
    assert "Recovery codes" in response.content.decode()
    assert [message.subject for message in support.sent()] == ["A second factor was added to your account"]


def test_a_wrong_first_code_changes_nothing(browser, alice):
    browser.post(f"{HOME}app/start/")

    response = browser.post(f"{HOME}app/", {"code": "000000"})

    assert response.status_code == 422
    assert "This code is not right" in response.content.decode()
    assert not factor.has_factor(alice)
    assert not RecoveryCode.objects.exists()


def test_shows_the_recovery_codes_until_somebody_has_them(browser, alice):
    set_up(browser, alice)
    codes = shown(browser)

    file = browser.get(f"{HOME}codes/file/")
    browser.post(f"{HOME}codes/kept/")

    assert len(codes) == len(set(codes)) == 10
    assert all(code in file.content.decode() for code in codes)
    assert "attachment" in file.headers["Content-Disposition"]
    assert shown(browser) == []
    assert browser.get(f"{HOME}codes/file/").status_code == 404


def test_keeps_only_digests_of_the_codes(browser, alice):
    set_up(browser, alice)
    codes = shown(browser)

    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM accounts_recoverycode")
        digests = " ".join(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT session_data FROM django_session")
        sessions = " ".join(row[0] for row in cursor.fetchall())
    assert not any(code in digests or code in sessions for code in codes)


def test_new_codes_end_the_old_ones(browser, alice, rf):
    set_up(browser, alice)
    old = shown(browser)[0]

    browser.post(f"{HOME}codes/")

    new = shown(browser)[0]
    assert new != old
    with pytest.raises(operations.WrongCode):
        check(rf, alice, old)
    check(rf, alice, new)


def check(rf, user, code, *, now=None):
    factors.check_code(rf.get("/"), user=user, code=code, now=now or timezone.now())


def test_a_code_works_once(alice, rf):
    app = support.code_app(alice)
    code = pyotp.TOTP(app.secret).now()
    check(rf, alice, code)

    with pytest.raises(operations.WrongCode):
        check(rf, alice, code)


def test_an_earlier_code_is_dead_after_a_later_one(alice, rf):
    app, now = support.code_app(alice), timezone.now()
    check(rf, alice, pyotp.TOTP(app.secret).at(now))

    with pytest.raises(operations.WrongCode):
        check(rf, alice, pyotp.TOTP(app.secret).at(now - timedelta(seconds=30)), now=now)


@pytest.mark.parametrize(("seconds", "works"), [(-90, False), (-30, True), (0, True), (30, True), (90, False)])
def test_allows_for_a_clock_that_is_half_a_minute_off(alice, rf, seconds, works):
    app, now = support.code_app(alice), timezone.now()
    code = pyotp.TOTP(app.secret).at(now + timedelta(seconds=seconds))

    if works:
        check(rf, alice, f"{code[:3]} {code[3:]}", now=now)
    else:
        with pytest.raises(operations.WrongCode):
            check(rf, alice, code, now=now)


def test_a_recovery_code_works_once_in_any_spelling_and_its_owner_is_told(alice, eve, rf):
    support.code_app(alice)
    code = operations.new_recovery_codes(user=alice, by=alice, now=timezone.now())[0]

    with pytest.raises(operations.WrongCode):
        check(rf, eve, code)
    check(rf, alice, code.upper().replace("-", " "))

    with pytest.raises(operations.WrongCode):
        check(rf, alice, code)
    assert [message.subject for message in support.sent()] == ["A recovery code was used to sign in"]


@pytest.mark.parametrize("code", ["", "x" * 40, "１２３４５６", "12345", "-1", "😀"])
def test_refuses_nonsense(alice, rf, code):
    support.code_app(alice)

    with pytest.raises(operations.WrongCode):
        check(rf, alice, code)


def test_removing_the_last_factor_takes_the_codes_along(browser, alice):
    set_up(browser, alice)

    browser.post(f"{HOME}app/remove/")

    assert not factor.has_factor(alice)
    assert not RecoveryCode.objects.exists()


def test_keeps_the_last_factor_while_a_role_requires_one(browser, alice):
    RequiredFactor.objects.create(role="customer")
    set_up(browser, alice)

    response = browser.post(f"{HOME}app/remove/", follow=True)

    assert "Your role requires a second factor" in response.content.decode()
    assert factor.has_factor(alice)


def test_gives_no_codes_to_somebody_without_a_factor(browser):
    assert browser.post(f"{HOME}codes/").status_code == 404
    assert not RecoveryCode.objects.exists()


@pytest.mark.parametrize("path", ["app/start/", "app/remove/", "codes/", "passkeys/add/"])
def test_asks_for_the_password_first(client_of, alice, path):
    response = client_of(alice).post(f"{HOME}{path}")

    assert response.headers["Location"].startswith("/confirm/?next=/user-info/second-factor/")
    assert not CodeApp.objects.exists()


def test_a_second_start_keeps_a_working_app(browser, alice):
    set_up(browser, alice)
    secret = CodeApp.objects.get().secret

    browser.post(f"{HOME}app/start/")

    assert CodeApp.objects.get().secret == secret
    assert factor.has_factor(alice)

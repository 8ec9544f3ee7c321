from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts import operations
from accounts.models import Device, Token, TokenScope, User
from accounts.tests import support
from accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
PATH = "/api/user/new-password/"
NEW = "a brand new pass phrase"


@pytest.fixture
def raw(alice) -> str:
    return support.issued(alice, TokenScope.RESET)


@pytest.fixture
def link(raw) -> str:
    return f"{PATH}?reset_token={raw}"


@pytest.fixture
def browser(client_of):
    return client_of(None)


def send_json(client, link, password=NEW, method="post"):
    return getattr(client, method)(link, {"password": password}, content_type="application/json")


def test_the_mailed_link_leads_to_the_form(browser, alice):
    browser.post("/forget/password/", {"email": "ALICE@example.com"})
    [message] = support.sent()

    response = browser.get(support.link_in(message), follow=True)

    assert message.to == ["alice@example.com"]
    assert response.redirect_chain == [(PATH, 302)]
    assert 'autocomplete="new-password"' in response.content.decode()


def test_cleans_the_address_and_keeps_no_token_in_the_session(browser, link, raw):
    response = browser.get(link)

    assert (response.status_code, response.headers["Location"]) == (302, PATH)
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert raw not in str(dict(browser.session))
    assert raw not in browser.get(PATH).content.decode()


def test_sets_the_password_by_the_form_and_signs_nobody_in(browser, link, alice):
    browser.get(link)

    response = browser.post(PATH, {"password": NEW}, follow=True)

    alice.refresh_from_db()
    assert response.redirect_chain == [("/login/", 302)]
    assert "signed out everywhere else" in response.content.decode()
    assert alice.check_password(NEW)
    assert browser.get("/user-info/").status_code == 302


def test_works_in_a_browser_that_is_still_signed_in(browser, link, alice, django_capture_on_commit_callbacks):
    browser.post("/login/", {"email": alice.email, "password": PASSWORD})
    browser.get(link)

    with django_capture_on_commit_callbacks(execute=True):
        response = browser.post(PATH, {"password": NEW}, follow=True)

    assert response.redirect_chain == [("/login/", 302)]
    assert response.status_code == 200
    assert browser.get("/user-info/").status_code == 302


@pytest.mark.parametrize("method", ["post", "put"])
def test_sets_the_password_by_json(link, alice, method):
    strict = support.strict_client()

    response = send_json(strict, link, method=method)

    alice.refresh_from_db()
    assert response.status_code == 200
    assert alice.check_password(NEW)


def test_a_form_needs_the_csrf_token(link, alice):
    strict = support.strict_client()
    strict.get(link)

    assert strict.post(PATH, {"password": NEW}).status_code == 403
    assert strict.post(link, {"password": NEW}).status_code == 403
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


@pytest.mark.parametrize(
    "body", [b'{"password": "one pass phrase", "password": "%s"}' % NEW.encode(), b'{"a": NaN}', b"["]
)
def test_refuses_json_that_two_would_read_in_two_ways(link, alice, body):
    answer = support.api_client().post(link, body, content_type="application/json")

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")
    assert User.objects.get(pk=alice.pk).check_password(PASSWORD)


def test_the_session_opens_nothing_for_json(browser, link, alice):
    browser.get(link)

    assert send_json(browser, PATH).status_code == 404
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_works_once(browser, link, alice):
    send_json(browser, link)

    again = send_json(browser, link, password="yet another pass phrase")

    alice.refresh_from_db()
    assert again.status_code == 410
    assert again.json()["error"]["code"] == "used_link"
    assert browser.get(link).status_code == 410
    assert browser.post(link, {"password": "yet another pass phrase"}).status_code == 410
    assert alice.check_password(NEW)


def test_an_opened_form_is_dead_once_another_used_the_link(browser, client_of, link, alice):
    browser.get(link)
    send_json(client_of(None), link)

    assert browser.post(PATH, {"password": "yet another pass phrase"}).status_code == 410


def test_dies_after_an_hour(browser, alice):
    old = timezone.now() - timedelta(minutes=61)
    link = f"{PATH}?reset_token={support.issued(alice, TokenScope.RESET, now=old)}"

    page = browser.get(link)

    assert page.status_code == 410
    assert "/forget/password/" in page.content.decode()
    assert send_json(browser, link).json()["error"]["code"] == "expired_link"


@pytest.mark.parametrize(("field", "value"), [("password", "md5$x$y"), ("email", "alice@new.example")])
def test_dies_when_the_password_or_the_address_changes(browser, link, alice, field, value):
    setattr(alice, field, value)
    alice.save()

    assert browser.get(link).status_code == 410
    assert send_json(browser, link).status_code == 410


def test_of_two_links_the_other_dies_with_the_first(browser, link, alice):
    other = f"{PATH}?reset_token={support.issued(alice, TokenScope.RESET)}"
    send_json(browser, link)

    assert send_json(browser, other).status_code == 410


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 10_000, "%00", "%ff"])
def test_knows_only_tokens_of_its_own(browser, alice, token):
    assert browser.get(f"{PATH}?reset_token={token}").status_code == 404
    assert send_json(browser, f"{PATH}?reset_token={token}").status_code == 404
    assert browser.post(f"{PATH}?reset_token={token}", {"password": NEW}).status_code == 404


def test_takes_no_token_of_another_purpose(browser, alice):
    for scope in (TokenScope.AUTH, TokenScope.ACTIVATION, TokenScope.EMAIL):
        assert send_json(browser, f"{PATH}?reset_token={support.issued(alice, scope)}").status_code == 404


def test_ends_every_session_and_token_and_says_so_by_mail(browser, link, alice, client_of):
    elsewhere = client_of(None)
    elsewhere.post("/login/", {"email": alice.email, "password": PASSWORD})
    programme = support.api_client(alice)

    send_json(browser, link)

    assert elsewhere.get("/user-info/").status_code == 302
    assert programme.get("/api/user/me/").status_code == 401
    assert not Device.objects.filter(user=alice).exists()
    assert not Token.objects.filter(user=alice, revoked_at=None, used_at=None).exists()
    assert [message.subject for message in support.sent()] == ["Your password was changed"]


def test_a_closed_account_stays_closed(browser, link, alice, adam):
    operations.deactivate(user=alice, by=adam, now=timezone.now())

    assert send_json(browser, link).status_code == 410


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("", "Choose a password."),
        ("short1", "Use at least 10 characters."),
        ("1234567890", "Many people use this password."),
        ("alice@example.com", "This is too close to your name or email address."),
        ("x" * 10_000, "at most 256 characters"),
        ("with a \0 in it", "Some characters cannot be read."),
    ],
)
def test_says_what_is_wrong_with_a_password(browser, link, alice, value, sentence):
    answer = send_json(browser, link, password=value)
    browser.get(link)
    page = browser.post(PATH, {"password": value})

    alice.refresh_from_db()
    assert answer.status_code == page.status_code == 422
    assert sentence in " ".join(answer.json()["error"]["fields"]["password"])
    assert sentence in page.content.decode()
    assert 'href="#id_password"' in page.content.decode()
    assert alice.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"{", 400), (b"\xff\xfe", 400), (b"[" * 100_000, 400), (b"[]", 422), (b'{"password": 5}', 422)],
)
def test_refuses_what_is_no_body(browser, link, body, status):
    response = browser.post(link, body, content_type="application/json")

    assert response.status_code == status
    assert response.json()["error"]["code"]


@pytest.mark.parametrize("email", ["alice@example.com", "nobody@example.com", "sleeper@example.com"])
def test_forgetting_says_the_same_of_every_address(browser, alice, email, django_assert_num_queries):
    with django_assert_num_queries(1):  # the job, and no look at the people
        response = browser.post("/forget/password/", {"email": email})

    assert (response.status_code, response.headers["Location"]) == (302, "/forget/password/sent/")
    assert (
        "If we know this email, a link is on its way. It works for 1 hour."
        in browser.get("/forget/password/sent/").content.decode()
    )
    assert len(support.sent()) == 1


def test_the_table_of_jobs_holds_neither_token_nor_address(browser, alice):
    browser.post("/forget/password/", {"email": "alice@example.com"})

    arguments = _waiting_arguments()

    assert "alice" not in arguments
    assert not Token.objects.exists()


def _waiting_arguments() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(string_agg(args::text, ' '), '') FROM procrastinate_jobs")
        return str(cursor.fetchone()[0])


def test_an_unknown_address_is_told_that_it_has_no_account(browser, db):
    browser.post("/forget/password/", {"email": "nobody@example.com"})

    [message] = support.sent()
    assert message.subject == "There is no account with this address"
    assert "token" not in message.body


def test_who_never_activated_gets_that_link_instead(browser, alice):
    alice.is_active = False
    alice.save()

    browser.post("/forget/password/", {"email": "alice@example.com"})

    [message] = support.sent()
    assert "/activation_token/" in support.link_in(message)


def test_the_log_never_sees_a_token(browser, link, raw, caplog, capsys):
    caplog.set_level("DEBUG")
    for address in (link, link.replace("mrw_", "mrw_x"), "/api/user/activation_token/?activation_token=mrw_secret"):
        browser.get(address)

    written = caplog.text + "".join(capsys.readouterr())
    assert "new-password" in written
    assert raw not in written
    assert "mrw_" not in written

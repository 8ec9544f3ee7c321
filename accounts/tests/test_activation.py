from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import operations
from accounts.models import Token, TokenScope, User
from accounts.tests import support
from accounts.tests.factories import PASSWORD, SellerFactory, UserFactory

pytestmark = pytest.mark.django_db
PATH = "/api/user/activation_token/"


@pytest.fixture
def sleeper(db):
    """Signed up, has not opened the link."""
    return UserFactory(email="sleeper@example.com", is_active=False)


@pytest.fixture
def link(sleeper) -> str:
    return f"{PATH}?activation_token={support.issued(sleeper, TokenScope.ACTIVATION)}"


@pytest.fixture
def browser(client_of):
    return client_of(None)


def post_json(client, link, **more):
    return client.post(link, {}, content_type="application/json", **more)


def test_shows_a_browser_a_page_with_one_button(browser, link, sleeper):
    response = browser.get(link)

    sleeper.refresh_from_db()
    assert response.status_code == 200
    assert response.content.decode().split("<main")[1].split("</main>")[0].count("<button") == 1
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]
    assert not sleeper.is_active


def test_activates_by_the_button(browser, link, sleeper):
    response = browser.post(link, follow=True)

    sleeper.refresh_from_db()
    assert response.redirect_chain == [("/login/", 302)]
    assert "Your account is active." in response.content.decode()
    assert sleeper.is_active
    assert sleeper.activated_at is not None
    assert browser.post("/login/", {"email": sleeper.email, "password": PASSWORD}).status_code == 302


def test_a_form_needs_the_csrf_token(link, sleeper):
    strict = support.strict_client()

    assert strict.post(link).status_code == 403
    assert strict.post(link, "x", content_type="text/plain").status_code == 403
    sleeper.refresh_from_db()
    assert not sleeper.is_active


def test_json_needs_no_csrf_token(link, sleeper):
    strict = support.strict_client()

    response = post_json(strict, link)

    sleeper.refresh_from_db()
    assert response.status_code == 200
    assert response.json() == {"active": True}
    assert sleeper.is_active


def test_a_second_time_changes_nothing(browser, link, sleeper):
    post_json(browser, link)
    activated = User.objects.get(pk=sleeper.pk).activated_at

    assert post_json(browser, link).status_code == 200
    assert "Your account is active" in browser.get(link).content.decode()
    assert User.objects.get(pk=sleeper.pk).activated_at == activated


def test_is_good_after_a_later_change_of_the_password(browser, link, sleeper):
    post_json(browser, link)
    sleeper.refresh_from_db()
    sleeper.set_password("another password")
    sleeper.save()

    assert post_json(browser, link).status_code == 200


@pytest.mark.parametrize("raw", ["", "nonsense", "mrw_" + "x" * 43, "x" * 10_000, "%00", "%ff", "😀"])
def test_knows_only_tokens_of_its_own(browser, sleeper, raw):
    assert browser.get(f"{PATH}?activation_token={raw}").status_code == 404
    assert browser.post(f"{PATH}?activation_token={raw}").status_code == 404
    assert post_json(browser, f"{PATH}?activation_token={raw}").status_code == 404


def test_takes_no_token_of_another_purpose(browser, sleeper):
    raw = support.issued(sleeper, TokenScope.RESET)

    assert post_json(browser, f"{PATH}?activation_token={raw}").status_code == 404


def test_is_gone_when_too_old(browser, sleeper):
    old = timezone.now() - timedelta(hours=49)
    link = f"{PATH}?activation_token={support.issued(sleeper, TokenScope.ACTIVATION, now=old)}"

    page = browser.get(link)

    sleeper.refresh_from_db()
    assert page.status_code == 410
    assert "/activation/" in page.content.decode()
    assert browser.post(link).status_code == 410
    answer = post_json(browser, link)
    assert answer.status_code == 410
    assert answer.json()["error"]["code"] == "expired_link"
    assert not sleeper.is_active


def test_dies_with_the_password_of_a_later_sign_up(browser, link, sleeper):
    """Nobody can wait in somebody else's name with a password of their own."""
    operations.register(email=sleeper.email, password="the owner's own", full_name="Owner", now=timezone.now())
    [message] = support.sent()

    assert post_json(browser, link).status_code == 410
    assert post_json(browser, support.link_in(message)).status_code == 200
    sleeper.refresh_from_db()
    assert sleeper.check_password("the owner's own")
    assert not sleeper.check_password(PASSWORD)


def test_never_reopens_what_an_admin_closed(browser, link, sleeper, adam):
    post_json(browser, link)
    sleeper.refresh_from_db()
    operations.deactivate(user=sleeper, by=adam, now=timezone.now())

    assert post_json(browser, link).status_code == 410
    sleeper.refresh_from_db()
    assert not sleeper.is_active


def test_tells_an_applicant_that_we_look_at_the_shop(browser, link, sleeper):
    SellerFactory(user=sleeper, status="applied", name="Kiln")

    post_json(browser, link)

    assert [message.subject for message in support.sent()] == ["We have your application"]


def test_stores_only_a_digest(sleeper):
    raw = support.issued(sleeper, TokenScope.ACTIVATION)

    row = Token.objects.get()
    assert raw not in str(row.__dict__)
    assert len(raw) >= 43
    assert len(row.digest) == 64


def test_sends_the_link_again(browser, sleeper):
    response = browser.post("/activation/", {"email": "Sleeper@example.com"}, follow=True)

    [message] = support.sent()
    assert response.redirect_chain == [("/register/sent/", 302)]
    assert post_json(browser, support.link_in(message)).status_code == 200


@pytest.mark.parametrize("email", ["sleeper@example.com", "alice@example.com", "nobody@example.com"])
def test_answers_alike_when_asked_again(browser, sleeper, alice, email):
    response = browser.post("/activation/", {"email": email})

    assert (response.status_code, response.headers["Location"]) == (302, "/register/sent/")
    assert len(support.sent()) == 1


def test_speaks_json_about_a_dead_link_when_asked(browser):
    response = browser.get(f"{PATH}?activation_token=x", headers={"Accept": "application/json"})

    assert response.status_code == 404
    assert response.json()["error"]["code"] == "unknown_link"


def test_knows_no_other_method(browser):
    assert browser.delete(PATH).status_code == 405

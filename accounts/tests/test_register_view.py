import pytest
from django.test import Client

from accounts.models import Seller, SellerStatus, User
from accounts.roles import Role
from accounts.tests import support
from accounts.tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

FORM = {"full_name": "Amara Lind", "email": "Amara@Example.com", "password": PASSWORD, "wish": "shop"}


@pytest.fixture
def browser(client_of) -> Client:
    return client_of(None)


def test_shows_the_form(browser):
    response = browser.get("/register/")

    assert response.status_code == 200
    assert b'autocomplete="new-password"' in response.content


def test_makes_an_inactive_customer_and_mails_the_link(browser):
    response = browser.post("/register/", FORM, follow=True)

    user = User.objects.get(email="amara@example.com")
    assert response.redirect_chain == [("/register/sent/", 302)]
    assert "a…@example.com" in response.content.decode()
    assert not user.is_active
    assert user.roles == {Role.CUSTOMER}
    assert user.check_password(PASSWORD)
    [message] = support.sent()
    assert message.to == ["amara@example.com"]
    assert "/api/user/activation_token/?activation_token=mrw_" in support.link_in(message)


def test_files_an_application_for_who_wants_to_sell(browser):
    browser.post("/register/", {**FORM, "wish": "sell", "shop_name": "Kiln & Kettle"})

    seller = Seller.objects.get(user__email="amara@example.com")
    assert (seller.name, seller.slug, seller.status) == ("Kiln & Kettle", "kiln-kettle", SellerStatus.APPLIED)


def test_asks_a_seller_for_the_name_of_the_shop(browser):
    response = browser.post("/register/", {**FORM, "wish": "sell"})

    assert response.status_code == 422
    assert "Enter the name of your shop." in response.content.decode()
    assert not User.objects.exists()


def test_ignores_a_shop_name_of_who_wants_to_shop(browser):
    browser.post("/register/", {**FORM, "shop_name": "Never mind"})

    assert not Seller.objects.exists()


@pytest.mark.parametrize(
    ("_case", "state"), [("active", {"is_active": True}), ("waiting", {"is_active": False})], ids=lambda v: str(v)
)
def test_answers_alike_for_a_known_address(browser, client_of, _case, state):
    UserFactory(email="amara@example.com", **state)

    known = browser.post("/register/", FORM, follow=True)
    unknown = client_of(None).post("/register/", {**FORM, "email": "abel@example.com"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert known.status_code == unknown.status_code == 200
    assert _words(known) == _words(unknown)
    assert len(support.sent()) == 2
    assert User.objects.count() == 2


def _words(response) -> str:
    """The page without what differs from one answer to the next."""
    return response.content.decode().split("<main")[1].split("</main>")[0]


def test_tells_the_owner_of_a_known_address_by_mail(browser, alice):
    before = alice.password

    browser.post("/register/", {**FORM, "email": "ALICE@example.com"})

    [message] = support.sent()
    alice.refresh_from_db()
    assert message.to == ["alice@example.com"]
    assert message.subject == "You already have an account"
    assert alice.password == before


def test_never_reopens_an_account_that_an_admin_closed(browser, alice, adam):
    alice.is_active, alice.activated_at = False, alice.joined_at
    alice.save()

    browser.post("/register/", {**FORM, "email": "alice@example.com"})

    [message] = support.sent()
    alice.refresh_from_db()
    assert "activation_token" not in message.body
    assert not alice.check_password("another password")
    assert not alice.is_active


@pytest.mark.parametrize(
    ("_case", "field", "value", "sentence"),
    [
        ("no name", "full_name", "", "Enter your full name."),
        ("no email", "email", "", "Enter your email address."),
        ("no address", "email", "amara", "Enter an email address like name@example.com."),
        ("look-alike letters", "email", "аmara@example.com", "Enter an email address like name@example.com."),
        ("no password", "password", "", "Choose a password."),
        ("short", "password", "short1", "Use at least 10 characters."),
        ("common", "password", "1234567890", "Many people use this password. Choose another one."),
        ("close to the name", "password", "amara-lind", "This is too close to your name or email address."),
        ("oversized name", "full_name", "x" * 10_000, "at most 150 characters"),
        ("oversized password", "password", "x" * 10_000, "at most 256 characters"),
        ("NUL", "full_name", "Ama\0ra", "Some characters cannot be read. Type the text again."),
        ("broken UTF-8", "full_name", b"Ama\xff".decode(errors="replace"), "Some characters cannot be read."),
        ("a wish of its own", "wish", "rule", "Choose one of the two."),
    ],
)
def test_says_beside_the_field_what_is_wrong(browser, _case, field, value, sentence):
    response = browser.post("/register/", {**FORM, field: value})

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert f'href="#id_{field}' in page
    assert "<title>Error: " in page
    assert PASSWORD not in page
    assert not User.objects.exists()


def test_keeps_what_was_typed_and_escapes_it(browser):
    response = browser.post("/register/", {**FORM, "full_name": '"><script>alert(1)</script>', "email": "nothing"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_survives_bytes_that_are_no_text(browser):
    body = b"full_name=Ama%ff%fe&email=%00@example.com&password=%c3%28aaaaaaaaaaaa&wish=shop"

    response = browser.post("/register/", body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 422
    assert not User.objects.exists()


def test_limits_registrations_of_one_address(browser, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "register": "2/h"}
    answers = [browser.post("/register/", {**FORM, "email": f"amara{n}@example.com"}) for n in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert User.objects.count() == 2


def test_needs_the_csrf_token():
    strict = support.strict_client()

    response = strict.post("/register/", FORM)

    assert response.status_code == 403
    assert not User.objects.exists()


def test_sends_somebody_signed_in_to_the_account(client_of, alice):
    assert client_of(alice).get("/register/").headers["Location"] == "/user-info/"


def test_knows_no_other_method(browser):
    response = browser.put("/register/")

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, POST"

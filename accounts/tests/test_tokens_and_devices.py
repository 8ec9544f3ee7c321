"""API tokens and devices on the pages: made, recognised, ended."""

import re

import pytest
from django.utils import timezone

from accounts import operations
from accounts.models import Device, Token, TokenScope
from accounts.tests import support
from accounts.tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def browser(alice):
    return support.signed_in(alice)


def test_a_new_token_is_shown_until_its_owner_has_it_and_works(browser, alice):
    made = browser.post("/user-info/tokens/add/", {"label": "Stock script"})
    page = browser.get(made.headers["Location"]).content.decode()
    (raw,) = re.findall(r"<code>(mrw_[\w-]{40,})</code>", page)

    browser.post("/user-info/tokens/made/")

    answer = support.api_client().get("/api/user/me/", headers={"Authorization": f"Bearer {raw}"})
    assert answer.status_code == 200
    assert browser.get("/user-info/tokens/made/").status_code == 302
    assert Token.objects.get().label == "Stock script"
    assert raw not in str(browser.session.items()) + browser.get("/user-info/").content.decode()


def test_lists_when_and_by_what_a_token_was_used(browser, alice):
    header = support.bearer(alice)
    support.api_client().get("/api/user/me/", headers={**header, "User-Agent": "curl/8.9.1"})

    page = browser.get("/user-info/").content.decode()

    assert Token.objects.get().device == "curl"
    assert "by curl" in page


@pytest.mark.parametrize("agent", ["", "x" * 10_000, "\0/1", "<script>/1", "curl/1\r\nX: y"])
def test_any_program_has_a_name(agent):
    name = operations.device_label(agent)

    assert re.fullmatch(r"[\w .-]{1,40}", name)


def test_over_the_allowed_number_the_oldest_goes(alice, rf, settings):
    settings.TOKENS_PER_USER = 2
    for label in ("first", "second", "third"):
        operations.make_token(rf.get("/"), user=alice, label=label, now=timezone.now())

    assert set(Token.objects.usable(timezone.now()).values_list("label", flat=True)) == {"second", "third"}


def test_revokes_all_tokens_at_once_and_no_link(browser, alice, eve):
    program, hers = support.api_client(alice), support.api_client(eve)
    support.issued(alice, TokenScope.RESET)

    response = browser.post("/user-info/tokens/revoke/", follow=True)

    assert "1 token no longer works." in response.content.decode()
    assert program.get("/api/user/me/").status_code == 401
    assert hers.get("/api/user/me/").status_code == 200
    assert Token.objects.get(scope=TokenScope.RESET).revoked_at is None


def test_the_api_revokes_them_all_too(alice):
    program, other = support.api_client(alice), support.api_client(alice)

    assert program.delete("/api/user/tokens/").status_code == 204

    assert other.get("/api/user/me/").status_code == 401


@pytest.mark.parametrize(
    ("address", "network"), [("203.0.113.77", "203.0.113.0/24"), ("2001:db8:17:1::9", "2001:db8:17::/48")]
)
def test_keeps_the_network_and_not_the_address(client_of, alice, address, network):
    browser = client_of(None)
    browser.post("/login/", {"email": alice.email, "password": PASSWORD}, REMOTE_ADDR=address)

    assert Device.objects.get().network == network
    assert network in browser.get("/user-info/").content.decode()


def test_signs_out_every_other_device(browser, alice, eve, django_capture_on_commit_callbacks):
    others, hers = [support.signed_in(alice) for _ in range(2)], support.signed_in(eve)

    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/user-info/devices/end/")

    assert [other.get("/user-info/").status_code for other in others] == [302, 302]
    assert browser.get("/user-info/").status_code == 200
    assert hers.get("/user-info/").status_code == 200

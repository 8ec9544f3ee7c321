import pytest

from accounts.models import Seller
from accounts.tests import support

pytestmark = pytest.mark.django_db
PATH = "/seller/payout/"
IBAN = "DE02 1203 0000 0000 2020 51"


@pytest.fixture
def browser(bruno):
    return support.signed_in(bruno)


def test_keeps_the_account_sealed_and_tells_its_owner(browser, bruno):
    response = browser.post(PATH, {"holder": "Bruno Bauer", "iban": IBAN.lower()})

    assert response.status_code == 302
    assert Seller.objects.get(user=bruno).payout_details == f"Bruno Bauer, {IBAN}"
    assert [message.subject for message in support.sent()] == ["Your payout account was changed"]


def test_shows_only_the_end_of_it(browser):
    browser.post(PATH, {"holder": "Bruno Bauer", "iban": IBAN})

    page = browser.get(PATH).content.decode()

    assert "ends in 2051" in page
    assert IBAN not in page


@pytest.mark.parametrize("iban", ["", "x", "DE03 1203 0000 0000 2020 51", "😀" * 20, "1" * 10_000, "DE\0000", "-1"])
def test_refuses_what_is_no_iban_and_keeps_what_was(browser, bruno, iban):
    response = browser.post(PATH, {"holder": "Bruno Bauer", "iban": iban})

    assert response.status_code == 422
    assert Seller.objects.get(user=bruno).payout_details == ""


def test_asks_for_the_password_first(client_of, bruno):
    response = client_of(bruno).post(PATH, {"holder": "Bruno Bauer", "iban": IBAN})

    assert response.headers["Location"] == "/confirm/?next=/seller/payout/"
    assert Seller.objects.get(user=bruno).payout_details == ""

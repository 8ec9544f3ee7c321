from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import TokenScope, User
from accounts.tests import support
from accounts.tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
PATH = "/update/user-info/"
NEW = "a brand new pass phrase"


@pytest.fixture
def browser(client_of, alice):
    client = client_of(None)
    client.post("/login/", {"email": alice.email, "password": PASSWORD})
    return client


def send(browser, form, **data):
    return browser.post(PATH, {"form": form, **data})


def test_shows_what_is_known(browser, alice):
    alice.phone = "+493012345678"
    alice.save()

    page = browser.get(PATH).content.decode()

    assert 'value="Alice Anders"' in page
    assert 'value="+493012345678"' in page


def test_saves_the_details(browser, alice):
    response = send(browser, "details", full_name="Alice A.", phone="030 123 45 67", time_zone="Europe/Lisbon")

    alice.refresh_from_db()
    assert (response.status_code, response.headers["Location"]) == (302, "/user-info/")
    assert (alice.full_name, alice.phone, alice.time_zone) == ("Alice A.", "+49301234567", "Europe/Lisbon")
    assert "Saved." in browser.get("/user-info/").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("full_name", "", "Enter your full name."),
        ("full_name", "x" * 10_000, "at most 150 characters"),
        ("full_name", "a\0b", "Some characters cannot be read."),
        ("phone", "nonsense", "Write the phone number with its country code"),
        ("phone", "-1", "Write the phone number with its country code"),
        ("time_zone", "Mars/Olympus", "Choose a time zone from the list."),
    ],
)
def test_says_beside_the_field_what_is_wrong_and_keeps_it(browser, alice, field, value, sentence):
    data = {"full_name": "Alice A.", "phone": "", "time_zone": "", field: value}

    response = send(browser, "details", **data)

    page = response.content.decode()
    alice.refresh_from_db()
    assert response.status_code == 422
    assert sentence in page
    assert f'href="#id_details_{field}"' in page
    assert page.count("field__error") == 1
    assert alice.full_name == "Alice Anders"


def test_changes_nothing_that_is_not_on_the_form(browser, alice):
    send(browser, "details", full_name="Alice A.", is_staff="1", is_superuser="1", email="x@example.com", groups="4")

    after = User.objects.get(pk=alice.pk)
    assert (after.is_staff, after.is_superuser, after.email) == (False, False, "alice@example.com")
    assert after.roles == alice.roles


def test_an_unknown_form_counts_as_the_details(browser, alice):
    assert browser.post(PATH, {"form": "x" * 10_000, "full_name": ""}).status_code == 422
    assert browser.post(PATH, {"full_name": "Alice A."}).status_code == 302


def test_changes_the_password_and_ends_everything_else(browser, alice, client_of):
    elsewhere, program = client_of(None), support.api_client(alice)
    elsewhere.post("/login/", {"email": alice.email, "password": PASSWORD})
    before = browser.session.session_key

    response = send(browser, "password", current_password=PASSWORD, password=NEW)

    alice.refresh_from_db()
    assert response.status_code == 302
    assert alice.check_password(NEW)
    assert "signed out everywhere else" in browser.get("/user-info/").content.decode()
    assert browser.session.session_key != before
    assert elsewhere.get("/user-info/").status_code == 302
    assert program.get("/api/user/me/").status_code == 401
    assert [device.session_key for device in alice.devices.all()] == [browser.session.session_key]
    assert [message.subject for message in support.sent()] == ["Your password was changed"]


@pytest.mark.parametrize(
    ("current", "new", "field", "sentence"),
    [
        ("wrong password", NEW, "current_password", "This is not your current password."),
        ("", NEW, "current_password", "Enter your password."),
        (PASSWORD, "", "password", "Choose a password."),
        (PASSWORD, "short1", "password", "Use at least 10 characters."),
        (PASSWORD, "alice anders", "password", "This is too close to your name or email address."),
        (PASSWORD, "x" * 10_000, "password", "at most 256 characters"),
    ],
)
def test_keeps_the_password_when_something_is_wrong(browser, alice, current, new, field, sentence):
    response = send(browser, "password", current_password=current, password=new)

    page = response.content.decode()
    alice.refresh_from_db()
    assert response.status_code == 422
    assert sentence in page
    assert f'href="#id_password_{field}"' in page
    assert NEW not in page
    assert alice.check_password(PASSWORD)
    assert support.sent() == []


def test_guesses_at_the_current_password_are_limited(browser, alice):
    answers = [send(browser, "password", current_password=f"wrong {n}", password=NEW) for n in range(6)]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]


def ask_for_email(browser, new_email="alice@new.example", typed=PASSWORD):
    return send(browser, "email", new_email=new_email, current_password=typed)


def test_changes_the_address_once_the_new_one_is_confirmed(browser, alice):
    response = ask_for_email(browser, "Alice@NEW.example")
    alice.refresh_from_db()
    assert response.status_code == 302
    assert alice.email == "alice@example.com"
    [message] = support.sent()
    assert message.to == ["alice@new.example"]

    link = support.link_in(message)
    page = browser.get(link)
    assert page.status_code == 200
    assert User.objects.get(pk=alice.pk).email == "alice@example.com"

    done = browser.post("/update/user-info/email/", {"token": link.split("token=")[1]})

    assert done.status_code == 302
    assert User.objects.get(pk=alice.pk).email == "alice@new.example"
    [_, told] = support.sent()
    assert (told.to, told.subject) == (["alice@example.com"], "Your email address was changed")
    assert "alice@new.example" not in told.body


def test_wants_the_password_for_a_new_address(browser, alice):
    response = ask_for_email(browser, typed="wrong password")

    assert response.status_code == 422
    assert 'href="#id_email_current_password"' in response.content.decode()
    assert 'value="alice@new.example"' in response.content.decode()
    assert support.sent() == []


@pytest.mark.parametrize("value", ["", "nonsense", "ALICE@example.com", "x" * 10_000, "a\0@b.example"])
def test_wants_an_address_that_is_one(browser, value):
    assert ask_for_email(browser, value).status_code == 422


def test_says_the_same_of_an_address_that_is_taken(browser, eve):
    taken = ask_for_email(browser, "eve@example.com")
    free = ask_for_email(browser, "free@example.com")

    assert (taken.status_code, taken.headers["Location"]) == (free.status_code, free.headers["Location"])
    [to_eve, to_free] = support.sent()
    assert (to_eve.to, to_eve.subject) == (["eve@example.com"], "You already have an account")
    assert "token" not in to_eve.body
    assert to_free.to == ["free@example.com"]


def link_for(user, **more):
    return support.issued(user, TokenScope.EMAIL, new_email="alice@new.example", **more)


def test_a_link_is_its_owners_alone(browser, client_of, alice, eve):
    raw = link_for(alice)
    stranger = client_of(eve)

    assert stranger.get("/update/user-info/email/", {"token": raw}).status_code == 404
    assert stranger.post("/update/user-info/email/", {"token": raw}).status_code == 404
    assert User.objects.get(pk=eve.pk).email == "eve@example.com"
    assert User.objects.get(pk=alice.pk).email == "alice@example.com"


def test_a_link_works_once_and_not_for_ever(browser, alice):
    raw, old = link_for(alice), link_for(alice, now=timezone.now() - timedelta(hours=25))

    assert browser.post("/update/user-info/email/", {"token": old}).status_code == 410
    assert browser.post("/update/user-info/email/", {"token": raw}).status_code == 302
    assert browser.post("/update/user-info/email/", {"token": raw}).status_code == 410


@pytest.mark.parametrize("raw", ["", "nonsense", "x" * 10_000, "\0"])
def test_knows_only_tokens_of_its_own(browser, raw):
    assert browser.get("/update/user-info/email/", {"token": raw}).status_code == 404
    assert browser.post("/update/user-info/email/", {"token": raw}).status_code == 404


def test_an_address_that_was_taken_meanwhile_stays_the_others(browser, alice):
    raw = link_for(alice)
    UserFactory(email="alice@new.example")

    response = browser.post("/update/user-info/email/", {"token": raw})

    assert response.status_code == 410
    assert User.objects.get(pk=alice.pk).email == "alice@example.com"


def test_a_password_link_dies_with_the_old_address(browser, alice):
    reset = support.issued(alice, TokenScope.RESET)
    browser.post("/update/user-info/email/", {"token": link_for(alice)})

    assert browser.get("/api/user/new-password/", {"reset_token": reset}).status_code == 410

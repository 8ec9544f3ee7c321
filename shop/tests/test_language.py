"""In which language a page answers, and the form of the footer that chooses it."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from accounts.models import User

pytestmark = pytest.mark.django_db
CHOICE = settings.LANGUAGE_COOKIE_NAME


def page(client, path="/help/", **headers):
    return client.get(path, secure=True, headers=headers)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("ar-EG", "ar"),
        ("fr-FR,fr;q=0.9", "en"),
        ("fr;q=0.9,ar;q=0.5", "ar"),
        ("*", "en"),
        ("x" * 10_000, "en"),
        ("de;q=nonsense\x7f", "en"),
    ],
)
def test_a_page_speaks_as_the_browser_asks(client, asked, answered):
    found = page(client, accept_language=asked)

    assert f'<html lang="{answered}"' in found.content.decode()
    assert found.headers["Content-Language"] == answered


def test_the_choice_counts_before_the_browser(client):
    client.cookies[CHOICE] = "ar"

    assert '<html lang="ar" dir="rtl"' in page(client, accept_language="de").content.decode()


@pytest.mark.parametrize("language", ["xx", "<script>", "../de", "d" * 10_000])
def test_a_choice_that_is_none_counts_for_nothing(client, language):
    client.cookies[CHOICE] = language

    assert '<html lang="de"' in page(client, accept_language="de").content.decode()


def test_caches_are_told_what_the_page_depends_on(client):
    vary = page(client).headers["Vary"]

    assert "Accept-Language" in vary
    assert "Cookie" in vary


def test_pages_of_those_who_work_here_stay_english(client):
    client.cookies[CHOICE] = "ar"

    assert '<html lang="en" data' in page(client, "/styleguide/", accept_language="de").content.decode()


def test_an_error_of_the_api_is_english_unless_asked_otherwise(client):
    plain, asked = page(client, "/api/nothing/"), page(client, "/api/nothing/", accept_language="de")

    assert plain.headers["Content-Language"] == "en"
    assert asked.headers["Content-Language"] == "de"
    assert plain.json()["error"]["code"] == asked.json()["error"]["code"] == "not_found"


def test_keeps_the_choice_in_a_cookie_and_goes_back(client):
    response = client.post("/language/", {"language": "de", "next": "/listing/?q=mug"}, secure=True)

    cookie = response.cookies[CHOICE]
    assert response.status_code == 302
    assert response.headers["Location"] == "/listing/?q=mug"
    assert cookie.value == "de"
    assert cookie["secure"]
    assert cookie["httponly"]


@pytest.mark.parametrize("language", ["", "xx", "\0", "😀"])
def test_anything_else_forgets_the_choice(client, language):
    client.cookies[CHOICE] = "de"

    response = client.post("/language/", {"language": language}, secure=True)

    assert response.cookies[CHOICE].value == ""


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_never_leaves_the_site(client, target):
    response = client.post("/language/", {"language": "de", "next": target}, secure=True)

    assert response.headers["Location"] == "/"


def test_post_of_another_site_is_refused():
    response = Client(enforce_csrf_checks=True).post("/language/", {"language": "de"}, secure=True)

    assert response.status_code == 403
    assert CHOICE not in response.cookies


def test_whoever_is_signed_in_gets_their_mails_in_it(client):
    user = User.objects.create_user(email="amara@example.org", full_name="Amara", is_active=True)
    client.force_login(user)

    client.post("/language/", {"language": "ar"}, secure=True)

    user.refresh_from_db()
    assert user.language == "ar"


def test_the_form_marks_the_language_in_use(client):
    found = page(client, accept_language="de").content.decode()

    assert 'value="de" lang="de" aria-pressed="true">Deutsch' in found
    assert 'value="ar" lang="ar" aria-pressed="false">العربية' in found


def test_a_request_leaves_no_language_behind(client):
    page(client, accept_language="ar")

    page(client)

    assert translation.get_language() == "en"

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_keeps_the_choice_in_a_cookie_and_goes_back(client, theme):
    response = client.post("/theme/", {"theme": theme, "next": "/styleguide/?a=1"}, secure=True)

    cookie = response.cookies[settings.THEME_COOKIE_NAME]
    assert response.status_code == 302
    assert response.headers["Location"] == "/styleguide/?a=1"
    assert cookie.value == theme
    assert cookie["secure"]
    assert cookie["httponly"]


def test_next_page_is_painted_in_the_chosen_colours(client):
    client.cookies[settings.THEME_COOKIE_NAME] = "dark"

    page = client.get("/styleguide/", secure=True).content.decode()

    assert '<html lang="en" data-theme="dark">' in page


def test_as_the_device_has_it_forgets_the_choice(client):
    client.cookies[settings.THEME_COOKIE_NAME] = "dark"

    response = client.post("/theme/", {"theme": ""}, secure=True)

    assert response.cookies[settings.THEME_COOKIE_NAME].value == ""


@pytest.mark.parametrize("theme", ["pink", "<script>", "x" * 10_000])
def test_ignores_a_theme_that_is_none(client, theme):
    client.post("/theme/", {"theme": theme}, secure=True)
    client.cookies[settings.THEME_COOKIE_NAME] = "pink"

    page = client.get("/styleguide/", secure=True).content.decode()

    assert 'data-theme="pink"' not in page


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_never_leaves_the_site(client, target):
    response = client.post("/theme/", {"theme": "dark", "next": target}, secure=True)

    assert response.headers["Location"] == "/"


def test_get_changes_nothing(client):
    response = client.get("/theme/", secure=True)

    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"


def test_post_of_another_site_is_refused():
    response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"}, secure=True)

    assert response.status_code == 403

"""The header and footer that every page has."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from accounts.models import User
from accounts.roles import Role
from shop import context, navigation, styleguide
from shop.core import registry


def request_of(user, path="/listing/", method="get"):
    request = getattr(RequestFactory(), method)(path)
    request.user = user
    return request


def person(*roles):
    user = User(email="amara@example.org", full_name="Amara Diallo", is_active=True)
    user.roles = frozenset(roles)
    return user


@pytest.mark.django_db
def test_asks_the_database_nothing_that_is_not_shown(django_assert_num_queries):
    with django_assert_num_queries(0):
        context.shell(request_of(AnonymousUser()))


def test_counts_the_basket_once(monkeypatch):
    asked = []

    def count(request: HttpRequest) -> int:
        asked.append(request)
        return 2

    monkeypatch.setattr(registry, "basket_count", count)
    header = context.shell(request_of(AnonymousUser()))["header"]

    assert (header.basket_count, header.basket_count) == (2, 2)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("path", "method", "back"),
    [
        ("/listing/?q=mug", "get", "/listing/?q=mug"),
        ("/", "get", ""),
        ("/login/?next=/orders/", "get", ""),
        ("/order/cart/add/", "post", ""),
    ],
)
def test_sign_in_returns_to_where_it_makes_sense(path, method, back):
    assert context.Header(request_of(AnonymousUser(), path, method)).back == back


def test_shows_a_person_only_the_doors_of_their_roles(monkeypatch):
    monkeypatch.setattr(navigation, "is_served", lambda path: True)

    def paths(*roles):
        return [link.path for link in context.Header(request_of(person(*roles))).links]

    assert paths(Role.CUSTOMER) == ["/user-info/", "/orders/"]
    assert paths(Role.CUSTOMER, Role.SELLER) == ["/user-info/", "/orders/", "/seller/"]
    assert paths(Role.DELIVER) == ["/user-info/", "/orders/", "/deliver/"]
    assert paths(Role.ADMIN) == ["/user-info/", "/orders/", "/admin/"]


def test_leaves_out_what_no_view_answers():
    nowhere = navigation.Link("Nowhere", "/no-such-page/", "x")

    assert navigation.served([nowhere]) == []


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/seller/", "/seller/"),
        ("/seller/products/7/", "/seller/products/"),
        ("/update/product/7/", "/seller/products/"),
        ("/seller/payout/", "/seller/settings/"),
        ("/about/", ""),
    ],
)
def test_marks_the_most_exact_link(path, link):
    assert navigation.current(RequestFactory().get(path), navigation.DESK) == link


@pytest.mark.django_db
def test_every_page_begins_with_the_skip_link(client):
    page = client.get("/about/", secure=True).content.decode()

    assert page.index('href="#main"') < page.index("<header")
    assert page.count("<h1") == 1
    assert '<main class="page page--text" id="main" tabindex="-1">' in page
    assert 'role="status"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/about/", "/delivery-and-returns/", "/help/"])
def test_text_pages_are_open_to_everybody(client, path):
    assert client.get(path, secure=True).status_code == 200


@pytest.mark.django_db
def test_style_guide_is_for_development_only(client, settings):
    assert client.get("/styleguide/", secure=True).status_code == 200
    assert client.get("/styleguide/nothing/", secure=True).status_code == 404

    settings.DEV_PAGES = False

    assert client.get("/styleguide/", secure=True).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", *(f"{name}/" for name in styleguide.PAGES)])
def test_style_guide_shows_every_page_structure(client, page):
    assert client.get(f"/styleguide/{page}", secure=True).status_code == 200

"""Without scripts a form sends its empty fields, too; the address bar shall not keep them."""

import pytest
from django.test import RequestFactory

from shop.core import links

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sent", "tidy"),
    [
        ("/listing/?min_price=&max_price=", "/listing/"),
        ("/listing/?q=mug&min_price=&max_price=20", "/listing/?q=mug&max_price=20"),
        ("/listing/?category=a&category=&category=b&sort=relevance", "/listing/?category=a&category=b"),
        ("/listing/?q=&utm_source=news&page=1", "/listing/?utm_source=news"),
        ("/listing/caf%C3%A9%20%25/?brand=", "/listing/caf%C3%A9%20%25/"),
        ("/listing/?sort=price&in_stock", "/listing/?sort=price"),
        ("/listing/?q=%F0%9F%8E%81%00&rating=", "/listing/?q=%F0%9F%8E%81%00"),
    ],
)
def test_empty_and_default_fields_leave_the_address_and_everything_else_stays(client, sent, tidy):
    response = client.get(sent, secure=True)

    assert (response.status_code, response["Location"]) == (302, tidy)
    assert client.get(tidy, secure=True).status_code == 200


def test_scripts_get_the_results_at_once(client):
    response = client.get("/listing/?min_price=", secure=True, headers={"HX-Request": "true"})

    assert response.status_code == 200
    assert response["HX-Push-Url"] == "/listing/"


def test_an_address_of_two_slashes_stays_on_this_host():
    request = RequestFactory().get("/?q=")
    request.path = "//elsewhere.example/"

    assert links.tidied(request, defaults={}) == "/%2Felsewhere.example/"


def test_nothing_leads_from_a_tidy_address():
    request = RequestFactory().get("/listing/?q=a+b&sort=relevance&page=2")

    assert links.tidied(request, defaults={"sort": "relevance"}) is None

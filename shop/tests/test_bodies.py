"""A request that is too large is refused before anything of it is written down, with a page that says so."""

import pytest
from django.test import Client

from shop.core import bodies

pytestmark = pytest.mark.django_db
BYTES = "application/octet-stream"


@pytest.fixture
def small(settings):
    settings.LARGEST_BODY = 1000
    settings.LARGEST_UPLOADS = {"/seller/import/": 5000}


@pytest.mark.parametrize("path", ["/login/", "/add/product/", "/no-such-page/"])
def test_refuses_large_bodies_unread(client, small, monkeypatch, path):
    monkeypatch.setattr("django.http.request.HttpRequest.parse_file_upload", pytest.fail)

    response = client.post(path, b"x" * 1001, content_type=BYTES)

    assert response.status_code == 413
    assert "This is too much at once" in response.text


def test_answers_programs_in_json(client, small):
    response = client.post("/api/user/login/", b"x" * 1001, content_type="application/json")

    assert (response.status_code, response.json()["error"]["code"]) == (413, "too_large")


def test_takes_more_where_catalogues_are_uploaded(client, small):
    assert client.post("/seller/import/", b"x" * 5000, content_type=BYTES).status_code == 302
    assert client.post("/seller/import/", b"x" * 5001, content_type=BYTES).status_code == 413


@pytest.mark.parametrize("length", ["-1", "1e9", "many", "+5"])
def test_refuses_a_length_that_is_no_number(rf, length):
    assert bodies.is_too_large(rf.post("/login/", CONTENT_LENGTH=length))


def test_too_much_text_gets_the_same_page(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = client.post("/login/", {"email": "x" * 2000})

    assert response.status_code == 413
    assert "This is too much at once" in response.text


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_methods_that_no_page_has_are_refused_without_a_token_too(method):
    response = Client(enforce_csrf_checks=True).generic(method, "/listing/", secure=True)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")

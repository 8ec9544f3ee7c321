"""/media/…: pictures and nothing but pictures."""

import pytest

from catalog import pictures
from catalog.tests import writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_of):
    return client_of(None)


@pytest.fixture
def url() -> str:
    image = pictures.store(writing.picture_file(), seller=None, by=None)
    return pictures.shown(image).src


def test_serves_a_picture_that_can_do_nothing_else(client, url):
    answer = client.get(url)

    assert answer.status_code == 200
    assert answer.content[8:12] == b"WEBP"
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not answer.cookies


def test_answers_304_to_who_has_it(client, url):
    tag = client.get(url).headers["ETag"]

    assert client.get(url, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "",
        "products/",
        "../secrets.json",
        "..%2fsecrets.json",
        "products/../../secrets.json",
        "%2e%2e/%2e%2e/etc/passwd",
        "/etc/passwd",
        "products/aa/" + "a" * 32 + "-240.webp",
        "products/aa/" + "a" * 32 + "-240.html",
        "products/ab/" + "a" * 32 + "-240.webp",
        "x" * 5000,
    ],
)
def test_knows_no_other_path(client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_takes_no_writes(client, url):
    assert client.post(url).status_code == 405


def test_asks_the_database_nothing(client, url, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(url)

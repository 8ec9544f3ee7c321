"""
Every address × everybody: guest, customer, rival seller, owner, courier, the assigned courier, admin.

`access_table.py` states what each gets. An address that is not in the table fails, and so does a view without a guard.
"""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from shop.tests.access_table import ANYBODY, COLUMNS, TABLE, Row
from shop.tests.access_world import World, build

# Assembled by their libraries: the API has a table of its own, the staff site a rule of its own below.
ELSEWHERE = ("api/", "admin/")


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route, pattern


def own_routes() -> dict[str, URLPattern]:
    found = dict(routes(get_resolver().url_patterns))
    return {route: pattern for route, pattern in found.items() if not route.startswith(ELSEWHERE)}


@pytest.fixture
def world(db: None) -> World:
    return build()


def answer(world: World, row: Row, column: str) -> str:
    """The status as the table writes it; a redirect to the login page is `login`."""
    client = world.browser(column, owner=row.owner)
    with transaction.atomic():
        response = _send(client, row, world.url(row.route, row.values))
        transaction.set_rollback(True)
    if response.status_code == 302 and response.headers["Location"].startswith("/login/"):
        return "login"
    return str(response.status_code)


def _send(client: Client, row: Row, url: str) -> HttpResponseBase:
    return client.post(url, row.data, secure=True) if row.method == "POST" else client.get(url, secure=True)


def test_every_address_is_in_the_table():
    assert set(own_routes()) - {row.route for row in TABLE} == set()


def test_the_table_names_no_address_that_does_not_exist():
    assert {row.route for row in TABLE} - set(own_routes()) == set()


def test_every_view_declares_its_guard():
    assert [route for route, pattern in own_routes().items() if not hasattr(pattern.callback, "guard")] == []


def test_answers_as_the_table_says(world):
    answers = {
        f"{row.method} /{row.route} ({number})": {column: answer(world, row, column) for column in COLUMNS}
        for number, row in enumerate(TABLE)
    }

    expected = {name: row.expected for name, row in zip(answers, TABLE, strict=True)}
    assert {name: got for name, got in answers.items() if got != expected[name]} == {}


def test_the_staff_site_is_open_to_admins_only(world):
    names = [model._meta for model in admin.site._registry]
    paths = ["/admin/"] + [f"/admin/{meta.app_label}/{meta.model_name}/" for meta in names]

    answers = {
        path: [answer(world, Row(path.lstrip("/"), ANYBODY), column) for column in COLUMNS] for path in sorted(paths)
    }

    expected = ["login", "403", "403", "403", "403", "403", "200"]
    assert sorted(path for path, got in answers.items() if got != expected) == []

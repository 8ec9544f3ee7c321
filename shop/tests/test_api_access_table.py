"""Every operation of the API × everybody, by token; see `api_access_table.py`. The pages' cookie gives no access."""

import json

import pytest
from django.db import transaction
from django.test import Client

from shop.api import api
from shop.tests.access_table import COLUMNS, Row
from shop.tests.access_world import World, build
from shop.tests.api_access_table import TABLE


@pytest.fixture
def world(db: None) -> World:
    return build()


def answer(world: World, row: Row, column: str) -> str:
    user = world.person(column, owner=row.owner)
    headers = {"host": "localhost", "accept": "application/json"}
    if user is not None:
        headers["authorization"] = f"Bearer {world.tokens[user.email]}"
    with transaction.atomic():
        response = Client(headers=headers).generic(
            row.method,
            world.url(row.route.replace("{", "<").replace("}", ">"), row.values),
            json.dumps(row.data),
            content_type="application/json",
            secure=True,
        )
        transaction.set_rollback(True)
    return str(response.status_code)


def operations() -> set[tuple[str, str]]:
    paths = api.get_openapi_schema(path_prefix="/api/")["paths"]
    return {(method.upper(), path.lstrip("/")) for path, methods in paths.items() for method in methods}


def test_every_operation_is_in_the_table():
    assert operations() - {(row.method, row.route) for row in TABLE} == set()


def test_the_table_names_no_operation_that_does_not_exist():
    assert {(row.method, row.route) for row in TABLE} - operations() == set()


def test_answers_as_the_table_says(world):
    answers = {
        f"{row.method} /{row.route} ({number})": {column: answer(world, row, column) for column in COLUMNS}
        for number, row in enumerate(TABLE)
    }

    expected = {name: row.expected for name, row in zip(answers, TABLE, strict=True)}
    assert {name: got for name, got in answers.items() if got != expected[name]} == {}


def test_gives_no_access_to_the_cookie_of_the_pages(world):
    browser = world.browser("owner", owner="alice")

    assert browser.get("/user-info/", secure=True).status_code == 200
    assert browser.get("/api/user/me/", secure=True).status_code == 401

"""Every list and every page of the office asks fewer than fifteen questions, and lists no more for more rows."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from orders.models import Order
from orders.tests.factories import ParcelFactory
from shop.tests import office_world

LIMIT = 15
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)

pytestmark = pytest.mark.django_db


def _questions(client: Client, url: str) -> int:
    """Asked the second time: what is read once per process is no part of a page."""
    assert client.get(url).status_code == 200, url
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def _lists(client: Client) -> dict[str, int]:
    return {model._meta.label: _questions(client, _list_of(model)) for model in MODELS}


def _list_of(model: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def _page_of(model: Any) -> str:
    row = model._default_manager.order_by("pk").first()
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])


def test_every_list_asks_as_much_for_many_rows_as_for_two(adam, client_of):
    client = client_of(adam)
    office_world.fill(by=adam)
    office_world.fill(by=adam)
    two = _lists(client)
    rows = {model._meta.label: model._default_manager.count() for model in MODELS}

    for _number in range(3):
        office_world.fill(by=adam)
    many = _lists(client)

    fixed = {"auth.Group", "accounts.RequiredFactor"}  # one row per role
    more = {model._meta.label for model in MODELS if model._default_manager.count() > rows[model._meta.label]}
    assert {model._meta.label for model in MODELS} == more | fixed
    assert {name: (two[name], asked) for name, asked in many.items() if asked != two[name]} == {}
    assert {name: asked for name, asked in many.items() if asked >= LIMIT} == {}


def test_every_page_of_a_row_asks_fewer_than_the_limit(adam, client_of):
    client = client_of(adam)
    office_world.fill(by=adam)

    asked = {model._meta.label: _questions(client, _page_of(model)) for model in MODELS}

    assert {name: number for name, number in asked.items() if number >= LIMIT} == {}


def test_an_order_asks_as_much_with_many_parcels_as_with_two(adam, client_of):
    client = client_of(adam)
    office_world.fill(by=adam)
    url = _page_of(Order)
    two = _questions(client, url)

    for _number in range(4):
        ParcelFactory(order=Order.objects.order_by("pk").first())

    assert _questions(client, url) == two

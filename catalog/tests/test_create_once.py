"""The form of a new product, sent twice."""

import re
import threading
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from catalog import authoring
from catalog.models import Product
from catalog.tests import writing

ADD = "/add/product/"


def sent(token: str, title: str = "Speckled mug") -> dict[str, Any]:
    return {"title": title, "token": token, "variants-0-price": "24", "variants-0-stock": "3", "action": "save"}


@pytest.mark.django_db
def test_makes_one_draft_and_leads_to_it_both_times(bruno, client_of):
    client = client_of(bruno)
    (token,) = re.findall(r'name="token" value="(\w{32})"', client.get(ADD).content.decode())

    first, second = (client.post(ADD, sent(token)) for _again in range(2))

    product = Product.objects.get()
    assert first.url == second.url == f"/update/product/{product.pk}/"
    assert product.variants.get().stock.on_hand == 3


@pytest.mark.django_db
def test_the_token_stays_through_a_failed_try(bruno, client_of):
    client = client_of(bruno)

    failed = client.post(ADD, sent("a" * 32, title=""))
    client.post(ADD, sent("a" * 32))
    client.post(ADD, sent("a" * 32))

    assert failed.status_code == 422
    assert 'name="token" value="aaaa' in failed.content.decode()
    assert Product.objects.count() == 1


@pytest.mark.django_db
def test_two_pages_make_two_and_another_shop_may_have_the_same_token(bruno, rita, client_of):
    client_of(bruno).post(ADD, sent("a" * 32))
    client_of(bruno).post(ADD, sent("b" * 32))
    client_of(rita).post(ADD, sent("a" * 32))

    assert Product.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one(bruno):
    start = threading.Barrier(2)
    found: list[int] = []

    def post() -> None:
        start.wait(10)
        try:
            found.append(
                authoring.create_once(
                    seller=bruno.seller, data=writing.data(), form_token="a" * 32, by=bruno, now=timezone.now()
                ).pk
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert found == [Product.objects.get().pk] * 2

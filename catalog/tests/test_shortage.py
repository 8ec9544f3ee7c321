"""The mail of a shop when something runs low, and the marks that decide when."""

from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from catalog import shortage, stock
from catalog.models import MovementKind, Stock
from catalog.tests import writing
from catalog.tests.factories import ProductFactory
from shop.core import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def mug(bruno) -> Any:
    return ProductFactory(seller=bruno.seller, title="Speckled mug", stock=5).variants.get()


def reserve(variant: Any, pieces: int, source: str) -> None:
    stock.reserve([stock.Item(variant.pk, pieces, source)], by=None, at=timezone.now())


def mails() -> list[Any]:
    jobs.run_waiting()
    return [one for one in mail.outbox if "runs low" in one.subject or "run low" in one.subject]


def test_comes_once_when_stock_falls_to_its_mark(mug, bruno):
    reserve(mug, 1, "line:1")
    assert mails() == []
    reserve(mug, 1, "line:2")
    reserve(mug, 1, "line:3")

    sent = mails()

    assert [one.to for one in sent] == [[bruno.email]]
    assert sent[0].subject == "“Speckled mug” runs low"
    assert "2 left" in sent[0].body
    assert "/seller/stock/?view=low" in sent[0].body


def test_does_not_come_again_for_a_cancelled_order_but_after_a_refill(mug):
    reserve(mug, 2, "line:1")
    stock.release([stock.Item(mug.pk, 2, "line:1")], by=None, at=timezone.now())
    reserve(mug, 2, "line:2")
    assert len(mails()) == 1

    stock.change_by(variant=mug, pieces=9, kind=MovementKind.ADJUST, source="refill", by=None, at=timezone.now())
    assert not Stock.objects.get(pk=mug.pk).is_low_told
    reserve(mug, 9, "line:3")

    assert len(mails()) == 2


def test_is_gone_with_the_transaction_that_failed(mug):
    items = [stock.Item(mug.pk, 3, "line:1"), stock.Item(mug.pk, 9, "line:2")]

    with pytest.raises(stock.OutOfStock):
        stock.reserve(items, by=None, at=timezone.now())

    assert mails() == []
    assert not Stock.objects.get(pk=mug.pk).is_low_told


def test_names_everything_that_fell_at_once(mug, bruno):
    bowl = ProductFactory(seller=bruno.seller, title="Bowl", stock=9).variants.get()

    counts = {mug.pk: 1, bowl.pk: 2}
    stock.set_many_on_hand(counts, kind=MovementKind.IMPORT, source="import:1", by=None, at=timezone.now())

    sent = mails()
    assert [one.subject for one in sent] == ["2 things run low"]
    assert "Bowl" in sent[0].body


def test_a_shops_mark_is_that_of_new_variants_and_of_those_without_their_own(bruno, mug):
    special = ProductFactory(seller=bruno.seller, stock=5).variants.get()
    shortage.set_mark(variant=special, low_at=1, by=bruno)

    changed = shortage.set_shop_mark(seller=bruno.seller, low_at=10, by=bruno)

    bruno.seller.refresh_from_db()
    new = writing.create(bruno.seller).variants.get()
    assert changed == 1
    assert [Stock.objects.get(pk=v.pk).low_at for v in (mug, special, new)] == [10, 1, 10]

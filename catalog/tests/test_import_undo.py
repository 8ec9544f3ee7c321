"""Undoing an import: everything as it was, while nothing of it was sold."""

from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.tests.factories import SellerFactory
from catalog import authoring, exporting, ledger, stock, tree
from catalog.importing import runs
from catalog.models import Import, ImportStatus, ItemState, Product, ProductStatus, Variant
from catalog.tests import importing_steps as steps
from catalog.tests.files import MUGS

pytestmark = pytest.mark.django_db
CHANGED = MUGS.replace("26.00,4", "27.50,9").replace("Teapot", "Tea pot") + "jug,JUG,Jug,Kitchen,9.00,2,,\n"


@pytest.fixture
def seller():
    tree.ensure_path(["Kitchen", "Mugs"], by=None)
    return SellerFactory()


def exported(seller) -> str:
    return "".join(exporting.lines(seller))


def order(sku: str) -> None:
    stock.reserve([stock.Item(Variant.objects.get(sku=sku).pk, 1, "line:1")], by=None, at=timezone.now())


def states(run: Import) -> list[str]:
    return list(run.items.exclude(kind="unchanged").order_by("number").values_list("state", flat=True))


def test_brings_back_every_value_and_takes_new_products_away(seller):
    steps.imported(seller)
    before = exported(seller)
    run = steps.imported(seller, CHANGED, publish=True)
    assert exported(seller) != before

    run = steps.undone(run)

    assert run.status == ImportStatus.UNDONE
    assert exported(seller) == before
    assert Product.objects.get(handle="jug").status == ProductStatus.ARCHIVED
    assert not Product.objects.filter(status=ProductStatus.PUBLISHED).exists()
    assert ledger.breaches() == []


def test_refuses_once_something_was_sold(seller):
    run = steps.imported(seller)
    order("MUG-C")

    with pytest.raises(runs.NotUndoable, match="1 product of this import was ordered since"):
        runs.undo(run=run, by=seller.user, now=timezone.now())

    assert Product.objects.exclude(status=ProductStatus.ARCHIVED).count() == 2


def test_does_not_mind_sales_before_the_import_or_of_other_products(seller):
    steps.imported(seller)
    order("MUG-C")
    run = steps.imported(seller, CHANGED)

    assert steps.undone(run).status == ImportStatus.UNDONE
    assert ledger.breaches() == []


def test_leaves_alone_what_was_edited_since(seller):
    run = steps.imported(seller)
    pot = Product.objects.get(handle="pot")
    data = authoring.data_of(pot)
    authoring.update_product(product=pot, data=data, expected_version=pot.version, by=seller.user, now=timezone.now())

    run = steps.undone(run)

    assert states(run) == [ItemState.UNDONE, ItemState.KEPT]
    pot.refresh_from_db()
    assert pot.status == ProductStatus.DRAFT


def test_takes_back_pieces_that_the_import_counted_and_no_others(seller):
    steps.imported(seller)
    run = steps.imported(seller, CHANGED)
    moss = Variant.objects.get(sku="MUG-M")
    stock.set_on_hand(
        variant=moss, on_hand=12, expected=9, kind="set", source="shelf", by=seller.user, at=timezone.now()
    )

    steps.undone(run)

    moss.refresh_from_db()
    assert (moss.price, moss.stock.on_hand) == (Decimal("26.00"), 7)


def test_is_done_once(seller):
    run = steps.undone(steps.imported(seller))

    with pytest.raises(runs.NotUndoable):
        runs.undo(run=run, by=seller.user, now=timezone.now())


def test_what_was_undone_can_be_imported_again(seller):
    steps.undone(steps.imported(seller))

    run = steps.imported(seller)

    assert run.figures["changed"] == 2
    assert Product.objects.filter(status=ProductStatus.DRAFT).count() == 2

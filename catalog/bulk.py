"""Many rows of the seller's lists at once: prices and stock, each for itself; and whole products, with an undo."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import User
from catalog import offers, operations, stock
from catalog.models import MovementKind, Product, Variant
from shop.core import errors


@dataclass(frozen=True, slots=True)
class Edit:
    """
    What a person wants of a variant, and what the page showed before. None leaves a value alone.

    :ivar on_hand: pieces counted; `on_hand_was` is what the page showed.
    :ivar change: pieces to add instead, whatever is there; negative ones are taken away.
    """

    variant: Variant
    price: Decimal | None = None
    price_was: Decimal | None = None
    on_hand: int | None = None
    on_hand_was: int | None = None
    change: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An edit that was not saved: of "price" or "stock"."""

    edit: Edit
    field: str
    error: errors.DomainError


def save_rows(edits: Sequence[Edit], *, source: str, by: User | None, now: datetime) -> tuple[int, list[Refusal]]:
    """
    Save each value for itself, so that one conflict does not keep the others back.

    :param source: names this save in the ledger of stock; the same again changes no stock twice.
    :return: how many variants were changed, and what was refused.
    """
    saved: set[int] = set()
    refused: list[Refusal] = []
    for edit in sorted(edits, key=lambda one: one.variant.pk):
        for field, write in (("stock", _count), ("price", _price)):
            try:
                with transaction.atomic():
                    if write(edit, source, by, now):
                        saved.add(edit.variant.pk)
            except errors.DomainError as error:
                refused.append(Refusal(edit, field, error))
    return len(saved), refused


def _count(edit: Edit, source: str, by: User | None, now: datetime) -> bool:
    if edit.change is not None:
        stock.change_by(
            variant=edit.variant, pieces=edit.change, kind=MovementKind.ADJUST, source=source, by=by, at=now
        )
    elif edit.on_hand is not None:
        stock.set_on_hand(
            variant=edit.variant, on_hand=edit.on_hand, expected=edit.on_hand_was, kind=MovementKind.SET,
            source=source, by=by, at=now,
        )  # fmt: skip
    return edit.change is not None or edit.on_hand is not None


def _price(edit: Edit, source: str, by: User | None, now: datetime) -> bool:
    if edit.price is None:
        return False
    offers.set_price(variant=edit.variant, price=edit.price, expected=edit.price_was, by=by, now=now)
    return True


def publish(products: Sequence[Product], *, by: User | None, now: datetime) -> tuple[list[Product], list[str]]:
    """As `operations.publish` for each: those that went live, and a sentence for each that could not."""
    return _each(products, operations.publish, by=by, now=now)


def take_offline(products: Sequence[Product], *, by: User | None, now: datetime) -> tuple[list[Product], list[str]]:
    """As `operations.take_offline` for each."""
    return _each(products, operations.take_offline, by=by, now=now)


def archive(products: Sequence[Product], *, by: User | None, now: datetime) -> tuple[list[Product], list[str]]:
    """As `operations.archive_product` for each."""
    return _each(products, operations.archive_product, by=by, now=now)


def restore(products: Sequence[Product], *, by: User | None, now: datetime) -> tuple[list[Product], list[str]]:
    """As `operations.restore_product` for each."""
    return _each(products, operations.restore_product, by=by, now=now)


def _each(
    products: Sequence[Product], change: Callable[..., Product], *, by: User | None, now: datetime
) -> tuple[list[Product], list[str]]:
    done, refused = [], []
    for product in sorted(products, key=lambda one: one.pk):
        try:
            done.append(change(product=product, by=by, now=now))
        except errors.DomainError as error:
            refused.append(f"{product.title}: {error.message}")
    return done, refused

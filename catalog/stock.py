"""
Stock moves here and nowhere else: reserve, release, ship, take back, count.

Rules 1 to 6 of docs/locking.md. Every change writes the ledger first (`catalog.ledger`), under a source that names its
cause, so that a repeat is a no-op; then the rows change in primary-key order; then `in_stock` follows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from catalog import availability, ledger, shortage
from catalog.models import MovementKind, Stock, StockMovement, Variant
from shop.core import errors, states

# What a column of the database and a person's eye can take.
MOST_PIECES = 9_999_999

_ADD = """
    UPDATE catalog_stock SET on_hand = on_hand + added.pieces
    FROM unnest(%s::bigint[], %s::int[]) AS added (variant_id, pieces)
    WHERE catalog_stock.variant_id = added.variant_id
"""


@dataclass(frozen=True, slots=True)
class Item:
    """So many pieces of a variant. `source` names the cause, such as "line:17", once and for all its stations."""

    variant_id: int
    quantity: int
    source: str


@dataclass(frozen=True, slots=True)
class Shortage:
    """Pieces that were wanted of a variant, all its lines together, and pieces that there are."""

    variant_id: int
    wanted: int
    available: int


class OutOfStock(errors.DomainError):
    """Somebody else was faster. Nothing was reserved."""

    def __init__(self, message: str, *, shortages: list[Shortage]) -> None:
        super().__init__(message)
        self.shortages = shortages


class NotReserved(errors.DomainError):
    """More pieces than are reserved should be released or shipped: a fault of the caller."""


class StockTooLow(errors.DomainError):
    """The stock cannot go below what open orders hold."""

    status = 422


class ChangedMeanwhile(states.ChangedMeanwhile):
    """The stock is no longer what the editor saw. `current` is what it is, in pieces on hand."""

    def __init__(self, message: str, *, current: int) -> None:
        super().__init__(message)
        self.current = current


@transaction.atomic
def reserve(items: Iterable[Item], *, by: User | None, at: datetime) -> None:
    """
    Keep pieces for an order. All or nothing.

    :raises OutOfStock: with every shortage; the caller's transaction must then end, too.
    """
    entries = [ledger.Entry(i.variant_id, i.source, reserved_delta=i.quantity) for i in items]
    written = ledger.write(entries, kind=MovementKind.RESERVE, by=by, at=at)
    wanted = ledger.per_variant(written)
    short = [w for w in wanted if not _take(w.variant_id, w.reserved_delta)]
    if short:
        raise _out_of_stock({w.variant_id: w.reserved_delta for w in short})
    _follow(wanted)


@transaction.atomic
def release(items: Iterable[Item], *, by: User | None, at: datetime) -> None:
    """
    Give reserved pieces back to everybody: an order was cancelled before it shipped.

    :raises NotReserved: where fewer pieces are reserved.
    """
    _apply([ledger.Entry(i.variant_id, i.source, 0, -i.quantity) for i in items], MovementKind.RELEASE, by=by, at=at)


@transaction.atomic
def ship(items: Iterable[Item], *, by: User | None, at: datetime) -> None:
    """
    Reserved pieces leave the house.

    :raises NotReserved: where fewer pieces are reserved.
    """
    entries = [ledger.Entry(i.variant_id, i.source, -i.quantity, -i.quantity) for i in items]
    _apply(entries, MovementKind.SHIP, by=by, at=at)


@transaction.atomic
def take_back(items: Iterable[Item], *, by: User | None, at: datetime) -> None:
    """Returned pieces go back on the shelf."""
    _apply([ledger.Entry(i.variant_id, i.source, i.quantity, 0) for i in items], MovementKind.RETURN, by=by, at=at)


@transaction.atomic
def set_on_hand(
    *, variant: Variant, on_hand: int, expected: int | None, kind: str, source: str, by: User | None, at: datetime,
    note: str = "",
) -> Stock:  # fmt: skip
    """
    Set what a person counted, reserved pieces included.

    :param expected: what the person saw before; None to set it whatever it was.
    :raises ChangedMeanwhile: where it was no longer `expected`.
    :raises StockTooLow: below what is reserved.
    """
    current = _locked([variant.pk])[variant.pk]
    if expected is not None and expected != current.on_hand and current.on_hand != on_hand:
        raise ChangedMeanwhile(_changed_text(current, on_hand), current=current.on_hand)
    refused = set_many_on_hand({variant.pk: on_hand}, kind=kind, source=source, by=by, at=at, note=note)
    if refused:
        raise StockTooLow(refused[variant.pk], fields={"on_hand": [refused[variant.pk]]})
    current.refresh_from_db()
    return current


@transaction.atomic
def change_by(
    *, variant: Variant, pieces: int, kind: str, source: str, by: User | None, at: datetime, note: str = ""
) -> Stock:
    """
    Add pieces, or take them away (negative): a delivery came, a cup broke. The same source again changes nothing.

    :raises StockTooLow: below what is reserved.
    """
    current = _locked([variant.pk])[variant.pk]
    if not pieces or StockMovement.objects.filter(variant=variant, kind=kind, source=source).exists():
        return current
    if not current.reserved <= current.on_hand + pieces <= MOST_PIECES:
        message = _too_low(current.on_hand + pieces, current.reserved)
        raise StockTooLow(message, fields={"pieces": [message]})
    _apply([ledger.Entry(variant.pk, source, on_hand_delta=pieces)], kind, by=by, at=at, note=note)
    current.refresh_from_db()
    return current


@transaction.atomic
def set_many_on_hand(
    counts: Mapping[int, int], *, kind: str, source: str, by: User | None, at: datetime, note: str = ""
) -> dict[int, str]:
    """
    Set many variants at once (an import): pieces on hand by variant id. Makes the stock rows that are missing.

    :return: the reason by variant id for those that were refused; the others are set.
    """
    rows = _locked(counts)
    refused: dict[int, str] = {}
    entries = []
    for variant_id, on_hand in counts.items():
        row = rows[variant_id]
        if not row.reserved <= on_hand <= MOST_PIECES:
            refused[variant_id] = _too_low(on_hand, row.reserved)
        elif on_hand != row.on_hand:
            entries.append(ledger.Entry(variant_id, source, on_hand_delta=on_hand - row.on_hand))
    written = ledger.write(entries, kind=kind, by=by, at=at, note=note)
    with connection.cursor() as cursor:
        # The rows are locked and checked above, so one statement does for all of them.
        ids, pieces = [entry.variant_id for entry in written], [entry.on_hand_delta for entry in written]
        cursor.execute(_ADD, [ids, pieces])
    _follow(written)
    return refused


def open_rows(variant_ids: Iterable[int]) -> None:
    """Give variants that have none a stock of nothing, low from the mark of their shop."""
    ids = set(variant_ids)
    ids -= set(Stock.objects.filter(pk__in=ids).values_list("pk", flat=True))
    if ids:
        marks = Variant.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "seller__low_stock_at")
        Stock.objects.bulk_create([Stock(pk=pk, low_at=low_at) for pk, low_at in marks], ignore_conflicts=True)


def _take(variant_id: int, quantity: int) -> bool:
    """The one statement that decides: of two who want the last piece, one row count is 1 and the other 0."""
    rows = Stock.objects.filter(pk=variant_id, on_hand__gte=F("reserved") + quantity)
    return rows.update(reserved=F("reserved") + quantity) == 1


def _apply(entries: Iterable[ledger.Entry], kind: str, *, by: User | None, at: datetime, note: str = "") -> None:
    changes = ledger.per_variant(ledger.write(entries, kind=kind, by=by, at=at, note=note))
    for change in changes:
        rows = Stock.objects.filter(
            pk=change.variant_id,
            reserved__gte=-change.reserved_delta,
            on_hand__gte=F("reserved") + change.reserved_delta - change.on_hand_delta,
        )
        moved = rows.update(on_hand=F("on_hand") + change.on_hand_delta, reserved=F("reserved") + change.reserved_delta)
        if moved != 1:
            raise NotReserved(_("Fewer pieces of this are reserved."))
    _follow(changes)


def _follow(changes: Iterable[ledger.Entry]) -> None:
    """Only where the last piece went or the first one came does `in_stock` change; the shop hears of what runs low."""
    moved = {change.variant_id: change for change in changes}
    rows = list(Stock.objects.filter(pk__in=moved).select_related("variant"))
    before = {row.pk: row.available - moved[row.pk].on_hand_delta + moved[row.pk].reserved_delta for row in rows}
    availability.refresh({row.variant.product_id for row in rows if (row.available > 0) != (before[row.pk] > 0)})
    shortage.follow(rows, before=before, refilled={pk for pk, change in moved.items() if change.on_hand_delta > 0})


def _locked(variant_ids: Iterable[int]) -> dict[int, Stock]:
    """The stock rows of these variants, made where missing, locked in primary-key order."""
    ids = sorted(variant_ids)
    open_rows(ids)
    rows = Stock.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    return {row.pk: row for row in rows}


def _out_of_stock(wanted: Mapping[int, int]) -> OutOfStock:
    variants = Variant.objects.filter(pk__in=wanted).select_related("product", "stock").order_by("pk")
    shortages, texts = [], []
    for variant in variants:
        available = variant.stock.available if hasattr(variant, "stock") else 0
        shortages.append(Shortage(variant.pk, wanted[variant.pk], available))
        name = f"{variant.product.title} ({variant.options_text})" if variant.options else variant.product.title
        text = ngettext("Only %(left)d left of “%(name)s”.", "Only %(left)d left of “%(name)s”.", available)
        texts.append((text if available else _("“%(name)s” is sold out.")) % {"left": available, "name": name})
    return OutOfStock(" ".join(texts), shortages=shortages)


def _too_low(on_hand: int, reserved: int) -> str:
    if on_hand < 0 or on_hand > MOST_PIECES:
        return _("The stock must be between 0 and %(most)s pieces.") % {"most": f"{MOST_PIECES:,}"}
    text = ngettext(
        "%(reserved)d piece is reserved by open orders, so the stock cannot go below %(reserved)d.",
        "%(reserved)d pieces are reserved by open orders, so the stock cannot go below %(reserved)d.",
        reserved,
    )
    return text % {"reserved": reserved}


def _changed_text(current: Stock, wanted: int) -> str:
    texts = {
        MovementKind.SHIP: _("Stock changed to %(current)d by an order while you edited."),
        MovementKind.RETURN: _("Stock changed to %(current)d by a return while you edited."),
        MovementKind.IMPORT: _("Stock changed to %(current)d by an import while you edited."),
    }
    last = StockMovement.objects.filter(variant=current.pk).exclude(on_hand_delta=0).order_by("-at", "-pk").first()
    cause = texts.get(MovementKind(last.kind)) if last else None
    text = cause or _("Stock changed to %(current)d while you edited.")
    text += " " + _("Your %(wanted)d was not saved. Save again?")
    return text % {"current": current.on_hand, "wanted": wanted}

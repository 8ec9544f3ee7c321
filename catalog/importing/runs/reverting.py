"""One batch of an undoing: new products go, changed ones become what they were, edited and sold ones stay."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet, Sum

from catalog import authoring, desk, search, stock
from catalog.authoring import BadProduct
from catalog.importing.runs import leases, stored
from catalog.models import (
    Import,
    ImportItem,
    ItemState,
    MovementKind,
    Product,
    ProductStatus,
    Stock,
    StockMovement,
)
from shop.core import states, transactions


def sold(run: Import) -> QuerySet[StockMovement]:
    """Movements by which products of the import were ordered since it began."""
    products = run.items.filter(state=ItemState.WRITTEN).values("product")
    return StockMovement.objects.filter(
        kind=MovementKind.RESERVE, at__gte=run.started_at, variant__product__in=products
    )


@transactions.retried
def revert(run: Import, items: Sequence[ImportItem], *, now: datetime) -> None:
    """Stock first, then products, in the order of docs/locking.md; the items say what became of them."""
    ids = [item.product_id for item in items if item.product_id]
    rows = Stock.objects.filter(variant__product__in=ids).order_by("pk")
    on_hand = dict(rows.select_for_update(of=("self",), no_key=True).values_list("pk", "on_hand"))
    found = Product.objects.locked().filter(pk__in=ids).order_by("pk")
    known = {product.pk: product for product in found.prefetch_related("category", *desk.whole())}
    busy = set(sold(run).filter(variant__product__in=ids).values_list("variant__product", flat=True))
    new: list[Product] = []
    changed: dict[int, ImportItem] = {}
    for item in items:
        product = known.get(item.product_id or 0)
        item.state = ItemState.KEPT
        if product is None or product.version != item.version or product.pk in busy:
            continue
        item.state = ItemState.UNDONE
        if item.before is None:
            new.append(product)
        else:
            changed[product.pk] = item
    states.move_many([p for p in new if p.status != ProductStatus.ARCHIVED], ProductStatus.ARCHIVED, by=run.by, at=now)
    _set_stock(run, changed, on_hand, now=now)
    for pk, item in changed.items():
        _bring_back(run, known[pk], item, now=now)
    authoring.announce(changed, now=now)
    search.index([product.pk for product in [*new, *(known[pk] for pk in changed)]], now=now)
    ImportItem.objects.bulk_update(items, ["state"], batch_size=100)
    leases.renew(run, done=len(items))


def _bring_back(run: Import, product: Product, item: ImportItem, *, now: datetime) -> None:
    before = item.before or {}
    try:
        authoring.write_changes(product=product, data=stored.product(before["data"]), by=run.by, now=now)
    except BadProduct:
        # Its SKU or handle went to another product meanwhile.
        item.state = ItemState.KEPT
        return
    if before["status"] == ProductStatus.ARCHIVED and product.status != ProductStatus.ARCHIVED:
        product.move_to(ProductStatus.ARCHIVED, by=run.by, at=now)
    elif before["status"] != ProductStatus.PUBLISHED and product.status == ProductStatus.PUBLISHED:
        product.move_to(ProductStatus.UNPUBLISHED, by=run.by, at=now)


def _set_stock(run: Import, changed: Mapping[int, ImportItem], on_hand: Mapping[int, int], *, now: datetime) -> None:
    """Take back what the import added and removed, whatever else was counted since."""
    moved = StockMovement.objects.filter(
        kind=MovementKind.IMPORT, source__startswith=f"import:{run.pk}:", variant__product__in=changed
    )
    deltas = dict(moved.values("variant").annotate(pieces=Sum("on_hand_delta")).values_list("variant", "pieces"))
    counts = {pk: max(0, on_hand[pk] - pieces) for pk, pieces in deltas.items() if pk in on_hand}
    first = min((item.number for item in changed.values()), default=0)
    stock.set_many_on_hand(counts, kind=MovementKind.IMPORT, source=f"import:{run.pk}:undo:{first}", by=run.by, at=now)

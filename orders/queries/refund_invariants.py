"""What must hold over the parts of refunds: more of what `manage.py reconcile` asks."""

from collections.abc import Callable, Iterator

from orders import amounts
from orders.models import Parcel, RefundLine
from orders.states import NOT_PROMISED
from shop.core.money import ZERO


def no_line_gives_back_more_than_it_took() -> list[str]:
    """Nor does the delivery of a parcel. Pieces, delivery and goodwill together."""
    breaches = []
    for parcel, parts in _refunded():
        left = amounts.left(parcel, list(parcel.lines.all()), [(part.line_id, part.amount) for part in parts])
        names = [f"line {key}" if key else f"the delivery of parcel {parcel.pk}" for key in left if left[key] < 0]
        breaches += [f"{name}: more money went back than was paid for it" for name in names]
    return breaches


def reductions_are_split_by_what_was_left() -> list[str]:
    """Each goodwill, split anew over what was left of lines and delivery when it was promised."""
    breaches = []
    for parcel, parts in _refunded():
        lines = list(parcel.lines.all())
        for refund_id in dict.fromkeys(part.refund_id for part in parts if part.is_goodwill):
            own = [part for part in parts if part.refund_id == refund_id]
            before = [(part.line_id, part.amount) for part in parts if part.pk < own[0].pk]
            left = amounts.left(parcel, lines, before)
            split = amounts.reduction(sum((part.amount for part in own), ZERO), left)
            if split != {part.line_id: part.amount for part in own}:
                breaches.append(f"refund {refund_id}: its goodwill is not split by what was left")
    return breaches


def _refunded() -> Iterator[tuple[Parcel, list[RefundLine]]]:
    """Parcels of which money went back, with the parts in the order in which they were promised."""
    promised = RefundLine.objects.exclude(refund__status__in=NOT_PROMISED)
    parcels = Parcel.objects.filter(refunds__lines__in=promised).distinct().order_by("pk")
    loaded = parcels.select_related("order").prefetch_related("lines")
    for parcel in loaded.iterator(chunk_size=500):
        yield parcel, list(promised.filter(refund__parcel=parcel).order_by("pk"))


ALL: dict[str, Callable[[], list[str]]] = {
    "no line gives back more than it took": no_line_gives_back_more_than_it_took,
    "goodwill = its split": reductions_are_split_by_what_was_left,
}

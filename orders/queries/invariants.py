"""
What must hold over all rows of orders, stock and payments: `manage.py reconcile` asks each of these.

Every function answers one sentence per breach, so that somebody can look at exactly that row.
"""

from collections.abc import Callable

from django.db.models import DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from cart import pricing
from catalog.models import Product, Stock
from orders.models import Order, OrderLine, Parcel, ParcelEvent, Payment, PaymentMethod, Refund
from orders.states import NOT_PROMISED, RefundStatus
from orders.states import ParcelStatus as P
from orders.states import PaymentStatus as M
from shop.core.money import ZERO

# Their pieces are on the shelf and belong to somebody.
_HELD = (P.AWAITING_PAYMENT, P.PENDING, P.PACKED)
_LEFT = (P.SHIPPED, P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED, P.DELIVERED, P.RETURNING)
# Paid online, these are owed to nobody.
_UNPAID = (P.AWAITING_PAYMENT, P.CANCELLED, P.RETURNED)


def reserved_is_what_open_lines_hold() -> list[str]:
    held = OrderLine.objects.filter(parcel__status__in=_HELD, variant__isnull=False)
    sums = dict(held.order_by().values_list("variant").annotate(Sum("quantity")))
    rows = Stock.objects.filter(Q(reserved__gt=0) | Q(pk__in=sums)).order_by("pk").values_list("pk", "reserved")
    return [
        f"variant {pk}: {reserved} reserved, open orders hold {sums.get(pk, 0)}"
        for pk, reserved in rows.iterator()
        if reserved != sums.get(pk, 0)
    ]


def orders_are_the_sum_of_their_parcels() -> list[str]:
    """Items, discount, delivery, tax and total, each column by itself."""
    columns = {
        "items_total": "items_total",
        "discount_total": "discount_total",
        "delivery_total": "delivery_price",
        "tax_total": "tax_total",
        "total": "total",
    }
    sums = {f"sum_{name}": Coalesce(Sum(f"parcels__{part}"), ZERO) for name, part in columns.items()}
    differs = Q()
    for name in columns:
        differs |= ~Q(**{name: F(f"sum_{name}")})
    wrong = Order.objects.annotate(**sums).filter(differs).order_by("pk").values_list("number", flat=True)
    return [f"order {number}: its parcels add up to something else" for number in wrong]


def parcels_are_the_sum_of_their_lines() -> list[str]:
    """Goods, discount and total; what is left of the tax after the lines is the delivery's and never negative."""
    sums = {
        "goods": Coalesce(Sum("lines__line_total"), ZERO),
        "off": Coalesce(Sum("lines__discount"), ZERO),
        "taxes": Coalesce(Sum("lines__tax"), ZERO),
    }
    due = F("items_total") - F("discount_total") + F("delivery_price")
    taxed = Q(order__prices_include_tax=False, total=due + F("tax_total")) | Q(
        order__prices_include_tax=True, total=due
    )
    fits = Q(items_total=F("goods"), discount_total=F("off"), tax_total__gte=F("taxes")) & taxed
    wrong = Parcel.objects.annotate(**sums).exclude(fits).order_by("pk")
    return [f"parcel {pk}: its lines add up to something else" for pk in wrong.values_list("pk", flat=True)]


def every_state_is_the_last_event() -> list[str]:
    moves = ParcelEvent.objects.filter(subject=OuterRef("pk")).order_by("-at", "-pk").values("to_status")[:1]
    rows = Parcel.objects.annotate(last=Subquery(moves)).filter(last__isnull=False).exclude(last=F("status"))
    return [f"parcel {pk}: its last event says otherwise" for pk in rows.order_by("pk").values_list("pk", flat=True)]


def refunds_add_up() -> list[str]:
    done = Sum("refunds__amount", filter=Q(refunds__status=RefundStatus.SUCCEEDED), default=ZERO)
    asked = Sum("refunds__amount", filter=~Q(refunds__status__in=NOT_PROMISED), default=ZERO)
    rows = Payment.objects.annotate(done=done, asked=asked)
    wrong = rows.filter(~Q(refunded=F("done")) | Q(asked__gt=F("captured"))).order_by("pk")
    return [f"payment {pk}: its refunds do not add up" for pk in wrong.values_list("pk", flat=True)]


def what_was_handed_over_is_paid() -> list[str]:
    """
    Cash: a delivered parcel has its collected payment. Online: what is kept, and what went back of parcels that are
    owed, covers them.
    """
    collected = Payment.objects.filter(parcel=OuterRef("pk"), captured=OuterRef("total"))
    cash = Parcel.objects.filter(order__payment_method=PaymentMethod.CASH, status=P.DELIVERED, total__gt=0)
    unpaid = cash.exclude(Exists(collected)).order_by("pk").values_list("pk", flat=True)
    owed = _sum(Parcel.objects.filter(order=OuterRef("pk")).exclude(status__in=_UNPAID), "order", F("total"))
    kept = _sum(Payment.objects.filter(order=OuterRef("pk")), "order", F("captured") - F("refunded"))
    sent = Refund.objects.filter(payment__order=OuterRef("pk"), parcel__isnull=False, status=RefundStatus.SUCCEEDED)
    back = _sum(sent.exclude(parcel__status__in=_UNPAID), "payment__order", F("amount"))
    online = Order.objects.exclude(payment_method=PaymentMethod.CASH).annotate(owed=owed, kept=kept, back=back)
    short = online.filter(owed__gt=F("kept") + F("back")).order_by("pk").values_list("number", flat=True)
    return [
        *(f"parcel {pk}: delivered, and its cash was not collected" for pk in unpaid),
        *(f"order {number}: its parcels cost more than was paid and kept" for number in short),
    ]


def _sum(rows: QuerySet[Parcel] | QuerySet[Payment] | QuerySet[Refund], by: str, amount: object) -> Coalesce:
    """A sum over the rows of an outer order."""
    grouped = rows.order_by().values(by).annotate(sum=Sum(amount)).values("sum")
    return Coalesce(Subquery(grouped), Value(ZERO), output_field=DecimalField(max_digits=14, decimal_places=2))


def finished_payments_say_what_was_captured() -> list[str]:
    """A captured payment has its whole amount; one that failed or expired has nothing."""
    taken = Q(status__in=(M.CAPTURED, M.PARTLY_REFUNDED, M.REFUNDED))
    wrong = Payment.objects.filter((taken & ~Q(captured=F("amount"))) | (~taken & Q(captured__gt=0))).order_by("pk")
    return [f"payment {pk}: its state and its sums disagree" for pk in wrong.values_list("pk", flat=True)]


def units_sold_is_what_left_the_shops() -> list[str]:
    lines = OrderLine.objects.filter(parcel__status__in=_LEFT, product__isnull=False)
    sums = dict(lines.order_by().values_list("product").annotate(Sum("quantity")))
    rows = Product.objects.filter(Q(units_sold__gt=0) | Q(pk__in=sums)).order_by("pk").values_list("pk", "units_sold")
    return [
        f"product {pk}: {sold} sold, its lines say {sums.get(pk, 0)}"
        for pk, sold in rows.iterator()
        if sold != sums.get(pk, 0)
    ]


def explanations_give_the_total() -> list[str]:
    """The stored steps of every price, executed again. Orders without steps were not placed through the checkout."""
    breaches = []
    rows = Order.objects.exclude(explanation=[]).order_by("pk").values_list("number", "explanation", "total")
    for number, steps, total in rows.iterator():
        try:
            explained = pricing.replay(steps)
        except (ValueError, KeyError, TypeError, ArithmeticError) as error:
            breaches.append(f"order {number}: its explanation does not execute: {error}")
        else:
            if explained != total:
                breaches.append(f"order {number}: its explanation gives {explained}, it cost {total}")
    return breaches


ALL: dict[str, Callable[[], list[str]]] = {
    "reserved stock = open lines": reserved_is_what_open_lines_hold,
    "order = its explanation": explanations_give_the_total,
    "order = Σ parcels": orders_are_the_sum_of_their_parcels,
    "parcel = Σ lines + delivery": parcels_are_the_sum_of_their_lines,
    "state = last event": every_state_is_the_last_event,
    "refunds add up": refunds_add_up,
    "payments agree with their state": finished_payments_say_what_was_captured,
    "what was handed over is paid": what_was_handed_over_is_paid,
    "units sold = lines that left": units_sold_is_what_left_the_shops,
}

"""What must hold over ledger, refunds, returns and invoices: more of what `manage.py reconcile` asks."""

from collections.abc import Callable

from django.db.models import (
    Case,
    Count,
    DecimalField,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from orders.models import (
    Invoice,
    InvoiceKind,
    LedgerAccount,
    LedgerEntry,
    LedgerKind,
    OrderLine,
    Parcel,
    Payment,
    Payout,
    Refund,
    RefundLine,
    ReturnRequest,
)
from orders.states import NOT_PROMISED, RefundStatus, ReturnStatus
from orders.states import ParcelStatus as P
from shop.core.money import ZERO

_SALE = (LedgerKind.SALE, LedgerKind.SUBSIDY, LedgerKind.COMMISSION)
_AMOUNT = DecimalField(max_digits=14, decimal_places=2)


def _sum_of(rows: QuerySet[LedgerEntry] | QuerySet[RefundLine], by: str) -> Coalesce:
    grouped = rows.order_by().values(by).annotate(sum=Sum("amount")).values("sum")
    return Coalesce(Subquery(grouped), Value(ZERO), output_field=_AMOUNT)


def balances_are_the_sum_of_entries() -> list[str]:
    entries = LedgerEntry.objects.order_by().values_list("seller")
    sums = dict(entries.annotate(Sum("amount")))
    accounts = dict(LedgerAccount.objects.values_list("pk", "balance"))
    return [
        f"shop {pk}: its account says {accounts.get(pk, ZERO)}, its entries {sums.get(pk, ZERO)}"
        for pk in sorted(sums.keys() | accounts.keys())
        if accounts.get(pk, ZERO) != sums.get(pk, ZERO)
    ]


def delivered_parcels_are_booked() -> list[str]:
    """Delivered: what it cost and the coupon's share, less the commission. Anything else: nothing."""
    entries = LedgerEntry.objects.filter(parcel=OuterRef("pk"), kind__in=_SALE)
    earned = F("total") + F("marketplace_share") - F("commission")
    due = Case(When(status=P.DELIVERED, then=earned), default=Value(ZERO), output_field=_AMOUNT)
    wrong = Parcel.objects.annotate(booked=_sum_of(entries, "parcel"), due=due).exclude(booked=F("due"))
    rows = wrong.order_by("pk").values_list("pk", "booked", "due")
    return [f"parcel {pk}: {booked} booked as its sale, it is {due}" for pk, booked, due in rows]


def refunds_of_sales_are_booked() -> list[str]:
    booked = _sum_of(LedgerEntry.objects.filter(refund=OuterRef("pk"), kind=LedgerKind.REFUND), "refund")
    promised = Refund.objects.exclude(status__in=NOT_PROMISED).filter(parcel__status=P.DELIVERED)
    wrong = promised.annotate(booked=booked).exclude(booked=-F("amount")).order_by("pk")
    return [f"refund {pk}: the ledger does not hold it" for pk in wrong.values_list("pk", flat=True)]


def refunds_are_the_sum_of_their_lines() -> list[str]:
    """Those of a parcel; what was paid for nothing (twice, too late) belongs to no line."""
    parts = _sum_of(RefundLine.objects.filter(refund=OuterRef("pk")), "refund")
    wrong = Refund.objects.filter(parcel__isnull=False).annotate(parts=parts).exclude(parts=F("amount"))
    return [
        f"refund {pk}: its lines add up to something else" for pk in wrong.order_by("pk").values_list("pk", flat=True)
    ]


def promises_add_up() -> list[str]:
    """What payments and lines say was promised back is what their refunds are."""
    promised = ~Q(refunds__status__in=NOT_PROMISED)
    payments = Payment.objects.annotate(sum=Sum("refunds__amount", filter=promised, default=ZERO))
    wrong = payments.exclude(promised_back=F("sum")).order_by("pk").values_list("pk", flat=True)
    pieces = Sum("refund_lines__quantity", filter=~Q(refund_lines__refund__status__in=NOT_PROMISED), default=0)
    lines = OrderLine.objects.filter(Q(refunded_quantity__gt=0) | Q(refund_lines__isnull=False)).annotate(sum=pieces)
    off = lines.exclude(refunded_quantity=F("sum")).order_by("pk").values_list("pk", flat=True)
    return [
        *(f"payment {pk}: it promised something else back than its refunds" for pk in wrong),
        *(f"line {pk}: other pieces were refunded than it says" for pk in off),
    ]


def payouts_are_booked() -> list[str]:
    booked = _sum_of(LedgerEntry.objects.filter(payout=OuterRef("pk")), "payout")
    wrong = Payout.objects.annotate(booked=booked).exclude(booked=-F("amount")).order_by("pk")
    return [f"payout {pk}: the ledger does not hold it" for pk in wrong.values_list("pk", flat=True)]


def returns_end_with_their_refund() -> list[str]:
    paid = Q(refund__status=RefundStatus.SUCCEEDED)
    wrong = ReturnRequest.objects.filter(
        (Q(status=ReturnStatus.REFUNDED) & ~paid) | (Q(status=ReturnStatus.RECEIVED) & paid)
    )
    return [f"return {pk}: it and its refund disagree" for pk in wrong.order_by("pk").values_list("pk", flat=True)]


def invoices_have_no_gaps() -> list[str]:
    rows = Invoice.objects.order_by("seller", "kind").values_list("seller", "kind")
    return [
        f"shop {seller}: {count} documents ({kind}), the last has the number {last}"
        for seller, kind, count, last in rows.annotate(Count("pk"), Max("sequence"))
        if count != last
    ]


def what_left_is_invoiced() -> list[str]:
    """Once shipped a parcel has its invoice; once it came back nothing of that is owed."""
    invoice = Invoice.objects.filter(parcel=OuterRef("pk"), kind=InvoiceKind.INVOICE)
    left = (P.SHIPPED, P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED, P.DELIVERED, P.RETURNING, P.RETURNED)
    missing = Parcel.objects.filter(~Exists(invoice), status__in=left).order_by("pk").values_list("pk", flat=True)
    credit = Sum("invoices__amount", filter=Q(invoices__kind=InvoiceKind.CREDIT_NOTE), default=ZERO)
    rows = Parcel.objects.filter(status=P.RETURNED).annotate(credit=credit).exclude(credit=F("total"))
    owed = rows.order_by("pk").values_list("pk", flat=True)
    return [
        *(f"parcel {pk}: it left the shop without an invoice" for pk in missing),
        *(f"parcel {pk}: it came back and is not wholly credited" for pk in owed),
    ]


ALL: dict[str, Callable[[], list[str]]] = {
    "balance = Σ ledger": balances_are_the_sum_of_entries,
    "ledger = delivered parcels": delivered_parcels_are_booked,
    "ledger = refunds": refunds_of_sales_are_booked,
    "refund = Σ lines": refunds_are_the_sum_of_their_lines,
    "promised = Σ refunds": promises_add_up,
    "ledger = payouts": payouts_are_booked,
    "returns agree with their refund": returns_end_with_their_refund,
    "invoices without gaps": invoices_have_no_gaps,
    "what left is invoiced": what_left_is_invoiced,
}

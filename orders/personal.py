"""What orders know of people: taken along with "download my data"."""

from typing import Any

from accounts.models import User
from orders.models import BankAccount, CouponRedemption, Order, OrderEvent, Payout, Proof, ReturnRequest


def orders(user: User) -> list[dict[str, Any]]:
    """Every order with its address and what was bought, the newest first; also those placed as a guest."""
    rows = Order.objects.naming(user).prefetch_related("lines", "parcels").order_by("-placed_at", "-id")
    return [
        {
            "number": order.number,
            "placed_at": order.placed_at,
            "as_guest": order.buyer_id is None,
            "status": order.status,
            "email": order.email,
            "address": order.parts(),
            "note": order.note,
            "payment_method": order.payment_method,
            "total": f"{order.total} {order.currency}",
            "lines": [
                {"sku": line.sku, "title": line.title, "quantity": line.quantity, "unit_price": str(line.unit_price)}
                for line in order.lines.all()
            ],
        }
        for order in rows
    ]


def returns(user: User) -> list[dict[str, Any]]:
    """What was asked to go back and why, with how the shop said to send it."""
    rows = ReturnRequest.objects.filter(parcel__order__in=Order.objects.naming(user)).order_by("-id")
    rows = rows.select_related("parcel__order").prefetch_related("lines__line")
    return [
        {
            "order": row.parcel.order.number,
            "status": row.status,
            "asked_at": row.created_at,
            "instructions": row.instructions,
            "decision": row.decision,
            "lines": [
                {"sku": one.line.sku, "quantity": one.quantity, "reason": one.reason, "note": one.note}
                for one in row.lines.all()
            ],
        }
        for row in rows
    ]


def steps(user: User) -> list[dict[str, Any]]:
    """What the person did to orders, one's own or (in the office) others'."""
    rows = OrderEvent.objects.filter(by=user).select_related("order").order_by("-at", "-id")
    return [{"order": row.order.number, "at": row.at, "kind": row.kind, "note": row.note} for row in rows[:20_000]]


def coupons(user: User) -> list[dict[str, Any]]:
    rows = (
        CouponRedemption.objects.filter(order__in=Order.objects.naming(user))
        .select_related("coupon", "order")
        .order_by("-id")
    )
    return [
        {
            "coupon": row.coupon.code,
            "order": row.order.number,
            "used_at": row.redeemed_at,
            "given_back": row.returned_at,
        }
        for row in rows
    ]


def payouts(user: User) -> list[dict[str, Any]]:
    """Money that went to the person's shop, and where."""
    rows = Payout.objects.filter(seller__user=user).order_by("-at", "-id")
    return [
        {"at": row.at, "amount": f"{row.amount} {row.currency}", "paid_to": row.details, "reference": row.reference}
        for row in rows
    ]


def bank_accounts(user: User) -> list[dict[str, Any]]:
    """Where money of an order was to go back to."""
    rows = BankAccount.objects.filter(order__in=Order.objects.naming(user)).select_related("order").order_by("pk")
    return [
        {"order": row.order.number, "holder": row.holder, "iban": row.iban, "given_at": row.given_at} for row in rows
    ]


def proofs(user: User) -> list[dict[str, Any]]:
    """What a courier noted at doors."""
    rows = Proof.objects.filter(by=user).select_related("parcel").order_by("-at", "-id")
    return [{"parcel": row.parcel_id, "at": row.at, "note": row.note} for row in rows]


SECTIONS = {
    "orders": orders,
    "order steps": steps,
    "returns": returns,
    "coupons": coupons,
    "payouts": payouts,
    "accounts for refunds": bank_accounts,
    "proofs of delivery": proofs,
}
HANDED_OUT = {
    **{f"orders.Order.{name}": "orders" for name in ("buyer", "email", "phone", "line1", "line2", "note")},
    "orders.OrderEvent.by": "order steps",
    "orders.ReturnRequest.instructions": "returns",
    "orders.CouponRedemption.buyer": "coupons",
    "orders.Payout.details": "payouts",
    "orders.BankAccount.holder": "accounts for refunds",
    "orders.BankAccount.iban": "accounts for refunds",
    "orders.Proof.note": "proofs of delivery",
    "orders.Proof.by": "proofs of delivery",
}
LEFT_OUT = {
    "orders.KeptAnswer.user": "answers to a courier's phone, a copy of what the parcels' histories say; gone in a week",
    "orders.KeptAnswer.body": "an answer of the API, a copy of what the rows themselves say; gone in a week",
    "orders.Payout.by": "the office's deed on a shop's account; the shop has it in its ledger",
    "orders.LedgerEntry.by": "the office's deed on a shop's account; the shop has it in its ledger",
}

"""A small shop in which anybody tries anything: what is refused leaves no trace, and every sum holds afterwards."""

import itertools
import uuid
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from accounts.models import User
from cart import operations as baskets
from cart.models import Coupon, CouponKind
from cart.tests.factories import CouponFactory
from catalog.models import Stock, StockMovement
from orders import delivery, fulfilment, goodwill, handover, operations, payouts, refunding, returns
from orders.models import (
    CouponRedemption,
    FailureReason,
    LedgerAccount,
    LedgerEntry,
    Order,
    Parcel,
    ParcelEvent,
    Payment,
    Refund,
    ReturnRequest,
    SandboxCharge,
)
from orders.payments import online, sandbox, sending, webhook
from orders.states import ParcelStatus as P
from orders.tests import checkout
from shop.core import errors, registry

WATCHED: tuple[type[models.Model], ...] = (
    Stock, StockMovement, Order, Parcel, ParcelEvent, Payment, Refund, ReturnRequest, LedgerEntry, LedgerAccount,
    CouponRedemption, Coupon,
)  # fmt: skip

# What takes a parcel one step on its way, and whose step it is.
NEXT: dict[str, str] = {P.PENDING: "pack", P.PACKED: "claim", P.SHIPPED: "start", P.OUT_FOR_DELIVERY: "deliver",
        P.ATTEMPT_FAILED: "start", P.RETURNING: "hand_back"}  # fmt: skip
BY_SHOP = ("accept", "pack", "ship", "mark delivered", "cancel", "approve", "reject", "receive")
BY_OFFICE = ("open", "refund", "let off", "refund return")
RIGHT = "right"  # whoever it falls to


class World:
    """
    Two shops with four products of their own; what others placed before stays out of reach.

    :ivar refused: how often somebody was told no, by what they tried.
    """

    def __init__(self, people: dict[str, User]) -> None:
        self.people = people
        self.now = timezone.now()
        self.done = Counter[str]()
        self.refused = Counter[str]()
        self.shops = itertools.cycle(["bruno", "rita"])
        self.variants = [
            checkout.variant_for_sale(seller=people[next(self.shops)].seller, stock=20) for _number in range(4)
        ]
        self.coupons = [
            CouponFactory(total_limit=5, per_user_limit=None),
            CouponFactory(kind=CouponKind.AMOUNT, value=Decimal(200), total_limit=5, per_user_limit=None),
            CouponFactory(kind=CouponKind.FREE_DELIVERY, value=Decimal(0), total_limit=5, per_user_limit=None),
        ]
        for variant in self.variants:
            variant.product.seller.delivery_rates.update(area=people["dora"].courier.areas.get())
        self.before: dict[type[models.Model], int] = {
            model: _last(model) for model in (Parcel, SandboxCharge, ReturnRequest, Refund)
        }

    def attempt(self, name: str, deed: Callable[[], object]) -> None:
        """Do it; where it is refused, nothing may have changed."""
        before = fingerprint()
        savepoint = transaction.savepoint()  # never taken back: only for a number of its own, see `fingerprint`
        try:
            deed()
        except errors.DomainError as error:
            self.refused[name] += 1
            counted = isinstance(error, (delivery.WrongCode, delivery.HandoverLocked))  # a try is remembered
            if not counted and fingerprint() != before:
                raise AssertionError(f"{name} was refused but left a trace") from error
        else:
            self.done[name] += 1
        transaction.savepoint_commit(savepoint)

    def place(self, who: str, wishes: list[tuple[int, int]], *, card: bool, coupon: int | None) -> None:
        """:param coupon: which, by number: ten percent, more than most baskets cost, the delivery."""
        user = self.people.get(who)

        def deed() -> None:
            chosen = {self.variants[which % len(self.variants)]: quantity for which, quantity in wishes}
            cart = checkout.ready_cart(*chosen.items(), user=user)
            if coupon is not None:
                baskets.apply_coupon(cart=cart, code=self.coupons[coupon].code, by=user, now=self.now)
            placed = checkout.place(cart, method="sandbox" if card else "cash", now=self.now)
            if card and placed.order.total:
                online.start(order=placed.order, now=self.now)

        def whole() -> None:
            with transaction.atomic():  # the basket goes with what was refused
                deed()

        self.attempt("place", whole)

    def decide(self, which: int, decision: str) -> None:
        """The buyer answers on the provider's page, whenever; the provider tells us twice."""
        charges = list(self._own(SandboxCharge))
        if not charges:
            return
        charge = charges[which % len(charges)]

        def deed() -> None:
            decided = sandbox.decide(reference=charge.reference, decision=decision, now=self.now)
            body, headers = sandbox.message(decided, now=self.now)
            for _time in range(2):
                webhook.receive(provider="sandbox", body=body, headers=headers, now=self.now)

        self.attempt("decide", deed)

    def expire(self) -> None:
        self.now += timedelta(minutes=20)
        operations.expire_due(now=self.now)

    def forward(self, which: int) -> None:
        """The next sensible step of a parcel, by whom it falls to."""
        parcel = self._parcel(which)
        if parcel is None:
            return
        name = NEXT.get(parcel.status)
        if name == "claim" and parcel.courier_id:
            name = "pick_up"
        if name:
            self.act(name, RIGHT, which, right=True)

    def act(self, name: str, who: str, which: int, *, right: bool) -> None:
        """Anybody tries a step, whether it is theirs or not."""
        parcel = self._parcel(which)
        if parcel is not None:
            given: dict[str, Any] = {"parcel": parcel, "by": self._who(who, name, parcel), "now": self.now}
            self.attempt(name, lambda: STEPS[name](given, right))

    def ask_return(self, who: str, which: int, pieces: int) -> None:
        parcel = self._parcel(which)
        if parcel is not None:
            item = returns.Item(parcel.lines.first().pk, pieces, "does_not_fit", "too small")
            by = parcel.order.buyer if who == RIGHT else self.people[who]
            self.attempt("ask", lambda: returns.ask(parcel=parcel, items=[item], by=by, now=self.now))

    def step_return(self, name: str, who: str, which: int) -> None:
        requests = list(self._own(ReturnRequest))
        if not requests:
            return
        found = requests[which % len(requests)]
        given: dict[str, Any] = {"request": found, "by": self._who(who, name, found.parcel), "now": self.now}
        calls: dict[str, Callable[[], object]] = {
            "approve": lambda: returns.approve(instructions="", **given),
            "reject": lambda: returns.reject(reason="No", **given),
            "receive": lambda: returns.receive(
                restock=list(given["request"].lines.values_list("pk", flat=True)), **given
            ),
            "refund return": lambda: returns.refund(**given),
        }
        self.attempt(name, calls[name])

    def refund(self, who: str, which: int, pieces: int) -> None:
        parcel = self._parcel(which)
        if parcel is None:
            return
        wish = refunding.Wish({parcel.lines.first().pk: pieces})
        given: dict[str, Any] = {"parcel": parcel, "wish": wish, "reason": "Because", "key": uuid.uuid4()}
        by = self._who(who, "refund", parcel)
        self.attempt("refund", lambda: refunding.refund(**given, by=by, now=self.now))

    def let_off(self, who: str, which: int, amount: int) -> None:
        parcel = self._parcel(which)
        if parcel is None:
            return
        given: dict[str, Any] = {"parcel": parcel, "amount": Decimal(amount), "reason": "Because", "key": uuid.uuid4()}
        by = self._who(who, "let off", parcel)
        self.attempt("let off", lambda: goodwill.let_off(**given, by=by, now=self.now))

    def send_refunds(self) -> None:
        due = self._own(Refund).filter(status__in=("requested", "failed"))
        for pk in due.values_list("pk", flat=True):
            sending.send(refund_id=pk)

    def pay_out(self, who: str, amount: int) -> None:
        shop = self.people["bruno"].seller
        given: dict[str, Any] = {"seller": shop, "amount": Decimal(amount), "reference": "R", "key": uuid.uuid4()}
        by = self.people["adam" if who == RIGHT else who]
        self.attempt("pay out", lambda: payouts.pay_out(**given, by=by, now=self.now))

    def breaches(self) -> dict[str, list[str]]:
        """What `manage.py reconcile` would find."""
        return {name: found for name, check in registry.invariants.items() if (found := check())}

    def _parcel(self, which: int) -> Parcel | None:
        pks = list(self._own(Parcel).values_list("pk", flat=True))
        if not pks:
            return None
        return Parcel.objects.select_related("order", "seller", "courier").get(pk=pks[which % len(pks)])

    def _own(self, model: type[models.Model]) -> models.QuerySet[Any]:
        """What this world made, in order; another one may have been there before it."""
        return model._default_manager.filter(pk__gt=self.before[model]).order_by("pk")

    def _who(self, who: str, name: str, parcel: Parcel) -> User:
        if who != RIGHT:
            return self.people[who]
        if name in BY_SHOP:
            return parcel.seller.user
        return self.people["adam" if name in BY_OFFICE else "dora"]


def _last(model: type[models.Model]) -> int:
    return model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0


def _deliver(given: dict[str, Any], right: bool) -> object:
    code = handover.code(given["parcel"])
    return delivery.deliver(code=code if right else str((int(code) + 1) % 10_000).zfill(4), **given)


def _fail(given: dict[str, Any], right: bool) -> object:
    day = timezone.localdate(given["now"]) + timedelta(days=1 if right else 99)
    return delivery.fail(reason=FailureReason.NOBODY_HOME, note="", next_on=day, **given)


STEPS: dict[str, Callable[[dict[str, Any], bool], object]] = {
    "accept": lambda given, right: fulfilment.accept(**given),
    "pack": lambda given, right: fulfilment.pack(**given),
    "ship": lambda given, right: fulfilment.ship_by_carrier(carrier="DHL", tracking_number="", **given),
    "mark delivered": lambda given, right: fulfilment.mark_delivered(**given),
    "cancel": lambda given, right: fulfilment.cancel_parcel(reason="No", **given),
    "claim": lambda given, right: delivery.claim(**given),
    "give back": lambda given, right: delivery.give_back(**given),
    "pick_up": lambda given, right: delivery.pick_up(**given),
    "start": lambda given, right: delivery.start(**given),
    "deliver": _deliver,
    "fail": _fail,
    "hand_back": lambda given, right: delivery.hand_back(**given),
    "open": lambda given, right: delivery.override_handover(reason="Lost", **given),
}


def fingerprint() -> Any:
    """
    Number and last change of the rows that a deed could change.

    A row carries the number of the (sub)transaction that wrote it, and every attempt has one of its own, higher than
    all before. So a row that was added or written again raises the highest number, and one that is gone the count.
    """
    newest = "max(xmin::text::bigint)"
    parts = [f"(SELECT count(*) || ' ' || coalesce({newest}, 0) FROM {model._meta.db_table})" for model in WATCHED]  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}")
        return cursor.fetchone()

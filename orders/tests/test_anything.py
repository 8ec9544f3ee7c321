"""
Anybody does anything, in any order: what is refused leaves no trace, and `reconcile` finds nothing.

Chosen by Hypothesis in the slow suite, where the orders of all worlds stay, so that every sum is taken over them all
(ANYTHING_ORDERS=1000 for a thousand; `--log-cli-level=INFO` says what was done); always the same few dozen deeds in the
fast one.
"""

import logging
import os
import random
import sys
from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from accounts import audit
from catalog.models import Stock
from orders.models import Order
from orders.tests.anything import NEXT, RIGHT, STEPS, World
from shop.core import errors

pytestmark = pytest.mark.django_db
log = logging.getLogger(__name__)
EVERYBODY = ["alice", "bruno", "rita", "dora", "adam", "eve"]
ORDERS = int(os.environ.get("ANYTHING_ORDERS", "60"))
RETURN_STEPS = ["approve", "reject", "receive", "refund return"]


@pytest.fixture
def people(alice, bruno, rita, dora, adam, eve):
    return {"alice": alice, "bruno": bruno, "rita": rita, "dora": dora, "adam": adam, "eve": eve}


def test_the_same_few_dozen_deeds_leave_everything_in_order(people):
    chance = random.Random(20)
    world = World(people)
    for number in range(4):
        world.place(
            "alice", [(number, 1), (number + 1, 2)], card=number % 2 == 1, coupon=number - 2 if number > 1 else None
        )
        world.decide(number, "approved")

    for _step in range(12):
        which = chance.randrange(20)
        world.forward(which)
        world.act(chance.choice(sorted(STEPS)), chance.choice(EVERYBODY), which, right=chance.random() < 0.7)
    for which in range(6):
        for _step in range(3):
            world.forward(which)
    world.ask_return("alice", 0, 1)
    world.step_return("approve", "adam", 0)
    world.step_return("receive", "adam", 0)
    world.refund("adam", 1, 1)
    world.refund("eve", 1, 1)
    for which in range(6):
        world.let_off("adam", which, 3)
    world.let_off("bruno", 0, 3)
    world.pay_out("adam", 5)
    world.pay_out("bruno", 5)
    world.send_refunds()

    assert world.breaches() == {}
    assert audit.first_break() is None
    assert world.done["deliver"] >= 2
    assert world.refused["refund"] >= 1
    assert world.done["let off"] >= 2
    assert world.refused["let off"] >= 1
    assert world.refused["pay out"] >= 1


def test_a_trace_of_what_was_refused_is_found(people):
    world = World(people)

    def refused_too_late():
        Stock.objects.filter(variant=world.variants[0]).update(reserved=1)
        raise errors.DomainError("No")

    with pytest.raises(AssertionError, match="left a trace"):
        world.attempt("anything", refused_too_late)


class Anything(RuleBasedStateMachine):
    """
    A world beside those of the examples before, whose rows stay where it ends well.

    :cvar done, refused: of all worlds that ended well.
    """

    people: dict[str, Any]
    done: Counter[str]
    refused: Counter[str]

    wishes = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3)), min_size=1, max_size=3)
    numbers = st.integers(0, 30)
    who = st.one_of(st.just(RIGHT), st.sampled_from(EVERYBODY))
    buyers = st.sampled_from(["alice", "eve", "guest", "bruno"])
    ways = st.sampled_from(["cash", "card", "card, paid"])
    coupons = st.sampled_from([None, None, 0, 1, 2])
    baskets = st.lists(st.tuples(buyers, wishes, ways, coupons), min_size=1, max_size=4)

    @initialize(orders=baskets)
    def open_shop(self, orders):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.world = World(self.people)
        self.place(orders)

    @rule(orders=baskets)
    def place(self, orders):
        for who, wishes, way, coupon in orders:
            self.world.place(who, wishes, card=way != "cash", coupon=coupon)
            if way == "card, paid":
                self.world.decide(-1, "approved")

    @rule(which=numbers, decision=st.sampled_from(["approved", "approved", "declined"]))
    def decide(self, which, decision):
        self.world.decide(which, decision)

    @rule()
    def expire(self):
        self.world.expire()

    @rule(which=numbers, steps=st.integers(1, 6))
    def forward(self, which, steps):
        for _step in range(steps):
            self.world.forward(which)

    @rule(name=st.sampled_from(sorted(STEPS)), who=who, which=numbers, right=st.booleans())
    def act(self, name, who, which, right):
        self.world.act(name, who, which, right=right)

    @rule(who=who, which=numbers, pieces=st.integers(0, 4))
    def ask_return(self, who, which, pieces):
        self.world.ask_return(who, which, pieces)

    @rule(which=numbers, pieces=st.integers(1, 2), steps=st.integers(1, 3))
    def send_back(self, which, pieces, steps):
        """A parcel goes all its way, then some of it back again, by whom each step falls to."""
        for _step in NEXT:
            self.world.forward(which)
        self.world.ask_return(RIGHT, which, pieces)
        for name in ("approve", "receive", "refund return")[:steps]:
            self.world.step_return(name, RIGHT, -1)

    @rule(name=st.sampled_from(RETURN_STEPS), who=who, which=numbers)
    def step_return(self, name, who, which):
        self.world.step_return(name, who, which)

    @rule(who=who, which=numbers, pieces=st.integers(0, 4))
    def refund(self, who, which, pieces):
        self.world.refund(who, which, pieces)

    @rule(who=who, which=numbers, amount=st.integers(0, 90))
    def let_off(self, who, which, amount):
        self.world.let_off(who, which, amount)

    @rule()
    def send_refunds(self):
        self.world.send_refunds()

    @rule(who=who, amount=st.integers(1, 60))
    def pay_out(self, who, amount):
        self.world.pay_out(who, amount)

    def teardown(self):
        if not hasattr(self, "world"):
            return
        broke_off = sys.exception() is not None
        breaches = {} if broke_off else self.world.breaches()
        transaction.set_rollback(broke_off or breaches != {})
        self.savepoint.__exit__(None, None, None)
        assert breaches == {}
        type(self).done += self.world.done
        type(self).refused += self.world.refused


@pytest.mark.slow
def test_orders_of_anything_leave_everything_in_order(people):
    Anything.people, Anything.done, Anything.refused = people, Counter(), Counter()
    check = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    chosen = settings(
        max_examples=5, stateful_step_count=30, deadline=None, suppress_health_check=check, derandomize=False,
        database=None,
    )  # fmt: skip

    for _round in range(200):
        run_state_machine_as_test(Anything, settings=chosen)
        log.info("%d orders, done %s, refused %s", Order.objects.count(), dict(Anything.done), dict(Anything.refused))
        if Order.objects.count() >= ORDERS:
            break

    assert Order.objects.count() >= ORDERS
    assert World(people).breaches() == {}
    assert audit.first_break() is None

"""
Anybody does anything, in any order: what is refused leaves no trace, and `reconcile` finds nothing.

Chosen by Hypothesis in the slow suite (ANYTHING_ORDERS=1000 for a thousand orders' worth of it); always the same few
dozen deeds in the fast one.
"""

import os
import random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from accounts import audit
from orders.tests.anything import STEPS, World

pytestmark = pytest.mark.django_db
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
        world.place("alice", [(number, 1), (number + 1, 2)], card=number % 2 == 1, coupon=number > 1)
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
    world.pay_out("adam", 5)
    world.pay_out("bruno", 5)
    world.send_refunds()

    assert world.breaches() == {}
    assert audit.first_break() is None
    assert world.done["deliver"] >= 2
    assert world.refused["refund"] >= 1
    assert world.refused["pay out"] >= 1


class Anything(RuleBasedStateMachine):
    people: dict[str, Any]
    placed = 0

    @initialize()
    def open_shop(self):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.world = World(self.people)

    wishes = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3)), min_size=1, max_size=3)
    numbers = st.integers(0, 30)
    who = st.sampled_from(EVERYBODY)
    buyers = st.sampled_from(["alice", "eve", "guest", "bruno"])

    @rule(orders=st.lists(st.tuples(buyers, wishes, st.booleans(), st.booleans()), min_size=1, max_size=4))
    def place(self, orders):
        for who, wishes, card, coupon in orders:
            self.world.place(who, wishes, card=card, coupon=coupon)

    @rule(which=numbers, decision=st.sampled_from(["approved", "approved", "declined"]))
    def decide(self, which, decision):
        self.world.decide(which, decision)

    @rule()
    def expire(self):
        self.world.expire()

    @rule(which=numbers, steps=st.integers(1, 4))
    def forward(self, which, steps):
        for _step in range(steps):
            self.world.forward(which)

    @rule(name=st.sampled_from(sorted(STEPS)), who=who, which=numbers, right=st.booleans())
    def act(self, name, who, which, right):
        self.world.act(name, who, which, right=right)

    @rule(who=who, which=numbers, pieces=st.integers(0, 4))
    def ask_return(self, who, which, pieces):
        self.world.ask_return(who, which, pieces)

    @rule(name=st.sampled_from(RETURN_STEPS), who=who, which=numbers)
    def step_return(self, name, who, which):
        self.world.step_return(name, who, which)

    @rule(who=who, which=numbers, pieces=st.integers(0, 4))
    def refund(self, who, which, pieces):
        self.world.refund(who, which, pieces)

    @rule()
    def send_refunds(self):
        self.world.send_refunds()

    @rule(who=who, amount=st.integers(1, 60))
    def pay_out(self, who, amount):
        self.world.pay_out(who, amount)

    def teardown(self):
        if not hasattr(self, "world"):
            return
        try:
            assert self.world.breaches() == {}
            type(self).placed += self.world.done.get("place", 0)
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)


@pytest.mark.slow
def test_orders_of_anything_leave_everything_in_order(people):
    Anything.people, Anything.placed = people, 0
    check = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    chosen = settings(
        max_examples=5, stateful_step_count=30, deadline=None, suppress_health_check=check, derandomize=False,
        database=None,
    )  # fmt: skip

    for _round in range(200):
        run_state_machine_as_test(Anything, settings=chosen)
        if Anything.placed >= ORDERS:
            break

    assert Anything.placed >= ORDERS

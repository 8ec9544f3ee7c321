"""Two at the same moment, on real connections. Each race comes in a pair: with the lock, and with it patched out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone

from accounts import operations
from accounts.models import LimitCounter, Token, TokenScope, User
from accounts.operations import membership
from accounts.roles import Role
from accounts.tests import support
from accounts.tests.factories import UserFactory
from shop.core import errors

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Run all at the same moment and answer what came of each: a result or the refusal."""
    barrier = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=10)
            return deed()
        except errors.DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.fixture
def admins() -> list[User]:
    return [UserFactory(roles=[Role.CUSTOMER, Role.ADMIN]) for _ in range(2)]


def take_each_others_role(admins):
    def take(user):
        return lambda: operations.revoke_role(
            user=User.objects.get(pk=user.pk), role=Role.ADMIN, by=None, now=timezone.now()
        )

    at_once(*[take(user) for user in admins])
    return User.objects.filter(groups__name=Role.ADMIN, is_active=True).count()


def test_two_admins_who_demote_each_other_leave_one(admins):
    assert take_each_others_role(admins) == 1


def test_without_the_lock_they_leave_none(admins, monkeypatch):
    meet = Barrier(2)

    def unlocked(user):
        others = User.objects.filter(groups__name=Role.ADMIN, is_active=True).exclude(pk=user.pk)
        answer = not others.exists()
        meet.wait(timeout=10)
        return answer

    monkeypatch.setattr(membership, "is_last_admin", unlocked)

    assert take_each_others_role(admins) == 0


def test_a_link_for_a_new_password_works_once_however_often_it_is_sent(admins):
    [user, _] = admins
    raw = support.issued(user, TokenScope.RESET)

    def reset(number):
        return lambda: operations.reset_password(token=raw, password=f"pass phrase {number}", now=timezone.now())

    results = at_once(*[reset(number) for number in range(6)])

    assert sum(isinstance(result, User) for result in results) == 1
    assert sum(isinstance(result, operations.UsedLink | operations.ExpiredLink) for result in results) == 5


def test_one_address_signed_up_at_once_is_one_account(admins):
    def sign_up(number):
        return lambda: operations.register(
            email="amara@example.com", password=f"pass phrase {number}", full_name="Amara", now=timezone.now()
        )

    results = at_once(*[sign_up(number) for number in range(6)])

    assert results == [None] * 6
    assert User.objects.filter(email="amara@example.com").count() == 1


def test_two_shops_of_one_name_get_two_addresses(admins):
    def apply(user):
        return lambda: operations.apply_to_sell(user=user, shop_name="Nook", story="", by=user, now=timezone.now())

    sellers = at_once(*[apply(user) for user in admins])

    assert {seller.slug for seller in sellers} == {"nook", "nook-2"}


def test_the_database_counts_every_hit(admins):
    at_once(*[lambda: LimitCounter.objects.add("digest", 3600, 1) for _ in range(8)])

    assert LimitCounter.objects.get(digest="digest").hits == 8


def test_two_tabs_leave_one_default_address(admins):
    [user, _] = admins
    parts = {"full_name": "A", "line1": "B 1", "postal_code": "10435", "city": "Berlin", "country": "DE"}

    def add():
        return operations.add_address(owner=user, parts=parts, make_default=True, now=timezone.now())

    at_once(*[add for _ in range(5)])

    assert user.addresses.count() == 5
    assert user.addresses.filter(is_default=True).count() == 1


def test_the_roles_are_back_after_a_flush():
    """Every test above emptied the tables behind it."""
    assert {group.name for group in Group.objects.all()} == {role.value for role in Role}
    assert Group.objects.get(name=Role.ADMIN).permissions.exists()
    assert not Token.objects.exists()

"""Operations that several people run at once try again after a deadlock, and only then."""

import threading
import time

import pytest
from django.db import OperationalError, connection, transaction

from catalog.models import Stock
from catalog.tests.factories import ProductFactory
from shop.core import transactions


class Deadlock(Exception):
    """What psycopg raises: a cause with the code of the server."""

    sqlstate = "40P01"


def failing(times, *, sqlstate="40P01"):
    """Fails so often, then answers how often it was called."""
    calls = []

    @transactions.retried
    def run():
        calls.append(1)
        if len(calls) <= times:
            cause = Deadlock()
            cause.sqlstate = sqlstate
            raise OperationalError("deadlock detected") from cause
        return len(calls)

    return run, calls


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sqlstate", ["40P01", "40001"])
def test_tries_again_after_a_deadlock_or_a_serialization_failure(sqlstate):
    run, _calls = failing(2, sqlstate=sqlstate)

    assert run() == 3


@pytest.mark.django_db(transaction=True)
def test_gives_up_after_the_third_time():
    run, calls = failing(9)

    with pytest.raises(OperationalError):
        run()

    assert len(calls) == 3


@pytest.mark.django_db(transaction=True)
def test_does_not_try_again_after_anything_else():
    run, calls = failing(1, sqlstate="57014")

    with pytest.raises(OperationalError):
        run()

    assert len(calls) == 1


@pytest.mark.django_db(transaction=True)
def test_leaves_it_to_the_owner_of_an_outer_transaction():
    run, calls = failing(1)

    with pytest.raises(OperationalError), transaction.atomic():
        run()

    assert len(calls) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_lock_crosswise_both_get_through():
    """A real deadlock: PostgreSQL ends one of the two, which then runs again."""
    first, second = (ProductFactory().variants.get().pk for _ in range(2))
    met, done = threading.Barrier(2), []

    def cross(order):
        tries = []

        @transactions.retried
        def run():
            tries.append(1)
            Stock.objects.filter(pk=order[0]).update(low_at=1)
            if len(tries) == 1:
                met.wait(timeout=20)
                time.sleep(0.05)
            Stock.objects.filter(pk=order[1]).update(low_at=1)

        try:
            run()
            done.append(len(tries))
        finally:
            connection.close()

    threads = [threading.Thread(target=cross, args=[pair]) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(done) == [1, 2]

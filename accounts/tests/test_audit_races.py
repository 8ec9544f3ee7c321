"""Two of the staff at once make one chain; without the lock they make two lines of one number."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Timer

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WRITERS, LINES = 6, 15
LOCK = "PERFORM pg_advisory_xact_lock(hashtext('accounts_audit_link'));"


def write(by, about, gate, lines=LINES):
    """Each in a transaction of its own that ends while the others' do."""
    try:
        for _number in range(lines):
            gate.wait(timeout=60)
            with transaction.atomic():
                audit.record(by=by, action="test", about=about, at=timezone.now())
    finally:
        connection.close()


def test_concurrent_writers_keep_one_chain(adam, alice):
    before = audit.head()[0]
    gate = Barrier(WRITERS)

    with ThreadPoolExecutor(WRITERS) as pool:
        done = [pool.submit(write, adam, alice, gate) for _writer in range(WRITERS)]

    assert [one.exception() for one in done] == [None] * WRITERS
    assert audit.head()[0] == before + WRITERS * LINES == AuditEvent.objects.count()
    assert audit.first_break() is None


@pytest.fixture
def unlocked():
    """The database's function without its lock; as before afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('accounts_audit_link'::regproc)")
        whole = cursor.fetchone()[0]
        assert LOCK in whole
        cursor.execute(whole.replace(LOCK, ""))
    yield
    with connection.cursor() as cursor:
        cursor.execute(whole)


def test_without_the_lock_a_writer_fails(unlocked, adam, alice):
    """Both take the same number; only that it is unique keeps them from making two chains."""
    numbered, gone_on = Event(), Event()

    def first():
        with transaction.atomic():
            audit.record(by=adam, action="test", about=alice, at=timezone.now())
            audit.settle()
            numbered.set()
            gone_on.wait(timeout=30)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(first)
        numbered.wait(timeout=30)
        Timer(0.3, gone_on.set).start()
        quick = pool.submit(write, adam, alice, Barrier(1), lines=1)

    assert slow.exception() is None
    assert isinstance(quick.exception(), IntegrityError)

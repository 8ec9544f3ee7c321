"""
Jobs: plain functions that run after the transaction that enqueued them, in the worker, at least once.

A job is a row in PostgreSQL (procrastinate), written inside the caller's transaction: it exists exactly when that
committed. Mark a function with `@job`, enqueue it by reference: `jobs.enqueue(emails.send_placed, order_id=order.pk)`.
Arguments are ids and plain values, never personal data or secrets. A job must bear being run twice.
"""

import importlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from django.db import close_old_connections, connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

P = ParamSpec("P")
R = TypeVar("R")

_jobs: dict[str, Callable[..., object]] = {}
# See `muted`.
_is_muted: ContextVar[Callable[[str], bool] | None] = ContextVar("is_muted", default=None)
# Seconds until the next try: 10, 20, 40, … about three days in all; then the job stays as failed for an admin to see.
RETRY = RetryStrategy(max_attempts=15, exponential_wait=2, wait=8)


def name_of(function: Callable[..., object]) -> str:
    return f"{function.__module__}:{function.__qualname__}"


def job(function: Callable[P, R]) -> Callable[P, R]:
    """Allow a function to be enqueued. Only marked functions ever run: a row in the table cannot name any other."""
    _jobs[name_of(function)] = function
    return function


def enqueue(
    function: Callable[..., object],
    *,
    run_at: datetime | None = None,
    once_as: str | None = None,
    **arguments: Any,
) -> None:
    """
    Write a job into the caller's transaction.

    :param run_at: not before this time.
    :param once_as: a name under which at most one waiting job exists; a second is dropped in silence, as it would
        do the same work.
    :raises ValueError: for a function that is not marked with `@job`.
    """
    name = name_of(function)
    if name not in _jobs:
        raise ValueError(f"{name} is not a job. Mark it with @jobs.job.")
    is_muted = _is_muted.get()
    if (is_muted is not None and is_muted(name)) or (once_as is not None and _waits(once_as)):
        return
    call.configure(schedule_at=run_at, lock=None, queueing_lock=once_as).defer(function=name, arguments=arguments)


@contextmanager
def muted(is_muted: Callable[[str], bool]) -> Iterator[None]:
    """Drop the jobs whose name fits instead of writing them: for whoever builds a past that nobody waits to read of."""
    token = _is_muted.set(is_muted)
    try:
        yield
    finally:
        _is_muted.reset(token)


def _waits(lock: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo' LIMIT 1", [lock])
        return cursor.fetchone() is not None


@app.task(name="shop.call", retry=RETRY)
def call(function: str, arguments: dict[str, Any]) -> None:
    """The one task: look the function up and run it."""
    run(function, arguments)


def run(function: str, arguments: dict[str, Any]) -> None:
    """
    Run a job now, in this process.

    :raises LookupError: for a name that no marked function has.
    """
    if function not in _jobs:
        importlib.import_module(function.partition(":")[0])
    if function not in _jobs:
        raise LookupError(f"No job is called {function}.")
    if not connection.in_atomic_block:
        close_old_connections()
    _jobs[function](**arguments)


def run_waiting(limit: int = 1000) -> int:
    """
    Run every job that waits and is due, here and now, oldest first, and answer how many ran.

    For the tests and for the demo world; the worker does the same in its own process. An error stops it.
    """
    ran = 0
    while ran < limit:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE id = (SELECT id FROM procrastinate_jobs WHERE status = 'todo' "
                "AND task_name = 'shop.call' AND coalesce(scheduled_at, now()) <= now() ORDER BY id LIMIT 1 "
                "FOR UPDATE SKIP LOCKED) RETURNING args ->> 'function', args ->> 'arguments'"
            )
            row = cursor.fetchone()
        if row is None:
            break
        run(row[0], json.loads(row[1]))
        ran += 1
    return ran

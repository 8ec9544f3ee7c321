"""Transactions that may be chosen as the victim of a deadlock, and try again."""

import functools
import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 3
# serialization_failure, deadlock_detected: PostgreSQL rolled back and nothing happened.
_TRANSIENT = frozenset({"40001", "40P01"})


def retried(function: Callable[P, R]) -> Callable[P, R]:
    """
    Run in one transaction; after a deadlock or a serialization failure run again, three times in all.

    Only at the outermost level: inside another transaction the error ends that one, and its owner decides.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for attempt in range(1, TRIES + 1):
            outermost = not connection.in_atomic_block
            try:
                with transaction.atomic():
                    return function(*args, **kwargs)
            except OperationalError as error:
                if not outermost or attempt == TRIES or _sqlstate(error) not in _TRANSIENT:
                    raise
            # Longer each time and never in step with the other victim.
            time.sleep(random.uniform(0.01, 0.05) * attempt)  # noqa: S311 - no secret
        raise AssertionError("unreachable")

    return run


def _sqlstate(error: OperationalError) -> str | None:
    return getattr(error.__cause__, "sqlstate", None)

"""
Steps that a phone may send twice: each carries a key of its own, and its effect and its answer are written together.

Sent again, because the answer was lost or a queue was replayed, the step gets the kept answer and nothing happens. Two
at once: the second waits at the unique key until the first has ended.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from orders.models import KeptAnswer
from shop.core import errors, transactions

# A phone that comes back later than this starts anew; the states refuse what is no longer possible.
KEPT_FOR = timedelta(days=7)


class OtherStep(errors.DomainError):
    """The same key came with something else."""

    status = 422


@dataclass(frozen=True)
class Answer:
    """
    What became of a step.

    :ivar path: where the courier goes on.
    :ivar fields: what is wrong, by the name of the field.
    """

    ok: bool
    message: str
    path: str
    fields: dict[str, list[str]] = field(default_factory=dict)


def digest_of(path: str, values: Mapping[str, str], files: Iterable[tuple[str, int]]) -> str:
    """Names what was asked: address, values, and of each file its name and size."""
    content = json.dumps([path, sorted(values.items()), sorted(files)])
    return hashlib.sha256(content.encode()).hexdigest()


def answered(*, by: User, key: UUID, digest: str) -> Answer | None:
    """
    The kept answer to a key, or None.

    :raises OtherStep: where the key belongs to something else.
    """
    row = KeptAnswer.objects.filter(user=by, key=key).first()
    if row is None:
        return None
    if row.digest != digest:
        raise OtherStep(_("This key was used for another step."))
    return Answer(**row.answer)


@transactions.retried
def once(*, by: User, key: UUID, digest: str, now: datetime, deed: Callable[[], Answer]) -> Answer:
    """
    Do it, unless it was done under this key before; then its answer comes again.

    :param deed: what it does and answers; where it raises nothing is kept.
    :raises OtherStep: where the key belongs to something else.
    """
    if not _take(by, key, digest, now):
        kept = answered(by=by, key=key, digest=digest)
        if kept is not None:
            return kept
    answer = deed()
    KeptAnswer.objects.filter(user=by, key=key).update(answer=asdict(answer))
    return answer


def _take(by: User, key: UUID, digest: str, now: datetime) -> bool:
    """Whether the key was free. Waits for a transaction that holds it."""
    before = KeptAnswer(user=by, key=key, digest=digest, answer={}, at=now)
    KeptAnswer.objects.bulk_create([before], ignore_conflicts=True)
    return KeptAnswer.objects.filter(user=by, key=key, answer={}).exists()


def forget(*, before: datetime) -> int:
    """Remove the answers from before a time; answers how many."""
    rows: Any = KeptAnswer.objects.filter(at__lt=before)
    return int(rows.delete()[0])

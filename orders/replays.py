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
from typing import Any, cast
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


@dataclass(frozen=True)
class Kept:
    """
    What is remembered under a key.

    :ivar answer: what may be read in the database; never empty.
    :ivar body: what may not: names and streets of an answer of the API. Stored encrypted.
    """

    answer: dict[str, Any]
    body: str = ""


def digest_of(path: str, values: Mapping[str, str], files: Iterable[tuple[str, int]]) -> str:
    """Names what was asked: address, values, and of each file its name and size."""
    content = json.dumps([path, sorted(values.items()), sorted(files)])
    return hashlib.sha256(content.encode()).hexdigest()


def kept(*, by: User, key: UUID, digest: str) -> Kept | None:
    """
    What is kept under a key, or None, also where it is only claimed.

    :raises OtherStep: where the key belongs to something else.
    """
    row = KeptAnswer.objects.filter(user=by, key=key).first()
    if row is None:
        return None
    if row.digest != digest:
        raise OtherStep(_("This key was used for another step."))
    return Kept(row.answer, row.body) if row.answer else None


def claim(*, by: User, key: UUID, digest: str, now: datetime) -> None:
    """
    Reserve a key for one request before it is done, where its effect and its answer cannot be one transaction.

    :raises OtherStep: where the key belongs to something else.
    """
    KeptAnswer.objects.get_or_create(user=by, key=key, defaults={"digest": digest, "at": now})
    kept(by=by, key=key, digest=digest)


def release(*, by: User, key: UUID) -> None:
    """Give a claimed key back: what it was for did not happen."""
    KeptAnswer.objects.filter(user=by, key=key, answer={}).delete()


def answered(*, by: User, key: UUID, digest: str) -> Answer | None:
    """The kept answer of a courier's step. :raises OtherStep: where the key belongs to something else."""
    found = kept(by=by, key=key, digest=digest)
    return Answer(**found.answer) if found else None


@transactions.retried
def keep(*, by: User, key: UUID, digest: str, now: datetime, deed: Callable[[], Kept | None]) -> Kept | None:
    """
    Do it, unless it was done under this key before; then what was kept comes again.

    :param deed: what it does and answers. Where it raises or answers None nothing is kept, and the key stays free.
    :raises OtherStep: where the key belongs to something else.
    """
    if not _take(by, key, digest, now):
        found = kept(by=by, key=key, digest=digest)
        if found is not None:
            return found
    fresh = deed()
    rows: Any = KeptAnswer.objects.filter(user=by, key=key)
    if fresh is None:
        rows.delete()
    elif row := rows.first():
        row.answer, row.body = fresh.answer, fresh.body
        row.save(update_fields=["answer", "body"])
    return fresh


def once(*, by: User, key: UUID, digest: str, now: datetime, deed: Callable[[], Answer]) -> Answer:
    """The same for a courier's step, whose refusals are kept too."""

    def step() -> Kept:
        return Kept(asdict(deed()))

    found = keep(by=by, key=key, digest=digest, now=now, deed=step)
    return Answer(**cast(Kept, found).answer)


def _take(by: User, key: UUID, digest: str, now: datetime) -> bool:
    """Whether the key was free. Waits for a transaction that holds it."""
    before = KeptAnswer(user=by, key=key, digest=digest, answer={}, at=now)
    KeptAnswer.objects.bulk_create([before], ignore_conflicts=True)
    return KeptAnswer.objects.filter(user=by, key=key, answer={}).exists()


def forget(*, before: datetime) -> int:
    """Remove the answers from before a time; answers how many."""
    rows: Any = KeptAnswer.objects.filter(at__lt=before)
    return int(rows.delete()[0])

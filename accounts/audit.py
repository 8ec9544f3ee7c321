"""
The audit trail: what staff did, written in the transaction of the deed, and checked from the first line to the last.

A line gets its number and hash from the database at the very end of its transaction, under a lock that is held only
for that moment: writers never wait for each other while they work, and the chain has no gap.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models

from accounts.models import AuditEvent
from shop.core import crypto

HIDDEN = "•"
START = ""
# Columns that are not sealed but name a person.
_PERSONAL = {"email", "full_name", "phone", "author_name", "password"}


@dataclass(frozen=True)
class Break:
    """The first line that is not as it was written."""

    seq: int
    why: str

    def __str__(self) -> str:
        return f"line {self.seq}: {self.why}"


def record(
    *, by: Any, action: str, about: models.Model, at: datetime, before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None, reason: str = "", always: bool = False,
) -> None:  # fmt: skip
    """
    Write down a deed of staff; what others do is in the history of the row alone.

    :param always: also where it was not staff, as when a command makes an admin.
    """
    if not always and (by is None or not by.is_staff):
        return
    event = AuditEvent(
        at=at, actor=by.pk if by is not None else None, action=action[:40], kind=about._meta.label_lower,
        object_id=str(about.pk), before=_plain(about, before), after=_plain(about, after),
        reason=reason.replace("\0", "")[:500],
    )  # fmt: skip
    event.body = canonical(event)
    event.save(force_insert=True)


def canonical(event: AuditEvent) -> str:
    """The same text for the same columns, always."""
    columns = {
        name: getattr(event, name) for name in ("actor", "action", "kind", "object_id", "before", "after", "reason")
    }
    columns["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(columns, sort_keys=True, separators=(",", ":"))


def link(previous: str, seq: int, body: str) -> str:
    """The hash of a line. The database makes the same one."""
    return hashlib.sha256(f"{previous}|{seq}|{body}".encode()).hexdigest()


def first_break() -> Break | None:
    """None where every line is as it was written, follows the one before, and none is missing."""
    settle()
    previous, expected = START, 1
    for event in _in_order():
        why = _fault(event, expected, previous)
        if why:
            return Break(expected, why)
        previous, expected = event.hash, expected + 1
    if AuditEvent.objects.filter(seq=None).exists():
        return Break(expected, "a line outside of the chain")
    return None


def breaches() -> list[str]:
    """For `manage.py reconcile`."""
    found = first_break()
    return [str(found)] if found else []


def head() -> tuple[int, str]:
    """The last line's number and hash: kept elsewhere, they show that nobody cut the end off."""
    last = AuditEvent.objects.exclude(seq=None).order_by("-seq").first()
    return (last.seq or 0, last.hash) if last else (0, START)


def settle() -> None:
    """Number what this transaction wrote so far; outside of one there is nothing left to number."""
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS accounts_audit_link IMMEDIATE")
            cursor.execute("SET CONSTRAINTS accounts_audit_link DEFERRED")


def _in_order() -> Iterator[AuditEvent]:
    return AuditEvent.objects.exclude(seq=None).order_by("seq").iterator(chunk_size=2000)


def _fault(event: AuditEvent, expected: int, previous: str) -> str:
    if event.seq != expected:
        return f"missing; the next one is {event.seq}"
    if event.previous != previous:
        return "does not follow the line before"
    if event.body != canonical(event):
        return "its columns were changed"
    return "" if event.hash == link(previous, expected, event.body) else "its hash is another"


def _plain(about: models.Model, values: Mapping[str, object] | None) -> dict[str, str]:
    return {
        name: HIDDEN if _is_personal(about, name) else str(value)[:300].replace("\0", "")
        for name, value in (values or {}).items()
    }


def _is_personal(about: models.Model, name: str) -> bool:
    try:
        field = about._meta.get_field(name)
    except FieldDoesNotExist:
        return name in _PERSONAL
    return name in _PERSONAL or isinstance(field, crypto.EncryptedTextField)

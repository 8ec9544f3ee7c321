"""
Pages: numbered ones for people, keyset ones for the API. Every list is ordered down to the id.

A keyset cursor is the URL-safe text of the last row's sort values, signed for the list and the order that it belongs
to; a page costs the same at any depth.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import cached_property

M = TypeVar("M", bound=Model)

# Nobody reads on from here; a deeper page only costs the database. Deeper numbers show the last one.
DEEPEST_PAGE = 200
SIGNATURE_BYTES = 12


class BadCursor(ValueError):
    """The cursor is not one that we gave out."""


class CappedPaginator(Paginator):  # type: ignore[type-arg]  # no generic class when it runs
    """For long lists of the staff site: counts no further than `MOST_COUNTED`, whatever the table's size."""

    MOST_COUNTED = 2000

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows[: self.MOST_COUNTED].count())


@dataclass(frozen=True)
class KeysetPage(Generic[M]):
    """Rows of one page and the cursor of the next, or None on the last."""

    rows: Sequence[M]
    next: str | None


def numbered(rows: Any, number: str | None, *, size: int) -> Page[Any]:
    """Page `number` (text from the query; anything unreadable means 1, too deep means the last)."""
    paginator: Paginator[Any] = Paginator(rows, size)
    wanted = int(number) if number and number.isascii() and number.isdigit() and len(number) < 10 else 1
    return paginator.page(max(1, min(wanted, paginator.num_pages, DEEPEST_PAGE)))


def keyset(rows: QuerySet[M], *, order: Sequence[str], cursor: str | None, size: int) -> KeysetPage[M]:
    """
    The page after `cursor` in the given order, e.g. `("-placed_at", "-id")`; the last key must be unique.

    :raises BadCursor: for a cursor that does not fit this order.
    """
    place = f"{rows.model._meta.label}|{','.join(order)}"
    if cursor:
        rows = rows.filter(_after(order, _typed(rows.model, order, decoded(cursor, place))))
    found = list(rows.order_by(*order)[: size + 1])
    more = len(found) > size
    found = found[:size]
    values = [getattr(found[-1], name.lstrip("-")) for name in order] if more else []
    return KeysetPage(found, encoded(values, place) if more else None)


def _typed(model: type[Model], order: Sequence[str], values: Sequence[str]) -> list[Any]:
    """The values as their columns hold them; a sort key that is no column of the model's own stays a text."""
    typed: list[Any] = []
    for name, value in zip(order, values, strict=True):
        try:
            typed.append(model._meta.get_field(name.lstrip("-")).to_python(value))  # type: ignore[union-attr]  # a column
        except FieldDoesNotExist:
            typed.append(value)
        except (ValidationError, ValueError) as error:
            raise BadCursor(value[:20]) from error
    return typed


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    condition = Q()
    equal = Q()
    for name, value in zip(order, values, strict=True):
        field = name.lstrip("-")
        step = "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{field}__{step}": value})
        equal &= Q(**{field: value})
    return condition


def encoded(values: Sequence[Any], place: str) -> str:
    """
    A cursor.

    :param place: names the list and the order that it belongs to.
    """
    content = json.dumps([str(value) for value in values]).encode()
    return base64.urlsafe_b64encode(_signature(content, place) + content).decode().rstrip("=")


def decoded(cursor: str, place: str) -> list[str]:
    """
    The values of a cursor of this place, as texts.

    :raises BadCursor: what another hand wrote is not even read, as a database refuses more than we could think of.
    """
    try:
        sealed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError as error:
        raise BadCursor(cursor[:20]) from error
    signature, content = sealed[:SIGNATURE_BYTES], sealed[SIGNATURE_BYTES:]
    if not constant_time_compare(signature, _signature(content, place)):
        raise BadCursor(cursor[:20])
    values: list[str] = json.loads(content)
    return values


def _signature(content: bytes, place: str) -> bytes:
    return salted_hmac(f"paging|{place}", content, algorithm="sha256").digest()[:SIGNATURE_BYTES]

"""What a page offers to undo: the row that its address names after the redirect."""

from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def row_of(rows: QuerySet[M], text: str) -> M | None:
    """The row of this id among those that can be undone; None for anything else."""
    is_id = text.isascii() and text.isdigit() and len(text) < 18
    return rows.filter(pk=text).first() if is_id else None

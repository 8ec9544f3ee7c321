"""Many counts in one statement."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from shop.core import paging


def counts(rows: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each of these has, by its name; no further than the lists of the staff site count."""
    texts: list[str] = []
    params: list[Any] = []
    for queryset in rows.values():
        try:
            most = paging.CappedPaginator.MOST_COUNTED
            sql, values = queryset.order_by().values("pk")[:most].query.sql_with_params()
        except EmptyResultSet:
            sql, values = "SELECT 1 WHERE false", ()
        texts.append(f"(SELECT count(*) FROM ({sql}) found)")  # noqa: S608 - Django wrote it, with its parameters apart
        params += values
    if not texts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(texts)}", params)
        found = cursor.fetchone()
    return dict(zip(rows, found or (), strict=True))

"""Many counts in one statement."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet, Value


def counts(rows: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each of these has, by its name."""
    texts: list[str] = []
    params: list[Any] = []
    for queryset in rows.values():
        counted = queryset.order_by().annotate(one=Value(1)).values("one").annotate(rows=Count("*")).values("rows")
        try:
            sql, values = counted.query.sql_with_params()
        except EmptyResultSet:
            sql, values = "0", ()
        texts.append(f"coalesce(({sql}), 0)")
        params += values
    if not texts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(texts)}", params)
        found = cursor.fetchone()
    return dict(zip(rows, found or (), strict=True))
